package dev.fargatepull.bench;

import static dev.fargatepull.testing.Images.ecr;
import static dev.fargatepull.testing.Items.cluster;
import static dev.fargatepull.testing.Items.natGateway;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static dev.fargatepull.testing.Items.taskDefinition;
import static dev.fargatepull.testing.Items.vpc;

import com.sun.net.httpserver.HttpExchange;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.aws.AwsConfig;
import dev.fargatepull.testing.aws.FunctionProcess;
import dev.fargatepull.testing.aws.LambdaRuntime;
import dev.fargatepull.testing.aws.LoopbackCertificate;
import dev.fargatepull.testing.aws.LoopbackServer;
import dev.fargatepull.testing.aws.RuleEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures how long a function takes from the start of its process to its first answer, beside a function in Python
 * that makes the same check: see {@code docs/benchmarks.md}.
 */
public final class ColdStart {

    private static final String RULE = "fargate-subnet-routes-to-registry";
    private static final int WARM = 30;

    /** CPU comes with memory: a whole processor with so much (AWS Lambda Developer Guide, "Configure memory"). */
    private static final int MB_OF_A_PROCESSOR = 1769;

    /** As of a machine of two processors, as deployed, and the smallest that anybody may want. */
    private static final List<Integer> MEMORIES = List.of(2 * MB_OF_A_PROCESSOR, 1024, 512);

    private static final String DNS_ATTRIBUTE = """
            <DescribeVpcAttributeResponse><requestId>request-1</requestId><vpcId>vpc-1</vpcId>\
            <%1$s><value>true</value></%1$s></DescribeVpcAttributeResponse>""";
    private static final String NO_PREFIX_LISTS = """
            <DescribeManagedPrefixListsResponse><requestId>request-1</requestId><prefixListSet/>\
            </DescribeManagedPrefixListsResponse>""";

    private final Path folder;
    private final Path script;
    private final LoopbackCertificate tls;

    private ColdStart(Path folder, Path script, LoopbackCertificate tls) {
        this.folder = folder;
        this.script = script;
        this.tls = tls;
    }

    /** A function, started in one way. */
    private record Variant(String name, Start start) {}

    /** A way to start a function of so much memory, with these environment variables. */
    private interface Start {

        FunctionProcess with(int memory, Map<String, String> variables, LambdaRuntime runtime) throws IOException;
    }

    /**
     * A function in Java.
     *
     * @param code the folder with its classes
     */
    private record Code(Path code, String handler) {}

    /** Milliseconds until the first answer and of a median one after it, and the largest memory in MB. */
    private record Cost(double first, double warm, long memory) {}

    /**
     * Runs it.
     *
     * @param arguments a folder for files, the script in Python, the number of rounds, and the homes of JDKs
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        List<Path> jdks = Arrays.stream(arguments)
                .skip(3)
                .flatMap(homes -> Stream.of(homes.split(",")))
                .map(Path::of)
                .toList();
        new ColdStart(folder, Path.of(arguments[1]), LoopbackCertificate.in(folder))
                .run(Integer.parseInt(arguments[2]), jdks);
    }

    private void run(int rounds, List<Path> jdks) throws IOException, InterruptedException {
        List<Variant> variants = new ArrayList<>();
        List<String> command = List.of(python(), script.toString());
        variants.add(new Variant(
                "Python, boto3",
                (memory, variables, runtime) ->
                        FunctionProcess.start(command, folder, script.toString(), runtime, log(), variables)));
        Code nothing = new Code(FunctionProcess.placeOf(NothingFunction.class), NothingFunction.HANDLER);
        Code deployed = new Code(FunctionProcess.unpackedJar(), FunctionProcess.RULE_HANDLER);
        for (Path jdk : jdks) {
            String name = "JDK " + version(jdk);
            variants.add(new Variant(name, java(jdk, trained(jdk, "runtime", nothing), deployed)));
            variants.add(new Variant(name + ", all archived", java(jdk, trained(jdk, "all", deployed), deployed)));
        }
        print("jar %d MB, %d rounds%n", Files.size(FunctionProcess.JAR) >> 20, rounds);
        for (int memory : MEMORIES) {
            if (share(memory) >= 1) {
                measure("Unthrottled, as of %d MB".formatted(memory), variants, rounds, memory);
            } else if (Throttle.isPossible()) {
                String title = "As of %d MB: started unthrottled, then %.2f of a processor";
                measure(title.formatted(memory, share(memory)), variants, rounds, memory);
            } else {
                print("%nNot measured with %d MB: control groups for CPU are not to be had here%n", memory);
            }
        }
    }

    /** How much of a processor comes with memory. */
    private static double share(int memory) {
        return (double) memory / MB_OF_A_PROCESSOR;
    }

