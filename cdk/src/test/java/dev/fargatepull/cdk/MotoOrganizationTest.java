package dev.fargatepull.cdk;

import static dev.fargatepull.cdk.Synthesized.child;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.cdk.MotoStacks.Deployed;
import dev.fargatepull.docs.ConformancePackTemplate;
import dev.fargatepull.docs.GeneratedFiles;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.aws.Moto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CallAs;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackSet;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ConformancePackInputParameter;

/** Deploys to moto what puts the rules into an organization. */
class MotoOrganizationTest {

    private static final String ACCOUNT = Item.HOME.accountId();
    private static final String REGION = "eu-west-1";

    private final Moto moto = Moto.reset();
    private final MotoStacks stacks = new MotoStacks(moto, ACCOUNT, REGION);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void the_bucket_of_an_organization_is_there_before_the_code() {
        App app = Synthesized.app(folder, Stacks.ORGANIZATION);

        Deployed deployed =
                stacks.deploy("artifacts", Synthesized.stack(app, FargatePullApp.ARTIFACTS + "-" + REGION), Map.of());

        assertThat(deployed.unread().keySet()).isSubsetOf(MotoStacks.NOT_MADE);
        assertThat(stacks.outputs("artifacts").get(0).outputValue())
                .startsWith("s3://fargate-pull-%s-%s/fargate-pull-".formatted(ACCOUNT, REGION))
                .endsWith(".jar");
    }

    /** CloudFormation hands these properties to StackSets; moto's does not. */
    @Test
    void the_stack_set_of_an_organization_reaches_every_member_in_every_region() throws IOException {
        moto.organizations("CreateOrganization", "{\"FeatureSet\": \"ALL\"}");
        String root = moto.organizations("ListRoots", "{}").at("/Roots/0/Id").asText();
        String unit = moto.organizations(
                        "CreateOrganizationalUnit", "{\"ParentId\": \"%s\", \"Name\": \"live\"}".formatted(root))
                .at("/OrganizationalUnit/Id")
                .asText();
        String member = moto.organizations(
                        "CreateAccount", "{\"AccountName\": \"shop\", \"Email\": \"shop@example.com\"}")
                .at("/CreateAccountStatus/AccountId")
                .asText();
        moto.organizations(
                "MoveAccount",
                "{\"AccountId\": \"%s\", \"SourceParentId\": \"%s\", \"DestinationParentId\": \"%s\"}"
                        .formatted(member, root, unit));
        Map<String, Object> context = new HashMap<>(Stacks.ORGANIZATION);
        context.put("organizationalUnits", unit);
        App app = Synthesized.app(folder, context);
        Synthesized template = Synthesized.stack(app, FargatePullApp.ORGANIZATION);
        stacks.bootstrap();
        stacks.publishAssets(app, FargatePullApp.ORGANIZATION);

        Deployed deployed = stacks.deploy("FargatePullOrganization", template, Map.of());

        assertThat(deployed.unread().keySet()).containsExactly("AWS::CloudFormation::StackSet");
        Map<String, Object> properties =
                template.resource("AWS::CloudFormation::StackSet").properties();
        List<Parameter> parameters = parameters(properties);
        for (String region : List.of(REGION, "us-east-1")) {
            new MotoStacks(moto, ACCOUNT, region)
                    .putCode(
                            "fargate-pull-" + ACCOUNT + "-" + region,
                            parameters.get(1).parameterValue());
        }
        create(properties, parameters);

        CloudFormationClient cloudFormation = stacks.cloudFormation();
        StackSet stackSet = cloudFormation
                .describeStackSet(describe -> describe.stackSetName("fargate-pull"))
                .stackSet();
        assertThat(stackSet.permissionModelAsString()).isEqualTo("SERVICE_MANAGED");
        assertThat(stackSet.parameters()).containsExactlyInAnyOrderElementsOf(parameters);
        assertThat(stackSet.templateBody())
                .isEqualTo(Files.readString(
                        Path.of(app.getOutdir(), "members", FargatePullApp.FUNCTIONS + ".template.json")));
        assertThat(cloudFormation
                        .listStackInstances(list -> list.stackSetName("fargate-pull"))
                        .summaries())
                .extracting(instance -> instance.account() + " " + instance.region())
                .containsExactlyInAnyOrder(member + " eu-west-1", member + " us-east-1");
        System.out.println(
                "NOT READ BACK: moto started for one account answers nobody from another, so what the StackSet "
                        + "made in its members stays unseen; the same template is deployed and read in MotoDeploymentTest");
        assertThat(stacks.ruleFunctions())
                .as("StackSets pass over the management account")
                .isEmpty();
    }

