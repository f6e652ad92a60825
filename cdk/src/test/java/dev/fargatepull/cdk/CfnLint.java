package dev.fargatepull.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/** cfn-lint, which knows CloudFormation's own schemas. */
final class CfnLint {

    private CfnLint() {}

    /** It has no error and no warning for a template. */
    static void assertClean(Path template) throws IOException, InterruptedException {
        assertThat(new Tool("pip install cfn-lint", "cfn-lint", template.toString()).run())
                .isBlank();
    }
}
