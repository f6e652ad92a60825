package dev.fargatepull.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.rules.RuleCatalog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ConformancePackTemplateTest {

    private static final List<RuleSpec> RULES =
            RuleCatalog.rules().stream().map(Rule::spec).toList();
    private static final String YAML = new ConformancePackTemplate(RULES).yaml();

    @Test
    void every_rule_is_there_once_under_its_name() {
        assertThat(in(read(YAML), "Resources").values())
                .extracting(resource -> in(resource, "Properties").get("ConfigRuleName"))
                .containsExactlyElementsOf(RULES.stream().map(RuleSpec::name).toList());
    }

    @Test
    void a_rule_runs_on_changes_on_oversized_changes_and_on_a_schedule() {
        Map<String, Object> rule = in(read(YAML), "Resources", "FargateSubnetRoutesToRegistry", "Properties");
        assertThat(in(rule, "Source"))
                .containsEntry("Owner", "CUSTOM_LAMBDA")
                .containsEntry("SourceIdentifier", Map.of("Ref", "FargateSubnetRoutesToRegistryFunctionArn"))
                .containsEntry(
                        "SourceDetails",
                        List.of(
                                Map.of(
                                        "EventSource",
                                        "aws.config",
                                        "MessageType",
                                        "ConfigurationItemChangeNotification"),
                                Map.of(
                                        "EventSource",
                                        "aws.config",
                                        "MessageType",
                                        "OversizedConfigurationItemChangeNotification"),
                                Map.of(
                                        "EventSource",
                                        "aws.config",
                                        "MessageType",
                                        "ScheduledNotification",
                                        "MaximumExecutionFrequency",
                                        Map.of("Ref", "MaximumExecutionFrequency"))));
    }

    @Test
    void the_network_interfaces_of_tasks_never_wake_a_rule() {
        assertThat(YAML)
                .doesNotContain("AWS::EC2::SecurityGroup")
                .doesNotContain("AWS::EC2::NetworkInterface")
                .doesNotContain("- AWS::EC2::Subnet\n")
                .doesNotContain("- AWS::EC2::VPC\n");
    }

    @Test
    void a_parameter_reaches_its_rule_only_when_it_has_a_value() {
        Map<String, Object> template = read(YAML);
        String parameter = "FargateSubnetRoutesToRegistryParamTrustedEgress";
        String condition = "fargateSubnetRoutesToRegistryParamTrustedEgress";
        assertThat(in(template, "Parameters", parameter)).containsEntry("Default", "");
        assertThat(in(template, "Conditions", condition))
                .isEqualTo(Map.of("Fn::Not", List.of(Map.of("Fn::Equals", List.of("", Map.of("Ref", parameter))))));
        assertThat(in(template, "Resources", "FargateSubnetRoutesToRegistry", "Properties", "InputParameters"))
                .containsEntry(
                        "trustedEgress",
                        Map.of("Fn::If", List.of(condition, Map.of("Ref", parameter), Map.of("Ref", "AWS::NoValue"))))
                .containsEntry("undetermined", Map.of("Ref", "FargateSubnetRoutesToRegistryParamUndetermined"));
    }

    @Test
    void a_pack_that_aws_config_would_refuse_is_an_error() {
        RuleSpec rule = RULES.get(0);
        List<RuleSpec> rules = new ArrayList<>(Collections.nCopies(131, rule));
        assertThatThrownBy(() -> new ConformancePackTemplate(rules).yaml())
                .hasMessage("the conformance pack has 131 rules; AWS Config takes 130 at most");
    }

    private static Map<String, Object> read(String yaml) {
        return in(Objects.requireNonNull(new Load(LoadSettings.builder().build()).loadFromString(yaml)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> in(Object tree, String... keys) {
        Map<String, Object> node = (Map<String, Object>) tree;
        for (String key : keys) {
            node = (Map<String, Object>) Objects.requireNonNull(node.get(key), key);
        }
        return node;
    }
}
