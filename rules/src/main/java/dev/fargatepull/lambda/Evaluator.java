package dev.fargatepull.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.rule.CommonParameters;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.verdict.Evaluation;
import dev.fargatepull.rules.Judge;
import dev.fargatepull.rules.Judge.Judgement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ComplianceType;

/** Answers the events of one rule: gathers the evidence, has it judged, and reports. */
final class Evaluator {

    private final Rule rule;
    private final RuleSpec spec;
    private final ConfigClient config;
    private final ConfigRule configRule;
    private final ObjectMapper json;

    Evaluator(Rule rule, ConfigClient config, ObjectMapper json) {
        this.rule = rule;
        this.spec = rule.spec();
        this.config = config;
        this.configRule = new ConfigRule(config);
        this.json = json;
    }

    /**
     * How an event was answered.
     *
     * @param items how many items were read
     * @param workloads how many workloads they tell of
     * @param report what AWS Config was told
     */
    record Answer(int items, int workloads, Report report) {}

    /**
     * Answers an event: on a schedule with every verdict, on a change with those it can have altered. Verdicts that
     * stand and are no more are taken back, on a change only that of the changed resource.
     */
    Answer answer(RuleEvent event) {
        Report report = new Report(whereUndetermined(event));
        Evidence evidence = new Evidence(config, json);
        int workloads = 0;
        if (concerns(event)) {
            evidence.load(spec.recordedTypes());
            event.change().ifPresent(evidence::overlay);
            RegionInventory known = evidence.inventory().region(scope(event));
            Judgement judgement = judge(event).judge(known);
            judgement.evaluations().stream().filter(altered(event, known)).forEach(report::add);
            workloads = judgement.workloads();
        }
        report.withdraw(event.change()
                .map(this::withdrawn)
                .orElseGet(() -> configRule.standingResults(event.configRuleName())));
        configRule.put(report.results(), event);
        return new Answer(evidence.items(), workloads, report);
    }

    /** Whether it can alter any verdict: a change of what the rule never looks at cannot. */
    private boolean concerns(RuleEvent event) {
        return event.change()
                .map(change -> change.type().filter(spec.consults()::contains).isPresent())
                .orElse(true);
    }

    private Judge judge(RuleEvent event) {
        return new Judge(List.of(rule), Map.of(spec.name(), event.ruleParameters()));
    }

    private ComplianceType whereUndetermined(RuleEvent event) {
        return Parameters.of(spec, event.ruleParameters()).get(CommonParameters.UNDETERMINED)
                ? ComplianceType.NON_COMPLIANT
                : ComplianceType.NOT_APPLICABLE;
    }

    private Scope scope(RuleEvent event) {
        return new Scope(
                event.accountId(), config.serviceClientConfiguration().region().id());
    }

    private static Predicate<Evaluation> altered(RuleEvent event, RegionInventory known) {
        if (event.change().isEmpty()) {
            return evaluation -> true;
        }
        Change change = event.change().get();
        ChangeImpact impact = new ChangeImpact(change, known);
        // Other items may still point at what is gone. AWS Config wants no verdict on it all the same (AWS Config
        // Developer Guide, "Managing Deleted Resources for AWS Config Custom Lambda Rules").
        boolean isGone = event.leftScope() || !change.isLive();
        return evaluation -> impact.reaches(evaluation)
                && !(isGone && ResourceId.of(evaluation).equals(change.resource()));
    }

    private Set<ResourceId> withdrawn(Change change) {
        boolean mayHaveResult = change.type().filter(spec.reportsOn()::contains).isPresent();
        return mayHaveResult ? Set.of(change.resource()) : Set.of();
    }
}
