package dev.fargatepull.cdk;

import dev.fargatepull.docs.GeneratedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cfn-lint, which knows CloudFormation's own schemas, says of the templates. */
class TemplatesLintTest {

    @Test
    void cfn_lint_has_nothing_to_say_of_the_stack(@TempDir Path folder) throws IOException, InterruptedException {
        CfnLint.assertClean(Synthesized.in(folder, Map.of()).file());
    }

    @Test
    void cfn_lint_has_nothing_to_say_of_the_conformance_packs() throws IOException, InterruptedException {
        CfnLint.assertClean(Path.of("..").resolve(GeneratedFiles.PACK));
        CfnLint.assertClean(Path.of("..").resolve(GeneratedFiles.GUIDE_PACK));
    }

    @Test
    void cfn_lint_has_nothing_to_say_of_the_functions_without_the_cdk() throws IOException, InterruptedException {
        CfnLint.assertClean(Path.of("..").resolve(GeneratedFiles.FUNCTIONS));
    }
}
