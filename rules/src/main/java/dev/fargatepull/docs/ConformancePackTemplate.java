package dev.fargatepull.docs;

import static dev.fargatepull.docs.Yaml.inOrder;
import static java.util.Map.entry;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.rule.Parameter;
import dev.fargatepull.core.rule.RuleSpec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The conformance pack: one custom rule for each declaration.
 *
 * <p>A pack cannot hold functions. The pack of one account is given their ARNs as parameters. The pack of an
 * organization is given the same parameters in every account, so it imports what the stack with the functions exports
 * there (AWS Config Developer Guide, "Prerequisites for Conformance Packs"). It uses no other intrinsic function beyond
 * those in AWS's own sample packs; whether more work in a pack is not documented.
 */
public final class ConformancePackTemplate {

    /** The pack's parameter for how often every rule runs without a change. */
    public static final String MAXIMUM_EXECUTION_FREQUENCY = "MaximumExecutionFrequency";

    /** How often a rule runs if nobody says. */
    public static final String DEFAULT_FREQUENCY = "TwentyFour_Hours";

    /** How often AWS Config can run a rule (AWS Config API Reference, {@code SourceDetail}). */
    public static final List<String> FREQUENCIES =
            List.of("One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", DEFAULT_FREQUENCY);

    // AWS Config Developer Guide, "Service Limits".
    private static final int MOST_BYTES_INLINE = 51_200;
    private static final int MOST_BYTES = 300 * 1024;
    private static final int MOST_PARAMETERS = 60;
    private static final int MOST_RULES = 130;

    private static final String EXPORT_PREFIX = "fargate-pull-";

    private final List<RuleSpec> rules;
    private final boolean importsFunctions;

    private ConformancePackTemplate(List<RuleSpec> rules, boolean importsFunctions) {
        this.rules = List.copyOf(rules);
        this.importsFunctions = importsFunctions;
    }

    /** The pack of these rules, for the account whose functions it is told. */
    public ConformancePackTemplate(List<RuleSpec> rules) {
        this(rules, false);
    }

    /** The pack of these rules, for all accounts of an organization. */
    public static ConformancePackTemplate ofOrganization(List<RuleSpec> rules) {
        return new ConformancePackTemplate(rules, true);
    }

    /** What the stack with the functions exports the ARN of a rule's function as, for the pack of an organization. */
    public static String functionArnExport(RuleSpec rule) {
        return EXPORT_PREFIX + functionArnParameter(rule);
    }

    /** Whether a call to AWS Config can carry the text; a longer one has to be read from S3. */
    public static boolean fitsIntoCall(String yaml) {
        return bytes(yaml) <= MOST_BYTES_INLINE;
    }

    /** The pack's parameter for the ARN of a rule's function. */
    public static String functionArnParameter(RuleSpec rule) {
        return logicalId(rule) + "FunctionArn";
    }

    /** The pack's parameter for a parameter of a rule, named as AWS's sample packs do. */
    public static String ruleParameter(RuleSpec rule, Parameter<?> parameter) {
        return logicalId(rule) + "Param" + capitalized(parameter.name());
    }

    /** The rule's name in the manner of logical ids: {@code route-table-is-x} is {@code RouteTableIsX}. */
    public static String logicalId(RuleSpec rule) {
        return Arrays.stream(rule.name().split("-", -1))
                .map(ConformancePackTemplate::capitalized)
                .collect(Collectors.joining());
    }

    /**
     * The template.
     *
     * @throws IllegalStateException if AWS Config would refuse it
     */
    public String yaml() {
        Map<String, Object> parameters = parameters();
        require(rules.size(), MOST_RULES, "rules");
        require(parameters.size(), MOST_PARAMETERS, "parameters");

        Map<String, Object> template = inOrder(
                entry("Parameters", parameters), entry("Conditions", conditions()), entry("Resources", resources()));
        String yaml = Yaml.write(template);
        require(bytes(yaml), MOST_BYTES, "bytes");
        return yaml;
    }

