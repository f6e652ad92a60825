package dev.fargatepull.securityhub;

import dev.fargatepull.core.cause.CauseCode;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an annotation says: {@code code: message. Fix.}, maybe cut, and how many causes more there are.
 *
 * @param text all of it
 * @param cause the cause, if it names one that is known
 * @param fix what mends it, if that was not cut
 */
record Explanation(String text, Optional<CauseCode> cause, Optional<String> fix) {

    private static final Pattern ANNOTATION =
            Pattern.compile("(?<code>[a-z0-9-]+): (?<message>.+?)\\. (?<fix>.+?)(?: \\(\\+\\d+ more\\))?");

    private static final String CUT = "...";

    /** Reads an annotation. AWS Config keeps what it was sent, so that one of another version may come along. */
    static Explanation of(String annotation) {
        Optional<CauseCode> cause = Arrays.stream(CauseCode.values())
                .filter(known -> annotation.startsWith(known.code() + ":"))
                .findFirst();
        Matcher parts = ANNOTATION.matcher(annotation);
        Optional<String> fix = parts.matches()
                ? Optional.of(parts.group("fix")).filter(text -> !text.endsWith(CUT))
                : Optional.empty();
        return new Explanation(annotation, cause, fix.filter(text -> cause.isPresent()));
    }
}
