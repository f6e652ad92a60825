package dev.fargatepull.core.rule;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.CauseCode;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a service itself is asked, because AWS Config does not record it, lacks it or has it late.
 *
 * <p>Most facts stand on items of one type, and whoever reads the type needs them. A few are needed by some readers of
 * their type only; rules declare those.
 */
public enum Fact {
    RECORDING(
            IfDenied.NO_VERDICT,
            ResourceType.CONFIG_CONFIGURATION_RECORDER,
            Set.of(CauseCode.RECORDER_UNKNOWN),
            "config:DescribeConfigurationRecorders"),
    BLOCK_PUBLIC_ACCESS(
            IfDenied.NO_VERDICT,
            ResourceType.EC2_VPC_BLOCK_PUBLIC_ACCESS_OPTIONS,
            Set.of(),
            "ec2:DescribeVpcBlockPublicAccessOptions",
            "ec2:DescribeVpcBlockPublicAccessExclusions"),
    DHCP_OPTIONS(
            IfDenied.NO_BREACH,
            ResourceType.EC2_DHCP_OPTIONS,
            Set.of(CauseCode.DHCP_OPTIONS_UNKNOWN),
            "ec2:DescribeDhcpOptions"),
    DNS_ATTRIBUTES(
            IfDenied.NO_VERDICT,
            ResourceType.EC2_VPC,
            Set.of(CauseCode.DNS_ATTRIBUTES_UNKNOWN),
            "ec2:DescribeVpcAttribute"),
    ENDPOINTS(
            IfDenied.NO_BREACH,
            ResourceType.EC2_VPC_ENDPOINT,
            Set.of(CauseCode.ENDPOINT_UNKNOWN),
            "ec2:DescribeVpcEndpoints"),
    INTERNET_GATEWAYS(
            IfDenied.NO_BREACH,
            ResourceType.EC2_INTERNET_GATEWAY,
            Set.of(CauseCode.INTERNET_GATEWAY_UNKNOWN),
            "ec2:DescribeInternetGateways"),
    NAT_GATEWAYS(
            IfDenied.NO_BREACH,
            ResourceType.EC2_NAT_GATEWAY,
            Set.of(CauseCode.NAT_GATEWAY_UNKNOWN),
            "ec2:DescribeNatGateways"),
    NETWORK_ACLS(
            IfDenied.NO_BREACH,
            ResourceType.EC2_NETWORK_ACL,
            Set.of(CauseCode.NETWORK_ACL_UNKNOWN),
            "ec2:DescribeNetworkAcls"),
    NETWORK_INTERFACES(
            IfDenied.NO_BREACH, ResourceType.EC2_NETWORK_INTERFACE, Set.of(), "ec2:DescribeNetworkInterfaces"),
    PREFIX_LISTS(
            IfDenied.OPEN_QUESTIONS,
            ResourceType.EC2_PREFIX_LIST,
            Set.of(CauseCode.PREFIX_LIST_UNKNOWN),
            "ec2:DescribeManagedPrefixLists",
            "ec2:GetManagedPrefixListEntries"),
    ROUTE_TABLES(
            IfDenied.NO_BREACH,
            ResourceType.EC2_ROUTE_TABLE,
            Set.of(CauseCode.ROUTE_TABLE_UNKNOWN),
            "ec2:DescribeRouteTables"),
    SECURITY_GROUPS(
            IfDenied.NO_BREACH,
            ResourceType.EC2_SECURITY_GROUP,
            Set.of(CauseCode.SECURITY_GROUP_UNKNOWN),
            "ec2:DescribeSecurityGroups"),
    SUBNETS(IfDenied.NO_BREACH, ResourceType.EC2_SUBNET, Set.of(CauseCode.SUBNET_UNKNOWN), "ec2:DescribeSubnets"),
    VPCS(IfDenied.NO_BREACH, ResourceType.EC2_VPC, Set.of(CauseCode.VPC_UNKNOWN), "ec2:DescribeVpcs"),
    CLUSTERS(
            IfDenied.OPEN_QUESTIONS,
            ResourceType.ECS_CLUSTER,
            Set.of(CauseCode.CLUSTER_UNKNOWN),
            "ecs:DescribeClusters"),
    TASK_DEFINITIONS(
            IfDenied.NO_VERDICT,
            ResourceType.ECS_TASK_DEFINITION,
            Set.of(CauseCode.TASK_DEFINITION_UNKNOWN),
            "ecs:DescribeTaskDefinition"),
    /** What AWS Config leaves out of every task definition: one call for each, so only to who looks at it. */
    TASK_PLATFORMS(IfDenied.NO_VERDICT, Set.of(), "ecs:DescribeTaskDefinition"),
    PINNED_IMAGES(
            IfDenied.OPEN_QUESTIONS,
            Set.of(CauseCode.PINNED_DIGEST_UNKNOWN),
            "ecs:DescribeServices",
            "ecs:DescribeServiceRevisions"),
    PULL_THROUGH_CACHE_RULES(
            IfDenied.OPEN_QUESTIONS,
            ResourceType.ECR_PULL_THROUGH_CACHE_RULE,
            Set.of(CauseCode.IMAGE_UNKNOWN),
            "ecr:DescribePullThroughCacheRules"),
    REGISTRY_POLICY(
            IfDenied.OPEN_QUESTIONS,
            ResourceType.ECR_REGISTRY_POLICY,
            Set.of(CauseCode.REGISTRY_POLICY_UNCLEAR),
            "ecr:GetRegistryPolicy"),
    REPOSITORIES(
            IfDenied.OPEN_QUESTIONS,
            ResourceType.ECR_REPOSITORY,
            Set.of(CauseCode.IMAGE_UNKNOWN, CauseCode.REPOSITORY_POLICY_UNCLEAR),
            "ecr:DescribeRepositories",
            "ecr:GetRepositoryPolicy",
            "ecr:ListTagsForResource"),
    IMAGES(
            IfDenied.OPEN_QUESTIONS,
            Set.of(CauseCode.IMAGE_UNKNOWN, CauseCode.PINNED_DIGEST_UNKNOWN),
            "ecr:DescribeImages"),
    IMAGE_PLATFORMS(
            IfDenied.OPEN_QUESTIONS,
            Set.of(CauseCode.IMAGE_UNKNOWN),
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer"),
    /** ECR tells the sizes of images with their tags; other registries have them in the manifests. */
    IMAGE_SIZES(IfDenied.OPEN_QUESTIONS, Set.of(CauseCode.IMAGE_UNKNOWN)),
    ROLES(
            IfDenied.OPEN_QUESTIONS,
            ResourceType.IAM_ROLE,
            Set.of(CauseCode.ROLE_UNKNOWN, CauseCode.SECRET_UNKNOWN),
            "iam:GetRole",
            "iam:GetRolePolicy",
            "iam:ListAttachedRolePolicies",
            "iam:ListRolePolicies"),
    MANAGED_POLICIES(
            IfDenied.OPEN_QUESTIONS,
            ResourceType.IAM_POLICY,
            Set.of(CauseCode.POLICY_UNKNOWN, CauseCode.SECRET_UNKNOWN),
            "iam:GetPolicy",
            "iam:GetPolicyVersion"),
    KEYS(
            IfDenied.OPEN_QUESTIONS,
            ResourceType.KMS_KEY,
            Set.of(CauseCode.SECRET_UNKNOWN),
            "kms:DescribeKey",
            "kms:GetKeyPolicy"),
    SECRETS(
            IfDenied.OPEN_QUESTIONS,
            ResourceType.SECRETSMANAGER_SECRET,
            Set.of(CauseCode.SECRET_UNKNOWN),
            "secretsmanager:DescribeSecret",
            "secretsmanager:GetResourcePolicy");

    /** What becomes of verdicts where the services refuse to tell it. */
    public enum IfDenied {
        /** The evidence lacks it, and rules say so where it matters to them. */
        OPEN_QUESTIONS,
        /** What AWS Config recorded could not be confirmed, so that nobody is blamed on it. */
        NO_BREACH,
        /** Rules take something for granted where the evidence lacks it, so that any verdict would be a guess. */
        NO_VERDICT
    }

    private final IfDenied ifDenied;
    private final Optional<ResourceType> type;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<CauseCode> leavesOpen;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> apiActions;

    Fact(IfDenied ifDenied, ResourceType type, Set<CauseCode> leavesOpen, String... apiActions) {
        this(ifDenied, Optional.of(type), leavesOpen, List.of(apiActions));
    }

    Fact(IfDenied ifDenied, Set<CauseCode> leavesOpen, String... apiActions) {
        this(ifDenied, Optional.empty(), leavesOpen, List.of(apiActions));
    }

    Fact(IfDenied ifDenied, Optional<ResourceType> type, Set<CauseCode> leavesOpen, List<String> apiActions) {
        this.ifDenied = ifDenied;
        this.type = type;
        this.leavesOpen = leavesOpen;
        this.apiActions = apiActions;
    }

    /** The facts that whoever reads these types needs. */
    static Set<Fact> on(Set<ResourceType> types) {
        EnumSet<Fact> facts = EnumSet.noneOf(Fact.class);
        Arrays.stream(values())
                .filter(fact -> fact.type.filter(types::contains).isPresent())
                .forEach(facts::add);
        return Collections.unmodifiableSet(facts);
    }

    /** The API actions that tell it, as an IAM policy names them. */
    public List<String> apiActions() {
        return apiActions;
    }

    /** What becomes of verdicts where one of its actions is denied for all resources alike. */
    public IfDenied ifDenied() {
        return ifDenied;
    }

    /** The questions that may stay open where one of its actions is denied. */
    public Set<CauseCode> leavesOpen() {
        return leavesOpen;
    }
}
