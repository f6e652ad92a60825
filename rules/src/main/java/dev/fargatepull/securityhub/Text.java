package dev.fargatepull.securityhub;

import java.util.regex.Pattern;

/** Texts within the bounds of Security Hub. */
final class Text {

    /** Names of images are in the texts, and those are whatever somebody put into a task definition. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private static final String ELLIPSIS = "...";

    private Text() {}

    /** A text without control characters, cut where it is too long. */
    static String of(String text, int longest) {
        String plain = CONTROL.matcher(text).replaceAll(" ");
        if (plain.length() <= longest) {
            return plain;
        }
        int end = longest - ELLIPSIS.length();
        return plain.substring(0, Character.isHighSurrogate(plain.charAt(end - 1)) ? end - 1 : end) + ELLIPSIS;
    }

    /** The first sentence without its full stop. */
    static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text.replaceFirst("\\.$", "") : text.substring(0, end);
    }
}
