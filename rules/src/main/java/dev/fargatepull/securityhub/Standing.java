package dev.fargatepull.securityhub;

import java.util.Optional;

/**
 * What stands in AWS Config for a rule and a resource.
 *
 * @param state the verdict
 * @param annotation its reason
 */
record Standing(State state, Optional<String> annotation) {

    /** Nothing stands: the resource is gone, out of scope, or has no verdict. */
    static final Standing NOTHING = new Standing(State.NOTHING, Optional.empty());

    /** The verdicts, from the one that counts least to the one that counts most. */
    enum State {
        NOTHING,
        COMPLIANT,
        NON_COMPLIANT
    }

    /** Of two that stand for the same resource, as where two packs have the same rule, the one that counts more. */
    Standing or(Standing other) {
        return other.state.compareTo(state) > 0 ? other : this;
    }
}
