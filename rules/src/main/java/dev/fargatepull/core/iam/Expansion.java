package dev.fargatepull.core.iam;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of a policy with its variables replaced by their values.
 *
 * <p>A variable's value stands for itself: a {@code *} in it is no wildcard (IAM User Guide, "IAM policy elements:
 * Variables and tags").
 *
 * @param glob what it stands for; where a variable's value is unknown, all that it may stand for
 * @param certainty whether that is what it stands for
 */
record Expansion(Glob glob, Certainty certainty) {

    private static final String START = "${";
    private static final Pattern VARIABLE = Pattern.compile("\\s*([^,']+?)\\s*(?:,\\s*'([^']*)'\\s*)?");

    /** What is known of the variables. */
    enum Certainty {
        /** Their values. */
        EXACT,
        /** At least one value is unknown. */
        UNKNOWN,
        /** At least one has no value and no default. */
        NULL;

        private Certainty and(Certainty other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** A text whose {@code *} and {@code ?} are wildcards. */
    static Expansion ofPattern(String text, boolean hasVariables, RequestContext context) {
        return of(text, hasVariables, true, context);
    }

    /** A text whose {@code *} and {@code ?} stand for themselves. */
    static Expansion ofLiteral(String text, boolean hasVariables, RequestContext context) {
        return of(text, hasVariables, false, context);
    }

    private static Expansion of(String text, boolean hasVariables, boolean hasWildcards, RequestContext context) {
        Glob.Builder glob = new Glob.Builder();
        Certainty certainty = Certainty.EXACT;
        int from = 0;
        while (true) {
            int start = hasVariables ? text.indexOf(START, from) : -1;
            String plain = text.substring(from, start < 0 ? text.length() : start);
            glob = hasWildcards ? glob.pattern(plain) : glob.literal(plain);
            if (start < 0) {
                return new Expansion(glob.build(), certainty);
            }
            int end = text.indexOf('}', start);
            if (end < 0) {
                return new Expansion(glob.anything().build(), certainty.and(Certainty.UNKNOWN));
            }
            certainty = certainty.and(expand(text.substring(start + START.length(), end), context, glob));
            from = end + 1;
        }
    }

    private static Certainty expand(String variable, RequestContext context, Glob.Builder glob) {
        if (variable.equals("*") || variable.equals("?") || variable.equals("$")) {
            glob.literal(variable);
            return Certainty.EXACT;
        }
        Matcher parts = VARIABLE.matcher(variable);
        KeyState state = parts.matches() ? context.state(parts.group(1)) : KeyState.UNKNOWN;
        if (state instanceof KeyState.Known known && known.values().size() == 1) {
            glob.literal(known.values().get(0));
            return Certainty.EXACT;
        }
        if (state instanceof KeyState.Absent) {
            String byDefault = parts.group(2);
            if (byDefault == null) {
                return Certainty.NULL;
            }
            glob.literal(byDefault);
            return Certainty.EXACT;
        }
        glob.anything();
        return Certainty.UNKNOWN;
    }
}
