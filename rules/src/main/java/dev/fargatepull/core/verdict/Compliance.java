package dev.fargatepull.core.verdict;

/** What is known of a resource that a rule reports on. */
public enum Compliance {
    /** Proven to be sound. */
    COMPLIANT,
    /** Proven to break a pull. */
    NON_COMPLIANT,
    /** Neither: evidence is missing. */
    UNDETERMINED
}
