package dev.fargatepull.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app as a person runs it: by the CDK CLI from npm, over the jar that is shipped, without an AWS account. */
class SynthesisIT {

    @Test
    void the_cdk_cli_synthesizes_the_stack_and_cfn_lint_accepts_it(@TempDir Path output)
            throws IOException, InterruptedException {
        synthesize(output, Map.of());

        assertThat(output.resolve("FargatePull.template.json")).content().contains("AWS::Config::ConformancePack");
        CfnLint.assertClean(output.resolve("FargatePull.template.json"));
    }

    /**
     * The CLI hands its context to every app of the process, also to the one that makes the template of the members.
     */
    @Test
    void the_cdk_cli_synthesizes_the_stacks_of_an_organization(@TempDir Path output)
            throws IOException, InterruptedException {
        synthesize(output, Stacks.ORGANIZATION);

        assertThat(output.resolve("FargatePullOrganization.template.json"))
                .content()
                .contains("AWS::CloudFormation::StackSet");
        Path members = output.resolve("members").resolve("FargatePullFunctions.template.json");
        assertThat(members).content().doesNotContain("AWS::Config::ConformancePack");
        CfnLint.assertClean(members);
    }

    /** Java's immutable collections have an order of their own in each process. */
    @Test
    void two_processes_synthesize_the_same_to_the_byte(@TempDir Path one, @TempDir Path another)
            throws IOException, InterruptedException {
        synthesize(one, Stacks.ORGANIZATION);
        synthesize(another, Stacks.ORGANIZATION);

        assertThat(templates(one)).hasSize(6).isEqualTo(templates(another));
    }

    private static Map<String, String> templates(Path output) throws IOException {
        Map<String, String> templates = new TreeMap<>();
        try (Stream<Path> files = Files.walk(output)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".template.json"))
                    .toList()) {
                templates.put(output.relativize(file).toString(), Files.readString(file));
            }
        }
        return templates;
    }

    private static void synthesize(Path output, Map<String, Object> context) throws IOException, InterruptedException {
        // The build that cdk.json asks for is the one that runs this test.
        List<String> command = new ArrayList<>(List.of(
                "npx",
                "--yes",
                "aws-cdk@2.1148.1",
                "synth",
                "--quiet",
                "--build",
                "true",
                "--output",
                output.toString()));
        context.forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        new Tool("Node.js", command.toArray(String[]::new)).run();
    }
}
