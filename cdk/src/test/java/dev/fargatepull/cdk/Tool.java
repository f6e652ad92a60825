package dev.fargatepull.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program that is not part of the build. A test that lacks it says so and is skipped. */
final class Tool {

    private final List<String> command;
    private final String origin;

    /**
     * A program.
     *
     * @param origin where a person gets it from
     */
    Tool(String origin, String... command) {
        this.command = List.of(command);
        this.origin = origin;
    }

    /** Runs it without an AWS account, expects it to succeed, and returns all it printed. */
    String run() throws IOException, InterruptedException {
        Process process = start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private Process start() {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        try {
            return builder.start();
        } catch (IOException missing) {
            String message = "SKIPPED: %s, since it cannot be run; it comes with: %s"
                    .formatted(String.join(" ", command), origin);
            System.err.println(message);
            return abort(message);
        }
    }
}
