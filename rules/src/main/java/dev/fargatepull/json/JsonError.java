package dev.fargatepull.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with JSON, in words for people who never heard of Jackson, its features and its limits. */
public final class JsonError {

    /** What Jackson says and what that means, of which the first fits; {@code $1} stands for what it quotes. */
    private static final List<Map.Entry<Pattern, String>> MEANINGS = List.of(
            meaning("Duplicate field '(.*)'", "'$1' is there twice"),
            meaning("Unrecognized token '([^']*)'.*", "'$1' is no value"),
            meaning("Non-standard token '([^']*)'.*", "'$1' is no value"),
            meaning("Unexpected character \\('(.)' \\(code.*", "unexpected $1"),
            meaning("Unexpected character.*", "unexpected character"),
            meaning("Unexpected close marker '(.)'.*", "unexpected $1"),
            meaning("Unexpected end-of-input.*", "it ends too early"),
            meaning("Illegal unquoted character.*", "a control character stands in a string"),
            meaning("Unrecognized character escape.*", "a backslash in a string escapes nothing"),
            meaning("Invalid numeric value.*", "a number is malformed"),
            meaning("Invalid UTF-8.*", "it is not UTF-8"),
            meaning("Trailing token.*", "something follows its end"));

    private static final List<Map.Entry<String, String>> LIMITS = List.of(
            Map.entry("getMaxNestingDepth", "it is nested more than 1000 deep"),
            Map.entry("getMaxStringLength", "a string is too long"),
            Map.entry("getMaxNumberLength", "a number has too many digits"),
            Map.entry("getMaxNameLength", "a name is too long"));

    private JsonError() {}

    private static Map.Entry<Pattern, String> meaning(String words, String meaning) {
        return Map.entry(Pattern.compile(words, Pattern.DOTALL), meaning);
    }

    /** What is wrong and where, as in {@code not valid JSON at line 1, column 5: unexpected x}. */
    public static String describe(JsonProcessingException malformed) {
        JsonLocation location = malformed.getLocation();
        String place = location == null
                ? ""
                : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
        return "not valid JSON%s: %s".formatted(place, reason(malformed));
    }

    /** What is wrong, without a place: of a part of a file, Jackson does not know where that is. */
    public static String reason(JsonProcessingException malformed) {
        String words = malformed.getOriginalMessage();
        if (malformed instanceof JsonEOFException) {
            return "it ends too early";
        }
        if (malformed instanceof StreamConstraintsException) {
            return LIMITS.stream()
                    .filter(limit -> words.contains(limit.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("it is too large");
        }
        for (Map.Entry<Pattern, String> meaning : MEANINGS) {
            Matcher matcher = meaning.getKey().matcher(words);
            if (matcher.matches()) {
                return matcher.replaceFirst(meaning.getValue());
            }
        }
        return "it is malformed";
    }
}
