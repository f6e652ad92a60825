package dev.fargatepull.cdk;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.SingleValueWidget;
import software.constructs.Construct;

/** How the functions fare, on one page of CloudWatch. */
final class RuleDashboard extends Construct {

    private static final int HALF = 12;
    private static final Duration PERIOD = Duration.hours(1);

    private final List<RuleFunction> functions;

    /** Makes the dashboard. */
    RuleDashboard(Construct scope, String id, Collection<RuleFunction> functions, LostEvents lostEvents) {
        super(scope, id);
        this.functions = List.copyOf(functions);
        Dashboard dashboard = Dashboard.Builder.create(this, "Dashboard").build();
        dashboard.addWidgets(
                SingleValueWidget.Builder.create()
                        .title("Events lost: each leaves a verdict as it was")
                        .metrics(List.of(lostEvents.waiting()))
                        .width(HALF)
                        .build(),
                graph("Events dropped", "AsyncEventsDropped", "Sum"));
        dashboard.addWidgets(graph("Runs", "Invocations", "Sum"), graph("Time of a run, p99", "Duration", "p99"));
        dashboard.addWidgets(graph("Errors", "Errors", "Sum"), graph("Throttles", "Throttles", "Sum"));
    }

    private GraphWidget graph(String title, String metric, String statistic) {
        Function<RuleFunction, Metric> ofFunction = function -> function.function()
                .metric(
                        metric,
                        MetricOptions.builder()
                                .label(function.rule().name())
                                .statistic(statistic)
                                .period(PERIOD)
                                .build());
        return GraphWidget.Builder.create()
                .title(title)
                .left(functions.stream()
                        .map(ofFunction)
                        .map(IMetric.class::cast)
                        .toList())
                .width(HALF)
                .build();
    }
}
