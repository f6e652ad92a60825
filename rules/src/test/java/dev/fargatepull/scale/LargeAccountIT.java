package dev.fargatepull.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.rules.RuleCatalog;
import dev.fargatepull.testing.aws.AwsConfig;
import dev.fargatepull.testing.aws.FunctionProcess;
import dev.fargatepull.testing.aws.LoopbackCertificate;
import dev.fargatepull.testing.aws.RuleEvents;
import dev.fargatepull.testing.aws.StoredResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The jar as it is deployed, in an account of 5,000 Fargate services: a scheduled run of a rule judges all of them, in
 * the time and memory that Lambda gives to a function of 512 MB. The time is not measured: it is what the requests take
 * at the rates that AWS allows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeAccountIT {

    private static final String ALL = "fargate-service-can-pull-image";
    /** What Lambda lets a function take. */
    private static final double LAMBDA_TIMEOUT_SECONDS = 900;

    private final List<ObjectNode> items = LargeAccount.items(LargeAccount.SERVICES);
    private final List<String> table = new ArrayList<>();
    private Path directory;
    private LoopbackCertificate certificate;
    private AwsConfig config;
    private LargeAccountServices services;

    @BeforeAll
    void makeCertificate(@TempDir Path folder) throws IOException, InterruptedException {
        directory = folder;
        certificate = LoopbackCertificate.in(folder);
        table.addAll(List.of("| rule | verdicts | requests | seconds | MB |", "|---|---|---|---|---|"));
    }

    /** For {@code docs/benchmarks.md}. */
    @AfterAll
    void writeTable() throws IOException {
        Files.write(FunctionProcess.JAR.resolveSibling("large-account.md"), table);
    }

    @BeforeEach
    void start() throws IOException {
        config = new AwsConfig(RuleEvents.RULE_NAME, RuleEvents.RESULT_TOKEN);
        services = new LargeAccountServices(items, certificate.context());
    }

    @AfterEach
    void stop() {
        services.close();
        config.close();
    }

    /** What a run came to. */
    private record Run(Map<String, Integer> results, SortedMap<String, Integer> requests, long peakMemory) {

        double seconds() {
            return RequestRates.seconds(requests);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_scheduled_run_judges_five_thousand_services_in_time_and_memory(String rule) throws Exception {
        recording(items).withRecorder();

        Run run = run(rule);

        isInTimeAndMemory(rule, run);
        assertThat(run.requests().keySet())
                .as("AWS Config has every role, those of older revisions too")
                .noneMatch(action -> action.startsWith("iam:"));
    }

    /**
     * The first makes the calls of all others, and the second most of those to ECS. All take some minutes; they come
     * with {@code -Dscale.rules=all}.
     */
    static Stream<String> rules() {
        return System.getProperty("scale.rules", "").equals("all")
                ? RuleCatalog.rules().stream().map(rule -> rule.spec().name())
                : Stream.of(ALL, "service-pinned-images-exist");
    }

    @Test
    void two_thousand_roles_that_only_iam_knows_take_no_longer_than_a_run_may() throws Exception {
        recording(items.stream()
                        .filter(item -> !item.path("resourceType").asText().equals(LargeAccount.ROLE))
                        .toList())
                .withRecorderOfAllBut(LargeAccount.ROLE);

        Run run = run("task-execution-role-can-pull");

        isInTimeAndMemory("task-execution-role-can-pull", run);
        assertThat(run.requests()).containsEntry("iam:GetRole", LargeAccount.DEFINITIONS);
    }

    @Test
    void throttling_time_and_again_delays_a_run_and_alters_nothing() throws Exception {
        recording(items).withRecorder().throttling(3);
        services.throttlingAfter(250);

        assertThat(run("task-definition-images-exist").results()).isEqualTo(expected("task-definition-images-exist"));
        assertThat(services.throttled()).isGreaterThan(5);
    }

    private AwsConfig recording(Collection<ObjectNode> recorded) {
        recorded.forEach(config::recording);
        return config;
    }

    private static void isInTimeAndMemory(String rule, Run run) {
        assertThat(run.results()).as(rule).isEqualTo(expected(rule));
        assertThat(run.seconds()).as("%s", run.requests()).isLessThan(LAMBDA_TIMEOUT_SECONDS);
        assertThat(run.peakMemory()).as("KB").isLessThan(FunctionProcess.MEMORY_MB << 10);
    }

    private static Map<String, Integer> expected(String rule) {
        int ofEachKind = LargeAccount.VPCS_OF_A_KIND;
        int definitions = LargeAccount.DEFINITIONS;
        int services = LargeAccount.SERVICES;
        return switch (rule) {
            case "task-execution-role-can-pull", "task-definition-images-exist" ->
                verdicts(definitions, LargeAccount.BROKEN_DEFINITIONS);
            case "registry-credentials-are-readable" -> verdicts(0, 0);
            case "fargate-vpc-dns-enabled" -> verdicts(LargeAccount.VPCS, 0);
            case "fargate-subnet-routes-to-registry" ->
                verdicts(LargeAccount.VPCS * LargeAccount.SUBNETS_OF_A_VPC, LargeAccount.SUBNETS_OF_A_VPC);
            case "route-table-default-route-is-live" -> verdicts(LargeAccount.VPCS - ofEachKind - 1, 0);
            case "fargate-vpc-has-registry-endpoints" -> verdicts(ofEachKind, 0);
            case "fargate-service-public-ip-enabled" ->
                verdicts(ofEachKind * LargeAccount.SERVICES_OF_A_VPC, LargeAccount.SERVICES_OF_A_VPC);
            case "network-acl-allows-registry-traffic" -> verdicts(LargeAccount.VPCS - 1, 0);
            case "fargate-service-egress-allows-https" -> verdicts(services - LargeAccount.SERVICES_OF_A_VPC, 0);
            case "registry-endpoint-admits-tasks" -> verdicts(2 * ofEachKind, 0);
            case "registry-endpoint-policy-allows-pull" -> verdicts(3 * ofEachKind, 0);
            case "ecr-repository-policy-allows-pull" -> verdicts(definitions, 0);
            // An image whose tag is gone has neither platform nor size.
            case "task-image-matches-platform", "task-image-fits-storage" ->
                verdicts(definitions - LargeAccount.BROKEN_DEFINITIONS, 0);
            case "service-pinned-images-exist" -> verdicts(services, 0);
            case "dhcp-options-use-amazon-dns", "fargate-pull-evidence-complete" -> verdicts(1, 0);
            case ALL ->
                verdicts(
                        services, 2 * LargeAccount.SERVICES_OF_A_VPC + 2 * LargeAccount.SERVICES_OF_BROKEN_DEFINITIONS);
            default -> throw new IllegalArgumentException(rule);
        };
    }

    private static Map<String, Integer> verdicts(int all, int broken) {
        Map<String, Integer> verdicts = new TreeMap<>(Map.of("COMPLIANT", all - broken, "NON_COMPLIANT", broken));
        verdicts.values().removeIf(count -> count == 0);
        return verdicts;
    }

    private Run run(String rule) throws IOException, InterruptedException {
        try (DeployedRule function = new DeployedRule(rule, config, services, directory, certificate)) {
            int callsToStart = config.calls().size();
            function.answer(RuleEvents.scheduled().toString());
            List<String> calls = config.calls().stream().skip(callsToStart).toList();

            SortedMap<String, Integer> requests = services.requests();
            calls.forEach(call -> requests.merge("config:" + call.replaceFirst(" .*", ""), 1, Integer::sum));
            Run run = new Run(
                    config.results().stream()
                            .collect(Collectors.groupingBy(
                                    StoredResult::complianceType, TreeMap::new, Collectors.summingInt(result -> 1))),
                    requests,
                    function.peakMemory());
            table.add("| `%s` | %s | %s | %.0f | %d |"
                    .formatted(rule, run.results(), run.requests(), run.seconds(), run.peakMemory() >> 10));
            assertThat(evaluationsIn(calls)).as("no resource twice").isEqualTo(config.reported());
            return run;
        }
    }

    private static int evaluationsIn(List<String> calls) {
        return calls.stream()
                .filter(call -> call.startsWith("PutEvaluations "))
                .mapToInt(call -> Integer.parseInt(call.substring("PutEvaluations ".length())))
                .sum();
    }
}
