package dev.fargatepull.cdk;

import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.docs.ConformancePackTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.services.config.CfnConformancePack;
import software.amazon.awscdk.services.config.CfnConformancePack.ConformancePackInputParameterProperty;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/**
 * The rules' functions in one account and Region, with what watches over them, and the conformance pack that names
 * them.
 *
 * <p>AWS Config must record the resource types that the rules read. Without {@link #addConformancePack} the functions
 * wait for a pack that is deployed by other means.
 */
public final class FargatePullRules extends Construct {

    static final String PACK_NAME = "fargate-pull";

    private final List<RuleSpec> rules;
    private final FunctionSettings settings;
    private final LostEvents lostEvents;
    private final Map<RuleSpec, RuleFunction> functions = new LinkedHashMap<>();

    /**
     * Adds a function for every rule to a stack.
     *
     * @param code the jar with the rules and their Lambda handler
     */
    public FargatePullRules(Construct scope, String id, Code code) {
        this(scope, id, code, RuleSelection.all(), FunctionSettings.DEFAULT);
    }

    /**
     * Adds a function for each of some rules to a stack.
     *
     * @param code the jar with the rules and their Lambda handler
     * @param rules the rules
     * @param settings what is chosen for the functions
     */
    public FargatePullRules(Construct scope, String id, Code code, List<RuleSpec> rules, FunctionSettings settings) {
        super(scope, id);
        this.rules = List.copyOf(rules);
        this.settings = settings;
        this.lostEvents = new LostEvents(this, "LostEvents", settings.removalPolicy());
        for (RuleSpec rule : rules) {
            functions.put(
                    rule,
                    new RuleFunction(
                            this, ConformancePackTemplate.logicalId(rule), rule, code, settings, lostEvents.queue()));
        }
        new RuleAlarms(this, "Alarms", settings, functions.values(), lostEvents);
        if (settings.dashboard()) {
            new RuleDashboard(this, "Dashboard", functions.values(), lostEvents);
        }
    }

    /** The ARNs of the functions, by the names of the pack's parameters for them. */
    public Map<String, String> functionArns() {
        Map<String, String> arns = new LinkedHashMap<>();
        functions.forEach((rule, function) -> arns.put(
                ConformancePackTemplate.functionArnParameter(rule),
                function.function().getFunctionArn()));
        return arns;
    }

    /**
     * Adds what tells AWS Security Hub, once.
     *
     * @param code the jar with the rules and their Lambda handler
     * @param pagesUrl where the rules' pages are published, if they are
     */
    public void addSecurityHubExporter(Code code, Optional<String> pagesUrl) {
        new SecurityHubExporter(this, "SecurityHub", code, functionNames(), settings, lostEvents.queue(), pagesUrl);
    }

    private Map<RuleSpec, String> functionNames() {
        Map<RuleSpec, String> names = new LinkedHashMap<>();
        functions.forEach(
                (rule, function) -> names.put(rule, function.function().getFunctionName()));
        return names;
    }

    /**
     * Adds the conformance pack, once.
     *
     * @param settings what is chosen for it
     */
    public CfnConformancePack addConformancePack(PackSettings settings) {
        Map<String, String> values = functionArns();
        values.putAll(settings.packParameters(rules));
        PackTemplate template = PackTemplate.of(this, new ConformancePackTemplate(rules));
        CfnConformancePack pack = CfnConformancePack.Builder.create(this, "ConformancePack")
                .conformancePackName(PACK_NAME)
                .templateBody(template.body())
                .templateS3Uri(template.s3Uri())
                .conformancePackInputParameters(values.entrySet().stream()
                        .map(value -> ConformancePackInputParameterProperty.builder()
                                .parameterName(value.getKey())
                                .parameterValue(value.getValue())
                                .build())
                        .toList())
                .build();
        // AWS Config refuses a rule whose function it may not call; CDK cannot see in the pack's text which it needs.
        functions.values().forEach(function -> pack.addResourceDependency(function.permission()));
        return pack;
    }
}
