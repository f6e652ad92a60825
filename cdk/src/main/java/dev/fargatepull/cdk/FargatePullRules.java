package dev.fargatepull.cdk;

import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.docs.ConformancePackTemplate;
import dev.fargatepull.rules.RuleCatalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.config.CfnConformancePack;
import software.amazon.awscdk.services.config.CfnConformancePack.ConformancePackInputParameterProperty;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/**
 * The rules' functions in one account and Region, and the conformance pack that names them.
 *
 * <p>AWS Config must record the resource types that the rules read. Without {@link #addConformancePack} the functions
 * wait for a pack that is deployed by other means.
 */
public final class FargatePullRules extends Construct {

    private static final String PACK_NAME = "fargate-pull";

    private final List<RuleSpec> rules = rules();
    private final Map<RuleSpec, RuleFunction> functions = new LinkedHashMap<>();

    /**
     * Adds a function for each rule to a stack.
     *
     * @param code the jar with the rules and their Lambda handler
     */
    public FargatePullRules(Construct scope, String id, Code code) {
        super(scope, id);
        for (RuleSpec rule : rules) {
            functions.put(rule, new RuleFunction(this, ConformancePackTemplate.logicalId(rule), rule, code));
        }
    }

    /** The declarations of the rules. */
    static List<RuleSpec> rules() {
        return RuleCatalog.rules().stream().map(Rule::spec).toList();
    }

    /** The ARNs of the functions, by the names of the pack's parameters for them. */
    public Map<String, String> functionArns() {
        Map<String, String> arns = new LinkedHashMap<>();
        functions.forEach(
                (rule, function) -> arns.put(ConformancePackTemplate.functionArnParameter(rule), function.arn()));
        return arns;
    }

    /** The names of the functions, by rule. */
    public Map<RuleSpec, String> functionNames() {
        Map<RuleSpec, String> names = new LinkedHashMap<>();
        functions.forEach((rule, function) -> names.put(rule, function.name()));
        return names;
    }

    /**
     * Adds the conformance pack, once.
     *
     * @param settings what is chosen for it
     */
    public CfnConformancePack addConformancePack(PackSettings settings) {
        CfnConformancePack pack = CfnConformancePack.Builder.create(this, "ConformancePack")
                .conformancePackName(PACK_NAME)
                .templateBody(new ConformancePackTemplate(rules).yaml())
                .conformancePackInputParameters(inputParameters(settings))
                .build();
        // AWS Config refuses a rule whose function it may not call; CDK cannot see in the pack's text which it needs.
        functions.values().forEach(function -> pack.addResourceDependency(function.permission()));
        return pack;
    }

    private List<ConformancePackInputParameterProperty> inputParameters(PackSettings settings) {
        Map<String, String> values = functionArns();
        values.put(ConformancePackTemplate.MAXIMUM_EXECUTION_FREQUENCY, settings.maximumExecutionFrequency());
        rules.forEach(rule -> values.putAll(settings.packParametersOf(rule)));
        return values.entrySet().stream()
                .map(value -> ConformancePackInputParameterProperty.builder()
                        .parameterName(value.getKey())
                        .parameterValue(value.getValue())
                        .build())
                .toList();
    }
}
