package dev.fargatepull.testing.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.aws.EcrRepository;
import dev.fargatepull.core.aws.EcsService;
import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.IamPolicy;
import dev.fargatepull.core.aws.IamRole;
import dev.fargatepull.core.aws.KmsKey;
import dev.fargatepull.core.aws.SecretsManagerSecret;
import dev.fargatepull.core.aws.VpcEndpoint;
import dev.fargatepull.core.inventory.Inventory;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.items.ItemReader;
import dev.fargatepull.items.MalformedInputException;
import dev.fargatepull.testing.Item;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class MotoRecorderTest {

    private static final Instant FIRST = Instant.parse("2026-03-02T06:00:00.000Z");
    private static final Instant LATER = Instant.parse("2026-03-02T07:00:00.000Z");
    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},\
            "Action":"sts:AssumeRole"}]}""";

    private final Moto moto = Moto.reset();
    private final Ec2Client ec2 = moto.client(Ec2Client.builder());
    private final EcsClient ecs = moto.client(EcsClient.builder());
    private final IamClient iam = moto.client(IamClient.builder());
    private AwsConfig config;
    private MotoRecorder recorder;

    @BeforeEach
    void start() throws IOException {
        config = new AwsConfig(RuleEvents.RULE_NAME, RuleEvents.RESULT_TOKEN);
        recorder = new MotoRecorder(moto, config);
    }

    @AfterEach
    void stop() {
        config.close();
    }

    @Test
    void an_account_is_recorded_as_the_rules_read_it() throws MalformedInputException {
        String vpc =
                ec2.createVpc(request -> request.cidrBlock("10.1.0.0/16")).vpc().vpcId();
        String subnet = ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock("10.1.1.0/24"))
                .subnet()
                .subnetId();
        String group = ec2.createSecurityGroup(
                        request -> request.vpcId(vpc).groupName("tasks").description("tasks"))
                .groupId();
        ec2.createVpcEndpoint(request -> request.vpcId(vpc)
                .vpcEndpointType(VpcEndpointType.INTERFACE)
                .serviceName("com.amazonaws.eu-west-1.ecr.api")
                .subnetIds(subnet)
                .securityGroupIds(group)
                .privateDnsEnabled(true));
        iam.createRole(request -> request.roleName("execution").assumeRolePolicyDocument(TRUST));
        register("app:1");
        register("app:2");
        ecs.createCluster(request -> request.clusterName("main"));
        ecs.createService(request -> request.cluster("main")
                .serviceName("web")
                .taskDefinition("web:1")
                .launchType(LaunchType.FARGATE)
                .desiredCount(1)
                .networkConfiguration(network -> network.awsvpcConfiguration(awsvpc ->
                        awsvpc.subnets(subnet).securityGroups(group).assignPublicIp(AssignPublicIp.DISABLED))));

        RegionInventory read = read(recorder.record(FIRST));

        assertThat(read.all(EcsService.class)).singleElement().satisfies(service -> {
            assertThat(service.launch().taskDefinition().orElseThrow()).endsWith(":task-definition/web:1");
            assertThat(service.launch().network().orElseThrow().subnets()).containsExactly(subnet);
        });
        assertThat(read.all(EcsTaskDefinition.class)).singleElement().satisfies(last -> {
            assertThat(last.reference()).endsWith(":task-definition/web:2");
            assertThat(last.resourceId()).isEqualTo("web");
            assertThat(last.cpuArchitecture()).isEmpty();
        });
        assertThat(read.all(VpcEndpoint.class)).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.vpcId()).isEqualTo(vpc);
            assertThat(endpoint.subnetIds()).containsExactly(subnet);
            assertThat(endpoint.policy()).isPresent();
        });
        assertThat(read.all(IamRole.class))
                .filteredOn(role -> role.reference().endsWith("/execution"))
                .singleElement()
                .matches(role -> role.trustPolicy().isPresent());
    }

    @Test
    void permissions_are_recorded_as_the_rules_read_them() throws MalformedInputException {
        EcrClient ecr = moto.client(EcrClient.builder());
        SecretsManagerClient secrets = moto.client(SecretsManagerClient.builder());
        KmsClient kms = moto.client(KmsClient.builder());
        String allow = """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:*","Resource":"*"}]}""";
        ecr.createRepository(request -> request.repositoryName("plain"));
        ecr.createRepository(request -> request.repositoryName("shared"));
        ecr.setRepositoryPolicy(request -> request.repositoryName("shared").policyText("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*"}]}"""));
        String key = kms.createKey().keyMetadata().keyId();
        String kept = secrets.createSecret(
                        request -> request.name("kept").kmsKeyId(key).secretString("{}"))
                .arn();
        String gone = secrets.createSecret(request -> request.name("gone").secretString("{}"))
                .arn();
        secrets.deleteSecret(request -> request.secretId(gone));
        String policy = iam.createPolicy(request -> request.policyName("pull").policyDocument(allow))
                .policy()
                .arn();
        iam.createRole(request ->
                request.roleName("execution").assumeRolePolicyDocument(TRUST).permissionsBoundary(policy));
        iam.attachRolePolicy(request -> request.roleName("execution").policyArn(policy));
        iam.putRolePolicy(
                request -> request.roleName("execution").policyName("inline").policyDocument(allow));

        RegionInventory read = read(recorder.record(FIRST));

        assertThat(read.find(EcrRepository.class, "plain").orElseThrow().policy())
                .isEmpty();
        assertThat(read.find(EcrRepository.class, "shared").orElseThrow().policy())
                .isPresent();
        assertThat(read.find(SecretsManagerSecret.class, kept).orElseThrow())
                .satisfies(secret -> assertThat(secret.kmsKeyId()).contains(key))
                .matches(secret -> !secret.isBeingDeleted());
        assertThat(read.find(SecretsManagerSecret.class, gone).orElseThrow())
                .matches(SecretsManagerSecret::isBeingDeleted);
        assertThat(read.find(KmsKey.class, key).orElseThrow().policy()).isPresent();
        assertThat(read.find(IamPolicy.class, policy).orElseThrow().document()).isPresent();
        assertThat(read.find(IamRole.class, "arn:aws:iam::111122223333:role/execution")
                        .orElseThrow())
                .satisfies(role -> {
                    assertThat(role.attachedPolicies()).hasSize(1);
                    assertThat(role.permissionsBoundary()).isPresent();
                    assertThat(role.inlinePolicies())
                            .singleElement()
                            .matches(inline -> inline.document().isPresent());
                });
    }

    @Test
    void only_what_changed_is_recorded_again() {
        String vpc =
                ec2.createVpc(request -> request.cidrBlock("10.1.0.0/16")).vpc().vpcId();
        String subnet = ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock("10.1.1.0/24"))
                .subnet()
                .subnetId();
        String gateway = ec2.createInternetGateway().internetGateway().internetGatewayId();
        recorder.record(FIRST);
        ec2.attachInternetGateway(request -> request.internetGatewayId(gateway).vpcId(vpc));
        ec2.deleteSubnet(request -> request.subnetId(subnet));

        List<ObjectNode> changes = recorder.record(LATER);

        assertThat(changes)
                .extracting(item -> item.path("resourceId").asText() + " "
                        + item.path("configurationItemStatus").asText() + " "
                        + item.path("configurationItemCaptureTime").asText())
                .contains(subnet + " ResourceDeleted 2026-03-02T07:00:00Z", gateway + " OK 2026-03-02T07:00:00Z")
                .noneMatch(change -> change.startsWith(vpc));
        assertThat(recorder.record(LATER.plusSeconds(1))).isEmpty();
    }

    @Test
    void types_that_the_recorder_leaves_out_have_no_items() {
        recorder.leavingOut("AWS::EC2::VPC");

        assertThat(recorder.record(FIRST))
                .extracting(item -> item.path("resourceType").asText())
                .contains("AWS::EC2::Subnet")
                .doesNotContain("AWS::EC2::VPC");
    }

    private void register(String image) {
        ecs.registerTaskDefinition(request -> request.family("web")
                .requiresCompatibilities(Compatibility.FARGATE)
                .cpu("256")
                .memory("512")
                .containerDefinitions(
                        ContainerDefinition.builder().name("app").image(image).build()));
    }

    private static RegionInventory read(List<ObjectNode> items) throws MalformedInputException {
        Inventory.Builder inventory = new Inventory.Builder();
        ItemReader reader = new ItemReader(inventory::add, () -> {});
        for (ObjectNode item : items) {
            reader.readRow("recorder", item.toString());
        }
        return inventory.build().region(Item.HOME);
    }
}
