package dev.fargatepull.testing.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.fargatepull.testing.Item;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * A function as a process of its own, started the way the managed Java runtime of AWS Lambda starts it: in a folder
 * that the deployed jar was unpacked into, under AWS's runtime interface client, with nothing but the environment that
 * Lambda sets.
 */
public final class FunctionProcess implements AutoCloseable {

    /** The jar that the build made. */
    public static final Path JAR = Path.of(System.getProperty("fargatePullJar", "target/fargate-pull.jar"));

    /** The memory that functions of tests have: half of what the templates give. */
    public static final int MEMORY_MB = 512;

    /** What Lambda calls in the function of a rule. */
    public static final String RULE_HANDLER = "dev.fargatepull.lambda.RuleFunction::handleRequest";

    private static final class Unpacked {

        private static final Path JAR = unpack();
    }

    private final Process process;
    private final Path log;

    private FunctionProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * A Java that functions run on.
     *
     * @param home where it is installed
     * @param options what it is started with
     */
    public record Java(Path home, List<String> options) {

        /**
         * The options that Lambda's managed runtimes give it: compiled in haste (AWS Lambda Developer Guide, "Customize
         * Java runtime startup behavior for Lambda functions"), and with a heap of 85 percent of the function's memory,
         * which functions see of themselves and AWS does not document. It begins with what Java takes of a machine as
         * large as that, a sixty-fourth.
         */
        public static List<String> optionsOfLambda(int memoryMb) {
            return List.of(
                    "-XX:+TieredCompilation",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-XX:MaxHeapSize=%dk".formatted((memoryMb << 10) * 85 / 100),
                    "-XX:InitialHeapSize=%dk".formatted((memoryMb << 10) / 64));
        }

        /** The Java that runs the tests. */
        public static Java ofTests() {
            return new Java(Path.of(System.getProperty("java.home")), List.of());
        }
    }

    /** The folder that Lambda starts the functions of the deployed jar in, as it unpacks it. */
    public static Path unpackedJar() {
        return Unpacked.JAR;
    }

    private static Path unpack() {
        Path folder = JAR.resolveSibling("unpacked");
        try {
            deleteAll(folder);
            try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(JAR))) {
                for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                    Path target = folder.resolve(entry.getName());
                    if (entry.isDirectory()) {
                        Files.createDirectories(target);
                    } else {
                        Files.createDirectories(target.getParent());
                        Files.copy(entries, target);
                    }
                }
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return folder.toAbsolutePath();
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> everything = Files.walk(folder)) {
                for (Path path : everything.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Starts a function on the Java that runs the tests. */
    public static FunctionProcess start(
            Path code, String handler, LambdaRuntime runtime, Path log, Map<String, String> variables)
            throws IOException {
        return start(Java.ofTests(), code, handler, runtime, log, variables);
    }

    /**
     * Starts a function.
     *
     * @param code the folder that Lambda unpacked the code into
     * @param log takes what the function prints
     * @param variables the function's own environment variables, its endpoints among them
     */
    public static FunctionProcess start(
            Java java, Path code, String handler, LambdaRuntime runtime, Path log, Map<String, String> variables)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java.home().resolve("bin").resolve("java").toString());
        // The client talks to the Runtime API through a library of its own, at which newer JDKs warn if not told.
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(java.options());
        command.addAll(List.of("-cp", runtimeInterfaceClient(), AWSLambda.class.getName(), handler));
        // The runtime interface client loads the function's classes from where it is started.
        return start(command, code, handler, runtime, log, variables);
    }

    /** Starts a function that speaks the Runtime API by itself. */
    public static FunctionProcess start(
            List<String> command,
            Path directory,
            String handler,
            LambdaRuntime runtime,
            Path log,
            Map<String, String> variables)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("AWS_LAMBDA_RUNTIME_API", runtime.hostAndPort());
        environment.put("AWS_LAMBDA_FUNCTION_NAME", "the-rule");
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(MEMORY_MB));
        environment.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
        environment.put("_HANDLER", handler);
        environment.put("AWS_REGION", Item.HOME.region());
        environment.put("AWS_ACCESS_KEY_ID", "ASIAEXAMPLE");
        environment.put("AWS_SECRET_ACCESS_KEY", "example");
        environment.put("AWS_SESSION_TOKEN", "example");
        environment.putAll(variables);
        return new FunctionProcess(builder.start(), log);
    }

    /** The process. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Has it end by itself, and waits. */
    public void end() {
        process.destroy();
        process.onExit().join();
    }

    /** Ends it in the middle of whatever it does, as Lambda does when its time is up, and waits. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** What the function has logged so far, in the JSON format of Lambda, or printed beside. */
    public List<String> log() throws IOException {
        return Files.readAllLines(log);
    }

    /** The most memory that it has taken so far, in bytes, as Linux counts it. */
    public long peakMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElse(0)
                << 10;
    }

    @Override
    public void close() {
        kill();
    }

    /** The class path of the runtime: its client and what that needs. */
    private static String runtimeInterfaceClient() {
        return Stream.of(AWSLambda.class, PojoSerializer.class, Context.class, SdkInternalThreadLocal.class)
                .map(inJar -> placeOf(inJar).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The jar or folder that a class comes from. */
    public static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("the place of %s is no URI".formatted(type), impossible);
        }
    }
}
