package dev.fargatepull.rules;

import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.verdict.Evaluation;
import dev.fargatepull.core.verdict.Findings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts evidence before rules. The command line and the functions judge through it, and so give the same answer. */
public final class Judge {

    private final Map<Rule, Parameters> rules = new LinkedHashMap<>();

    /**
     * A judge who knows these rules.
     *
     * @param parameters what each rule is given, by rule name; rules not named get their defaults
     * @throws dev.fargatepull.core.rule.InvalidParameterException if a rule cannot use its parameters
     */
    public Judge(List<Rule> rules, Map<String, Map<String, String>> parameters) {
        for (Rule rule : rules) {
            RuleSpec spec = rule.spec();
            this.rules.put(rule, Parameters.of(spec, parameters.getOrDefault(spec.name(), Map.of())));
        }
    }

    /** Every rule's verdicts on an account and Region, in the order of {@link Evaluation#ORDER}. */
    public Judgement judge(RegionInventory evidence) {
        PullModel model = PullModel.of(evidence);
        List<Evaluation> evaluations = rules.entrySet().stream()
                .flatMap(entry -> verdicts(entry.getKey(), entry.getValue(), model).stream())
                .sorted(Evaluation.ORDER)
                .toList();
        return new Judgement(model.workloads().size(), evaluations);
    }

    private static List<Evaluation> verdicts(Rule rule, Parameters parameters, PullModel model) {
        Findings findings = new Findings();
        rule.evaluate(model, parameters, findings);
        return findings.evaluations(rule.spec().name(), model.scope());
    }

    /**
     * The outcome for an account and Region.
     *
     * @param workloads how many workloads there are
     * @param evaluations the verdicts
     */
    public record Judgement(int workloads, List<Evaluation> evaluations) {}
}
