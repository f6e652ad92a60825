package dev.fargatepull.cdk;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.App;

/** What is chosen on the CDK command line with {@code -c KEY=VALUE}, read and checked before anything is made of it. */
final class Context {

    private final Map<?, ?> values;

    /** The context of an app. */
    Context(App app) {
        this.values = (Map<?, ?>) app.getNode().getAllContext();
    }

    /** The keys of a form. */
    List<String> keys(String form) {
        return values.keySet().stream()
                .map(String::valueOf)
                .filter(key -> key.matches(form))
                .sorted()
                .toList();
    }

    /** A value, unless it is missing or blank. */
    Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key))
                .map(value -> value.toString().strip())
                .filter(value -> !value.isEmpty());
    }

    /** A value that has to be there. */
    String required(String key) {
        return text(key).orElseThrow(() -> new IllegalArgumentException("%s is missing".formatted(key)));
    }

    /** A value of those allowed, the first of which is the default. */
    String choice(String key, List<String> allowed) {
        String value = text(key).orElse(allowed.get(0));
        require(allowed.contains(value), key, value, String.join(" or ", allowed));
        return value;
    }

    /** A value of an enum, written in lower case. */
    <E extends Enum<E>> E choice(String key, E[] allowed, E otherwise) {
        Optional<String> given = text(key);
        List<String> names =
                Arrays.stream(allowed).map(value -> value.toString()).toList();
        given.ifPresent(value -> require(names.contains(value), key, value, String.join(" or ", names)));
        return given.map(value -> allowed[names.indexOf(value)]).orElse(otherwise);
    }

    /** Yes or no. */
    boolean flag(String key, boolean otherwise) {
        return Boolean.parseBoolean(choice(key, List.of(Boolean.toString(otherwise), Boolean.toString(!otherwise))));
    }

    /** A whole number between two others. */
    Optional<Integer> number(String key, int least, int most) {
        return text(key).map(value -> {
            boolean isNumber = value.matches("\\d{1,9}");
            int number = isNumber ? Integer.parseInt(value) : -1;
            require(number >= least && number <= most, key, value, "a number from %d to %d".formatted(least, most));
            return number;
        });
    }

    /** The entries of a list, separated by commas, each of a form. */
    List<String> list(String key, String form, String example) {
        List<String> entries = text(key).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .distinct()
                .toList();
        entries.forEach(entry -> require(entry.matches(form), key, entry, "as in " + example));
        return entries;
    }

    /** The same, with at least one entry. */
    List<String> requiredList(String key, String form, String example) {
        required(key);
        return list(key, form, example);
    }

    private static void require(boolean isFine, String key, String value, String allowed) {
        if (!isFine) {
            throw new IllegalArgumentException("%s is '%s'; it can be %s".formatted(key, value, allowed));
        }
    }
}
