package dev.fargatepull.rules;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.verdict.Evaluation;
import dev.fargatepull.core.verdict.Findings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts evidence before rules. The command line and the functions judge through it, and so give the same answer. */
public final class Judge {

    private final List<Case> cases;
    private final Set<ResourceType> consults;

    private record Case(Rule rule, String name, Parameters parameters) {}

    /**
     * A judge who knows these rules.
     *
     * @param parameters what each rule is given, by rule name; rules not named get their defaults
     * @throws dev.fargatepull.core.rule.InvalidParameterException if a rule cannot use its parameters
     */
    public Judge(List<Rule> rules, Map<String, Map<String, String>> parameters) {
        List<Case> asked = new ArrayList<>();
        Set<ResourceType> types = EnumSet.noneOf(ResourceType.class);
        for (Rule rule : rules) {
            RuleSpec spec = rule.spec();
            Map<String, String> given = parameters.getOrDefault(spec.name(), Map.of());
            asked.add(new Case(rule, spec.name(), Parameters.of(spec, given)));
            types.addAll(spec.consults());
        }
        this.cases = List.copyOf(asked);
        this.consults = Collections.unmodifiableSet(types);
    }

    /** The types these rules read. */
    public Set<ResourceType> consults() {
        return consults;
    }

    /** Every rule's verdicts on an account and Region, in the order of {@link Evaluation#ORDER}. */
    public Judgement judge(RegionInventory evidence) {
        PullModel model = PullModel.of(evidence.limitedTo(consults));
        List<Evaluation> evaluations = answers(model).stream()
                .flatMap(answer -> answer.findings().evaluations(answer.rule(), model.scope()).stream())
                .sorted(Evaluation.ORDER)
                .toList();
        return new Judgement(model.workloads().size(), evaluations);
    }

    /** What every rule finds in a model, in the judge's order of rules. */
    public List<Answer> answers(PullModel model) {
        return cases.stream()
                .map(asked -> new Answer(asked.name(), model.findings(asked.rule(), asked.parameters())))
                .toList();
    }

    /**
     * A rule's answer.
     *
     * @param rule its name
     * @param findings what it finds
     */
    public record Answer(String rule, Findings findings) {}

    /**
     * The outcome for an account and Region.
     *
     * @param workloads how many workloads there are
     * @param evaluations the verdicts
     */
    public record Judgement(int workloads, List<Evaluation> evaluations) {}
}
