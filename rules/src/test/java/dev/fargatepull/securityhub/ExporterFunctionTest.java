package dev.fargatepull.securityhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.lambda.FunctionContext;
import dev.fargatepull.live.AwsClients;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.aws.AwsConfig;
import dev.fargatepull.testing.aws.AwsError;
import dev.fargatepull.testing.aws.ComplianceEvents;
import dev.fargatepull.testing.aws.SecurityHubService;
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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.securityhub.SecurityHubClientBuilder;

class ExporterFunctionTest {

    private static final String RULE = "fargate-subnet-routes-to-registry";
    private static final String IN_PACK = RULE + "-conformance-pack-q1w2e3r4t";
    private static final String IN_OTHER_PACK = RULE + "-conformance-pack-z9x8c7v6b";
    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:routes";
    private static final String SUBNET = "AWS::EC2::Subnet";
    private static final String SUBNET_ARN = "arn:aws:ec2:eu-west-1:111122223333:subnet/";
    private static final String NO_ROUTE = "no-default-route: rtb-1 has no 0.0.0.0/0 route, and no endpoint takes the "
            + "flow. Route 0.0.0.0/0 to a NAT gateway.";
    private static final String BLACKHOLE = "default-route-blackhole: the default route of rtb-1 leads to nat-1, which "
            + "is gone. Point it at a NAT gateway that exists. (+2 more)";
    private static final Instant START = Instant.parse("2026-03-02T06:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private Instant now = START;
    private AwsConfig config;
    private SecurityHubService hub;

    @BeforeEach
    void start() throws IOException {
        config = new AwsConfig(IN_PACK, "token").running(IN_PACK, FUNCTION);
        hub = new SecurityHubService();
    }

    @AfterEach
    void stop() {
        config.close();
        hub.close();
    }

    @Test
    void a_breach_becomes_a_finding_with_its_severity_cause_fix_page_and_resource() throws IOException {
        change("subnet-a", "NON_COMPLIANT", NO_ROUTE);

        JsonNode finding = finding();
        assertThat(finding.path("Id").asText()).matches("aws:111122223333:eu-west-1:" + RULE + ":[0-9a-f]{64}");
        assertThat(finding.path("ProductArn").asText())
                .isEqualTo("arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default");
        assertThat(finding.path("GeneratorId").asText()).isEqualTo("fargate-pull/" + RULE);
        assertThat(finding.path("AwsAccountId").asText()).isEqualTo("111122223333");
        assertThat(finding.path("Title").asText())
                .isEqualTo(RULE
                        + ": A flow needs the subnet's default route, since no endpoint takes it, and there is none: a pull "
                        + "times out");
        assertThat(finding.path("Description").asText())
                .isEqualTo(
                        NO_ROUTE + " The rule: Every subnet of a Fargate workload routes its pulls to an endpoint or "
                                + "to the internet.");
        assertThat(finding.at("/Remediation/Recommendation/Text").asText())
                .isEqualTo("Route 0.0.0.0/0 to a NAT gateway.");
        assertThat(finding.at("/Remediation/Recommendation/Url").asText())
                .isEqualTo("https://example.com/rules/" + RULE + ".md");
        assertThat(finding.at("/FindingProviderFields/Severity/Label").asText()).isEqualTo("HIGH");
        assertThat(finding.at("/FindingProviderFields/Types/0").asText())
                .isEqualTo("Software and Configuration Checks");
        assertThat(finding.at("/ProductFields/fargate-pull~1Cause").asText()).isEqualTo("no-default-route");
        assertThat(finding.at("/Resources/0")).isEqualTo(json("""
                {"Type": "AwsEc2Subnet", "Id": "arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-a",
                 "Partition": "aws", "Region": "eu-west-1",
                 "Details": {"Other": {"ConfigResourceType": "AWS::EC2::Subnet", "ConfigResourceId": "subnet-a"}}}
                """));
        assertThat(finding.has("Severity"))
                .as("top-level severity is the customer's")
                .isFalse();
        assertThat(finding.has("Workflow")).isFalse();
        assertThat(status(finding)).isEqualTo("FAILED ACTIVE");
        assertThat(finding.path("CreatedAt").asText()).isEqualTo("2026-03-02T06:00:00Z");
    }

    @Test
    void another_cause_updates_the_finding_and_keeps_its_time_of_creation() throws IOException {
        change("subnet-a", "NON_COMPLIANT", NO_ROUTE);
        later(Duration.ofHours(1));
        change("subnet-a", "NON_COMPLIANT", BLACKHOLE);

        JsonNode finding = finding();
        assertThat(finding.path("Description").asText()).startsWith(BLACKHOLE);
        assertThat(finding.at("/Remediation/Recommendation/Text").asText())
                .isEqualTo("Point it at a NAT gateway that exists.");
        assertThat(finding.path("CreatedAt").asText()).isEqualTo("2026-03-02T06:00:00Z");
        assertThat(finding.path("UpdatedAt").asText()).isEqualTo("2026-03-02T07:00:00Z");
    }

    @Test
    void a_recovery_is_told_as_passed_and_then_archived() throws IOException {
        change("subnet-a", "NON_COMPLIANT", NO_ROUTE);
        later(Duration.ofHours(1));
        change("subnet-a", "COMPLIANT", null);

        assertThat(hub.imported())
                .extracting(ExporterFunctionTest::status)
                .containsExactly("FAILED ACTIVE", "PASSED ACTIVE", "PASSED ARCHIVED");
        assertThat(status(finding())).isEqualTo("PASSED ARCHIVED");
        assertThat(finding().path("CreatedAt").asText()).isEqualTo("2026-03-02T06:00:00Z");
        assertThat(finding().path("Title").asText()).contains("and there is none");
    }

    @Test
    void a_resource_that_is_deleted_or_left_the_scope_has_its_finding_archived_at_once() throws IOException {
        change("subnet-a", "NON_COMPLIANT", NO_ROUTE);
        later(Duration.ofHours(1));
        change("subnet-a", "NOT_APPLICABLE", null);

        assertThat(hub.imported())
                .extracting(ExporterFunctionTest::status)
                .containsExactly("FAILED ACTIVE", "PASSED ARCHIVED");
    }

    @Test
    void a_resource_that_breaks_again_has_its_finding_back() throws IOException {
        change("subnet-a", "NON_COMPLIANT", NO_ROUTE);
        later(Duration.ofHours(1));
        change("subnet-a", "COMPLIANT", null);
        later(Duration.ofHours(1));
        change("subnet-a", "NON_COMPLIANT", NO_ROUTE);

        assertThat(status(finding())).isEqualTo("FAILED ACTIVE");
        assertThat(finding().path("CreatedAt").asText()).isEqualTo("2026-03-02T06:00:00Z");
    }

    @Test
    void a_resource_first_seen_compliant_never_has_a_finding() throws IOException {
        change("subnet-a", "COMPLIANT", null);
        change("subnet-b", "NOT_APPLICABLE", null);
        config.keeping(result("subnet-c", "COMPLIANT", null));
        invoke(ComplianceEvents.scheduled());

        assertThat(hub.imported()).isEmpty();
    }

    @Test
    void an_event_that_comes_twice_changes_nothing_the_second_time() throws IOException {
        change("subnet-a", "NON_COMPLIANT", NO_ROUTE);
        later(Duration.ofMinutes(1));
        invoke(ComplianceEvents.changed(IN_PACK, resultAt("subnet-a", "NON_COMPLIANT", NO_ROUTE, START)));

        assertThat(hub.imported()).hasSize(1);
    }

    @Test
    void a_finding_keeps_its_id_when_its_pack_is_deployed_anew() throws IOException {
        change("subnet-a", "NON_COMPLIANT", NO_ROUTE);
        later(Duration.ofHours(1));
        config.keeping(result("subnet-a", "NOT_APPLICABLE", null))
                .running(IN_OTHER_PACK, FUNCTION)
                .keepingOf(IN_OTHER_PACK, result("subnet-a", "NON_COMPLIANT", BLACKHOLE));
        invoke(ComplianceEvents.changed(IN_OTHER_PACK, result("subnet-a", "NON_COMPLIANT", BLACKHOLE)));

        assertThat(finding().path("Description").asText()).startsWith(BLACKHOLE);
    }

    @Test
    void of_two_packs_with_the_same_rule_the_breach_counts() throws IOException {
        config.running(IN_OTHER_PACK, FUNCTION).keepingOf(IN_OTHER_PACK, result("subnet-a", "COMPLIANT", null));
        change("subnet-a", "NON_COMPLIANT", NO_ROUTE);
        later(Duration.ofHours(1));
        invoke(ComplianceEvents.scheduled());

        assertThat(status(finding())).isEqualTo("FAILED ACTIVE");
    }

    @Test
    void the_result_of_another_pack_may_be_older_than_the_event() throws IOException {
        config.running(IN_OTHER_PACK, FUNCTION)
                .keepingOf(IN_OTHER_PACK, resultAt("subnet-a", "COMPLIANT", null, START.minusSeconds(3600)));
        change("subnet-a", "NON_COMPLIANT", NO_ROUTE);

        assertThat(status(finding())).isEqualTo("FAILED ACTIVE");
    }

    @Test
    void what_an_event_claims_counts_for_nothing_where_aws_config_says_otherwise() throws IOException {
        change("subnet-a", "NON_COMPLIANT", NO_ROUTE);
        invoke(ComplianceEvents.changed(IN_PACK, result("subnet-b", "NON_COMPLIANT", NO_ROUTE)));
        invoke(ComplianceEvents.changed(IN_PACK, resultAt("subnet-a", "COMPLIANT", null, START.minusSeconds(60))));

        assertThat(hub.findings()).extracting(ExporterFunctionTest::status).containsExactly("FAILED ACTIVE");
    }

    @Test
    void a_rule_that_somebody_gave_one_of_our_names_does_not_speak_in_security_hub() throws IOException {
        config.running(IN_OTHER_PACK, "arn:aws:lambda:eu-west-1:111122223333:function:theirs")
                .keepingOf(IN_OTHER_PACK, result("subnet-a", "NON_COMPLIANT", NO_ROUTE))
                .running("their-rule", FUNCTION)
                .keepingOf("their-rule", result("subnet-a", "NON_COMPLIANT", NO_ROUTE));
        invoke(ComplianceEvents.changed(IN_OTHER_PACK, result("subnet-a", "NON_COMPLIANT", NO_ROUTE)));
        invoke(ComplianceEvents.changed("their-rule", result("subnet-a", "NON_COMPLIANT", NO_ROUTE)));
        invoke(ComplianceEvents.scheduled());

        assertThat(hub.imported()).isEmpty();
    }

    @Test
    void an_answer_of_aws_config_that_is_older_than_its_event_fails_so_that_lambda_tries_again() {
        config.keeping(result("subnet-a", "COMPLIANT", null));

        assertThatThrownBy(() -> invoke(ComplianceEvents.changed(
                        IN_PACK, resultAt("subnet-a", "NON_COMPLIANT", NO_ROUTE, START.plusSeconds(5)))))
                .isInstanceOf(OutdatedAnswerException.class);
    }

    @Test
    void a_resource_that_recovers_while_its_finding_is_written_is_told_as_recovered() throws IOException {
        hub.afterNextImport(() -> config.keeping(result("subnet-a", "COMPLIANT", null)));
        change("subnet-a", "NON_COMPLIANT", NO_ROUTE);

        assertThat(status(finding())).isEqualTo("PASSED ARCHIVED");
    }

    @Test
    void the_reconcile_finds_what_lost_events_left() throws IOException {
        change("subnet-recovered", "NON_COMPLIANT", NO_ROUTE);
        change("subnet-gone", "NON_COMPLIANT", NO_ROUTE);
        change("subnet-broken", "NON_COMPLIANT", NO_ROUTE);
        later(Duration.ofHours(1));
        config.keeping(result("subnet-recovered", "COMPLIANT", null))
                .keeping(result("subnet-gone", "NOT_APPLICABLE", null))
                .keeping(result("subnet-broken", "NON_COMPLIANT", BLACKHOLE))
                .keeping(result("subnet-new", "NON_COMPLIANT", NO_ROUTE));
        int before = hub.imported().size();
        invoke(ComplianceEvents.scheduled());

        assertThat(status(finding("subnet-recovered"))).isEqualTo("PASSED ARCHIVED");
        assertThat(status(finding("subnet-gone"))).isEqualTo("PASSED ARCHIVED");
        assertThat(status(finding("subnet-new"))).isEqualTo("FAILED ACTIVE");
        assertThat(finding("subnet-broken").path("Description").asText()).startsWith(BLACKHOLE);
        assertThat(hub.imported().subList(before, hub.imported().size())).hasSize(5);

        later(Duration.ofDays(1));
        invoke(ComplianceEvents.scheduled());
        assertThat(hub.imported()).hasSize(before + 5);
    }

    @Test
    void the_reconcile_archives_the_findings_of_rules_that_are_no_more() throws IOException {
        change("subnet-a", "NON_COMPLIANT", NO_ROUTE);
        ObjectNode ofOldRule = finding().deepCopy();
        ofOldRule
                .put("Id", "aws:111122223333:eu-west-1:fargate-is-old:1")
                .put("GeneratorId", "fargate-pull/fargate-is-old");
        hub.having(ofOldRule);
        later(Duration.ofHours(1));
        config.running(IN_PACK, "arn:aws:lambda:eu-west-1:111122223333:function:theirs");
        invoke(ComplianceEvents.scheduled());

        assertThat(hub.findings())
                .extracting(ExporterFunctionTest::status)
                .containsExactly("PASSED ARCHIVED", "PASSED ARCHIVED");
    }

    @Test
    void the_reconcile_leaves_the_findings_of_others_alone() throws IOException {
        change("subnet-a", "NON_COMPLIANT", NO_ROUTE);
        ObjectNode ofMember = finding().deepCopy();
        ofMember.put("Id", "aws:444455556666:eu-west-1:x:1").put("AwsAccountId", "444455556666");
        ObjectNode ofOtherProduct = finding().deepCopy();
        ofOtherProduct.put("Id", "x").put("ProductArn", "arn:aws:securityhub:eu-west-1::product/aws/config");
        hub.having(ofMember).having(ofOtherProduct);
        later(Duration.ofHours(1));
        config.keeping(result("subnet-a", "NOT_APPLICABLE", null));
        invoke(ComplianceEvents.scheduled());

        assertThat(hub.findings())
                .extracting(ExporterFunctionTest::status)
                .containsExactly("PASSED ARCHIVED", "FAILED ACTIVE", "FAILED ACTIVE");
    }

    @Test
    void a_finding_that_stands_is_renewed_before_security_hub_deletes_it() throws IOException {
        change("subnet-a", "NON_COMPLIANT", NO_ROUTE);
        later(Duration.ofDays(29));
        invoke(ComplianceEvents.scheduled());
        assertThat(hub.imported()).hasSize(1);

        later(Duration.ofDays(2));
        invoke(ComplianceEvents.scheduled());
        assertThat(hub.imported()).hasSize(2);
        assertThat(finding().path("UpdatedAt").asText()).isEqualTo("2026-04-02T06:00:00Z");
    }

    @Test
    void findings_go_in_batches_of_a_hundred() throws IOException {
        for (int index = 0; index < 250; index++) {
            config.keeping(result("subnet-" + index, "NON_COMPLIANT", NO_ROUTE));
        }
        invoke(ComplianceEvents.scheduled());

        assertThat(hub.calls())
                .containsExactly(
                        "GetFindings", "BatchImportFindings 100", "BatchImportFindings 100", "BatchImportFindings 50");
        assertThat(hub.findings()).hasSize(250);

        later(Duration.ofHours(1));
        for (int index = 0; index < 250; index++) {
            config.keeping(result("subnet-" + index, "NOT_APPLICABLE", null));
        }
        invoke(ComplianceEvents.scheduled());
        assertThat(hub.findings()).allMatch(finding -> status(finding).equals("PASSED ARCHIVED"));
    }

    @Test
    void a_finding_that_is_refused_is_sent_again() throws IOException {
        config.keeping(result("subnet-a", "NON_COMPLIANT", NO_ROUTE))
                .keeping(result("subnet-b", "NON_COMPLIANT", NO_ROUTE));
        hub.refusing(SUBNET_ARN + "subnet-b", 1);
        invoke(ComplianceEvents.scheduled());

        assertThat(hub.calls()).containsExactly("GetFindings", "BatchImportFindings 2", "BatchImportFindings 1");
        assertThat(hub.findings()).hasSize(2);
    }

    @Test
    void a_finding_that_is_refused_twice_fails_the_invocation_after_the_others_are_written() {
        config.keeping(result("subnet-a", "NON_COMPLIANT", NO_ROUTE))
                .keeping(result("subnet-b", "NON_COMPLIANT", NO_ROUTE));
        hub.refusing(SUBNET_ARN + "subnet-a", 2);

        assertThatThrownBy(() -> invoke(ComplianceEvents.scheduled()))
                .isInstanceOf(FailedFindingsException.class)
                .hasMessageMatching(
                        "Security Hub did not take 1 of 2 findings, among them aws:.*: InvalidInput: not this time");
        assertThat(hub.findings()).hasSize(1);
    }

    @Test
    void throttling_is_waited_out() throws IOException {
        hub.throttling(2);
        config.throttling(2);
        change("subnet-a", "NON_COMPLIANT", NO_ROUTE);

        assertThat(status(finding())).isEqualTo("FAILED ACTIVE");
        assertThat(summary().at("/requests/securityhub:GetFindings").asInt()).isEqualTo(3);
    }

    @Test
    void where_security_hub_is_not_enabled_nothing_happens_and_one_line_says_so() throws IOException {
        hub.failingWith(
                new AwsError("InvalidAccessException", "Account 111122223333 is not subscribed to AWS Security Hub"));
        change("subnet-a", "NON_COMPLIANT", NO_ROUTE);
        assertThat(lines()).hasSize(1);
        assertThat(summary().path("message").asText())
                .isEqualTo("Security Hub is not enabled in this account and Region");
        assertThat(config.calls()).as("nothing is asked for nobody").isEmpty();

        invoke(ComplianceEvents.scheduled());
        assertThat(lines()).hasSize(2);
    }

    @Test
    void a_denied_call_fails_the_invocation_and_names_the_permission() {
        hub.failingWith(new AwsError("AccessDeniedException", "no"));
        assertThatThrownBy(() -> change("subnet-a", "NON_COMPLIANT", NO_ROUTE))
                .isInstanceOf(AwsServiceException.class)
                .hasMessageStartingWith("securityhub:GetFindings is denied");
        assertThat(summary().path("level").asText()).isEqualTo("ERROR");
    }

    @Test
    void a_reconcile_that_cannot_read_aws_config_archives_nothing() throws IOException {
        change("subnet-a", "NON_COMPLIANT", NO_ROUTE);
        config.denying("DescribeConfigRules");

        assertThatThrownBy(() -> invoke(ComplianceEvents.scheduled())).isInstanceOf(AwsServiceException.class);
        assertThat(status(finding())).isEqualTo("FAILED ACTIVE");
    }

    @Test
    void texts_of_any_length_and_content_fit_into_a_finding() throws IOException {
        String id = "x".repeat(768);
        change(id, "NON_COMPLIANT", NO_ROUTE);
        change("subnet-\u0007bell", "NON_COMPLIANT", "an annotation of another version\nwithout a code");

        assertThat(hub.findings()).hasSize(2);
        JsonNode odd = hub.findings().get(1);
        assertThat(odd.path("Title").asText())
                .isEqualTo(
                        RULE + ": breach of \"Every subnet of a Fargate workload routes its pulls to an endpoint or to "
                                + "the internet\"");
        assertThat(odd.toString()).doesNotContain("\\u0007").doesNotContain("\\n");
        assertThat(odd.at("/Remediation/Recommendation/Text").asText()).isEqualTo("See the page of " + RULE + ".");
    }

    @Test
    void a_fix_that_was_cut_is_replaced_by_that_of_the_cause() throws IOException {
        change(
                "subnet-a",
                "NON_COMPLIANT",
                "no-default-route: rtb-1 has no route. Route 0.0.0.0/0 to a N... (+3 more)");

        assertThat(finding().at("/Remediation/Recommendation/Text").asText())
                .doesNotContain("...")
                .isNotBlank();
    }

    @Test
    void each_finding_has_a_line_and_the_invocation_one_that_sums_up() throws IOException {
        change("subnet-a", "NON_COMPLIANT", NO_ROUTE);

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).isEqualTo(json("""
                {"level": "INFO", "message": "exported", "accountId": "111122223333", "requestId": "request-1",
                 "event": "change", "configRuleName": "%s", "step": "failed", "generatorId": "fargate-pull/%s",
                 "resourceId": "%ssubnet-a", "findingId": "%s"}
                """.formatted(
                        IN_PACK, RULE, SUBNET_ARN, finding().path("Id").asText())));
        assertThat(summary().path("failed").asInt()).isEqualTo(1);
        assertThat(summary().at("/requests/securityhub:BatchImportFindings").asInt())
                .isEqualTo(1);
    }

