package dev.fargatepull.cdk;

import static dev.fargatepull.cdk.Synthesized.child;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatepull.cdk.Synthesized.Resource;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.docs.ActionScope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules' functions may do: what their rules declare, and no more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesTest {

    private static final List<String> TO_OWN_LOG = List.of("logs:CreateLogStream", "logs:PutLogEvents");
    private static final List<String> TO_THE_QUEUE = List.of("sqs:SendMessage");

    private final Map<String, Synthesized> stacks = new TreeMap<>();

    @BeforeAll
    void synthesize(@TempDir Path account, @TempDir Path functions) {
        stacks.put(FargatePullApp.ACCOUNT, Synthesized.in(account, Map.of("securityHub", "false")));
        stacks.put(
                FargatePullApp.FUNCTIONS,
                Synthesized.stack(
                        Synthesized.app(functions, Map.of("target", "functions", "securityHub", "false")),
                        FargatePullApp.FUNCTIONS));
    }

    @ParameterizedTest
    @ValueSource(strings = {FargatePullApp.ACCOUNT, FargatePullApp.FUNCTIONS})
    void a_role_allows_what_its_rule_declares_its_own_log_and_the_queue_of_lost_events(String name) {
        Synthesized stack = stack(name);
        String queue = "{Fn::GetAtt=[%s, Arn]}"
                .formatted(stack.resource("AWS::SQS::Queue").logicalId());
        assertThat(stack.resources("AWS::Lambda::Function"))
                .hasSameSizeAs(RuleSelection.all())
                .allSatisfy(function -> {
                    Map<String, List<String>> actions = actionsByResource(roleOf(stack, function));
                    String ownLog = "{Fn::GetAtt=[%s, Arn]}"
                            .formatted(child(child(function.properties(), "LoggingConfig"), "LogGroup")
                                    .get("Ref"));
                    assertThat(actions).containsEntry(ownLog, TO_OWN_LOG).containsEntry(queue, TO_THE_QUEUE);
                    actions.keySet().removeAll(List.of(ownLog, queue));
                    assertThat(actions.values().stream().flatMap(List::stream))
                            .as("actions of the role of %s", rule(function).name())
                            .containsExactlyInAnyOrderElementsOf(rule(function).apiActions())
                            .noneMatch(action -> action.contains("*"));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {FargatePullApp.ACCOUNT, FargatePullApp.FUNCTIONS})
    void nothing_else_gives_a_function_permissions(String name) {
        Synthesized stack = stack(name);
        assertThat(stack.resources("AWS::IAM::Policy").toList()).isEmpty();
        assertThat(stack.resources("AWS::IAM::ManagedPolicy").toList()).isEmpty();
        assertThat(stack.resources("AWS::IAM::Role"))
                .hasSameSizeAs(RuleSelection.all())
                .allSatisfy(role -> assertThat(role.properties()).doesNotContainKey("ManagedPolicyArns"))
                .allSatisfy(role -> assertThat(String.valueOf(role.properties().get("AssumeRolePolicyDocument")))
                        .contains("Principal={Service=lambda.amazonaws.com}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {FargatePullApp.ACCOUNT, FargatePullApp.FUNCTIONS})
    void every_action_is_allowed_on_as_little_as_iam_can_tell_apart(String name) {
        assertThat(stack(name).resources("AWS::IAM::Role"))
                .allSatisfy(role -> actionsByResource(role)
                        .forEach((resource, actions) -> assertThat(actions)
                                .allSatisfy(action -> assertThat(resource).containsPattern(resourceOf(action)))));
    }

    @Test
    void an_action_whose_resources_nobody_looked_up_is_an_error() {
        assertThatThrownBy(() -> ActionScope.of("ecs:DescribeTaskSets"))
                .hasMessage("no scope is declared for ecs:DescribeTaskSets: look it up in the Service Authorization "
                        + "Reference");
    }

    private static String resourceOf(String action) {
        return switch (action) {
            case "config:GetComplianceDetailsByConfigRule" ->
                ":config-rule/aws-service-rule/config-conforms.amazonaws.com/\\*";
            case "ec2:DescribeVpcAttribute" -> ":vpc/\\*";
            case "ec2:GetManagedPrefixListEntries" -> ":prefix-list/\\*";
            case "ecs:DescribeClusters" -> ":\\$\\{AWS::Region}:\\$\\{AWS::AccountId}:cluster/\\*";
            case "ecs:DescribeServices", "ecs:DescribeServiceRevisions" ->
                ":\\$\\{AWS::Region}:\\$\\{AWS::AccountId}:service(-revision)?/\\*";
            case "iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies" ->
                ":iam::\\$\\{AWS::AccountId}:role/\\*";
            case "iam:GetPolicy", "iam:GetPolicyVersion" -> ":iam::(aws|\\$\\{AWS::AccountId}):policy/\\*";
            case "kms:DescribeKey", "kms:GetKeyPolicy" -> ":\\$\\{AWS::AccountId}:key/\\*";
            case "secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy" ->
                ":\\$\\{AWS::AccountId}:secret:\\*";
            case "ecr:BatchGetImage",
                    "ecr:DescribeImages",
                    "ecr:DescribeRepositories",
                    "ecr:GetDownloadUrlForLayer",
                    "ecr:GetRepositoryPolicy",
                    "ecr:ListTagsForResource" -> ":repository/\\*";
            case "logs:CreateLogStream", "logs:PutLogEvents", "sqs:SendMessage" -> "Fn::GetAtt";
            default -> "^\\*$";
        };
    }

    private Synthesized stack(String name) {
        return requireNonNull(stacks.get(name));
    }

    private static RuleSpec rule(Resource function) {
        Object name =
                child(child(function.properties(), "Environment"), "Variables").get("RULE");
        return RuleSelection.all().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Resource roleOf(Synthesized stack, Resource function) {
        Object role =
                ((List<?>) requireNonNull(child(function.properties(), "Role").get("Fn::GetAtt"))).get(0);
        return stack.resources("AWS::IAM::Role")
                .filter(resource -> resource.logicalId().equals(role))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, List<String>> actionsByResource(Resource role) {
        Map<String, List<String>> actions = new TreeMap<>();
        for (Map<String, Object> policy : maps(role.properties().get("Policies"))) {
            for (Map<String, Object> statement :
                    maps(child(policy, "PolicyDocument").get("Statement"))) {
                assertThat(statement)
                        .containsOnlyKeys("Effect", "Action", "Resource")
                        .containsEntry("Effect", "Allow");
                String resources = oneOrMore(statement.get("Resource"))
                        .map(String::valueOf)
                        .collect(Collectors.joining(" "));
                actions.computeIfAbsent(resources, resource -> new ArrayList<>())
                        .addAll(oneOrMore(statement.get("Action"))
                                .map(String::valueOf)
                                .toList());
            }
        }
        return actions;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(@Nullable Object list) {
        return (List<Map<String, Object>>) requireNonNull(list);
    }

    private static Stream<?> oneOrMore(@Nullable Object value) {
        return value instanceof List<?> list ? list.stream() : Stream.of(requireNonNull(value));
    }
}
