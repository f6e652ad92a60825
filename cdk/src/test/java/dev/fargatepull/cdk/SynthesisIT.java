package dev.fargatepull.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app as a person runs it: by the CDK CLI from npm, over the jar that is shipped, without an AWS account. */
class SynthesisIT {

    @Test
    void the_cdk_cli_synthesizes_the_stack_and_cfn_lint_accepts_it(@TempDir Path output)
            throws IOException, InterruptedException {
        // The build that cdk.json asks for is the one that runs this test.
        Tool cdk = new Tool(
                "Node.js",
                "npx",
                "--yes",
                "aws-cdk@2.1148.1",
                "synth",
                "--quiet",
                "--build",
                "true",
                "--output",
                output.toString());

        cdk.run();

        assertThat(output.resolve("FargatePull.template.json")).content().contains("AWS::Config::ConformancePack");
        CfnLint.assertClean(output.resolve("FargatePull.template.json"));
    }
}
