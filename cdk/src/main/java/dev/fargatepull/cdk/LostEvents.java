package dev.fargatepull.cdk;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.sqs.IQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** The dead-letter queue: events that a function failed to answer in all its tries, with the error. */
final class LostEvents extends Construct {

    /** The longest that SQS keeps a message. */
    private static final Duration KEPT = Duration.days(14);

    private static final Duration PERIOD = Duration.minutes(5);

    private final Queue queue;

    /** Makes the queue. */
    LostEvents(Construct scope, String id, RemovalPolicy removalPolicy) {
        super(scope, id);
        this.queue = Queue.Builder.create(this, "Queue")
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(KEPT)
                .removalPolicy(removalPolicy)
                .build();
        AcceptedFinding.on(
                queue,
                List.of(new AcceptedFinding(
                        "AwsSolutions-SQS3", "It is itself where events go that could not be handled elsewhere")));
    }

    /** The queue. */
    IQueue queue() {
        return queue;
    }

    /** How many events wait in it for a person. */
    Metric waiting() {
        return queue.metricApproximateNumberOfMessagesVisible(
                MetricOptions.builder().period(PERIOD).statistic("Maximum").build());
    }
}
