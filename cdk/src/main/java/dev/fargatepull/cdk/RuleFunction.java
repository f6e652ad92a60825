package dev.fargatepull.cdk;

import dev.fargatepull.core.rule.RuleSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
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

    /** Rules of conformance packs. The ARN of the one that calls the function is not known before the pack is made. */
    private static final String RULES_OF_PACKS = "aws-service-rule/config-conforms.amazonaws.com/*";

    /** Of AWS Config's actions the only one here for which IAM knows a resource (Service Authorization Reference). */
    private static final String ON_A_RULE = "config:GetComplianceDetailsByConfigRule";

    private final Function function;
    private final CfnPermission permission;

    RuleFunction(Construct scope, String id, RuleSpec rule, Code code) {
        super(scope, id);
        LogGroup logs = LogGroup.Builder.create(this, "Logs")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        Role role = Role.Builder.create(this, "Role")
                .description("What the function of %s calls".formatted(rule.name()))
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .inlinePolicies(Map.of("Calls", calls(rule, logs)))
                .build();
        this.function = Function.Builder.create(this, "Function")
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
                .loggingFormat(LoggingFormat.JSON)
                .build();
        // It names the account, not the rule: AWS Config looks for the permission before it makes the rule.
        this.permission = CfnPermission.Builder.create(this, "Permission")
                .action("lambda:InvokeFunction")
                .functionName(function.getFunctionArn())
                .principal("config.amazonaws.com")
                .sourceAccount(Stack.of(this).getAccount())
                .build();
    }

    /** The function's name. */
    String name() {
        return function.getFunctionName();
    }

    /** The function's ARN. */
    String arn() {
        return function.getFunctionArn();
    }

    /** Has to be there before a rule can name the function. */
    CfnPermission permission() {
        return permission;
    }

    private PolicyDocument calls(RuleSpec rule, LogGroup logs) {
        String rulesOfPacks = Stack.of(this)
                .formatArn(ArnComponents.builder()
                        .service("config")
                        .resource("config-rule")
                        .resourceName(RULES_OF_PACKS)
                        .build());
        Map<String, List<String>> actionsByResource = rule.apiActions().stream()
                .collect(Collectors.groupingBy(
                        action -> action.equals(ON_A_RULE) ? rulesOfPacks : "*", TreeMap::new, Collectors.toList()));
        PolicyDocument document = PolicyDocument.Builder.create().build();
        actionsByResource.forEach((resource, actions) -> document.addStatements(allow(actions, resource)));
        document.addStatements(allow(List.of("logs:CreateLogStream", "logs:PutLogEvents"), logs.getLogGroupArn()));
        return document;
    }

    private static PolicyStatement allow(List<String> actions, String resource) {
        return PolicyStatement.Builder.create()
                .actions(actions)
                .resources(List.of(resource))
                .build();
    }
}
