package dev.fargatepull.cdk;

import java.util.Collection;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/**
 * The alarms of the functions. AWS Config tells nobody when a custom rule's function fails: its results just stay as
 * they were.
 */
final class RuleAlarms extends Construct {

    /** What one event causes that fails in all its tries; fewer are retried with success. */
    private static final int ERRORS_OF_ONE_LOST_EVENT = 3;

    private static final Duration HOUR = Duration.hours(1);
    private static final Duration QUARTER = Duration.minutes(15);
    private static final int QUARTERS = 4;

    private final FunctionSettings settings;

    /** Makes the alarms that are chosen. */
    RuleAlarms(
            Construct scope,
            String id,
            FunctionSettings settings,
            Collection<RuleFunction> functions,
            LostEvents lostEvents) {
        super(scope, id);
        this.settings = settings;
        ring(
                "LostEvents",
                "An event was lost: a function failed to answer it in all its tries, and a resource may keep an old "
                        + "verdict. The event and the error wait in the queue.",
                lostEvents.waiting(),
                1,
                1);
        if (settings.alarms() == FunctionSettings.Alarms.EACH) {
            functions.forEach(this::ring);
        }
    }

    private void ring(RuleFunction function) {
        String rule = function.rule().name();
        String id = function.getNode().getId();
        ring(
                id + "Errors",
                "The function of %s fails. Its log tells why.".formatted(rule),
                function.function().metricErrors(sum(HOUR)),
                ERRORS_OF_ONE_LOST_EVENT,
                1);
        ring(
                id + "Throttles",
                "The function of %s has been held back for an hour: the account or the function has too little concurrency."
                        .formatted(rule),
                function.function().metricThrottles(sum(QUARTER)),
                1,
                QUARTERS);
        ring(
                id + "Dropped",
                "Lambda gave up on events for the function of %s: they failed in all tries or became too old."
                        .formatted(rule),
                function.function().metric("AsyncEventsDropped", sum(QUARTER)),
                1,
                1);
    }

    private void ring(String id, String description, Metric metric, int threshold, int periods) {
        Alarm alarm = Alarm.Builder.create(this, id)
                .alarmDescription("fargate-pull: " + description)
                .metric(metric)
                .threshold(threshold)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .evaluationPeriods(periods)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
        settings.alarmTopic().ifPresent(arn -> {
            SnsAction action = new SnsAction(topic(arn));
            alarm.addAlarmAction(action);
            alarm.addOkAction(action);
        });
    }

    private ITopic topic(String arn) {
        ITopic known = (ITopic) getNode().tryFindChild("Topic");
        return known == null ? Topic.fromTopicArn(this, "Topic", arn.contains("${") ? Fn.sub(arn) : arn) : known;
    }

    private static MetricOptions sum(Duration period) {
        return MetricOptions.builder().statistic("Sum").period(period).build();
    }
}
