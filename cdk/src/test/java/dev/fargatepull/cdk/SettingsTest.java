package dev.fargatepull.cdk;

import static dev.fargatepull.cdk.Synthesized.child;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatepull.cdk.Synthesized.Resource;
import dev.fargatepull.core.rule.RuleSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;

class SettingsTest {

    private static final int RULES = RuleSelection.all().size();

    private static final Map<String, Object> WITHOUT_EXPORTER = Map.of("securityHub", "false");

    @TempDir
    Path folder;

    @Test
    void functions_run_on_arm_write_json_and_give_up_on_an_event_after_three_tries() {
        Synthesized stack = Synthesized.in(folder, WITHOUT_EXPORTER);
        assertThat(stack.resources("AWS::Lambda::Function"))
                .allSatisfy(function -> assertThat(function.properties())
                        .containsEntry("Architectures", List.of("arm64"))
                        .containsEntry("Runtime", "java25")
                        .containsEntry("MemorySize", 1024)
                        .doesNotContainKey("ReservedConcurrentExecutions")
                        .hasEntrySatisfying(
                                "LoggingConfig",
                                logging -> assertThat(logging).asString().contains("LogFormat=JSON")));
        assertThat(stack.resources("AWS::Lambda::EventInvokeConfig"))
                .hasSize(RULES)
                .allSatisfy(events -> assertThat(events.properties())
                        .containsEntry("MaximumRetryAttempts", 2)
                        .containsEntry("MaximumEventAgeInSeconds", 21600)
                        .containsEntry("Qualifier", "$LATEST")
                        .containsEntry(
                                "DestinationConfig",
                                Map.of(
                                        "OnFailure",
                                        Map.of(
                                                "Destination",
                                                Map.of(
                                                        "Fn::GetAtt",
                                                        List.of(
                                                                stack.resource("AWS::SQS::Queue")
                                                                        .logicalId(),
                                                                "Arn"))))));
    }

    @Test
    void lost_events_are_kept_encrypted_and_out_of_reach_without_tls() {
        Synthesized stack = Synthesized.in(folder, Map.of());
        assertThat(stack.resource("AWS::SQS::Queue").properties())
                .containsEntry("SqsManagedSseEnabled", true)
                .containsEntry("MessageRetentionPeriod", 1209600);
        assertThat(stack.resource("AWS::SQS::QueuePolicy").properties())
                .asString()
                .contains("aws:SecureTransport=false", "Effect=Deny");
    }

    @Test
    void there_is_an_alarm_for_each_thing_that_can_go_wrong_with_a_function() {
        Synthesized stack = Synthesized.in(folder, Map.of());
        for (String metric : List.of("Errors", "Throttles", "AsyncEventsDropped")) {
            assertThat(alarms(stack, metric)).as(metric).hasSize(RULES);
        }
        assertThat(alarms(stack, "ApproximateNumberOfMessagesVisible")).hasSize(1);
        assertThat(stack.resources("AWS::CloudWatch::Alarm"))
                .allSatisfy(alarm -> assertThat(alarm.properties())
                        .containsEntry("TreatMissingData", "notBreaching")
                        .doesNotContainKey("AlarmActions"));
        assertThat(stack.resources("AWS::CloudWatch::Dashboard")).hasSize(1);
    }

