package dev.fargatepull.lambda;

import static dev.fargatepull.testing.Items.association;
import static dev.fargatepull.testing.Items.blockPublicAccess;
import static dev.fargatepull.testing.Items.cluster;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.internetGateway;
import static dev.fargatepull.testing.Items.natGateway;
import static dev.fargatepull.testing.Items.recorder;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static dev.fargatepull.testing.Items.taskDefinition;
import static dev.fargatepull.testing.Items.vpc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.rule.InvalidParameterException;
import dev.fargatepull.live.AwsClients;
import dev.fargatepull.live.EvidenceException;
import dev.fargatepull.live.EvidenceLoader;
import dev.fargatepull.rules.RuleCatalog;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.Items;
import dev.fargatepull.testing.RouteTableItem;
import dev.fargatepull.testing.aws.AwsConfig;
import dev.fargatepull.testing.aws.NoAccess;
import dev.fargatepull.testing.aws.RuleEvents;
import dev.fargatepull.testing.aws.StoredResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.config.ConfigClientBuilder;
import software.amazon.awssdk.services.config.model.ConfigException;
import software.amazon.awssdk.services.config.model.InvalidResultTokenException;

class RuleFunctionTest {

    private static final String SUBNET = "AWS::EC2::Subnet";
    private static final String SERVICE = "AWS::ECS::Service";
    private static final String ROUTES = "fargate-subnet-routes-to-registry";
    private static final String LIVE_ROUTES = "route-table-default-route-is-live";
    private static final String PUBLIC_IP = "fargate-service-public-ip-enabled";
    private static final String CHANGED = "2026-03-02T05:00:00.000Z";
    private static final String LATER = "2026-03-02T05:10:00.000Z";

    private static final ObjectMapper JSON = new ObjectMapper();

    private AwsConfig config;
    private NoAccess others;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final FunctionContext context = new FunctionContext();

    @BeforeEach
    void start() throws IOException {
        config = new AwsConfig(RuleEvents.RULE_NAME, RuleEvents.RESULT_TOKEN);
        others = new NoAccess();
    }

    @AfterEach
    void stop() {
        config.close();
        others.close();
    }

    @Test
    void a_scheduled_event_reports_every_subnet() throws IOException {
        config.recording(
                service("web").in("subnet-a", "subnet-b"),
                subnet("subnet-a"),
                subnet("subnet-b"),
                routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                routeTable("rtb-b").of("subnet-b"));

        answer(ROUTES, RuleEvents.scheduled());

        assertThat(config.results())
                .extracting(
                        StoredResult::resourceType,
                        StoredResult::resourceId,
                        StoredResult::complianceType,
                        StoredResult::orderingTimestamp)
                .containsExactly(
                        tuple(SUBNET, "subnet-a", "COMPLIANT", Instant.parse(RuleEvents.NOTIFIED)),
                        tuple(SUBNET, "subnet-b", "NON_COMPLIANT", Instant.parse(RuleEvents.NOTIFIED)));
        assertThat(reported(SUBNET, "subnet-a").annotation()).isEmpty();
        assertThat(reported(SUBNET, "subnet-b").annotation())
                .hasValueSatisfying(text -> assertThat(text).startsWith("no-default-route: "));
    }

    @ParameterizedTest
    @MethodSource("ruleNames")
    void every_rule_answers_a_scheduled_event_from_the_types_it_declares(String rule) throws IOException {
        config.recording(
                recorder(),
                cluster("main").defaultingTo("FARGATE"),
                service("web").in("subnet-a").asItsClusterSays().withPublicIp(),
                vpc("vpc-1"),
                subnet("subnet-a"),
                routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                internetGateway("igw-1").attachedTo("vpc-1"),
                blockPublicAccess("off"),
                interfaceEndpoint("vpce-1", "ecr.api"));

        answer(rule, RuleEvents.scheduled());

        // That there are no items of groups, ACLs and images here is what the rule on evidence reports.
        boolean countsOpenQuestions = rule.equals("fargate-pull-evidence-complete");
        assertThat(config.results())
                .allMatch(
                        result -> result.complianceType().equals(countsOpenQuestions ? "NON_COMPLIANT" : "COMPLIANT"));
        assertThat(logged()).isNotEmpty();
    }

