package dev.fargatepull.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.rules.RuleCatalog;
import dev.fargatepull.securityhub.ExporterDeployment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class FunctionsTemplateTest {

    private static final List<RuleSpec> RULES =
            RuleCatalog.rules().stream().map(Rule::spec).toList();
    private static final String YAML = new FunctionsTemplate(RULES).yaml();
    private static final Map<String, Object> TEMPLATE = read(YAML);

    @Test
    void every_rule_has_a_function_with_its_name_a_role_a_log_and_the_permission_of_aws_config() {
        for (RuleSpec rule : RULES) {
            String id = ConformancePackTemplate.logicalId(rule);
            assertThat(in(TEMPLATE, "Resources", id + "Function", "Properties", "Environment", "Variables"))
                    .containsEntry("RULE", rule.name());
            assertThat(in(TEMPLATE, "Resources", id + "Function", "Properties", "LoggingConfig"))
                    .containsEntry("LogGroup", Map.of("Ref", id + "Logs"));
            assertThat(in(TEMPLATE, "Resources", id + "Permission", "Properties"))
                    .containsEntry("Principal", "config.amazonaws.com")
                    .containsEntry("SourceAccount", Map.of("Ref", "AWS::AccountId"));
        }
    }

    @Test
    void a_role_allows_what_its_rule_declares_its_own_log_and_the_queue_and_no_more() {
        for (RuleSpec rule : RULES) {
            List<String> expected = new ArrayList<>(rule.apiActions());
            expected.addAll(List.of("logs:CreateLogStream", "logs:PutLogEvents", "sqs:SendMessage"));
            assertThat(actionsOf(ConformancePackTemplate.logicalId(rule)))
                    .as(rule.name())
                    .containsExactlyInAnyOrderElementsOf(expected)
                    .noneMatch(action -> action.contains("*"));
        }
    }

    @Test
    void the_exporter_allows_what_it_declares() {
        assertThat(actionsOf("SecurityHubExporter"))
                .containsAll(ExporterDeployment.actionsByResource().values().stream()
                        .flatMap(List::stream)
                        .toList())
                .hasSize(8);
    }

    @Test
    void rules_beyond_the_guide_can_be_left_out_with_all_that_belongs_to_them() {
        for (RuleSpec rule : RULES) {
            String id = ConformancePackTemplate.logicalId(rule);
            for (String part : List.of("Logs", "Role", "Function", "Events", "Permission")) {
                assertThat(in(TEMPLATE, "Resources", id + part).get("Condition"))
                        .as(id + part)
                        .isEqualTo(rule.guideStep().isEmpty() ? "AllRules" : null);
            }
        }
    }

    @Test
    void its_outputs_are_what_the_pack_asks_for() {
        Map<String, Object> pack = read(new ConformancePackTemplate(RULES).yaml());
        assertThat(in(TEMPLATE, "Outputs").keySet())
                .containsExactlyInAnyOrderElementsOf(in(pack, "Parameters").keySet().stream()
                        .filter(name -> name.endsWith("FunctionArn"))
                        .toList());
    }

    @Test
    void it_keeps_to_the_limits_of_cloudformation() {
        assertThat(in(TEMPLATE, "Resources")).hasSizeLessThanOrEqualTo(500);
        assertThat(in(TEMPLATE, "Outputs")).hasSizeLessThanOrEqualTo(200);
        assertThat(YAML.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_000_000);
    }

    @Test
    void every_action_of_the_rules_has_a_scope() {
        assertThat(RULES.stream().flatMap(rule -> rule.apiActions().stream()).distinct())
                .allSatisfy(
                        action -> assertThat(ActionScope.of(action).resources()).isNotEmpty());
    }

    private static SortedSet<String> actionsOf(String id) {
        SortedSet<String> actions = new TreeSet<>();
        List<?> policies =
                (List<?>) in(TEMPLATE, "Resources", id + "Role", "Properties").get("Policies");
        Map<String, Object> document = in(Objects.requireNonNull(policies).get(0), "PolicyDocument");
        for (Object statement : (List<?>) Objects.requireNonNull(document.get("Statement"))) {
            Object action = in(statement).get("Action");
            if (action instanceof List<?> several) {
                several.forEach(one -> actions.add(String.valueOf(one)));
            } else {
                actions.add(String.valueOf(action));
            }
        }
        return actions;
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
