package dev.fargatepull.rules;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.verdict.Findings;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

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

    /** What each of them finds, in their order, given those parameters that they share with the rule that folds. */
    List<Findings> findings(PullModel model, Parameters parameters) {
        return parts.stream()
                .map(part -> model.findings(part.rule(), parameters.sharedWith(part.spec())))
                .toList();
    }
}
