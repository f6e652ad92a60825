package dev.fargatepull.lambda;

import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.aws.Moto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NewDhcpConfiguration;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.VersionConsistency;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * An account in moto with three services that can pull: one behind a NAT gateway, one with public addresses, and one
 * that has nothing but VPC endpoints.
 */
final class MotoAccount {

    static final String EXECUTION_POLICY = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";

    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", \
            "Principal": {"Service": "ecs-tasks.amazonaws.com"}}]}""";
    private static final String OCI = "application/vnd.oci.image.";

    final Ec2Client ec2;
    final EcsClient ecs;
    final EcrClient ecr;
    final IamClient iam;
    private final KmsClient kms;
    private final SecretsManagerClient secretsManager;

    private final Map<String, String> indexes = new HashMap<>();
    final Network nat;
    final Network open;
    final Network link;

    /** What tests break. */
    record Network(String vpcId, String subnetId, String routeTableId, String groupId) {}

    MotoAccount(Moto moto) {
        ec2 = moto.client(Ec2Client.builder());
        ecs = moto.client(EcsClient.builder());
        ecr = moto.client(EcrClient.builder());
        iam = moto.client(IamClient.builder());
        kms = moto.client(KmsClient.builder());
        secretsManager = moto.client(SecretsManagerClient.builder());
        // Moto starts an account with a default VPC, which nobody here runs anything in.
        ecs.createCluster(request -> request.clusterName("main"));
        nat = vpc("10.1");
        open = vpc("10.2");
        link = vpc("10.3");
        routeThroughNat(nat);
        routeThroughGateway(open);
        addEndpoints(link);
        service("nat", nat, AssignPublicIp.DISABLED);
        service("open", open, AssignPublicIp.ENABLED);
        service("link", link, AssignPublicIp.DISABLED);
    }

    private Network vpc(String prefix) {
        String vpcId = ec2.createVpc(request -> request.cidrBlock(prefix + ".0.0/16"))
                .vpc()
                .vpcId();
        ec2.modifyVpcAttribute(request -> request.vpcId(vpcId).enableDnsSupport(on -> on.value(true)));
        ec2.modifyVpcAttribute(request -> request.vpcId(vpcId).enableDnsHostnames(on -> on.value(true)));
        String optionsId = ec2.createDhcpOptions(request -> request.dhcpConfigurations(NewDhcpConfiguration.builder()
                        .key("domain-name-servers")
                        .values("AmazonProvidedDNS")
                        .build()))
                .dhcpOptions()
                .dhcpOptionsId();
        ec2.associateDhcpOptions(request -> request.vpcId(vpcId).dhcpOptionsId(optionsId));
        String subnetId = subnet(vpcId, prefix + ".1.0/24");
        String tableId = ec2.createRouteTable(request -> request.vpcId(vpcId))
                .routeTable()
                .routeTableId();
        ec2.associateRouteTable(request -> request.subnetId(subnetId).routeTableId(tableId));
        String groupId = ec2.createSecurityGroup(
                        request -> request.vpcId(vpcId).groupName("tasks").description("tasks"))
                .groupId();
        return new Network(vpcId, subnetId, tableId, groupId);
    }

    private String subnet(String vpcId, String cidr) {
        return ec2.createSubnet(request -> request.vpcId(vpcId).cidrBlock(cidr))
                .subnet()
                .subnetId();
    }

    private String attachedGateway(String vpcId) {
        String id = ec2.createInternetGateway().internetGateway().internetGatewayId();
        ec2.attachInternetGateway(request -> request.internetGatewayId(id).vpcId(vpcId));
        return id;
    }

    private void routeThroughGateway(Network network) {
        String gateway = attachedGateway(network.vpcId());
        ec2.createRoute(request -> request.routeTableId(network.routeTableId())
                .destinationCidrBlock("0.0.0.0/0")
                .gatewayId(gateway));
    }

    private void routeThroughNat(Network network) {
        String gateway = attachedGateway(network.vpcId());
        String publicSubnet = subnet(network.vpcId(), "10.1.0.0/24");
        String publicTable = ec2.createRouteTable(request -> request.vpcId(network.vpcId()))
                .routeTable()
                .routeTableId();
        ec2.associateRouteTable(request -> request.subnetId(publicSubnet).routeTableId(publicTable));
        ec2.createRoute(request -> request.routeTableId(publicTable)
                .destinationCidrBlock("0.0.0.0/0")
                .gatewayId(gateway));
        routeToNat(newNatGateway(publicSubnet));
    }

    String newNatGateway(String publicSubnet) {
        String address =
                ec2.allocateAddress(request -> request.domain(DomainType.VPC)).allocationId();
        return ec2.createNatGateway(request -> request.subnetId(publicSubnet).allocationId(address))
                .natGateway()
                .natGatewayId();
    }

    /** The default route of the tasks behind a NAT gateway. */
    void routeToNat(String natGatewayId) {
        ec2.createRoute(request -> request.routeTableId(nat.routeTableId())
                .destinationCidrBlock("0.0.0.0/0")
                .natGatewayId(natGatewayId));
    }

