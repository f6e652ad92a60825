package dev.fargatepull.cdk;

import static dev.fargatepull.cdk.Synthesized.child;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.cdk.Synthesized.Resource;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.securityhub.ExporterDeployment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityHubExporterTest {

    private static final List<RuleSpec> RULES = RuleSelection.all();

    private final Synthesized stack;

    SecurityHubExporterTest(@TempDir Path folder) {
        stack = Synthesized.in(folder, Map.of("pagesUrl", "https://example.com/rules"));
    }

    @Test
    void the_exporter_is_one_function_that_knows_the_functions_of_all_rules_and_where_their_pages_are() {
        Map<String, Object> variables = child(child(exporter().properties(), "Environment"), "Variables");
        assertThat(variables).containsEntry("PAGES_URL", "https://example.com/rules");
        List<?> joined =
                (List<?>) requireNonNull(child(variables, "RULE_FUNCTIONS").get("Fn::Join"));
        assertThat((List<?>) joined.get(1))
                .isEqualTo(stack.resources("AWS::Lambda::Function")
                        .filter(function -> !function.equals(exporter()))
                        .map(function -> Map.of("Ref", function.logicalId()))
                        .toList())
                .hasSameSizeAs(RULES);
    }

    @Test
    void it_is_called_for_changes_of_results_of_the_packs_rules_only() {
        Map<String, Object> pattern = child(rule("EventPattern").properties(), "EventPattern");
        assertThat(pattern)
                .containsEntry("source", List.of("aws.config"))
                .containsEntry("detail-type", List.of("Config Rules Compliance Change"));
        assertThat(child(pattern, "detail"))
                .containsEntry(
                        "configRuleName",
                        RULES.stream()
                                .map(rule -> Map.of("prefix", rule.name()))
                                .toList());
        assertThat(pattern.toString()).as("AWS takes 2048 characters").hasSizeLessThan(2048);
    }

    @Test
    void once_a_day_it_looks_at_everything() {
        assertThat(rule("ScheduleExpression").properties()).containsEntry("ScheduleExpression", "rate(1 day)");
    }

    @Test
    void only_those_two_rules_of_eventbridge_may_call_it() {
        assertThat(permissions())
                .hasSize(2)
                .allSatisfy(permission ->
                        assertThat(permission.properties()).containsEntry("Principal", "events.amazonaws.com"))
                .extracting(permission -> child(permission.properties(), "SourceArn"))
                .containsExactlyInAnyOrderElementsOf(stack.resources("AWS::Events::Rule")
                        .map(rule -> Map.<String, Object>of("Fn::GetAtt", List.of(rule.logicalId(), "Arn")))
                        .toList());
    }

    @Test
    void an_event_that_cannot_be_delivered_or_answered_waits_in_the_queue() {
        Map<String, Object> queue = arn(stack.resource("AWS::SQS::Queue"));
        assertThat(stack.resources("AWS::Events::Rule"))
                .hasSize(2)
                .allSatisfy(rule -> assertThat(
                                child(maps(rule.properties().get("Targets")).get(0), "DeadLetterConfig"))
                        .containsEntry("Arn", queue));
        assertThat(child(child(eventInvokeConfig().properties(), "DestinationConfig"), "OnFailure"))
                .containsEntry("Destination", queue);
    }

    @Test
    void its_role_allows_what_it_calls_where_iam_can_tell_and_no_more() {
        String here = ":${AWS::Region}:${AWS::AccountId}:";
        Map<String, List<String>> expected = new TreeMap<>();
        expected.put("*", List.of("config:DescribeConfigRules", "config:GetComplianceDetailsByResource"));
        expected.put(
                "{Fn::Sub=arn:${AWS::Partition}:config" + here + "config-rule/*}",
                List.of("config:GetComplianceDetailsByConfigRule"));
        expected.put(
                "{Fn::Sub=arn:${AWS::Partition}:securityhub" + here + "hub/default}",
                List.of("securityhub:GetFindings"));
        expected.put(
                "{Fn::Sub=arn:${AWS::Partition}:securityhub" + here + "product/${AWS::AccountId}/default}",
                List.of("securityhub:BatchImportFindings"));
        expected.put(arn(stack.resource("AWS::SQS::Queue")).toString(), List.of("sqs:SendMessage"));
        expected.put(
                logGroupArn(child(exporter().properties(), "LoggingConfig")),
                List.of("logs:CreateLogStream", "logs:PutLogEvents"));
        assertThat(actionsByResource()).isEqualTo(expected);
    }

    @Test
    void every_action_is_a_call_of_the_api() {
        List<String> calls = Stream.of(ConfigClient.class, SecurityHubClient.class)
                .flatMap(client -> Arrays.stream(client.getMethods()))
                .map(method -> method.getName().toLowerCase(Locale.ROOT))
                .toList();
        assertThat(ExporterDeployment.actionsByResource().values().stream()
                        .flatMap(List::stream)
                        .map(action -> action.replaceFirst("^.*:", "").toLowerCase(Locale.ROOT)))
                .isSubsetOf(calls);
    }

    @Test
    void who_does_not_want_it_leaves_it_out(@TempDir Path folder) {
        Synthesized without = Synthesized.in(folder, Map.of("securityHub", "false"));
        assertThat(without.resources("AWS::Lambda::Function")).hasSameSizeAs(RULES);
        assertThat(without.resources("AWS::Events::Rule").toList()).isEmpty();
    }

    private Resource eventInvokeConfig() {
        return stack.resources("AWS::Lambda::EventInvokeConfig")
                .filter(config -> Map.of("Ref", exporter().logicalId())
                        .equals(config.properties().get("FunctionName")))
                .findFirst()
                .orElseThrow();
    }

    private Resource exporter() {
        return stack.resources("AWS::Lambda::Function")
                .filter(function ->
                        ExporterDeployment.HANDLER.equals(function.properties().get("Handler")))
                .findFirst()
                .orElseThrow();
    }

    private Resource rule(String property) {
        return stack.resources("AWS::Events::Rule")
                .filter(rule -> rule.properties().containsKey(property))
                .findFirst()
                .orElseThrow();
    }

    private List<Resource> permissions() {
        return stack.resources("AWS::Lambda::Permission")
                .filter(permission ->
                        arn(exporter()).equals(permission.properties().get("FunctionName")))
                .toList();
    }

    private Map<String, List<String>> actionsByResource() {
        List<?> reference =
                (List<?>) requireNonNull(child(exporter().properties(), "Role").get("Fn::GetAtt"));
        Resource role = stack.resources("AWS::IAM::Role")
                .filter(candidate -> candidate.logicalId().equals(reference.get(0)))
                .findFirst()
                .orElseThrow();
        Map<String, List<String>> actions = new TreeMap<>();
        for (Map<String, Object> policy : maps(role.properties().get("Policies"))) {
            for (Map<String, Object> statement :
                    maps(child(policy, "PolicyDocument").get("Statement"))) {
                actions.computeIfAbsent(String.valueOf(statement.get("Resource")), resource -> new ArrayList<>())
                        .addAll(
                                statement.get("Action") instanceof List<?> several
                                        ? several.stream().map(String::valueOf).toList()
                                        : List.of(String.valueOf(statement.get("Action"))));
            }
        }
        return actions;
    }

    private static Map<String, Object> arn(Resource resource) {
        return Map.of("Fn::GetAtt", List.of(resource.logicalId(), "Arn"));
    }

    private static String logGroupArn(Map<String, Object> loggingConfig) {
        return "{Fn::GetAtt=[%s, Arn]}"
                .formatted(child(loggingConfig, "LogGroup").get("Ref"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(@Nullable Object list) {
        return (List<Map<String, Object>>) requireNonNull(list);
    }
}
