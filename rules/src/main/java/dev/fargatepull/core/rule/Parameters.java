package dev.fargatepull.core.rule;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters a rule was given. */
public final class Parameters {

    private final Map<String, String> given;

    private Parameters(Map<String, String> given) {
        this.given = Map.copyOf(given);
    }

    /**
     * Checks parameters against a rule's declaration.
     *
     * @param given names and values
     * @throws InvalidParameterException if the rule has no such parameter or cannot use a value
     */
    public static Parameters of(RuleSpec spec, Map<String, String> given) {
        given.keySet().stream().sorted().forEach(name -> {
            if (!spec.hasParameter(name)) {
                throw new InvalidParameterException("%s has no parameter %s; it has %s"
                        .formatted(
                                spec.name(),
                                name,
                                String.join(
                                        ", ",
                                        spec.parameters().stream()
                                                .map(Parameter::name)
                                                .toList())));
            }
        });
        Parameters parameters = new Parameters(given);
        spec.parameters().forEach(parameters::get);
        return parameters;
    }

    /** The value of a parameter, its default if it was not given. */
    public <T> T get(Parameter<T> parameter) {
        return parameter.read(given.getOrDefault(parameter.name(), parameter.defaultValue()));
    }

    /** Those of these parameters that another rule has too, for it to be asked in the same way. */
    public Parameters sharedWith(RuleSpec other) {
        Map<String, String> shared = new HashMap<>(given);
        shared.keySet().removeIf(name -> !other.hasParameter(name));
        return new Parameters(shared);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Parameters that && given.equals(that.given);
    }

    @Override
    public int hashCode() {
        return given.hashCode();
    }
}
