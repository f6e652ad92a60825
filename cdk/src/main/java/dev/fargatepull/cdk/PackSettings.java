package dev.fargatepull.cdk;

import dev.fargatepull.core.rule.Parameter;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.docs.ConformancePackTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What can be chosen when the pack is deployed.
 *
 * @param maximumExecutionFrequency how often every rule runs without a change, as AWS Config names it
 * @param ruleParameters values by parameter name; each is given to every rule that has the parameter
 */
public record PackSettings(String maximumExecutionFrequency, Map<String, String> ruleParameters) {

    /** The key of the frequency in the CDK context. */
    public static final String FREQUENCY_KEY = "maximumExecutionFrequency";

    /** What is chosen if nobody chooses. */
    public static final PackSettings DEFAULT = new PackSettings(ConformancePackTemplate.DEFAULT_FREQUENCY, Map.of());

    public PackSettings {
        if (!ConformancePackTemplate.FREQUENCIES.contains(maximumExecutionFrequency)) {
            throw new IllegalArgumentException("%s is '%s'; it can be %s"
                    .formatted(
                            FREQUENCY_KEY,
                            maximumExecutionFrequency,
                            String.join(" or ", ConformancePackTemplate.FREQUENCIES)));
        }
        ruleParameters = Map.copyOf(ruleParameters);
    }

    /**
     * Reads the settings from the CDK context: the frequency, and by its name every parameter that one of the rules
     * has.
     *
     * @param context finds a value by its key
     */
    static PackSettings from(List<RuleSpec> rules, Function<String, Optional<String>> context) {
        Map<String, String> values = new LinkedHashMap<>();
        for (RuleSpec rule : rules) {
            for (Parameter<?> parameter : rule.parameters()) {
                context.apply(parameter.name()).ifPresent(value -> values.put(parameter.name(), value));
            }
        }
        return new PackSettings(context.apply(FREQUENCY_KEY).orElse(DEFAULT.maximumExecutionFrequency()), values);
    }

    /**
     * What the pack is given for the parameters of one rule. Blank values are left out: AWS Config refuses them.
     *
     * @throws dev.fargatepull.core.rule.InvalidParameterException if the rule cannot use a value
     */
    Map<String, String> packParametersOf(RuleSpec rule) {
        Map<String, String> packParameters = new LinkedHashMap<>();
        for (Parameter<?> parameter : rule.parameters()) {
            String value = ruleParameters.getOrDefault(parameter.name(), "");
            if (!value.isBlank()) {
                Parameters.of(rule, Map.of(parameter.name(), value));
                packParameters.put(ConformancePackTemplate.ruleParameter(rule, parameter), value);
            }
        }
        return packParameters;
    }
}
