package dev.fargatepull.cdk;

import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.securityhub.ExporterDeployment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Match;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleProps;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig.DestinationConfigProperty;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig.OnFailureProperty;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/**
 * Tells AWS Security Hub what the rules found, in the account and Region it is deployed to. Where Security Hub is not
 * enabled it does nothing.
 */
public final class SecurityHubExporter extends Construct {

    private static final int MEMORY_MIB = 1024;
    private static final Duration TIMEOUT = Duration.minutes(15);

    /** The longest that Lambda keeps an event. */
    private static final Duration OLDEST_EVENT = Duration.hours(6);

    /** Lambda tries twice more, a minute and two minutes later, by when AWS Config has caught up with its own event. */
    private static final int RETRIES = 2;

    private final FunctionSettings settings;
    private final IQueue lostEvents;

    /**
     * Adds the exporter.
     *
     * @param code the jar with the rules and their Lambda handler
     * @param functionNames the names of the functions that the rules run, by rule; other rules are not told of
     * @param settings what is chosen for functions
     * @param lostEvents takes the events that the function failed to answer, or that could not be delivered to it
     * @param pagesUrl where the rules' pages are published, for findings to link to; if not, they link to AWS's guide
     */
    SecurityHubExporter(
            Construct scope,
            String id,
            Code code,
            Map<RuleSpec, String> functionNames,
            FunctionSettings settings,
            IQueue lostEvents,
            Optional<String> pagesUrl) {
        super(scope, id);
        this.settings = settings;
        this.lostEvents = lostEvents;
        Function function = function(code, functionNames, pagesUrl);
        on(
                "Changes",
                function,
                RuleProps.builder()
                        .description("What AWS Config holds of the rules of fargate-pull changes")
                        .eventPattern(EventPattern.builder()
                                .source(List.of(ExporterDeployment.SOURCE))
                                .detailType(List.of(ExporterDeployment.DETAIL_TYPE))
                                .detail(Map.of(
                                        "configRuleName",
                                        Match.anyOf(functionNames.keySet().stream()
                                                .map(rule -> Match.prefix(rule.name()))
                                                .toArray())))
                                .build()));
        on(
                "Reconcile",
                function,
                RuleProps.builder()
                        .description("Repairs the findings of fargate-pull that lost events have left")
                        .schedule(Schedule.expression(ExporterDeployment.RECONCILE)));
    }

    private Function function(Code code, Map<RuleSpec, String> functionNames, Optional<String> pagesUrl) {
        LogGroup logs = LogGroup.Builder.create(this, "Logs")
                .removalPolicy(settings.removalPolicy())
                .build();
        ((CfnLogGroup) logs.getNode().getDefaultChild()).setRetentionInDays(settings.logRetentionDays());
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put(ExporterDeployment.RULE_FUNCTIONS, Fn.join(",", List.copyOf(functionNames.values())));
        pagesUrl.ifPresent(url -> environment.put(ExporterDeployment.PAGES_URL, url));
        Function function = Function.Builder.create(this, "Function")
                .description(ExporterDeployment.DESCRIPTION)
                .architecture(Architecture.ARM_64)
                .runtime(Runtime.JAVA_25)
                .memorySize(MEMORY_MIB)
                .timeout(TIMEOUT)
                .code(code)
                .handler(ExporterDeployment.HANDLER)
                .environment(environment)
                .role(role(logs))
                .logGroup(logs)
                .loggingFormat(LoggingFormat.JSON)
                .build();
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
        return function;
    }

    private Role role(LogGroup logs) {
        PolicyDocument calls = PolicyDocument.Builder.create().build();
        ExporterDeployment.actionsByResource()
                .forEach((resource, actions) ->
                        calls.addStatements(allow(actions, resource.equals("*") ? resource : Fn.sub(resource))));
        calls.addStatements(
                allow(List.of("logs:CreateLogStream", "logs:PutLogEvents"), logs.getLogGroupArn()),
                allow(List.of("sqs:SendMessage"), lostEvents.getQueueArn()));
        Role role = Role.Builder.create(this, "Role")
                .description("What the exporter to Security Hub calls")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .inlinePolicies(Map.of("Calls", calls))
                .build();
        AcceptedFinding.on(
                role,
                List.of(
                        new AcceptedFinding(
                                "AwsSolutions-IAM5",
                                "IAM knows no resource for what is asked about all rules or about a resource, and a pack's rules "
                                        + "get their ids when the pack is made",
                                List.of(
                                        "Resource::*",
                                        "Resource::arn:<AWS::Partition>:config:<AWS::Region>:<AWS::AccountId>:config-rule/*"))));
        return role;
    }

    private void on(String id, Function function, RuleProps.Builder when) {
        RuleProps props = when.build();
        new Rule(this, id, props)
                .addTarget(LambdaFunction.Builder.create(function)
                        .deadLetterQueue(lostEvents)
                        .maxEventAge(OLDEST_EVENT)
                        .build());
    }

    private static PolicyStatement allow(List<String> actions, String resource) {
        return PolicyStatement.Builder.create()
                .actions(actions)
                .resources(List.of(resource))
                .build();
    }
}
