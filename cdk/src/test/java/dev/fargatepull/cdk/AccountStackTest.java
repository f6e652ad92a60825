package dev.fargatepull.cdk;

import static dev.fargatepull.cdk.Synthesized.child;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatepull.cdk.Synthesized.Resource;
import dev.fargatepull.core.rule.InvalidParameterException;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.docs.ConformancePackTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountStackTest {

    private static final List<RuleSpec> RULES = RuleSelection.all();

    private final Synthesized stack;

    AccountStackTest(@TempDir Path folder) {
        stack = Synthesized.in(folder, Map.of("securityHub", "false"));
    }

    @Test
    void every_rule_has_one_function_one_role_one_log_group_and_one_permission() {
        assertThat(stack.resources("AWS::Lambda::Function"))
                .extracting(AccountStackTest::rule)
                .containsExactlyInAnyOrderElementsOf(
                        RULES.stream().map(RuleSpec::name).toList());
        for (String type : List.of("AWS::IAM::Role", "AWS::Logs::LogGroup", "AWS::Lambda::Permission")) {
            assertThat(stack.resources(type)).as(type).hasSameSizeAs(RULES);
        }
        assertThat(stack.resources("AWS::Lambda::Function").map(function -> referenced(function, "Role")))
                .as("no two functions share a role")
                .doesNotHaveDuplicates()
                .hasSameSizeAs(RULES);
        assertThat(stack.resources("AWS::IAM::Policy").toList()).isEmpty();
    }

    @Test
    void aws_config_may_call_every_function_for_this_account_only() {
        assertThat(stack.resources("AWS::Lambda::Permission"))
                .allSatisfy(permission -> assertThat(permission.properties())
                        .containsEntry("Action", "lambda:InvokeFunction")
                        .containsEntry("Principal", "config.amazonaws.com")
                        .containsEntry("SourceAccount", Map.of("Ref", "AWS::AccountId")));
        assertThat(stack.resources("AWS::Lambda::Permission").map(permission -> referenced(permission, "FunctionName")))
                .containsExactlyInAnyOrderElementsOf(stack.resources("AWS::Lambda::Function")
                        .map(Resource::logicalId)
                        .toList());
    }

    @Test
    void the_pack_waits_for_every_permission() {
        assertThat(pack(stack).dependsOn().stream().map(String::valueOf).toList())
                .containsAll(stack.resources("AWS::Lambda::Permission")
                        .map(Resource::logicalId)
                        .toList());
    }

    @Test
    void the_pack_is_given_its_frequency_and_the_function_of_each_rule() {
        Map<String, Object> expected = new TreeMap<>();
        expected.put("MaximumExecutionFrequency", "TwentyFour_Hours");
        for (RuleSpec rule : RULES) {
            expected.put(
                    ConformancePackTemplate.functionArnParameter(rule),
                    Map.of("Fn::GetAtt", List.of(functionOf(rule).logicalId(), "Arn")));
        }
        assertThat(given(stack)).isEqualTo(expected);
    }

    @Test
    void the_pack_has_every_parameter_that_it_is_given_and_lacks_none_that_it_needs() {
        Map<String, Object> parameters = child(packTemplate(), "Parameters");
        assertThat(parameters).containsKeys(given(stack).keySet().toArray(String[]::new));
        assertThat(parameters.keySet().stream()
                        .filter(name -> !child(parameters, name).containsKey("Default"))
                        .toList())
                .isSubsetOf(given(stack).keySet());
    }

    @Test
    void the_context_sets_the_frequency_and_the_parameters_of_the_rules_that_have_them(@TempDir Path folder) {
        Map<String, Object> context = Map.of(
                "maximumExecutionFrequency",
                "Six_Hours",
                "trustedEgress",
                "tgw-1,eni-2",
                "undetermined",
                "NON_COMPLIANT");
        Map<String, Object> given = given(Synthesized.in(folder, context));
        assertThat(given)
                .containsEntry("MaximumExecutionFrequency", "Six_Hours")
                .containsEntry("FargateSubnetRoutesToRegistryParamTrustedEgress", "tgw-1,eni-2")
                .doesNotContainKey("FargateServicePublicIpEnabledParamTrustedEgress");
        for (RuleSpec rule : RULES) {
            assertThat(given)
                    .containsEntry(ConformancePackTemplate.logicalId(rule) + "ParamUndetermined", "NON_COMPLIANT");
        }
        assertThat(child(packTemplate(), "Parameters"))
                .containsKeys(given.keySet().toArray(String[]::new));
    }

    @Test
    void functions_can_be_deployed_alone_for_a_pack_deployed_by_other_means(@TempDir Path folder) {
        Synthesized functions = Synthesized.in(folder, Map.of("conformancePack", "false", "securityHub", "false"));
        assertThat(functions.resources("AWS::Lambda::Function")).hasSameSizeAs(RULES);
        assertThat(functions.resources("AWS::Config::ConformancePack").toList()).isEmpty();
        assertThat(child(functions.tree(), "Outputs")).hasSameSizeAs(RULES);
    }

    @Test
    void a_setting_that_aws_config_or_a_rule_would_refuse_is_an_error_before_deployment(@TempDir Path folder) {
        assertThatThrownBy(() -> Synthesized.in(folder, Map.of("maximumExecutionFrequency", "Hourly")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maximumExecutionFrequency is 'Hourly'; it can be One_Hour or Three_Hours or Six_Hours or "
                        + "Twelve_Hours or TwentyFour_Hours");
        assertThatThrownBy(() -> Synthesized.in(folder, Map.of("undetermined", "COMPLIANT")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("parameter undetermined is 'COMPLIANT'; it can be NOT_APPLICABLE or NON_COMPLIANT");
    }

    @Test
    void names_and_descriptions_keep_to_the_limits_of_aws() {
        assertThat(stack.resources("AWS::Lambda::Function"))
                .extracting(function -> (String) function.properties().get("Description"))
                .allMatch(description -> description.length() <= 256);
        assertThat((String) pack(stack).properties().get("ConformancePackName")).matches("[a-zA-Z][-a-zA-Z0-9]{0,255}");
        assertThat(child(stack.tree(), "Resources").keySet()).allMatch(id -> id.length() <= 255);
        assertThat(child(stack.tree(), "Outputs")).hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void the_template_fits_any_account_and_region() {
        assertThat(stack.tree().toString())
                .doesNotContainPattern("(?<![0-9a-f])\\d{12}(?![0-9a-f])")
                .doesNotContainPattern("\\b[a-z]{2}(-[a-z]+){1,2}-\\d\\b");
    }

    @Test
    void a_person_finds_the_value_of_each_function_parameter_of_the_pack_in_the_outputs() {
        Map<String, Object> outputs = child(stack.tree(), "Outputs");
        for (RuleSpec rule : RULES) {
            String parameter = ConformancePackTemplate.functionArnParameter(rule);
            assertThat(child(outputs, parameter))
                    .containsEntry("Value", requireNonNull(given(stack).get(parameter)));
        }
    }

    private Resource functionOf(RuleSpec rule) {
        return stack.resources("AWS::Lambda::Function")
                .filter(function -> rule(function).equals(rule.name()))
                .findFirst()
                .orElseThrow();
    }

    private static String rule(Resource function) {
        return String.valueOf(
                child(child(function.properties(), "Environment"), "Variables").get("RULE"));
    }

    /** The logical id of the resource whose ARN a property takes. */
    private static String referenced(Resource resource, String property) {
        List<?> target =
                (List<?>) requireNonNull(child(resource.properties(), property).get("Fn::GetAtt"));
        return (String) requireNonNull(target.get(0));
    }

    private static Resource pack(Synthesized stack) {
        return stack.resource("AWS::Config::ConformancePack");
    }

    private Map<String, Object> packTemplate() {
        return read((String) requireNonNull(pack(stack).properties().get("TemplateBody")));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read(String yaml) {
        return (Map<String, Object>)
                requireNonNull(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    private static Map<String, Object> given(Synthesized stack) {
        Map<String, Object> given = new TreeMap<>();
        for (Map<String, Object> parameter : maps(pack(stack).properties().get("ConformancePackInputParameters"))) {
            given.put(String.valueOf(parameter.get("ParameterName")), requireNonNull(parameter.get("ParameterValue")));
        }
        return given;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(@Nullable Object list) {
        return (List<Map<String, Object>>) requireNonNull(list);
    }
}