    @Test
    void what_is_chosen_for_the_functions_reaches_them() {
        Synthesized stack = Synthesized.in(
                folder,
                Map.of(
                        "securityHub", "false",
                        "alarms", "lost",
                        "alarmTopic", "arn:aws:sns:${AWS::Region}:111122223333:on-call",
                        "dashboard", "false",
                        "logRetentionDays", "90",
                        "removalPolicy", "retain",
                        "reservedConcurrency", "3",
                        "tags", "owner=network,stage=live"));
        assertThat(stack.resources("AWS::CloudWatch::Alarm"))
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.properties())
                        .containsEntry(
                                "AlarmActions",
                                List.of(Map.of("Fn::Sub", "arn:aws:sns:${AWS::Region}:111122223333:on-call")))
                        .containsKey("OKActions"));
        assertThat(stack.resources("AWS::CloudWatch::Dashboard").toList()).isEmpty();
        assertThat(stack.resources("AWS::Logs::LogGroup"))
                .hasSize(RULES)
                .allSatisfy(logs -> assertThat(logs.definition()).containsEntry("DeletionPolicy", "Retain"))
                .allSatisfy(logs -> assertThat(logs.properties()).containsEntry("RetentionInDays", 90));
        assertThat(stack.resources("AWS::Lambda::Function")).allSatisfy(function -> {
            assertThat(function.properties()).containsEntry("ReservedConcurrentExecutions", 3);
            assertThat((List<?>) function.properties().get("Tags"))
                    .map(String::valueOf)
                    .contains(
                            "{Key=Application, Value=fargate-pull}",
                            "{Key=owner, Value=network}",
                            "{Key=stage, Value=live}");
        });
    }

    @Test
    void rules_can_be_those_of_the_guide_or_named_one_by_one(@TempDir Path other) {
        assertThat(rules(Synthesized.in(folder, Map.of("rules", "guide", "securityHub", "false"))))
                .containsExactlyInAnyOrderElementsOf(RuleSelection.all().stream()
                        .filter(RuleSpec::isOfGuide)
                        .map(RuleSpec::name)
                        .toList());
        Synthesized two = Synthesized.in(
                other,
                Map.of("rules", "fargate-vpc-dns-enabled, route-table-default-route-is-live", "securityHub", "false"));
        assertThat(rules(two))
                .containsExactlyInAnyOrder("fargate-vpc-dns-enabled", "route-table-default-route-is-live");
        assertThat(String.valueOf(two.resource("AWS::Config::ConformancePack")
                        .properties()
                        .get("TemplateBody")))
                .contains("route-table-default-route-is-live")
                .doesNotContain("dhcp-options-use-amazon-dns");
    }

    @Test
    void a_parameter_of_one_rule_stands_before_that_of_all() {
        Synthesized stack = Synthesized.in(
                folder,
                Map.of("undetermined", "NON_COMPLIANT", "fargate-vpc-dns-enabled.undetermined", "NOT_APPLICABLE"));
        assertThat(stack.resource("AWS::Config::ConformancePack").properties().get("ConformancePackInputParameters"))
                .asString()
                .contains("FargateVpcDnsEnabledParamUndetermined, ParameterValue=NOT_APPLICABLE")
                .contains("RouteTableDefaultRouteIsLiveParamUndetermined, ParameterValue=NON_COMPLIANT");
    }

    @Test
    void what_cannot_be_is_an_error_before_deployment() {
        assertError(
                Map.of("rules", "fargate-vpc-dns"),
                "rules names no rule: 'fargate-vpc-dns'; rules are task-execution-role-can-pull, ");
        assertError(
                Map.of("fargate-vpc-dns-enabled.undeterminate", "x"),
                "fargate-vpc-dns-enabled.undeterminate is no parameter of a rule that is deployed; these are: ");
        assertError(Map.of("target", "galaxy"), "target is 'galaxy'; it can be account or organization or functions");
        assertError(Map.of("logRetentionDays", "31"), "logRetentionDays is 31; it can be one of 1, 3, 5, ");
        assertError(
                Map.of("reservedConcurrency", "0"), "reservedConcurrency is '0'; it can be a number from 1 to 1000");
        assertError(Map.of("alarmTopic", "on-call"), "alarmTopic is 'on-call'; it can be the ARN of an SNS topic");
        assertError(Map.of("alarms", "all"), "alarms is 'all'; it can be each or lost");
        assertError(Map.of("dashboard", "no"), "dashboard is 'no'; it can be true or false");
        assertError(Map.of("tags", "network"), "tags is 'network'; it can be as in owner=network,stage=live");
    }

    @Test
    void a_pack_that_is_too_long_for_a_call_is_read_from_s3() {
        App app = new App(AppProps.builder()
                .analyticsReporting(false)
                .outdir(folder.resolve("cdk.out").toString())
                .build());
        Stack stack = new Stack(app, "Stack");
        PackTemplate inline = PackTemplate.of(stack, "Resources: {}");
        assertThat(inline).isEqualTo(new PackTemplate("Resources: {}", null));
        PackTemplate inS3 = PackTemplate.of(stack, "Resources: {}" + " ".repeat(51_200));
        assertThat(inS3.body()).isNull();
        assertThat(String.valueOf(stack.resolve(inS3.s3Uri())))
                .startsWith("{Fn::Sub=s3://cdk-hnb659fds-assets-")
                .contains(".yaml");
    }

    private void assertError(Map<String, Object> context, String message) {
        assertThatThrownBy(() -> Synthesized.in(folder, context))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    private static Stream<Object> rules(Synthesized stack) {
        return stack.resources("AWS::Lambda::Function")
                .map(function -> child(child(function.properties(), "Environment"), "Variables")
                        .get("RULE"));
    }

    private static Stream<Resource> alarms(Synthesized stack, String metric) {
        return stack.resources("AWS::CloudWatch::Alarm")
                .filter(alarm -> metric.equals(alarm.properties().get("MetricName")));
    }
}
