package dev.fargatepull.core.verdict;

import dev.fargatepull.core.cause.Cause;
import java.util.List;

/** Puts causes into the 256 characters AWS Config allows (API Reference, {@code Evaluation}). */
final class Annotation {

    private static final int LIMIT = 256;
    private static final String ELLIPSIS = "...";

    private Annotation() {}

    /** The first cause as {@code code: what, where. Fix.} and how many more there are. */
    static String of(List<Cause> causes) {
        Cause first = causes.get(0);
        String more = causes.size() > 1 ? " (+%d more)".formatted(causes.size() - 1) : "";
        String text = "%s: %s. %s".formatted(first.code().code(), first.message(), first.fix());
        return cut(text, LIMIT - more.length()) + more;
    }

    static String cut(String text) {
        return cut(text, LIMIT);
    }

    private static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = limit - ELLIPSIS.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + ELLIPSIS;
    }
}