    private static int bytes(String yaml) {
        return yaml.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void require(int actual, int most, String what) {
        if (actual > most) {
            throw new IllegalStateException(
                    "the conformance pack has %d %s; AWS Config takes %d at most".formatted(actual, what, most));
        }
    }

    private Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put(
                MAXIMUM_EXECUTION_FREQUENCY,
                inOrder(
                        entry("Description", "How often every rule runs beside the changes it runs on."),
                        entry("Type", "String"),
                        entry("Default", DEFAULT_FREQUENCY),
                        entry("AllowedValues", FREQUENCIES)));
        for (RuleSpec rule : rules) {
            if (!importsFunctions) {
                parameters.put(
                        functionArnParameter(rule),
                        inOrder(
                                entry("Description", "The ARN of the function that runs %s.".formatted(rule.name())),
                                entry("Type", "String")));
            }
            for (Parameter<?> parameter : rule.parameters()) {
                parameters.put(ruleParameter(rule, parameter), declaration(parameter));
            }
        }
        return parameters;
    }

    private static Map<String, Object> declaration(Parameter<?> parameter) {
        Map<String, Object> declaration = inOrder(
                entry("Description", parameter.description()),
                entry("Type", "String"),
                entry("Default", parameter.defaultValue()));
        if (!parameter.allowedValues().isEmpty()) {
            declaration.put("AllowedValues", parameter.allowedValues());
        }
        return declaration;
    }

    /** A parameter that is empty must not reach its rule: AWS Config refuses blank input. */
    private Map<String, Object> conditions() {
        Map<String, Object> conditions = new LinkedHashMap<>();
        for (RuleSpec rule : rules) {
            for (Parameter<?> parameter : rule.parameters()) {
                if (parameter.defaultValue().isEmpty()) {
                    String name = ruleParameter(rule, parameter);
                    conditions.put(
                            condition(name), Map.of("Fn::Not", List.of(Map.of("Fn::Equals", List.of("", ref(name))))));
                }
            }
        }
        return conditions;
    }

    private Map<String, Object> resources() {
        Map<String, Object> resources = new LinkedHashMap<>();
        for (RuleSpec rule : rules) {
            resources.put(
                    logicalId(rule),
                    inOrder(entry("Type", "AWS::Config::ConfigRule"), entry("Properties", properties(rule))));
        }
        return resources;
    }

    private Map<String, Object> properties(RuleSpec rule) {
        return inOrder(
                entry("ConfigRuleName", rule.name()),
                entry("Description", rule.summary() + "."),
                entry("InputParameters", inputParameters(rule)),
                entry("Scope", Map.of("ComplianceResourceTypes", awsNames(rule.wakesOn()))),
                entry("Source", source(rule)));
    }

    private static List<String> awsNames(Collection<ResourceType> types) {
        return types.stream().map(ResourceType::awsName).toList();
    }

    private static Map<String, Object> inputParameters(RuleSpec rule) {
        Map<String, Object> input = new LinkedHashMap<>();
        for (Parameter<?> parameter : rule.parameters()) {
            String name = ruleParameter(rule, parameter);
            input.put(
                    parameter.name(),
                    parameter.defaultValue().isEmpty()
                            ? Map.of("Fn::If", List.of(condition(name), ref(name), ref("AWS::NoValue")))
                            : ref(name));
        }
        return input;
    }

    private Map<String, Object> source(RuleSpec rule) {
        Map<String, Object> scheduled = onMessage("ScheduledNotification");
        scheduled.put("MaximumExecutionFrequency", ref(MAXIMUM_EXECUTION_FREQUENCY));
        return inOrder(
                entry("Owner", "CUSTOM_LAMBDA"),
                entry("SourceIdentifier", function(rule)),
                entry(
                        "SourceDetails",
                        List.of(
                                onMessage("ConfigurationItemChangeNotification"),
                                onMessage("OversizedConfigurationItemChangeNotification"),
                                scheduled)));
    }

    private Map<String, Object> function(RuleSpec rule) {
        return importsFunctions ? Map.of("Fn::ImportValue", functionArnExport(rule)) : ref(functionArnParameter(rule));
    }

    private static Map<String, Object> onMessage(String type) {
        return inOrder(entry("EventSource", "aws.config"), entry("MessageType", type));
    }

    private static Map<String, Object> ref(String name) {
        return Map.of("Ref", name);
    }

    private static String condition(String parameter) {
        return parameter.substring(0, 1).toLowerCase(Locale.ROOT) + parameter.substring(1);
    }

    private static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
