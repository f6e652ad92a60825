package dev.fargatepull.rules;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.workload.Workload;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Rules whose answers another rule folds into its own. */
final class RuleFold {

    private final List<Part> parts;

    private record Part(Rule rule, RuleSpec spec) {}

    RuleFold(List<Rule> rules) {
        this.parts = rules.stream().map(rule -> new Part(rule, rule.spec())).toList();
    }

    /** Declares that a rule reads what these read, and finds what these find. */
    RuleSpec.Builder declareIn(RuleSpec.Builder declaration) {
        declaration.consults(consults()).facts(facts());
        parts.forEach(part ->
                declaration.breaches(part.spec().breaches()).opens(part.spec().opens()));
        return declaration;
    }

    /** The types they read. */
    Set<ResourceType> consults() {
        Set<ResourceType> types = EnumSet.noneOf(ResourceType.class);
        parts.forEach(part -> types.addAll(part.spec().consults()));
        return Collections.unmodifiableSet(types);
    }

    /** What their functions ask the services themselves. */
    Set<Fact> facts() {
        Set<Fact> facts = EnumSet.noneOf(Fact.class);
        parts.forEach(part -> facts.addAll(part.spec().facts()));
        return Collections.unmodifiableSet(facts);
    }

    /**
     * Hands out what each workload meets, rule by rule in their order, given those parameters that they share with the
     * rule that folds. What is found of a repository concerns workloads elsewhere too: those are judged where they run.
     */
    void forEachWorkload(PullModel model, Parameters parameters, BiConsumer<Workload, List<Cause>> taker) {
        Set<Workload> here = new HashSet<>(model.workloads());
        for (Part part : parts) {
            model.findings(part.rule(), parameters.sharedWith(part.spec())).forEachWorkload((workload, causes) -> {
                if (here.contains(workload)) {
                    taker.accept(workload, causes);
                }
            });
        }
    }
}
