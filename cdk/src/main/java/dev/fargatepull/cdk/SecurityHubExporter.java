package dev.fargatepull.cdk;

import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.securityhub.ExporterDeployment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Match;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleProps;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.CfnRole;
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
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.sqs.CfnQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * Tells AWS Security Hub what the rules found, in the account and Region it is deployed to. Where Security Hub is not
 * enabled it does nothing.
 */
public final class SecurityHubExporter extends Construct {

    private static final int MEMORY_MIB = 1024;
    private static final Duration TIMEOUT = Duration.minutes(15);

    /** The longest that Lambda and EventBridge keep an event, and that SQS keeps a message. */
    private static final Duration OLDEST_EVENT = Duration.hours(6);

    private static final Duration KEPT = Duration.days(14);

    /** Lambda tries twice more, a minute and two minutes later, by when AWS Config has caught up with its own event. */
    private static final int RETRIES = 2;

    private final Queue lostEvents;

    /**
     * Adds the exporter to a stack.
     *
     * @param code the jar with the rules and their Lambda handler
     * @param functionNames the names of the functions that the rules run, by rule; other rules are not told of
     * @param pagesUrl where the rules' pages are published, for findings to link to; if not, they link to AWS's guide
     */
    public SecurityHubExporter(
            Construct scope, String id, Code code, Map<RuleSpec, String> functionNames, Optional<String> pagesUrl) {
        super(scope, id);
        this.lostEvents = Queue.Builder.create(this, "LostEvents")
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(KEPT)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        accept(
                (CfnQueue) lostEvents.getNode().getDefaultChild(),
                "AwsSolutions-SQS3",
                "It is itself where events go that could not be handled elsewhere");
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
        alarm();
    }

    private Function function(Code code, Map<RuleSpec, String> functionNames, Optional<String> pagesUrl) {
        LogGroup logs = LogGroup.Builder.create(this, "Logs")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
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
        accept(
                (CfnRole) role.getNode().getDefaultChild(),
                "AwsSolutions-IAM5",
                "IAM knows no resource for what is asked about all rules or about a resource, and a pack's rules get "
                        + "their ids when the pack is made");
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

    private void alarm() {
        Alarm.Builder.create(this, "LostEventsAlarm")
                .alarmDescription(
                        "fargate-pull: The exporter to Security Hub failed to answer an event in all its tries. "
                                + "The event and the error wait in the queue; the next reconcile repairs the finding.")
                .metric(lostEvents.metricApproximateNumberOfMessagesVisible(
                        MetricOptions.builder().statistic("Maximum").build()))
                .threshold(1)
                .evaluationPeriods(1)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
    }

    private static PolicyStatement allow(List<String> actions, String resource) {
        return PolicyStatement.Builder.create()
                .actions(actions)
                .resources(List.of(resource))
                .build();
    }

    /** Says in the template, where cdk-nag reads it, why a finding of cdk-nag is fine. */
    private static void accept(CfnResource resource, String check, String reason) {
        resource.addMetadata("cdk_nag", Map.of("rules_to_suppress", List.of(Map.of("id", check, "reason", reason))));
    }
}
