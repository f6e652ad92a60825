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

    @Test
    void the_packs_fit_into_a_call_and_hold_only_what_a_pack_may_hold() {
        List<RuleSpec> guide = RULES.stream().filter(RuleSpec::isOfGuide).toList();
        for (ConformancePackTemplate template : List.of(
                new ConformancePackTemplate(RULES),
                new ConformancePackTemplate(guide),
                ConformancePackTemplate.ofOrganization(RULES),
                ConformancePackTemplate.ofOrganization(guide))) {
            String yaml = template.yaml();
            assertThat(ConformancePackTemplate.fitsIntoCall(yaml)).isTrue();
            assertThat(read(yaml)).containsOnlyKeys("Parameters", "Conditions", "Resources");
            assertThat(in(read(yaml), "Resources").values())
                    .hasSizeLessThanOrEqualTo(130)
                    .allSatisfy(resource -> assertThat(in(resource)).containsEntry("Type", "AWS::Config::ConfigRule"))
                    .extracting(resource -> (String) in(resource, "Properties").get("ConfigRuleName"))
                    .allMatch(name -> name.length() <= 36);
            assertThat(in(read(yaml), "Parameters"))
                    .hasSizeLessThanOrEqualTo(60)
                    .allSatisfy((name, parameter) -> {
                        assertThat(name).hasSizeLessThanOrEqualTo(255).matches("[A-Za-z0-9]+");
                        assertThat(in(parameter)).containsEntry("Type", "String");
                    });
        }
    }

    @Test
    void the_pack_of_an_organization_finds_in_each_account_the_functions_that_are_there() {
        Map<String, Object> template =
                read(ConformancePackTemplate.ofOrganization(RULES).yaml());
        for (RuleSpec rule : RULES) {
            String id = ConformancePackTemplate.logicalId(rule);
            assertThat(in(template, "Resources", id, "Properties", "Source"))
                    .containsEntry("SourceIdentifier", Map.of("Fn::ImportValue", "fargate-pull-" + id + "FunctionArn"));
        }
        assertThat(in(template, "Parameters").keySet()).noneMatch(name -> name.endsWith("FunctionArn"));
    }

    @Test
    void a_pack_that_is_too_long_for_a_call_is_told_by_its_bytes() {
        assertThat(ConformancePackTemplate.fitsIntoCall("x".repeat(51_200))).isTrue();
        assertThat(ConformancePackTemplate.fitsIntoCall("é".repeat(25_601))).isFalse();
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
