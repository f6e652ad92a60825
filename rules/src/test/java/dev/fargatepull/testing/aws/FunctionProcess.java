package dev.fargatepull.testing.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.fargatepull.testing.Item;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utils.Validate;

/**
 * A function as a process of its own, started the way the managed Java runtime of AWS Lambda starts it: the deployed
 * jar under AWS's runtime interface client, with nothing but the environment that Lambda sets.
 */
public final class FunctionProcess implements AutoCloseable {

    /** The jar that the build made. */
    public static final Path JAR = Path.of(System.getProperty("fargatePullJar", "target/fargate-pull.jar"));

    /** What Lambda calls in the function of a rule. */
    public static final String RULE_HANDLER = "dev.fargatepull.lambda.RuleFunction::handleRequest";

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
         * The options that Lambda's managed runtimes give it, but for its memory: compiled in haste (AWS Lambda
         * Developer Guide, "Customize Java runtime startup behavior for Lambda functions").
         */
        public static final List<String> OPTIONS_OF_LAMBDA =
                List.of("-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

        /** The Java that runs the tests. */
        public static Java ofTests() {
            return new Java(Path.of(System.getProperty("java.home")), List.of());
        }
    }

    /** Starts a function on the Java that runs the tests. */
    public static FunctionProcess start(
            Path jar, String handler, LambdaRuntime runtime, Path log, Map<String, String> variables)
            throws IOException {
        return start(Java.ofTests(), jar, handler, runtime, log, variables);
    }

    /**
     * Starts a function.
     *
     * @param jar the deployed jar
     * @param log takes what the function prints
     * @param variables the function's own environment variables, its endpoints among them
     */
    public static FunctionProcess start(
            Java java, Path jar, String handler, LambdaRuntime runtime, Path log, Map<String, String> variables)
            throws IOException {
        String classPath = Stream.concat(Stream.of(jar.toString()), runtimeInterfaceClient().stream())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(java.home().resolve("bin").resolve("java").toString());
        // The client talks to the Runtime API through a library of its own, at which newer JDKs warn if not told.
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(java.options());
        command.addAll(List.of("-cp", classPath, AWSLambda.class.getName(), handler));
        return start(command, handler, runtime, log, variables);
    }

    /** Starts a function that speaks the Runtime API by itself. */
    public static FunctionProcess start(
            List<String> command, String handler, LambdaRuntime runtime, Path log, Map<String, String> variables)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("AWS_LAMBDA_RUNTIME_API", runtime.hostAndPort());
        environment.put("AWS_LAMBDA_FUNCTION_NAME", "the-rule");
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
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

    /** The jars of the runtime: its client and what that needs. */
    private static List<String> runtimeInterfaceClient() {
        List<String> jars = new ArrayList<>();
        for (Class<?> inJar : List.of(AWSLambda.class, PojoSerializer.class, Context.class, Validate.class)) {
            jars.add(jarOf(inJar));
        }
        return jars;
    }

    private static String jarOf(Class<?> inJar) {
        try {
            URI location =
                    inJar.getProtectionDomain().getCodeSource().getLocation().toURI();
            return Path.of(location).toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("the place of %s is no URI".formatted(inJar), impossible);
        }
    }
}
