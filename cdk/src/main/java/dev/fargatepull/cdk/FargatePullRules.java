package dev.fargatepull.cdk;

import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.docs.ConformancePackTemplate;
import dev.fargatepull.rules.RuleCatalog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.config.CfnConformancePack;
import software.amazon.awscdk.services.config.CfnConformancePack.ConformancePackInputParameterProperty;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/**
 * All rules in one account and Region: a function for each, and the conformance pack that names them.
 *
 * <p>AWS Config must record the resource types that the rules read.
 */
public final class FargatePullRules extends Construct {

    private static final String PACK_NAME = "fargate-pull";

    private final Map<String, String> functionArns = new LinkedHashMap<>();
    private final CfnConformancePack pack;

    /**
     * Adds the rules to a stack.
     *
     * @param code the jar with the rules and their Lambda handler
     * @param settings what is chosen for the pack
     */
    public FargatePullRules(Construct scope, String id, Code code, PackSettings settings) {
        super(scope, id);
        List<RuleSpec> rules = rules();
        List<RuleFunction> functions = new ArrayList<>();
        for (RuleSpec rule : rules) {
            RuleFunction function = new RuleFunction(this, ConformancePackTemplate.logicalId(rule), rule, code);
            functions.add(function);
            functionArns.put(ConformancePackTemplate.functionArnParameter(rule), function.arn());
        }
        this.pack = CfnConformancePack.Builder.create(this, "ConformancePack")
                .conformancePackName(PACK_NAME)
                .templateBody(new ConformancePackTemplate(rules).yaml())
                .conformancePackInputParameters(inputParameters(rules, settings))
                .build();
        // AWS Config refuses a rule whose function it may not call, and the pack's text hides from CDK that it needs
        // one.
        functions.forEach(function -> pack.addResourceDependency(function.permission()));
    }

    /** The declarations of the rules. */
    static List<RuleSpec> rules() {
        return RuleCatalog.rules().stream().map(Rule::spec).toList();
    }

    /** The ARNs of the functions, by the names of the pack's parameters for them. */
    public Map<String, String> functionArns() {
        return Collections.unmodifiableMap(functionArns);
    }

    /** The name of the conformance pack, known once it is made. */
    public String packName() {
        return pack.getRef();
    }

    private List<ConformancePackInputParameterProperty> inputParameters(List<RuleSpec> rules, PackSettings settings) {
        Map<String, String> values = new LinkedHashMap<>(functionArns);
        values.put(ConformancePackTemplate.MAXIMUM_EXECUTION_FREQUENCY, settings.maximumExecutionFrequency());
        rules.forEach(rule -> values.putAll(settings.of(rule)));
        return values.entrySet().stream()
                .map(value -> ConformancePackInputParameterProperty.builder()
                        .parameterName(value.getKey())
                        .parameterValue(value.getValue())
                        .build())
                .toList();
    }
}
