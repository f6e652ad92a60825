package dev.fargatepull.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.fargatepull.docs.GeneratedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cfn-lint, which knows CloudFormation's own schemas, says of the templates. */
class TemplatesLintTest {

    @Test
    void cfn_lint_has_nothing_to_say_of_the_stack(@TempDir Path folder) throws IOException, InterruptedException {
        assertClean(Synthesized.in(folder, Map.of()).file());
    }

    @Test
    void cfn_lint_has_nothing_to_say_of_the_conformance_pack() throws IOException, InterruptedException {
        assertClean(Path.of("..").resolve(GeneratedFiles.PACK));
    }

    private static void assertClean(Path template) throws IOException, InterruptedException {
        Process lint = start(template);
        String said = new String(lint.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(lint.waitFor()).as(said).isZero();
        assertThat(said).isBlank();
    }

    private static Process start(Path template) {
        try {
            return new ProcessBuilder("cfn-lint", template.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            String message = "NOT LINTED: %s, since cfn-lint cannot be run; it comes with: pip install cfn-lint"
                    .formatted(template.getFileName());
            System.err.println(message);
            return abort(message);
        }
    }
}