    /** A role allows what is declared; so each call has to be, and nothing else. */
    @Test
    void its_calls_are_those_that_are_declared_for_its_role() throws IOException {
        change("subnet-a", "NON_COMPLIANT", NO_ROUTE);
        invoke(ComplianceEvents.scheduled());

        Stream<String> made = Stream.concat(
                config.calls().stream().map("config:"::concat),
                hub.calls().stream().map("securityhub:"::concat));
        assertThat(made.map(call -> call.replaceFirst(" .*", "")).distinct())
                .containsExactlyInAnyOrderElementsOf(ExporterDeployment.actionsByResource().values().stream()
                        .flatMap(List::stream)
                        .toList());
    }

    @Test
    void another_event_is_an_error_that_says_what_is_answered() {
        ObjectNode forged = ComplianceEvents.changed(IN_PACK, result("subnet-a", "NON_COMPLIANT", NO_ROUTE))
                .put("source", "somebody");
        assertThatThrownBy(() -> invoke(forged))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the event is 'Config Rules Compliance Change' of 'somebody'; the exporter answers "
                        + "'Config Rules Compliance Change' of 'aws.config' and 'Scheduled Event' of 'aws.events'");
    }

    @Test
    void a_function_that_does_not_know_the_rules_functions_does_not_start() {
        assertThatThrownBy(() -> new ExporterFunction(Map.of(), new AwsClients(), System.out, Clock.systemUTC()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "environment variable RULE_FUNCTIONS is missing; it lists the names of the rules' functions");
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    /** AWS Config keeps a result and sends the event of its change. */
    private void change(String subnetId, String complianceType, @Nullable String annotation) throws IOException {
        StoredResult result = result(subnetId, complianceType, annotation);
        config.keeping(result);
        invoke(ComplianceEvents.changed(IN_PACK, result));
    }

    private StoredResult result(String subnetId, String complianceType, @Nullable String annotation) {
        return resultAt(subnetId, complianceType, annotation, now);
    }

    private static StoredResult resultAt(
            String subnetId, String complianceType, @Nullable String annotation, Instant recorded) {
        return new StoredResult(SUBNET, subnetId, complianceType, Optional.ofNullable(annotation), recorded);
    }

    private void invoke(ObjectNode event) throws IOException {
        try (AwsClients clients = new AwsClients(builder -> builder.region(Region.of(Item.HOME.region()))
                .endpointOverride(builder instanceof SecurityHubClientBuilder ? hub.endpoint() : config.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"))))) {
            new ExporterFunction(
                            Map.of("RULE_FUNCTIONS", "other,routes", "PAGES_URL", "https://example.com/rules"),
                            clients,
                            new PrintStream(log, true, StandardCharsets.UTF_8),
                            Clock.fixed(now, ZoneOffset.UTC))
                    .handleRequest(
                            new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
                            OutputStream.nullOutputStream(),
                            new FunctionContext());
        }
    }

    private JsonNode finding() {
        assertThat(hub.findings()).hasSize(1);
        return hub.findings().get(0);
    }

    private JsonNode finding(String subnetId) {
        return hub.findings().stream()
                .filter(finding -> finding.at("/Resources/0/Id").asText().equals(SUBNET_ARN + subnetId))
                .findFirst()
                .orElseThrow();
    }

    private static String status(JsonNode finding) {
        return finding.at("/Compliance/Status").asText() + " "
                + finding.path("RecordState").asText();
    }

    private JsonNode summary() {
        List<JsonNode> lines = lines();
        return lines.get(lines.size() - 1);
    }

    private List<JsonNode> lines() {
        return log.toString(StandardCharsets.UTF_8)
                .lines()
                .map(ExporterFunctionTest::json)
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError("not JSON: " + text, malformed);
        }
    }
}