    private void addEndpoints(Network network) {
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(network.groupId())
                .ipProtocol("tcp")
                .fromPort(443)
                .toPort(443)
                .cidrIp("10.3.0.0/16"));
        addInterfaceEndpoint("ecr.api");
        addInterfaceEndpoint("ecr.dkr");
        ec2.createVpcEndpoint(request -> request.vpcId(network.vpcId())
                .vpcEndpointType(VpcEndpointType.GATEWAY)
                .serviceName("com.amazonaws.%s.s3".formatted(Item.HOME.region()))
                .routeTableIds(network.routeTableId()));
    }

    void addInterfaceEndpoint(String service) {
        ec2.createVpcEndpoint(request -> request.vpcId(link.vpcId())
                .vpcEndpointType(VpcEndpointType.INTERFACE)
                .serviceName("com.amazonaws.%s.%s".formatted(Item.HOME.region(), service))
                .subnetIds(link.subnetId())
                .securityGroupIds(link.groupId())
                .privateDnsEnabled(true));
    }

    String endpoint(String service) {
        return ec2
                .describeVpcEndpoints(request -> request.filters(Filter.builder()
                        .name("service-name")
                        .values("com.amazonaws.%s.%s".formatted(Item.HOME.region(), service))
                        .build()))
                .vpcEndpoints()
                .stream()
                .filter(endpoint -> !endpoint.stateAsString().startsWith("delet"))
                .findFirst()
                .orElseThrow()
                .vpcEndpointId();
    }

    private void service(String name, Network network, AssignPublicIp publicIp) {
        ecr.createRepository(request -> request.repositoryName(name));
        push(name);
        run(name, network, publicIp, container -> container.image(Images.ecr(Item.HOME, name + ":1")));
    }

    /** Runs an image in a service whose digest ECS pins. */
    void runPinned(String name, Network network, String image) {
        run(
                name,
                network,
                AssignPublicIp.DISABLED,
                container -> container.image(image).versionConsistency(VersionConsistency.ENABLED));
    }

    /** Runs an image of a registry that asks for credentials, which are in a secret under a key of the account's. */
    void runBehindCredentials(String name, Network network, String image) {
        String key = kms.createKey(request -> {}).keyMetadata().keyId();
        String secret = secretsManager
                .createSecret(
                        request -> request.name(name).secretString("password").kmsKeyId(key))
                .arn();
        run(
                name,
                network,
                AssignPublicIp.DISABLED,
                container -> container
                        .image(image)
                        .repositoryCredentials(credentials -> credentials.credentialsParameter(secret)));
    }

    private void run(
            String name, Network network, AssignPublicIp publicIp, Consumer<ContainerDefinition.Builder> container) {
        iam.createRole(request -> request.roleName(role(name)).assumeRolePolicyDocument(TRUST));
        iam.attachRolePolicy(request -> request.roleName(role(name)).policyArn(EXECUTION_POLICY));
        ecs.registerTaskDefinition(request -> request.family(name)
                .requiresCompatibilities(Compatibility.FARGATE)
                .networkMode(NetworkMode.AWSVPC)
                .cpu("256")
                .memory("512")
                .executionRoleArn("arn:aws:iam::%s:role/%s".formatted(Item.HOME.accountId(), role(name)))
                .containerDefinitions(ContainerDefinition.builder()
                        .name("app")
                        .essential(true)
                        .versionConsistency(VersionConsistency.DISABLED)
                        .applyMutation(container)
                        .build()));
        ecs.createService(request -> request.cluster("main")
                .serviceName(name)
                .taskDefinition(name)
                .desiredCount(1)
                .launchType(LaunchType.FARGATE)
                .networkConfiguration(
                        configuration -> configuration.awsvpcConfiguration(vpc -> vpc.subnets(network.subnetId())
                                .securityGroups(network.groupId())
                                .assignPublicIp(publicIp))));
    }

    void setPublicIp(String name, Network network, AssignPublicIp publicIp) {
        ecs.updateService(request -> request.cluster("main")
                .service(name)
                .networkConfiguration(
                        configuration -> configuration.awsvpcConfiguration(vpc -> vpc.subnets(network.subnetId())
                                .securityGroups(network.groupId())
                                .assignPublicIp(publicIp))));
    }

    /** An image for both processor architectures of Fargate. */
    private void push(String repository) {
        String amd64 = put(repository, "amd64", "manifest.v1+json", manifest(repository + "amd64"));
        String arm64 = put(repository, "arm64", "manifest.v1+json", manifest(repository + "arm64"));
        indexes.put(repository, """
                {"schemaVersion": 2, "mediaType": "%1$sindex.v1+json", "manifests": [
                  {"mediaType": "%1$smanifest.v1+json", "digest": "%2$s", "size": 500,
                   "platform": {"os": "linux", "architecture": "amd64"}},
                  {"mediaType": "%1$smanifest.v1+json", "digest": "%3$s", "size": 500,
                   "platform": {"os": "linux", "architecture": "arm64"}}]}""".formatted(OCI, amd64, arm64));
        tag(repository, "1");
    }

    /** Gives the image a tag. */
    void tag(String repository, String tag) {
        put(repository, tag, "index.v1+json", Objects.requireNonNull(indexes.get(repository)));
    }

    private String put(String repository, String tag, String type, String manifest) {
        // Left to itself, moto gives an index one of a hundred digests, by chance.
        return ecr.putImage(request -> request.repositoryName(repository)
                        .imageTag(tag)
                        .imageDigest(Images.digest(manifest))
                        .imageManifestMediaType(OCI + type)
                        .imageManifest(manifest))
                .image()
                .imageId()
                .imageDigest();
    }

    private static String manifest(String content) {
        return """
                {"schemaVersion": 2, "mediaType": "%1$smanifest.v1+json",
                 "config": {"mediaType": "%1$sconfig.v1+json", "digest": "%2$s", "size": 100},
                 "layers": [{"mediaType": "%1$slayer.v1.tar", "digest": "%3$s", "size": 50000000}]}""".formatted(OCI, Images.digest(content + "config"), Images.digest(content));
    }

    static String role(String service) {
        return service + "-execution";
    }

    static String serviceArn(String name) {
        return "arn:aws:ecs:%s:%s:service/main/%s".formatted(Item.HOME.region(), Item.HOME.accountId(), name);
    }

    /** The account's services, by name. */
    static List<String> services() {
        return List.of("link", "nat", "open");
    }
}
