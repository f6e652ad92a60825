package dev.fargatepull.core.aws;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The AWS Config resource types that carry evidence for a pull.
 *
 * <p>Items of every other type are passed over when they are read.
 */
public enum ResourceType {
    ACCOUNT("AWS::::Account", AwsAccount.class, false),
    CONFIG_CONFIGURATION_RECORDER("AWS::Config::ConfigurationRecorder", ConfigurationRecorder.class, true),
    EC2_DHCP_OPTIONS("AWS::EC2::DHCPOptions", DhcpOptions.class, true),
    EC2_INTERNET_GATEWAY("AWS::EC2::InternetGateway", InternetGateway.class, true),
    EC2_NAT_GATEWAY("AWS::EC2::NatGateway", NatGateway.class, true),
    EC2_NETWORK_ACL("AWS::EC2::NetworkAcl", NetworkAcl.class, true),
    EC2_NETWORK_INTERFACE("AWS::EC2::NetworkInterface", NetworkInterface.class, false),
    EC2_PREFIX_LIST("AWS::EC2::PrefixList", PrefixList.class, true),
    EC2_ROUTE_TABLE("AWS::EC2::RouteTable", RouteTable.class, true),
    EC2_SECURITY_GROUP("AWS::EC2::SecurityGroup", SecurityGroup.class, false),
    EC2_SUBNET("AWS::EC2::Subnet", Subnet.class, false),
    EC2_SUBNET_ROUTE_TABLE_ASSOCIATION(
            "AWS::EC2::SubnetRouteTableAssociation", SubnetRouteTableAssociation.class, true),
    EC2_VPC("AWS::EC2::VPC", Vpc.class, false),
    EC2_VPC_BLOCK_PUBLIC_ACCESS_EXCLUSION(
            "AWS::EC2::VPCBlockPublicAccessExclusion", VpcBlockPublicAccessExclusion.class, true),
    EC2_VPC_BLOCK_PUBLIC_ACCESS_OPTIONS(
            "AWS::EC2::VPCBlockPublicAccessOptions", VpcBlockPublicAccessOptions.class, true),
    EC2_VPC_ENDPOINT("AWS::EC2::VPCEndpoint", VpcEndpoint.class, true),
    ECR_PUBLIC_REPOSITORY("AWS::ECR::PublicRepository", EcrPublicRepository.class, true),
    ECR_PULL_THROUGH_CACHE_RULE("AWS::ECR::PullThroughCacheRule", EcrPullThroughCacheRule.class, true),
    ECR_REGISTRY_POLICY("AWS::ECR::RegistryPolicy", EcrRegistryPolicy.class, true),
    ECR_REPOSITORY("AWS::ECR::Repository", EcrRepository.class, true),
    ECS_CLUSTER("AWS::ECS::Cluster", EcsCluster.class, true),
    ECS_SERVICE("AWS::ECS::Service", EcsService.class, true),
    ECS_TASK_DEFINITION("AWS::ECS::TaskDefinition", EcsTaskDefinition.class, true),
    ECS_TASK_SET("AWS::ECS::TaskSet", EcsTaskSet.class, true),
    IAM_POLICY("AWS::IAM::Policy", IamPolicy.class, true),
    IAM_ROLE("AWS::IAM::Role", IamRole.class, true),
    KMS_KEY("AWS::KMS::Key", KmsKey.class, true),
    FARGATE_PULL_DENIED_CALL("FargatePull::Evidence::DeniedCall", DeniedCall.class, false),
    OCI_REPOSITORY("OCI::Registry::Repository", OciRepository.class, false),
    SECRETSMANAGER_SECRET("AWS::SecretsManager::Secret", SecretsManagerSecret.class, true);

    private static final Map<String, ResourceType> BY_NAME = Arrays.stream(values())
            .filter(type -> type != ACCOUNT)
            .collect(Collectors.toUnmodifiableMap(ResourceType::awsName, Function.identity()));

    private final String awsName;
    private final Class<? extends AwsResource> view;
    private final boolean wakes;

    ResourceType(String awsName, Class<? extends AwsResource> view, boolean wakes) {
        this.awsName = awsName;
        this.view = view;
        this.wakes = wakes;
    }

    /** The type of items with this AWS name, or empty when the rules have no use for them. */
    public static Optional<ResourceType> of(String awsName) {
        return Optional.ofNullable(BY_NAME.get(awsName));
    }

    /** The name AWS Config uses, as in {@code AWS::EC2::Subnet}. */
    public String awsName() {
        return awsName;
    }

    /** The record that holds an item of this type. */
    public Class<? extends AwsResource> view() {
        return view;
    }

    /** Whether such a resource belongs to the whole account, whichever Region recorded it. */
    public boolean isGlobal() {
        return awsName.startsWith("AWS::IAM::");
    }

    /** Whether AWS Config knows the type; items of others are written by whoever collects evidence. */
    public boolean isRecordable() {
        return awsName.startsWith("AWS::");
    }

    /**
     * Whether the rules can do without a recorder of the type in the Region.
     *
     * <p>An endpoint without its network interfaces is judged by its subnets, and recording interfaces costs an item
     * for every task that starts. Associations stand in route tables too. IAM is recorded in one Region of an account,
     * if at all (AWS Config Developer Guide, "Recording global resource types"). And the recorder itself can be asked.
     */
    public boolean isDispensable() {
        return switch (this) {
            case CONFIG_CONFIGURATION_RECORDER, EC2_NETWORK_INTERFACE, EC2_SUBNET_ROUTE_TABLE_ASSOCIATION -> true;
            default -> isGlobal();
        };
    }

    /**
     * Whether a change of such a resource may start an evaluation.
     *
     * <p>Not so for network interfaces, of which Fargate brings one with every task, nor for security groups, subnets
     * and VPCs: through indirect relationships AWS Config writes a new item for them whenever a network interface comes
     * or goes (AWS Config Developer Guide, FAQ).
     */
    public boolean wakesRules() {
        return wakes;
    }
}
