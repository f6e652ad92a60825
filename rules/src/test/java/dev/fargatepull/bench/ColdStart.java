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

    /**
     * A function, started in one way.
     *
     * @param command what starts it, if not Java
     * @param code where its classes are
     */
    private record Variant(String name, List<String> command, FunctionProcess.Java java, Path code, String handler) {

        static Variant ofRule(String name, FunctionProcess.Java java, Path code) {
            return new Variant(name, List.of(), java, code, FunctionProcess.RULE_HANDLER);
        }

        boolean isJava() {
            return command.isEmpty();
        }
    }

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
        variants.add(new Variant(
                "Python, boto3", List.of(python(), script.toString()), FunctionProcess.Java.ofTests(), folder, ""));
        for (Path jdk : jdks) {
            FunctionProcess.Java plain = new FunctionProcess.Java(jdk, List.of());
            Variant nothing = new Variant(
                    "", List.of(), plain, FunctionProcess.placeOf(NothingFunction.class), NothingFunction.HANDLER);
            Variant whole = Variant.ofRule("", plain, FunctionProcess.JAR);
            String name = "JDK " + version(jdk);
            variants.add(Variant.ofRule(name, trained(nothing, "runtime"), FunctionProcess.unpackedJar()));
            variants.add(Variant.ofRule(name + ", all archived", trained(whole, "all"), FunctionProcess.JAR));
        }
        print("jar %d MB, %d rounds%n", Files.size(FunctionProcess.JAR) >> 20, rounds);
        for (int memory : MEMORIES) {
            double share = (double) memory / MB_OF_A_PROCESSOR;
            if (share >= 1) {
                measure("Unthrottled, as of %d MB".formatted(memory), variants, rounds, memory, share);
            } else if (Throttle.isPossible()) {
                measure(
                        "As of %d MB: started unthrottled, then %.2f of a processor".formatted(memory, share),
                        variants,
                        rounds,
                        memory,
                        share);
            } else {
                print("%nNot measured with %d MB: control groups for CPU are not to be had here%n", memory);
            }
        }
    }

    private void measure(String title, List<Variant> variants, int rounds, int memory, double share)
            throws IOException, InterruptedException {
        Map<Variant, List<Cost>> costs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Variant variant : variants) {
                costs.computeIfAbsent(variant, first -> new ArrayList<>()).add(cost(variant, memory, share));
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

    private Cost cost(Variant variant, int memory, double share) throws IOException, InterruptedException {
        try (AwsConfig config = account();
                LoopbackServer ec2 = new LoopbackServer("/", ColdStart::answerForEc2, tls.context());
                LambdaRuntime runtime = new LambdaRuntime()) {
            long start = System.nanoTime();
            try (FunctionProcess function = start(variant, memory, runtime, config, ec2);
                    Throttle throttle = new Throttle(share)) {
                if (share < 1) {
                    runtime.awaitStart();
                    throttle.slow(function.process());
                }
                answer(runtime, function);
                double first = (System.nanoTime() - start) / 1e6;
                List<Double> warm = new ArrayList<>();
                for (int event = 0; event < (share < 1 ? 1 : WARM); event++) {
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

    private FunctionProcess start(
            Variant variant, int memory, LambdaRuntime runtime, AwsConfig config, LoopbackServer ec2)
            throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("RULE", RULE);
        variables.put("AWS_ENDPOINT_URL_CONFIG_SERVICE", config.endpoint().toString());
        variables.put("AWS_ENDPOINT_URL", ec2.uri().toString());
        variables.put("AWS_DEFAULT_REGION", "eu-west-1");
        variables.put("AWS_CA_BUNDLE", tls.file().toString());
        Path log = folder.resolve("function.log");
        if (!variant.isJava()) {
            return FunctionProcess.start(
                    variant.command(), folder, FunctionProcess.RULE_HANDLER, runtime, log, variables);
        }
        List<String> options = new ArrayList<>(variant.java().options());
        options.addAll(FunctionProcess.Java.optionsOfLambda(memory));
        options.addAll(tls.trustOptions());
        return FunctionProcess.start(
                new FunctionProcess.Java(variant.java().home(), options),
                variant.code(),
                variant.handler(),
                runtime,
                log,
                variables);
    }

    /**
     * A Java with an archive of the classes that a function loads from the class path, made by a run of it that is not
     * measured. Where a function is unpacked these are those of the runtime: its own come by a class loader whose
     * classes archives do not keep.
     */
    private FunctionProcess.Java trained(Variant variant, String name) throws IOException, InterruptedException {
        Path jdk = variant.java().home();
        boolean isNew = version(jdk) >= 25;
        Path archive = folder.resolve("%s-%d.%s".formatted(name, version(jdk), isNew ? "aot" : "jsa"))
                .toAbsolutePath();
        Files.deleteIfExists(archive);
        String make = (isNew ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive;
        Variant recording = new Variant(
                "", List.of(), new FunctionProcess.Java(jdk, List.of(make)), variant.code(), variant.handler());
        try (AwsConfig config = account();
                LoopbackServer ec2 = new LoopbackServer("/", ColdStart::answerForEc2, tls.context());
                LambdaRuntime runtime = new LambdaRuntime();
                FunctionProcess function = start(recording, MEMORIES.get(0), runtime, config, ec2)) {
            answer(runtime, function);
            function.end();
        }
        return new FunctionProcess.Java(jdk, List.of((isNew ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive));
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
