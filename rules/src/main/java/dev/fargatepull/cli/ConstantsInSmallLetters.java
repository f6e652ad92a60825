package dev.fargatepull.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads one of the words that stand for constants, written in whatever letters, and says which there are in those the
 * help has.
 *
 * @param <E> the constants
 */
abstract class ConstantsInSmallLetters<E extends Enum<E>> implements ITypeConverter<E> {

    private final Class<E> constants;

    ConstantsInSmallLetters(Class<E> constants) {
        this.constants = constants;
    }

    @Override
    public final E convert(String word) {
        return Arrays.stream(constants.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'%s' is not %s".formatted(word, words())));
    }

    private String words() {
        return Arrays.stream(constants.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" or "));
    }
}
