package dev.fargatepull.cdk;

import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.securityhub.ExporterDeployment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Match;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleProps;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/**
 * Tells AWS Security Hub what the rules found, in the account and Region it is deployed to. Where Security Hub is not
 * enabled it does nothing.
 */
public final class SecurityHubExporter extends Construct {

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
        LogGroup logs = AsynchronousFunction.logs(this, settings);
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put(ExporterDeployment.RULE_FUNCTIONS, Fn.join(",", List.copyOf(functionNames.values())));
        pagesUrl.ifPresent(url -> environment.put(ExporterDeployment.PAGES_URL, url));
        Function function = AsynchronousFunction.of(this, code, ExporterDeployment.HANDLER, role(logs), logs)
                .description(ExporterDeployment.DESCRIPTION)
                .environment(environment)
                .build();
        AsynchronousFunction.keepLostEvents(this, function, lostEvents);
        return function;
    }

    private Role role(LogGroup logs) {
        PolicyDocument calls = PolicyDocument.Builder.create().build();
        ExporterDeployment.actionsByResource()
                .forEach((resource, actions) -> calls.addStatements(AsynchronousFunction.allow(
                        actions, List.of(resource.equals("*") ? resource : Fn.sub(resource)))));
        Role role = AsynchronousFunction.role(this, "What the exporter to Security Hub calls", calls, logs, lostEvents);
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
                        .maxEventAge(AsynchronousFunction.OLDEST_EVENT)
                        .build());
    }
}
