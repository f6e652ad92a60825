package dev.fargatepull.cdk;

import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.docs.ActionScope;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig.DestinationConfigProperty;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig.OnFailureProperty;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/** The function of one rule, with a role of its own, its log group, and AWS Config's permission to call it. */
final class RuleFunction extends Construct {

    private static final String HANDLER = "dev.fargatepull.lambda.RuleFunction::handleRequest";

    /** Lambda gives CPU with memory: with half of this a JVM needs two seconds and more until its first report. */
    private static final int MEMORY_MIB = 1024;

    /**
     * The longest Lambda allows. AWS Config calls asynchronously, so nobody waits; a run that is cut off reports
     * nothing and is run twice more.
     */
    private static final Duration TIMEOUT = Duration.minutes(15);

    /** Two more tries, for at most six hours: the most Lambda allows. */
    private static final int RETRIES = 2;

    private static final Duration OLDEST_EVENT = Duration.hours(6);

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
        LogGroup logs = LogGroup.Builder.create(this, "Logs")
                .removalPolicy(settings.removalPolicy())
                .build();
        ((CfnLogGroup) logs.getNode().getDefaultChild()).setRetentionInDays(settings.logRetentionDays());
        Role role = role(logs, lostEvents);
        // Tiered compilation is left as it is: Lambda's Java 25 stops it at level 1 by itself.
        Function.Builder builder = Function.Builder.create(this, "Function")
                .description("%s: %s".formatted(rule.name(), rule.summary()))
                .architecture(Architecture.ARM_64)
                .runtime(Runtime.JAVA_25)
                .memorySize(MEMORY_MIB)
                .timeout(TIMEOUT)
                .code(code)
                .handler(HANDLER)
                .environment(Map.of("RULE", rule.name()))
                .role(role)
                .logGroup(logs)
                .loggingFormat(LoggingFormat.JSON);
        settings.reservedConcurrency().ifPresent(builder::reservedConcurrentExecutions);
        this.function = builder.build();
        CfnEventInvokeConfig.Builder.create(this, "Events")
                .functionName(function.getFunctionName())
                .qualifier("$LATEST")
                .maximumRetryAttempts(RETRIES)
                .maximumEventAgeInSeconds(OLDEST_EVENT.toSeconds())
                .destinationConfig(DestinationConfigProperty.builder()
                        .onFailure(OnFailureProperty.builder()
                                .destination(lostEvents.getQueueArn())
                                .build())
                        .build())
                .build();
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
            calls.addStatements(allow(
                    allowed, scope.resources().stream().map(RuleFunction::sub).toList()));
            wildcards.add(new AcceptedFinding(
                    "AwsSolutions-IAM5",
                    scope.reason(),
                    scope.resources().stream().map(RuleFunction::asFound).toList()));
        });
        String ownStreams = logs.getLogGroupArn();
        calls.addStatements(
                allow(List.of("logs:CreateLogStream", "logs:PutLogEvents"), List.of(ownStreams)),
                allow(List.of("sqs:SendMessage"), List.of(lostEvents.getQueueArn())));
        Role role = Role.Builder.create(this, "Role")
                .description("What the function of %s calls".formatted(rule.name()))
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .inlinePolicies(Map.of("Calls", calls))
                .build();
        AcceptedFinding.on(role, wildcards);
        return role;
    }

    private static PolicyStatement allow(List<String> actions, List<String> resources) {
        return PolicyStatement.Builder.create()
                .actions(actions)
                .resources(resources)
                .build();
    }

    private static String sub(String pattern) {
        return pattern.contains("${") ? Fn.sub(pattern) : pattern;
    }

    /** How cdk-nag names a resource in a finding. */
    private static String asFound(String pattern) {
        return "Resource::" + pattern.replace("${", "<").replace("}", ">");
    }
}
