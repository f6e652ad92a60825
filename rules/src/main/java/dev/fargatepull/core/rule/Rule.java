package dev.fargatepull.core.rule;

import dev.fargatepull.core.verdict.Findings;

/** One check of the pack. It holds no state, and reads nothing but the model it is given. */
public interface Rule {

    /** The rule's declaration, from which its function, pack entry and page are made. */
    RuleSpec spec();

    /**
     * Judges an account and Region.
     *
     * @param model the evidence
     * @param parameters the rule's parameters
     * @param findings takes what is found; resources it never hears of get no verdict
     */
    void evaluate(PullModel model, Parameters parameters, Findings findings);
}
