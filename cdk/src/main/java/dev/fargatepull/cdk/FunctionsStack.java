package dev.fargatepull.cdk;

import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.docs.ConformancePackTemplate;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.BootstraplessSynthesizer;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/**
 * The rules' functions as plain CloudFormation, for accounts that the CDK never saw: a StackSet deploys it to the
 * members of an organization. The code comes from a bucket of the Region that parameters name, and the functions' ARNs
 * are exported for the pack of the organization.
 */
public final class FunctionsStack extends Stack {

    /** The parameter for the name, without its Region, of the bucket with the code. */
    static final String BUCKET_PREFIX = "ArtifactBucketPrefix";

    /** The parameter for the key of the code in the bucket. */
    static final String KEY = "ArtifactKey";

    private final Code code;
    private final FargatePullRules functions;

    /**
     * Makes the stack.
     *
     * @param artifact the code
     * @param rules the rules
     * @param settings what is chosen for the functions
     * @param pack what is chosen for the conformance pack, if it is part of the stack
     */
    FunctionsStack(
            Construct scope,
            String id,
            FunctionArtifact artifact,
            List<RuleSpec> rules,
            FunctionSettings settings,
            Optional<PackSettings> pack) {
        super(
                scope,
                id,
                StackProps.builder()
                        .description(
                                "Functions of the AWS Config rules that tell why a Fargate task cannot pull its image")
                        .synthesizer(new BootstraplessSynthesizer())
                        .build());
        getTemplateOptions().setMetadata(AccountStack.CFN_LINT);
        CfnParameter.Builder.create(this, BUCKET_PREFIX)
                .description("The bucket with the functions' code is named like this, a hyphen and the Region.")
                .type("String")
                .allowedPattern("[a-z0-9][a-z0-9.-]+")
                .build();
        CfnParameter key = CfnParameter.Builder.create(this, KEY)
                .description("The key of the functions' code in that bucket.")
                .type("String")
                .minLength(1)
                .defaultValue(artifact.key())
                .build();
        this.code = Code.fromBucketV2(
                Bucket.fromBucketName(this, "Artifacts", Fn.sub("${" + BUCKET_PREFIX + "}-${AWS::Region}")),
                key.getValueAsString());
        Annotations.of(this)
                .acknowledgeWarning(
                        "@aws-cdk/aws-lambda:codeFromBucketObjectVersionNotSpecified", "The key tells the content.");
        this.functions = new FargatePullRules(this, "Rules", code, rules, settings);
        for (RuleSpec rule : rules) {
            String parameter = ConformancePackTemplate.functionArnParameter(rule);
            CfnOutput.Builder.create(this, parameter)
                    .description("The value of the conformance pack's parameter of this name.")
                    .value(functions.functionArns().get(parameter))
                    .exportName(ConformancePackTemplate.functionArnExport(rule))
                    .build();
        }
        pack.ifPresent(functions::addConformancePack);
    }

    /** Adds what tells AWS Security Hub, once. */
    void addSecurityHubExporter(Optional<String> pagesUrl) {
        functions.addSecurityHubExporter(code, pagesUrl);
    }
}
