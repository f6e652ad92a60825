package dev.fargatepull.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.docs.GeneratedFiles;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagPackProps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.constructs.IConstruct;
import software.constructs.MetadataEntry;

/** What cfn-lint, which knows CloudFormation's own schemas, and cdk-nag say of the templates. */
class TemplatesLintTest {

    /** CloudFormation takes no longer template, even from S3. */
    private static final long LONGEST_TEMPLATE = 1_000_000;

    private static final Set<String> FINDINGS = Set.of("aws:cdk:error", "aws:cdk:warning");

    static List<String> forms() {
        return Stacks.names();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void cfn_lint_and_cdk_nag_have_nothing_to_say(String form, @TempDir Path folder)
            throws IOException, InterruptedException {
        App app = Stacks.app(form, folder);
        Aspects.of(app)
                .add(new AwsSolutionsChecks(
                        NagPackProps.builder().verbose(true).reports(false).build()));
        app.synth();

        assertThat(findings(app)).isEmpty();
        for (Stack stack : Stacks.of(app)) {
            Path template = Path.of(app.getOutdir(), stack.getTemplateFile());
            assertThat(template.toFile().length()).isLessThan(LONGEST_TEMPLATE);
            CfnLint.assertClean(template);
        }
    }

    @Test
    void cfn_lint_has_nothing_to_say_of_functions_with_a_pack_of_their_own(@TempDir Path folder)
            throws IOException, InterruptedException {
        CfnLint.assertClean(Synthesized.stack(
                        Synthesized.app(
                                folder, Map.of("target", "functions", "conformancePack", "true", "rules", "guide")),
                        FargatePullApp.FUNCTIONS)
                .file());
    }

    private static List<String> findings(App app) {
        List<String> findings = new ArrayList<>();
        for (IConstruct construct : app.getNode().findAll()) {
            for (MetadataEntry entry : construct.getNode().getMetadata()) {
                if (FINDINGS.contains(entry.getType())) {
                    findings.add(construct.getNode().getPath() + ": " + entry.getData());
                }
            }
        }
        return findings;
    }

    @Test
    void cfn_lint_has_nothing_to_say_of_the_conformance_packs() throws IOException, InterruptedException {
        for (Path pack : List.of(
                GeneratedFiles.PACK,
                GeneratedFiles.GUIDE_PACK,
                GeneratedFiles.ORGANIZATION_PACK,
                GeneratedFiles.ORGANIZATION_GUIDE_PACK)) {
            CfnLint.assertClean(Path.of("..").resolve(pack));
        }
    }

    @Test
    void cfn_lint_has_nothing_to_say_of_the_functions_without_the_cdk() throws IOException, InterruptedException {
        CfnLint.assertClean(Path.of("..").resolve(GeneratedFiles.FUNCTIONS));
    }
}
