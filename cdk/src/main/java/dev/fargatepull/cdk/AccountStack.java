package dev.fargatepull.cdk;

import dev.fargatepull.core.rule.RuleSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/** The rules in one account and Region, the one the stack is deployed to. */
public final class AccountStack extends Stack {

    /** CDK has a function wait for its role by DependsOn, also where a reference to the role says as much (W3005). */
    static final Map<String, Object> CFN_LINT =
            Map.of("cfn-lint", Map.of("config", Map.of("ignore_checks", List.of("W3005"))));

    private final FargatePullRules rules;

    /**
     * Makes the stack with the rules' functions.
     *
     * @param code the jar with the rules and their Lambda handler
     * @param chosen the rules
     * @param settings what is chosen for the functions
     */
    public AccountStack(Construct scope, String id, Code code, List<RuleSpec> chosen, FunctionSettings settings) {
        super(
                scope,
                id,
                StackProps.builder()
                        .description("AWS Config rules that tell why a Fargate task cannot pull its image")
                        .build());
        getTemplateOptions().setMetadata(CFN_LINT);
        this.rules = new FargatePullRules(this, "Rules", code, chosen, settings);
        rules.functionArns()
                .forEach((parameter, arn) -> CfnOutput.Builder.create(this, parameter)
                        .description("The value of the conformance pack's parameter of this name.")
                        .value(arn)
                        .build());
    }

    /**
     * Adds the conformance pack, once.
     *
     * @param settings what is chosen for it
     */
    public void addConformancePack(PackSettings settings) {
        CfnOutput.Builder.create(this, "ConformancePackName")
                .description("The conformance pack, as AWS Config lists it.")
                .value(rules.addConformancePack(settings).getRef())
                .build();
    }

    /**
     * Adds what tells AWS Security Hub, once.
     *
     * @param code the jar with the rules and their Lambda handler
     * @param pagesUrl where the rules' pages are published, if they are
     */
    public void addSecurityHubExporter(Code code, Optional<String> pagesUrl) {
        rules.addSecurityHubExporter(code, pagesUrl);
    }
}
