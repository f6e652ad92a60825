package dev.fargatepull.cdk;

import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.docs.ActionScope;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/** The function of one rule, with a role of its own, its log group, and AWS Config's permission to call it. */
final class RuleFunction extends Construct {

    private static final String HANDLER = "dev.fargatepull.lambda.RuleFunction::handleRequest";

    private final RuleSpec rule;
    private final Function function;
    private final CfnPermission permission;

    /**
     * Makes the function of a rule.
     *
     * @param code the jar with the rules and their Lambda handler
     * @param lostEvents takes the events that the function failed to answer
     */
    RuleFunction(Construct scope, String id, RuleSpec rule, Code code, FunctionSettings settings, IQueue lostEvents) {
        super(scope, id);
        this.rule = rule;
        Tags.of(this).add("fargate-pull:rule", rule.name());
        LogGroup logs = AsynchronousFunction.logs(this, settings);
        Function.Builder builder = AsynchronousFunction.of(this, code, HANDLER, role(logs, lostEvents), logs)
                .description("%s: %s".formatted(rule.name(), rule.summary()))
                .environment(Map.of("RULE", rule.name()));
        settings.reservedConcurrency().ifPresent(builder::reservedConcurrentExecutions);
        this.function = builder.build();
        AsynchronousFunction.keepLostEvents(this, function, lostEvents);
        // It names the account, not the rule: AWS Config looks for the permission before it makes the rule.
        this.permission = CfnPermission.Builder.create(this, "Permission")
                .action("lambda:InvokeFunction")
                .functionName(function.getFunctionArn())
                .principal("config.amazonaws.com")
                .sourceAccount(Stack.of(this).getAccount())
                .build();
    }

    /** The rule that it runs. */
    RuleSpec rule() {
        return rule;
    }

    /** The function itself, for alarms and dashboards. */
    Function function() {
        return function;
    }

    /** Has to be there before a rule can name the function. */
    CfnPermission permission() {
        return permission;
    }

    private Role role(LogGroup logs, IQueue lostEvents) {
        PolicyDocument calls = PolicyDocument.Builder.create().build();
        List<AcceptedFinding> wildcards = new ArrayList<>();
        Map<ActionScope, List<String>> actions = new EnumMap<>(ActionScope.class);
        rule.apiActions()
                .forEach(action -> actions.computeIfAbsent(ActionScope.of(action), scope -> new ArrayList<>())
                        .add(action));
        actions.forEach((scope, allowed) -> {
            calls.addStatements(AsynchronousFunction.allow(
                    allowed, scope.resources().stream().map(RuleFunction::sub).toList()));
            wildcards.add(new AcceptedFinding(
                    "AwsSolutions-IAM5",
                    scope.reason(),
                    scope.resources().stream().map(RuleFunction::asFound).toList()));
        });
        Role role = AsynchronousFunction.role(
                this, "What the function of %s calls".formatted(rule.name()), calls, logs, lostEvents);
        AcceptedFinding.on(role, wildcards);
        return role;
    }

    private static String sub(String pattern) {
        return pattern.contains("${") ? Fn.sub(pattern) : pattern;
    }

    /** How cdk-nag names a resource in a finding. */
    private static String asFound(String pattern) {
        return "Resource::" + pattern.replace("${", "<").replace("}", ">");
    }
}
