package dev.fargatepull.cdk;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.cdk.MotoStacks.Deployed;
import dev.fargatepull.cdk.Synthesized.Resource;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.docs.ConformancePackTemplate;
import dev.fargatepull.docs.GeneratedFiles;
import dev.fargatepull.securityhub.ExporterDeployment;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.aws.AwsConfig;
import dev.fargatepull.testing.aws.Moto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/** Deploys to moto what puts the rules into one account. */
class MotoDeploymentTest {

    private static final String ACCOUNT = Item.HOME.accountId();
    private static final String REGION = "eu-west-1";
    private static final String BUCKET_PREFIX = "fargate-pull-" + ACCOUNT;
    private static final String BUCKET = BUCKET_PREFIX + "-" + REGION;
    private static final List<RuleSpec> RULES = RuleSelection.all();

    private final Moto moto = Moto.reset();
    private final MotoStacks stacks = new MotoStacks(moto, ACCOUNT, REGION);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void the_functions_of_a_member_are_made_by_plain_cloudformation() {
        App app = Synthesized.app(folder, Map.of("target", "functions", "conformancePack", "true"));
        stacks.putCode(BUCKET, "code.jar");

        Deployed deployed = stacks.deploy(
                "fargate-pull-functions",
                Synthesized.stack(app, FargatePullApp.FUNCTIONS),
                Map.of(FunctionsStack.BUCKET_PREFIX, BUCKET_PREFIX, FunctionsStack.KEY, "code.jar"));

        assertThat(deployed.unread().keySet()).isSubsetOf(MotoStacks.NOT_MADE);
        stacks.assertRuns(RULES);
        assertThat(stacks.outputs("fargate-pull-functions").stream().map(Output::exportName))
                .containsExactlyInAnyOrderElementsOf(RULES.stream()
                        .map(ConformancePackTemplate::functionArnExport)
                        .toList());
    }

    @Test
    void the_functions_are_made_without_the_cdk() throws IOException {
        stacks.putCode(BUCKET, "code.jar");

        Deployed deployed = stacks.deploy(
                "fargate-pull-functions",
                Synthesized.checkedIn(GeneratedFiles.FUNCTIONS),
                Map.of("CodeBucket", BUCKET, "CodeKey", "code.jar"));

        assertThat(deployed.unread().keySet()).isSubsetOf(MotoStacks.NOT_MADE);
        stacks.assertRuns(RULES);
        Map<String, String> exporter = stacks.lambda()
                .getFunction(get -> get.functionName(deployed.physicalIds().get("SecurityHubExporterFunction")))
                .configuration()
                .environment()
                .variables();
        assertThat(requireNonNull(exporter.get(ExporterDeployment.RULE_FUNCTIONS))
                        .split(","))
                .containsExactlyInAnyOrderElementsOf(stacks.ruleFunctions().stream()
                        .map(FunctionConfiguration::functionName)
                        .toList());
        assertThat(stacks.outputs("fargate-pull-functions").stream().map(Output::outputValue))
                .containsExactlyInAnyOrderElementsOf(stacks.ruleFunctions().stream()
                        .map(FunctionConfiguration::functionArn)
                        .toList());
    }

    @Test
    void the_functions_of_the_guide_alone_are_made_without_the_cdk() throws IOException {
        List<RuleSpec> guide = RULES.stream().filter(RuleSpec::isOfGuide).toList();
        Synthesized template = Synthesized.checkedIn(GeneratedFiles.FUNCTIONS);
        stacks.putCode(BUCKET, "code.jar");

        Deployed deployed = stacks.deploy(
                "fargate-pull-functions",
                template,
                Map.of("CodeBucket", BUCKET, "CodeKey", "code.jar", "Rules", "guide", "SecurityHub", "false"));

        stacks.assertRuns(guide);
        for (String type : List.of("AWS::Lambda::Function", "AWS::IAM::Role", "AWS::Lambda::Permission")) {
            assertThat(deployed.unread().get(type))
                    .as(type)
                    .containsExactlyElementsOf(template.resources(type)
                            .filter(resource -> resource.definition().containsKey("Condition"))
                            .map(Resource::logicalId)
                            .toList());
        }
        assertThat(stacks.outputs("fargate-pull-functions").stream().map(Output::outputKey))
                .containsExactlyInAnyOrderElementsOf(guide.stream()
                        .map(ConformancePackTemplate::functionArnParameter)
                        .toList());
    }

    @Test
    void the_stack_of_an_account_is_made_and_aws_config_takes_its_pack() throws IOException {
        App app = Synthesized.app(folder, Map.of("undetermined", "NON_COMPLIANT"));
        Synthesized template = Synthesized.stack(app, FargatePullApp.ACCOUNT);
        stacks.bootstrap();
        stacks.publishAssets(app, FargatePullApp.ACCOUNT);

        Deployed deployed = stacks.deploy("FargatePull", template, Map.of());

        assertThat(deployed.unread().keySet()).isSubsetOf(MotoStacks.NOT_MADE);
        stacks.assertRuns(RULES);
        try (AwsConfig config = new AwsConfig("another-rule", "token");
                ConfigClient client = config.client()) {
            config.callingOnly(functionArn -> stacks.mayCall("config.amazonaws.com", functionArn));
            Map<String, Object> pack =
                    template.resource("AWS::Config::ConformancePack").properties();
            client.putConformancePack(put -> put.conformancePackName(String.valueOf(pack.get("ConformancePackName")))
                    .templateBody(String.valueOf(pack.get("TemplateBody")))
                    .conformancePackInputParameters(stacks.inputParameters(pack, deployed.physicalIds())));
            assertThat(client.describeConformancePackStatus(describe -> {}).conformancePackStatusDetails())
                    .singleElement()
                    .satisfies(status -> assertThat(status.conformancePackStateAsString())
                            .as(status.conformancePackStatusReason())
                            .isEqualTo("CREATE_COMPLETE"));
            assertThat(config.functionArns().values())
                    .containsExactlyInAnyOrderElementsOf(stacks.ruleFunctions().stream()
                            .map(FunctionConfiguration::functionArn)
                            .toList());
        }
    }
}
