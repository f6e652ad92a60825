package dev.fargatepull.core.rule;

import java.util.List;
import java.util.function.Function;

/**
 * A parameter of a rule.
 *
 * @param name its name, as in {@code trustedEgress}
 * @param description one sentence for people
 * @param defaultValue its value when none is given; empty for none
 * @param allowedValues the only values allowed; empty for any
 * @param reader turns the given text into the value
 */
public record Parameter<T>(
        String name, String description, String defaultValue, List<String> allowedValues, Function<String, T> reader) {

    /** The value of a text. */
    T read(String text) {
        if (!allowedValues.isEmpty() && !allowedValues.contains(text)) {
            throw new InvalidParameterException(
                    "parameter %s is '%s'; it can be %s".formatted(name, text, String.join(" or ", allowedValues)));
        }
        return reader.apply(text);
    }
}