    static Stream<String> ruleNames() {
        return RuleCatalog.rules().stream().map(rule -> rule.spec().name());
    }

    @Test
    void a_scheduled_event_takes_back_results_of_resources_that_are_gone() throws IOException {
        config.recording(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").main())
                .keeping(earlierResult(SUBNET, "subnet-gone"))
                .keeping(earlierResult("AWS::EC2::VPC", "subnet-a"));

        answer(ROUTES, RuleEvents.scheduled());

        assertThat(config.results()).extracting(StoredResult::resourceId).containsExactly("subnet-a");
        assertThat(config.results()).extracting(StoredResult::resourceType).containsExactly(SUBNET);
        assertThat(reported(SUBNET, "subnet-gone").complianceType()).isEqualTo("NOT_APPLICABLE");
        assertThat(reported("AWS::EC2::VPC", "subnet-a").complianceType()).isEqualTo("NOT_APPLICABLE");
    }

    @Test
    void more_than_a_hundred_evaluations_go_in_batches() throws IOException {
        String[] ids =
                IntStream.range(0, 230).mapToObj("subnet-%03d"::formatted).toArray(String[]::new);
        config.recording(service("web").in(ids), routeTable("rtb-1").main())
                .recording(Arrays.stream(ids).map(Items::subnet).toList());

        answer(ROUTES, RuleEvents.scheduled());

        assertThat(config.results()).hasSize(230);
        assertThat(config.calls())
                .filteredOn(call -> call.startsWith("Put"))
                .containsExactly("PutEvaluations 100", "PutEvaluations 100", "PutEvaluations 30");
    }

    @Test
    void an_account_without_fargate_is_told_nothing() throws IOException {
        config.recording(subnet("subnet-a"), routeTable("rtb-1").main());

        answer(ROUTES, RuleEvents.scheduled());

        assertThat(config.calls()).noneMatch(call -> call.startsWith("Put"));
    }

    @Test
    void missing_evidence_is_not_applicable_and_says_what_is_missing() throws IOException {
        config.recording(service("web").in("subnet-unrecorded"), subnet("subnet-a"));

        answer(ROUTES, RuleEvents.scheduled());

        assertThat(reported(SUBNET, "subnet-unrecorded").complianceType()).isEqualTo("NOT_APPLICABLE");
        assertThat(reported(SUBNET, "subnet-unrecorded").annotation())
                .hasValueSatisfying(text -> assertThat(text).startsWith("subnet-unknown: "));
    }

    @Test
    void missing_evidence_is_non_compliant_where_the_rule_is_told_so() throws IOException {
        config.recording(service("web").in("subnet-unrecorded"), subnet("subnet-a"));

        answer(ROUTES, RuleEvents.scheduled().put("ruleParameters", "{\"undetermined\": \"NON_COMPLIANT\"}"));

        assertThat(reported(SUBNET, "subnet-unrecorded").complianceType()).isEqualTo("NON_COMPLIANT");
        assertThat(reported(SUBNET, "subnet-unrecorded").annotation())
                .hasValueSatisfying(text -> assertThat(text).startsWith("subnet-unknown: "));
    }

    @Test
    void a_changed_route_table_reports_the_subnets_of_its_vpc_only() throws IOException {
        config.recording(twoVpcs());

        answer(ROUTES, RuleEvents.changed(routeTable("rtb-1").main().capturedAt(CHANGED)));

        assertThat(config.results())
                .extracting(StoredResult::resourceId, StoredResult::complianceType, StoredResult::orderingTimestamp)
                .containsExactly(tuple("subnet-1", "NON_COMPLIANT", Instant.parse(CHANGED)));
    }

    @ParameterizedTest
    @MethodSource
    void what_belongs_to_a_vpc_reports_on_that_vpc_only(Item<?> changed) throws IOException {
        config.recording(twoVpcs());

        answer(LIVE_ROUTES, RuleEvents.changed(changed));

        assertThat(config.lastReported("AWS::EC2::RouteTable", "rtb-1")).isEmpty();
        assertThat(config.lastReported("AWS::EC2::RouteTable", "rtb-2")).isPresent();
    }

    static List<Item<?>> what_belongs_to_a_vpc_reports_on_that_vpc_only() {
        return List.of(
                routeTable("rtb-2").inVpc("vpc-2").main().defaultRoute("nat-1"),
                association("subnet-2", "rtb-2"),
                natGateway("nat-1").in("subnet-2").inVpc("vpc-2"),
                interfaceEndpoint("vpce-1", "logs").inVpc("vpc-2"),
                service("two").in("subnet-2"),
                taskDefinition("two:2"));
    }

    @ParameterizedTest
    @MethodSource
    void what_is_gone_or_serves_several_vpcs_reports_on_all(Item<?> changed) throws IOException {
        config.recording(twoVpcs());

        answer(LIVE_ROUTES, RuleEvents.changed(changed));

        assertThat(config.lastReported("AWS::EC2::RouteTable", "rtb-1")).isPresent();
        assertThat(config.lastReported("AWS::EC2::RouteTable", "rtb-2")).isPresent();
    }

    static List<Item<?>> what_is_gone_or_serves_several_vpcs_reports_on_all() {
        return List.of(
                interfaceEndpoint("vpce-1", "logs").deleted(),
                natGateway("nat-2").regional(),
                natGateway("nat-2").deleted(),
                service("three").deleted(),
                cluster("main"),
                internetGateway("igw-1").detached(),
                blockPublicAccess("off"),
                recorder());
    }

    @Test
    void the_item_of_the_event_counts_before_the_older_one_on_record() throws IOException {
        config.recording(twoVpcs());

        answer(ROUTES, RuleEvents.changed(routeTable("rtb-1").main().capturedAt(CHANGED)));

        assertThat(reported(SUBNET, "subnet-1").complianceType()).isEqualTo("NON_COMPLIANT");
    }

    @Test
    void a_newer_item_on_record_counts_before_that_of_a_late_event() throws IOException {
        config.recording(twoVpcs());

        answer(ROUTES, RuleEvents.changed(routeTable("rtb-1").main().capturedAt("2026-02-01T00:00:00.000Z")));

        assertThat(reported(SUBNET, "subnet-1").complianceType()).isEqualTo("COMPLIANT");
    }

    @Test
    void a_changed_service_reports_itself_and_no_other() throws IOException {
        config.recording(behindInternetGateway("web", "api"));

        answer(PUBLIC_IP, RuleEvents.changed(service("web").in("subnet-a").withPublicIp()));

        assertThat(config.results())
                .extracting(StoredResult::resourceId, StoredResult::complianceType)
                .containsExactly(tuple(arn("web"), "COMPLIANT"));
    }

    @Test
    void a_service_that_moves_reports_every_subnet_of_its_vpc() throws IOException {
        config.recording(twoVpcs())
                .recording(subnet("subnet-new"), service("stays").in("subnet-1"));

        answer(ROUTES, RuleEvents.changed(service("one").in("subnet-new").capturedAt(CHANGED)));

        assertThat(config.results()).extracting(StoredResult::resourceId).containsExactly("subnet-1", "subnet-new");
    }

    @Test
    void a_new_revision_reports_the_services_of_its_family() throws IOException {
        config.recording(behindInternetGateway("web", "api"));

        answer(PUBLIC_IP, RuleEvents.changed(taskDefinition("web:2")));

        assertThat(config.results()).extracting(StoredResult::resourceId).containsExactly(arn("web"));
    }

    @Test
    void a_changed_cluster_reports_the_services_in_it() throws IOException {
        config.recording(behindInternetGateway("web"))
                .recording(service("other").in("subnet-a").inCluster("other"));

        answer(PUBLIC_IP, RuleEvents.changed(cluster("main")));

        assertThat(config.results()).extracting(StoredResult::resourceId).containsExactly(arn("web"));
    }

    @Test
    void a_cluster_without_services_reports_nothing() throws IOException {
        config.recording(behindInternetGateway("web"));

        answer(PUBLIC_IP, RuleEvents.changed(cluster("empty")));

        assertThat(config.results()).isEmpty();
    }

    @Test
    void a_deleted_service_is_not_applicable() throws IOException {
        config.recording(behindInternetGateway("web", "api")).keeping(earlierResult(SERVICE, arn("web")));

        answer(PUBLIC_IP, RuleEvents.changed(service("web").deleted().capturedAt(CHANGED)));

        assertThat(config.results()).isEmpty();
        assertThat(reported(SERVICE, arn("web")).complianceType()).isEqualTo("NOT_APPLICABLE");
        assertThat(reported(SERVICE, arn("web")).orderingTimestamp()).isEqualTo(Instant.parse(CHANGED));
    }

    @Test
    void a_deleted_subnet_that_a_service_still_names_is_not_applicable() throws IOException {
        config.recording(service("web").in("subnet-a"));

        answer(
                ROUTES,
                RuleEvents.changed(subnet("subnet-a").deleted())
                        .put("ruleParameters", "{\"undetermined\": \"NON_COMPLIANT\"}"));

        assertThat(reported(SUBNET, "subnet-a").complianceType()).isEqualTo("NOT_APPLICABLE");
    }

    @Test
    void a_service_that_left_the_scope_of_the_rule_is_not_applicable() throws IOException {
        config.recording(behindInternetGateway("web"));

        answer(PUBLIC_IP, RuleEvents.changed(service("web").in("subnet-a")).put("eventLeftScope", true));

        assertThat(reported(SERVICE, arn("web")).complianceType()).isEqualTo("NOT_APPLICABLE");
    }

    @Test
    void a_service_that_left_fargate_is_not_applicable() throws IOException {
        config.recording(behindInternetGateway("web")).keeping(earlierResult(SERVICE, arn("web")));

        answer(
                PUBLIC_IP,
                RuleEvents.changed(
                        service("web").in("subnet-a").withLaunchType("EC2").capturedAt(CHANGED)));

        assertThat(config.results()).isEmpty();
        assertThat(reported(SERVICE, arn("web")).complianceType()).isEqualTo("NOT_APPLICABLE");
    }

    @Test
    void the_change_of_a_type_the_rule_does_not_look_at_asks_and_reports_nothing() throws IOException {
        config.recording(twoVpcs());

        answer(ROUTES, RuleEvents.changed(internetGateway("igw-1")));

        assertThat(config.calls()).isEmpty();
    }

    @Test
    void an_item_too_large_for_an_event_is_fetched() throws IOException {
        config.recording(behindInternetGateway("web", "api"));

        answer(PUBLIC_IP, RuleEvents.oversized(service("web").in("subnet-a").capturedAt(CHANGED)));

        assertThat(config.calls()).contains("GetResourceConfigHistory");
        assertThat(config.results())
                .extracting(StoredResult::resourceId, StoredResult::complianceType, StoredResult::orderingTimestamp)
                .containsExactly(tuple(arn("web"), "NON_COMPLIANT", Instant.parse(CHANGED)));
    }

    @Test
    void a_deleted_resource_is_not_fetched_for_being_oversized() throws IOException {
        config.recording(behindInternetGateway("web"));

        answer(PUBLIC_IP, RuleEvents.oversized(service("web").deleted().capturedAt(CHANGED)));

        assertThat(config.calls()).noneMatch(call -> call.startsWith("BatchGet"));
        assertThat(reported(SERVICE, arn("web")).complianceType()).isEqualTo("NOT_APPLICABLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidExpressionException", "ValidationException"})
    void types_that_cannot_be_queried_are_listed_and_fetched(String refusal) throws IOException {
        String[] ids =
                IntStream.range(0, 130).mapToObj("subnet-%03d"::formatted).toArray(String[]::new);
        config.recording(service("web").in(ids), routeTable("rtb-1").main())
                .recording(Arrays.stream(ids).map(Items::subnet).toList())
                .refusingQueriesFor(SUBNET, refusal)
                .leavingKeysOut(1);

        answer(ROUTES, RuleEvents.scheduled());

        assertThat(config.results())
                .hasSize(130)
                .allMatch(result -> result.complianceType().equals("NON_COMPLIANT"));
        assertThat(config.calls())
                .filteredOn(call -> call.startsWith("BatchGet"))
                .containsExactly(
                        "BatchGetResourceConfig 100", "BatchGetResourceConfig 50", "BatchGetResourceConfig 30");
    }

    @Test
    void resources_that_aws_config_keeps_leaving_out_fail_the_invocation() {
        config.recording(subnet("subnet-a"))
                .refusingQueriesFor(SUBNET, "InvalidExpressionException")
                .leavingKeysOut(100);

        assertThatThrownBy(() -> answer(ROUTES, RuleEvents.scheduled()))
                .isInstanceOf(EvidenceException.class)
                .hasMessage("BatchGetResourceConfig left 1 of 1 resources out, among them AWS::EC2::Subnet subnet-a");
    }

    @Test
    void an_item_that_cannot_be_read_fails_the_invocation_and_names_the_resource() {
        ObjectNode event = RuleEvents.changed(routeTable("rtb-1").inVpc(""));
        String invokingEvent = event.path("invokingEvent").asText().replace("\"vpcId\":\"\"", "\"vpcId\":null");

        assertThatThrownBy(() -> answer(ROUTES, event.put("invokingEvent", invokingEvent)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessage("the event's item, AWS::EC2::RouteTable rtb-1: configuration.vpcId is missing");
    }

    @Test
    void a_denied_query_names_the_permission() {
        config.denying("SelectResourceConfig");

        assertThatThrownBy(() -> answer(ROUTES, RuleEvents.scheduled()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("config:SelectResourceConfig is denied; allow it ");
    }

    @Test
    void throttled_calls_are_made_again() throws IOException {
        config.recording(behindInternetGateway("web")).throttling(2);

        answer(PUBLIC_IP, RuleEvents.scheduled());

        assertThat(config.results()).hasSize(1);
    }

    @Test
    void evaluations_that_failed_are_sent_again() throws IOException {
        config.recording(twoVpcs()).failingEvaluationsOf("subnet-1", 1);

        answer(ROUTES, RuleEvents.scheduled());

        assertThat(config.results()).extracting(StoredResult::resourceId).contains("subnet-1", "subnet-2");
        assertThat(config.calls())
                .filteredOn(call -> call.startsWith("Put"))
                .containsExactly("PutEvaluations 2", "PutEvaluations 1");
    }

    @Test
    void evaluations_that_fail_twice_fail_the_invocation() {
        config.recording(twoVpcs()).failingEvaluationsOf("subnet-1", 2);

        assertThatThrownBy(() -> answer(ROUTES, RuleEvents.scheduled()))
                .isInstanceOf(FailedEvaluationsException.class)
                .hasMessage("AWS Config did not take 1 of 2 evaluations, among them that of AWS::EC2::Subnet subnet-1");
    }

    @Test
    void a_token_that_aws_config_does_not_know_fails_the_invocation() {
        config.recording(twoVpcs());

        assertThatThrownBy(() -> answer(ROUTES, RuleEvents.scheduled().put("resultToken", "stale")))
                .isInstanceOf(InvalidResultTokenException.class);
    }

    @Test
    void a_parameter_the_rule_does_not_have_fails_before_anything_is_asked() {
        assertThatThrownBy(() -> answer(ROUTES, RuleEvents.scheduled().put("ruleParameters", "{\"port\": \"443\"}")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("port");
        assertThat(config.calls()).isEmpty();
    }

    @Test
    void an_event_that_lambda_delivers_twice_leaves_what_it_left_the_first_time() throws IOException {
        config.recording(behindInternetGateway("web", "api")).keeping(earlierResult(SERVICE, arn("gone")));
        ObjectNode changed =
                RuleEvents.changed(service("web").in("subnet-a").withPublicIp().capturedAt(CHANGED));

        for (ObjectNode event : List.of(changed, RuleEvents.scheduled())) {
            answer(PUBLIC_IP, event);
            List<StoredResult> first = config.results();
            answer(PUBLIC_IP, event);

            assertThat(first).isNotEmpty();
            assertThat(config.results()).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_change_that_comes_after_a_newer_one_alters_nothing(boolean doQueriesLag) throws IOException {
        RouteTableItem before = routeTable("rtb-1").inVpc("vpc-1").main().defaultRoute("nat-1");
        RouteTableItem after = routeTable("rtb-1").inVpc("vpc-1").main();
        config.recording(twoVpcs()).recording(before.capturedAt(CHANGED), after.capturedAt(LATER));
        if (doQueriesLag) {
            config.lagging("rtb-1");
        }

        answer(ROUTES, RuleEvents.changed(after));
        answer(ROUTES, RuleEvents.changed(before));

        assertThat(reported(SUBNET, "subnet-1").complianceType()).isEqualTo("NON_COMPLIANT");
        assertThat(reported(SUBNET, "subnet-1").orderingTimestamp()).isEqualTo(Instant.parse(LATER));
    }

    @Test
    void a_schedule_that_knows_less_than_a_change_after_it_alters_nothing_of_what_that_left() throws IOException {
        config.recording(behindInternetGateway("web")).recording(taskDefinition("new:1"));

        // Made a minute after the schedule fell due, whose run is slow and whose queries find nothing of it yet.
        answer(PUBLIC_IP, RuleEvents.changed(service("new").in("subnet-a").capturedAt("2026-03-02T06:01:00.000Z")));
        answer(PUBLIC_IP, RuleEvents.scheduled());

        assertThat(config.results())
                .extracting(StoredResult::resourceId, StoredResult::complianceType)
                .containsExactlyInAnyOrder(tuple(arn("web"), "NON_COMPLIANT"), tuple(arn("new"), "NON_COMPLIANT"));
    }

    @Test
    void an_invocation_logs_each_verdict_and_a_line_that_sums_up() throws IOException {
        config.recording(twoVpcs()).keeping(earlierResult(SUBNET, "subnet-gone"));

        answer(ROUTES, RuleEvents.scheduled());

        List<JsonNode> lines = logged();
        assertThat(lines).hasSize(3).allSatisfy(line -> {
            assertThat(line.path("rule").asText()).isEqualTo(ROUTES);
            assertThat(line.path("configRuleName").asText()).isEqualTo(RuleEvents.RULE_NAME);
            assertThat(line.path("accountId").asText()).isEqualTo(Item.HOME.accountId());
            assertThat(line.path("requestId").asText()).isEqualTo("request-1");
        });
        assertThat(lines.get(1))
                .isEqualTo(((ObjectNode) lines.get(1).deepCopy())
                        .put("message", "evaluated")
                        .put("resourceType", SUBNET)
                        .put("resourceId", "subnet-2")
                        .put("compliance", "COMPLIANT"));
        assertThat(lines.get(2).path("message").asText()).isEqualTo("answered");
        assertThat(lines.get(2).path("workloads").asInt()).isEqualTo(2);
        assertThat(lines.get(2).path("compliant").asInt()).isEqualTo(2);
        assertThat(lines.get(2).path("notApplicable").asInt()).isEqualTo(1);
        assertThat(lines.get(2).path("requests").path("config:PutEvaluations").asInt())
                .isEqualTo(1);
    }

    @Test
    void an_invocation_that_fails_logs_why_and_what_it_asked() throws IOException {
        config.denying("SelectResourceConfig");

        assertThatThrownBy(() -> answer(ROUTES, RuleEvents.scheduled())).isInstanceOf(ConfigException.class);

        assertThat(logged()).singleElement().satisfies(line -> {
            assertThat(line.path("level").asText()).isEqualTo("ERROR");
            assertThat(line.path("error").asText()).startsWith("config:SelectResourceConfig is denied");
            assertThat(line.path("requests").path("config:SelectResourceConfig").asInt())
                    .isEqualTo(1);
        });
    }

    @Test
    void a_run_that_lambda_is_about_to_stop_reports_nothing_and_says_why() throws IOException {
        config.recording(twoVpcs());
        context.endingIn(Duration.ofSeconds(30));

        assertThatThrownBy(() -> answer(ROUTES, RuleEvents.scheduled())).isInstanceOf(EvidenceException.class);

        assertThat(config.calls()).isEmpty();
        assertThat(logged())
                .singleElement()
                .satisfies(line -> assertThat(line.path("error").asText())
                        .startsWith("out of time: config:SelectResourceConfig may take 90 seconds"));
    }

    @Test
    void a_function_without_a_rule_does_not_start() {
        assertThatThrownBy(() -> function(Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "environment variable RULE is missing; rules are task-execution-role-can-pull, ");
    }

    @Test
    void a_function_with_an_unknown_rule_does_not_start() {
        assertThatThrownBy(() -> function(Optional.of("fargate-is-fast")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("environment variable RULE names no rule: 'fargate-is-fast'; rules are ")
                .hasMessageContaining(ROUTES);
    }

    /** A VPC each for two services, whose subnets reach the internet through one NAT gateway. */
    private static List<Item<?>> twoVpcs() {
        return List.of(
                service("one").in("subnet-1"),
                subnet("subnet-1").inVpc("vpc-1"),
                routeTable("rtb-1").inVpc("vpc-1").main().defaultRoute("nat-1"),
                service("two").in("subnet-2"),
                subnet("subnet-2").inVpc("vpc-2"),
                routeTable("rtb-2").inVpc("vpc-2").main().defaultRoute("nat-1"));
    }

    /** Services without public addresses in a subnet whose way out is an internet gateway. */
    private static List<Item<?>> behindInternetGateway(String... services) {
        List<Item<?>> items = new ArrayList<>();
        items.add(subnet("subnet-a"));
        items.add(routeTable("rtb-a").main().defaultRoute("igw-1"));
        for (String name : services) {
            items.add(service(name).in("subnet-a"));
        }
        return items;
    }

    private List<JsonNode> logged() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : log.toString(StandardCharsets.UTF_8).lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static StoredResult earlierResult(String type, String id) {
        return new StoredResult(type, id, "NON_COMPLIANT", Optional.empty(), Instant.parse("2026-02-01T00:00:00Z"));
    }

    private static String arn(String service) {
        return "arn:aws:ecs:eu-west-1:111122223333:service/main/" + service;
    }

    private StoredResult reported(String type, String id) {
        return config.lastReported(type, id).orElseThrow();
    }

    private void answer(String rule, ObjectNode event) throws IOException {
        function(Optional.of(rule))
                .handleRequest(
                        new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
                        OutputStream.nullOutputStream(),
                        context);
    }

    private RuleFunction function(Optional<String> rule) {
        AwsClients clients = clients();
        return new RuleFunction(
                rule,
                clients,
                EvidenceLoader.recorded(clients, Clock.systemUTC()),
                new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    private AwsClients clients() {
        return new AwsClients(builder -> builder.endpointOverride(
                        builder instanceof ConfigClientBuilder ? config.endpoint() : others.endpoint())
                .region(Region.of(Item.HOME.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"))));
    }
}
