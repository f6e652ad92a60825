package dev.fargatepull.cdk;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
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
 * What all functions here have in common: how they run and log, and what becomes of events that they lose. Nobody waits
 * for any of them.
 */
final class AsynchronousFunction {

    /** Lambda gives CPU with memory: with half of this a small event takes twice as long, and costs the same. */
    private static final int MEMORY_MIB = 1024;

    /** The longest Lambda allows; a run that is cut off reports nothing and is run twice more. */
    private static final Duration TIMEOUT = Duration.minutes(15);

    /** Two more tries, a minute and two minutes later: the most Lambda allows. */
    private static final int RETRIES = 2;

    /** The longest that Lambda keeps an event. */
    static final Duration OLDEST_EVENT = Duration.hours(6);

    private AsynchronousFunction() {}

    /** A function's log group. */
    static LogGroup logs(Construct scope, FunctionSettings settings) {
        LogGroup logs = LogGroup.Builder.create(scope, "Logs")
                .removalPolicy(settings.removalPolicy())
                .build();
        ((CfnLogGroup) logs.getNode().getDefaultChild()).setRetentionInDays(settings.logRetentionDays());
        return logs;
    }

    /** A role that may make these calls, write the function's log, and keep events that are lost. */
    static Role role(Construct scope, String description, PolicyDocument calls, LogGroup logs, IQueue lostEvents) {
        calls.addStatements(
                allow(List.of("logs:CreateLogStream", "logs:PutLogEvents"), List.of(logs.getLogGroupArn())),
                allow(List.of("sqs:SendMessage"), List.of(lostEvents.getQueueArn())));
        return Role.Builder.create(scope, "Role")
                .description(description)
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .inlinePolicies(Map.of("Calls", calls))
                .build();
    }

    /** A statement that allows actions on resources. */
    static PolicyStatement allow(List<String> actions, List<String> resources) {
        return PolicyStatement.Builder.create()
                .actions(actions)
                .resources(resources)
                .build();
    }

    /** A function, for its description and environment to be added. */
    static Function.Builder of(Construct scope, Code code, String handler, Role role, LogGroup logs) {
        // Tiered compilation is left as it is: Lambda's Java 25 stops it at level 1 by itself.
        return Function.Builder.create(scope, "Function")
                .architecture(Architecture.ARM_64)
                .runtime(Runtime.JAVA_25)
                .memorySize(MEMORY_MIB)
                .timeout(TIMEOUT)
                .code(code)
                .handler(handler)
                .role(role)
                .logGroup(logs)
                .loggingFormat(LoggingFormat.JSON);
    }

    /** Has events that a function fails to handle kept in a queue. */
    static void keepLostEvents(Construct scope, Function function, IQueue lostEvents) {
        CfnEventInvokeConfig.Builder.create(scope, "Events")
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
    }
}
