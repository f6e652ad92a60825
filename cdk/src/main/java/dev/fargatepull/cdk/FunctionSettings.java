package dev.fargatepull.cdk;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awscdk.RemovalPolicy;

/**
 * What can be chosen for the functions.
 *
 * @param logRetentionDays how long their logs are kept, as CloudWatch Logs counts it
 * @param removalPolicy what becomes of logs and lost events when the stack is deleted
 * @param reservedConcurrency how many runs of one function are set aside, and are the most at a time; empty for none
 * @param alarms which alarms there are
 * @param alarmTopic the ARN of the SNS topic that alarms go to; may name {@code ${AWS::Region}} and
 *     {@code ${AWS::AccountId}}
 * @param dashboard whether there is a dashboard
 */
public record FunctionSettings(
        int logRetentionDays,
        RemovalPolicy removalPolicy,
        Optional<Integer> reservedConcurrency,
        Alarms alarms,
        Optional<String> alarmTopic,
        boolean dashboard) {

    /** Which alarms there are; CloudWatch charges each. */
    public enum Alarms {
        /** Errors, throttles and dropped events of each function, and lost events. */
        EACH,
        /** Lost events only: one alarm, which rings when a function gave up on an event. */
        LOST;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    // CloudFormation, AWS::Logs::LogGroup, RetentionInDays.
    private static final List<Integer> RETENTIONS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private static final String TOPIC = "arn:[^:]+:sns:[^:]+(::[^:]+)?:[^:]+(::[^:]+)?:[^:]+";

    /** What is chosen for one account if nobody chooses. */
    public static final FunctionSettings DEFAULT =
            new FunctionSettings(30, RemovalPolicy.DESTROY, Optional.empty(), Alarms.EACH, Optional.empty(), true);

    /** What is chosen for every account of an organization if nobody chooses: alarms and dashboards cost, in each. */
    static final FunctionSettings DEFAULT_OF_MEMBERS =
            new FunctionSettings(30, RemovalPolicy.DESTROY, Optional.empty(), Alarms.LOST, Optional.empty(), false);

    public FunctionSettings {
        if (!RETENTIONS.contains(logRetentionDays)) {
            throw new IllegalArgumentException("logRetentionDays is %d; it can be one of %s"
                    .formatted(
                            logRetentionDays,
                            String.join(
                                    ", ",
                                    RETENTIONS.stream().map(String::valueOf).toList())));
        }
        alarmTopic.filter(arn -> !arn.matches(TOPIC)).ifPresent(arn -> {
            throw new IllegalArgumentException("alarmTopic is '%s'; it can be the ARN of an SNS topic".formatted(arn));
        });
    }

    /** Reads the settings from the CDK context. */
    static FunctionSettings from(Context context, FunctionSettings otherwise) {
        return new FunctionSettings(
                context.number("logRetentionDays", 1, 3653).orElse(otherwise.logRetentionDays()),
                context.choice("removalPolicy", List.of("destroy", "retain")).equals("retain")
                        ? RemovalPolicy.RETAIN
                        : RemovalPolicy.DESTROY,
                context.number("reservedConcurrency", 1, 1000),
                context.choice("alarms", Alarms.values(), otherwise.alarms()),
                context.text("alarmTopic"),
                context.flag("dashboard", otherwise.dashboard()));
    }
}
