package dev.fargatepull.core.verdict;

import dev.fargatepull.core.cause.Cause;
import java.util.Collection;

/** What is known of a resource that a rule reports on. */
public enum Compliance {
    /** Proven to be sound. */
    COMPLIANT,
    /** Proven to break a pull. */
    NON_COMPLIANT,
    /** Neither: evidence is missing. */
    UNDETERMINED;

    /** Any proven breach, else any open question, else none: the three verdicts. */
    public static Compliance of(Collection<Cause> causes) {
        if (causes.isEmpty()) {
            return COMPLIANT;
        }
        return causes.stream().allMatch(Cause::isOpen) ? UNDETERMINED : NON_COMPLIANT;
    }
}
