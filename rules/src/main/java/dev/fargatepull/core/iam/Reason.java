package dev.fargatepull.core.iam;

/**
 * What an answer rests on.
 *
 * @param kind what it is
 * @param text a phrase for people that names statement and policy
 */
public record Reason(Kind kind, String text) {

    /** What an answer can rest on. */
    public enum Kind {
        /** A statement applies. */
        STATEMENT,
        /** No statement applies. */
        NO_STATEMENT,
        /** A condition key's value, or what AWS makes of a construct, is unknown. */
        UNRESOLVED,
        /** A policy is there whose document nobody recorded. */
        UNREAD
    }
}
