package dev.fargatepull.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that is not part of the build. A test that lacks it says so and is skipped. */
final class Tool {

    private final List<String> command;
    private final String origin;
    private final Path folder;
    private final Map<String, String> environment;

    /**
     * A program.
     *
     * @param origin where a person gets it from
     */
    Tool(String origin, String... command) {
        this(origin, List.of(command), Path.of("").toAbsolutePath(), Map.of());
    }

    private Tool(String origin, List<String> command, Path folder, Map<String, String> environment) {
        this.command = command;
        this.origin = origin;
        this.folder = folder;
        this.environment = environment;
    }

    /** The same in another folder. */
    Tool in(Path other) {
        return new Tool(origin, command, other, environment);
    }

    /** The same with these environment variables. */
    Tool with(Map<String, String> variables) {
        return new Tool(origin, command, folder, variables);
    }

    /** Runs it, without an AWS account of whoever runs the tests, expects it to succeed, and returns all it printed. */
    String run() throws IOException, InterruptedException {
        Process process = start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private Process start() {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
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