    @Test
    void aws_config_takes_the_packs_of_an_organization() {
        Map<String, Object> context = new HashMap<>(Stacks.ORGANIZATION);
        context.put("undetermined", "NON_COMPLIANT");
        context.put("excludedAccounts", "444455556666");
        App app = Synthesized.app(folder, context);
        Map<String, Object> pack = Synthesized.stack(app, FargatePullApp.PACK + "-" + REGION)
                .resource("AWS::Config::OrganizationConformancePack")
                .properties();

        put(
                String.valueOf(pack.get("OrganizationConformancePackName")),
                RequestBody.fromString(String.valueOf(pack.get("TemplateBody"))),
                stacks.inputParameters(pack, Map.of()));
    }

    @Test
    void aws_config_takes_the_packs_of_an_organization_without_the_cdk() {
        for (Path pack : List.of(GeneratedFiles.ORGANIZATION_PACK, GeneratedFiles.ORGANIZATION_GUIDE_PACK)) {
            put(
                    pack.toFile().getName().replace(".yaml", ""),
                    RequestBody.fromFile(Path.of("..").resolve(pack)),
                    List.of(ConformancePackInputParameter.builder()
                            .parameterName(ConformancePackTemplate.MAXIMUM_EXECUTION_FREQUENCY)
                            .parameterValue("Six_Hours")
                            .build()));
        }
    }

    /** Moto reads packs of organizations from S3 only. */
    private void put(String name, RequestBody text, List<ConformancePackInputParameter> parameters) {
        stacks.put("awsconfigconforms-packs", name, text);
        ConfigClient config = stacks.client(ConfigClient::builder);
        config.putOrganizationConformancePack(put -> put.organizationConformancePackName(name)
                .deliveryS3Bucket("awsconfigconforms-packs")
                .templateS3Uri("s3://awsconfigconforms-packs/" + name)
                .conformancePackInputParameters(parameters));
        assertThat(config.describeOrganizationConformancePacks(
                                describe -> describe.organizationConformancePackNames(name))
                        .organizationConformancePacks())
                .singleElement()
                .satisfies(made -> {
                    assertThat(made.organizationConformancePackArn())
                            .contains(":organization-conformance-pack/" + name);
                    assertThat(made.conformancePackInputParameters()).isEqualTo(parameters);
                });
    }

    @SuppressWarnings("unchecked")
    private List<Parameter> parameters(Map<String, Object> stackSet) {
        return ((List<Map<String, Object>>) requireNonNull(stackSet.get("Parameters")))
                .stream()
                        .map(parameter -> Parameter.builder()
                                .parameterKey(String.valueOf(parameter.get("ParameterKey")))
                                .parameterValue(
                                        String.valueOf(stacks.resolved(parameter.get("ParameterValue"), Map.of())))
                                .build())
                        .toList();
    }

    @SuppressWarnings("unchecked")
    private void create(Map<String, Object> stackSet, List<Parameter> parameters) {
        String name = String.valueOf(stackSet.get("StackSetName"));
        CallAs callAs = CallAs.fromValue(String.valueOf(stackSet.get("CallAs")));
        CloudFormationClient cloudFormation = stacks.cloudFormation();
        cloudFormation.createStackSet(create -> create.stackSetName(name)
                .permissionModel(String.valueOf(stackSet.get("PermissionModel")))
                .callAs(callAs)
                .capabilitiesWithStrings((List<String>) requireNonNull(stackSet.get("Capabilities")))
                .parameters(parameters)
                .templateURL(String.valueOf(stacks.resolved(stackSet.get("TemplateURL"), Map.of()))));
        for (Map<String, Object> group :
                (List<Map<String, Object>>) requireNonNull(stackSet.get("StackInstancesGroup"))) {
            cloudFormation.createStackInstances(create -> create.stackSetName(name)
                    .callAs(callAs)
                    .regions((List<String>) requireNonNull(group.get("Regions")))
                    .deploymentTargets(targets -> targets.organizationalUnitIds((List<String>)
                            requireNonNull(child(group, "DeploymentTargets").get("OrganizationalUnitIds")))));
        }
    }
}
