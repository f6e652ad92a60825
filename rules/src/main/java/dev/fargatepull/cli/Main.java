package dev.fargatepull.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The program {@code fargate-pull}. */
@Command(
        name = "fargate-pull",
        description = "Tells why a Fargate task cannot pull its image, before it fails.",
        subcommands = {
            CheckCommand.class,
            CollectCommand.class,
            ExplainCommand.class,
            PreflightCommand.class,
            RulesCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    /** The exit code for "could not run": bad usage, or input that cannot be read. */
    static final int COULD_NOT_RUN = 2;

    private Main() {}

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // Reports are UTF-8 wherever they are read, not in whatever the terminal of the day is set to.
        Output out = new Output(new FileOutputStream(FileDescriptor.out));
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int exitCode = COULD_NOT_RUN;
        try {
            exitCode = run(out, err, arguments);
        } catch (OutOfMemoryError tooMuch) {
            err.println("fargate-pull: ran out of memory; give it more, as in JAVA_OPTS=-Xmx8g");
        }
        if (out.failure().isPresent()) {
            err.println("fargate-pull: the report could not be written: "
                    + out.failure().get().getMessage());
            exitCode = COULD_NOT_RUN;
        }
        System.exit(exitCode);
    }

    /**
     * Runs the program.
     *
     * @param out takes reports
     * @param err takes progress and the one line that says why it could not run
     * @return 0 if there is no breach, 1 if there is one, 2 if it could not run
     */
    static int run(OutputStream out, OutputStream err, String... arguments) {
        return new CommandLine(new Main())
                .setOut(writer(out))
                .setErr(writer(err))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((exception, given) -> couldNotRun(exception.getCommandLine(), exception))
                // A failure of our own must not look like a finding, whose exit code is 1.
                .setExitCodeExceptionMapper(failure -> COULD_NOT_RUN)
                .setExecutionExceptionHandler((exception, commandLine, parsed) -> {
                    if (exception instanceof CouldNotRunException) {
                        return couldNotRun(commandLine, exception);
                    }
                    throw exception;
                })
                .execute(arguments);
    }

    private static int couldNotRun(CommandLine commandLine, Exception exception) {
        String hint = exception instanceof ParameterException
                ? " (%s --help tells what it takes)"
                        .formatted(commandLine.getCommandSpec().qualifiedName())
                : "";
        commandLine.getErr().println("fargate-pull: " + oneLine(exception) + hint);
        return COULD_NOT_RUN;
    }

    private static String oneLine(Exception exception) {
        return Optional.ofNullable(exception.getMessage())
                .orElse(exception.toString())
                .replaceAll("\\s*\\R\\s*", " ");
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** Takes the version from the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"fargate-pull " + (version == null ? "(not packaged)" : version)};
        }
    }
}
