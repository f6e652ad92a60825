package dev.fargatepull.testing.aws;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program as people run it: the jar in a process of its own, which finds AWS through its environment. */
public final class Program {

    private Program() {}

    /**
     * What became of a run.
     *
     * @param exitCode the exit code
     * @param printed what it printed
     * @param errors what it printed beside
     */
    public record Outcome(int exitCode, String printed, String errors) {}

    /**
     * Runs it.
     *
     * @param services where AWS is
     * @param more environment variables beside, as for one service that is somewhere else
     */
    public static Outcome run(URI services, Map<String, String> more, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                FunctionProcess.JAR.toString()));
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile("fargate-pull", ".err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL", services.toString(),
                        "AWS_ACCESS_KEY_ID", "id",
                        "AWS_SECRET_ACCESS_KEY", "secret"));
        builder.environment().putAll(more);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        String said = Files.readString(errors);
        Files.delete(errors);
        return new Outcome(exitCode, printed, said);
    }
}
