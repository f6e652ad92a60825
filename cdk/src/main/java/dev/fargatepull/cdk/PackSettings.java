package dev.fargatepull.cdk;

import dev.fargatepull.core.rule.Parameter;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.docs.ConformancePackTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What can be chosen when the pack is deployed.
 *
 * @param maximumExecutionFrequency how often every rule runs without a change, as AWS Config names it
 * @param ruleParameters values by parameter name, each given to every rule that has the parameter; or, as in
 *     {@code rule-name.parameter}, given to one rule and standing before the others
 */
public record PackSettings(String maximumExecutionFrequency, Map<String, String> ruleParameters) {

    /** The key of the frequency in the CDK context. */
    public static final String FREQUENCY_KEY = "maximumExecutionFrequency";

    private static final String OF_ONE_RULE = "[a-z0-9-]+\\.[A-Za-z]+";

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

    /** Reads from the CDK context the frequency, and every parameter that one of the rules has. */
    static PackSettings from(List<RuleSpec> rules, Context context) {
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> ofRules = new TreeSet<>();
        for (RuleSpec rule : rules) {
            for (Parameter<?> parameter : rule.parameters()) {
                ofRules.add(ofOneRule(rule, parameter));
                for (String key : List.of(parameter.name(), ofOneRule(rule, parameter))) {
                    context.text(key).ifPresent(value -> values.put(key, value));
                }
            }
        }
        context.keys(OF_ONE_RULE).stream()
                .filter(key -> !ofRules.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new IllegalArgumentException("%s is no parameter of a rule that is deployed; these are: %s"
                            .formatted(key, String.join(", ", ofRules)));
                });
        return new PackSettings(context.text(FREQUENCY_KEY).orElse(DEFAULT.maximumExecutionFrequency()), values);
    }

    /**
     * What the pack of these rules is given: the frequency and the parameters of the rules. Blank values are left out:
     * AWS Config refuses them.
     *
     * @throws dev.fargatepull.core.rule.InvalidParameterException if a rule cannot use a value
     */
    Map<String, String> packParameters(List<RuleSpec> rules) {
        Map<String, String> packParameters = new LinkedHashMap<>();
        packParameters.put(ConformancePackTemplate.MAXIMUM_EXECUTION_FREQUENCY, maximumExecutionFrequency);
        for (RuleSpec rule : rules) {
            for (Parameter<?> parameter : rule.parameters()) {
                value(rule, parameter).ifPresent(value -> {
                    Parameters.of(rule, Map.of(parameter.name(), value));
                    packParameters.put(ConformancePackTemplate.ruleParameter(rule, parameter), value);
                });
            }
        }
        return packParameters;
    }

    private Optional<String> value(RuleSpec rule, Parameter<?> parameter) {
        return Optional.ofNullable(ruleParameters.get(ofOneRule(rule, parameter)))
                .or(() -> Optional.ofNullable(ruleParameters.get(parameter.name())))
                .filter(value -> !value.isBlank());
    }

    private static String ofOneRule(RuleSpec rule, Parameter<?> parameter) {
        return rule.name() + "." + parameter.name();
    }
}