    private void measure(String title, List<Variant> variants, int rounds, int memory)
            throws IOException, InterruptedException {
        Map<Variant, List<Cost>> costs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Variant variant : variants) {
                costs.computeIfAbsent(variant, first -> new ArrayList<>()).add(cost(variant, memory));
            }
        }
        double floor = median(costs.getOrDefault(variants.get(0), List.of()).stream()
                .map(Cost::first)
                .toList());
        print("%n%s%n%-28s %10s %8s %10s %8s%n", title, "", "first ms", "ratio", "warm ms", "MB");
        costs.forEach((variant, seen) -> {
            double first = median(seen.stream().map(Cost::first).toList());
            print(
                    "%-28s %10.0f %8.2f %10.1f %8d%n",
                    variant.name(),
                    first,
                    first / floor,
                    median(seen.stream().map(Cost::warm).toList()),
                    seen.stream().mapToLong(Cost::memory).max().orElse(0));
        });
    }

    private Cost cost(Variant variant, int memory) throws IOException, InterruptedException {
        try (AwsConfig config = account();
                LoopbackServer ec2 = new LoopbackServer("/", ColdStart::answerForEc2, tls.context());
                LambdaRuntime runtime = new LambdaRuntime()) {
            boolean isThrottled = share(memory) < 1;
            long start = System.nanoTime();
            try (FunctionProcess function = variant.start().with(memory, variables(config, ec2), runtime);
                    Throttle throttle = new Throttle(share(memory))) {
                if (isThrottled) {
                    runtime.awaitStart();
                    throttle.slow(function.process());
                }
                answer(runtime, function);
                double first = (System.nanoTime() - start) / 1e6;
                List<Double> warm = new ArrayList<>();
                for (int event = 0; event < (isThrottled ? 1 : WARM); event++) {
                    long sent = System.nanoTime();
                    answer(runtime, function);
                    warm.add((System.nanoTime() - sent) / 1e6);
                }
                return new Cost(first, median(warm), function.peakMemory() >> 20);
            }
        }
    }

    private static void answer(LambdaRuntime runtime, FunctionProcess function)
            throws IOException, InterruptedException {
        LambdaRuntime.Outcome outcome = runtime.invoke(RuleEvents.scheduled().toString());
        if (!outcome.kind().equals("response")) {
            throw new IllegalStateException("%s %s".formatted(outcome, function.log()));
        }
    }

    private Map<String, String> variables(AwsConfig config, LoopbackServer ec2) {
        return Map.of(
                "RULE",
                RULE,
                "AWS_ENDPOINT_URL_CONFIG_SERVICE",
                config.endpoint().toString(),
                "AWS_ENDPOINT_URL",
                ec2.uri().toString(),
                "AWS_DEFAULT_REGION",
                Item.HOME.region(),
                "AWS_CA_BUNDLE",
                tls.file().toString());
    }

    private Path log() {
        return folder.resolve("function.log");
    }

    private Start java(Path jdk, List<String> archive, Code function) {
        return (memory, variables, runtime) -> {
            List<String> options = new ArrayList<>(archive);
            options.addAll(FunctionProcess.Java.optionsOfLambda(memory));
            options.addAll(tls.trustOptions());
            return FunctionProcess.start(
                    new FunctionProcess.Java(jdk, options),
                    function.code(),
                    function.handler(),
                    runtime,
                    log(),
                    variables);
        };
    }

    /**
     * Has a function answer an event, which is not measured, and keeps the classes that were loaded.
     *
     * @return the options that start a function with them, or not at all if they do not fit
     */
    private List<String> trained(Path jdk, String name, Code trainee) throws IOException, InterruptedException {
        boolean isNew = version(jdk) >= 25;
        Path archive = folder.resolve("%s-%d.%s".formatted(name, version(jdk), isNew ? "aot" : "jsa"))
                .toAbsolutePath();
        Files.deleteIfExists(archive);
        String make = (isNew ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive;
        try (AwsConfig config = account();
                LoopbackServer ec2 = new LoopbackServer("/", ColdStart::answerForEc2, tls.context());
                LambdaRuntime runtime = new LambdaRuntime();
                FunctionProcess function =
                        java(jdk, List.of(make), trainee).with(MEMORIES.get(0), variables(config, ec2), runtime)) {
            answer(runtime, function);
            function.end();
        }
        return isNew
                ? List.of("-XX:AOTCache=" + archive, "-XX:AOTMode=on")
                : List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:on");
    }

    private AwsConfig account() throws IOException {
        return new AwsConfig(RuleEvents.RULE_NAME, RuleEvents.RESULT_TOKEN, tls.context())
                .recording(
                        cluster("main"),
                        service("web").in("subnet-1"),
                        taskDefinition("web:1").withContainer("app", ecr(Item.HOME, "web:1")),
                        vpc("vpc-1"),
                        subnet("subnet-1"),
                        natGateway("nat-1").in("subnet-1"),
                        routeTable("rtb-1").main().defaultRoute("nat-1"));
    }

    /** All that the check asks beside AWS Config: EC2 for DNS attributes and prefix lists. */
    private static void answerForEc2(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String attribute = request.contains("enableDnsSupport") ? "enableDnsSupport" : "enableDnsHostnames";
            String answer =
                    request.contains("DescribeVpcAttribute") ? DNS_ATTRIBUTE.formatted(attribute) : NO_PREFIX_LISTS;
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/xml;charset=UTF-8");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String python() throws IOException {
        Process process = new ProcessBuilder("python3", "-c", "import boto3, sys; print(sys.executable)").start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static int version(Path jdk) throws IOException {
        return Files.readAllLines(jdk.resolve("release")).stream()
                .filter(line -> line.startsWith("JAVA_VERSION="))
                .map(line -> line.replaceAll("[^0-9.]", "").replaceAll("\\..*", ""))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElseThrow();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static void print(String format, Object... values) {
        System.out.print(String.format(Locale.ROOT, format, values));
    }
}
