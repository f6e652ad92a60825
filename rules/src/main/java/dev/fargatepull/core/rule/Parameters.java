package dev.fargatepull.core.rule;

import java.util.Map;

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
            if (spec.parameters().stream()
                    .noneMatch(parameter -> parameter.name().equals(name))) {
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
}
