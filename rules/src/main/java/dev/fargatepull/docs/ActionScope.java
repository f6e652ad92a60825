package dev.fargatepull.docs;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The resources on which roles allow an action: as narrow as IAM can check it (Service Authorization Reference) and the
 * rules can do with. Tasks name images, secrets and prefix lists of other accounts and Regions too; who owns those
 * decides whether they may be read.
 */
public enum ActionScope {
    RULES_OF_PACKS(
            "A pack's rules get their ids when the pack is made, after the role",
            List.of("config:${AWS::Region}:${AWS::AccountId}:config-rule/aws-service-rule/"
                    + "config-conforms.amazonaws.com/*"),
            "config:GetComplianceDetailsByConfigRule"),
    CLUSTERS(
            "Which clusters there are changes all the time",
            List.of("ecs:${AWS::Region}:${AWS::AccountId}:cluster/*"),
            "ecs:DescribeClusters"),
    SERVICES(
            "Which services there are changes all the time",
            List.of(
                    "ecs:${AWS::Region}:${AWS::AccountId}:service/*",
                    "ecs:${AWS::Region}:${AWS::AccountId}:service-revision/*"),
            "ecs:DescribeServices",
            "ecs:DescribeServiceRevisions"),
    REPOSITORIES(
            "Tasks pull from repositories of any account and Region, as far as those let them",
            List.of("ecr:*:*:repository/*"),
            "ecr:BatchGetImage",
            "ecr:DescribeImages",
            "ecr:DescribeRepositories",
            "ecr:GetDownloadUrlForLayer",
            "ecr:GetRepositoryPolicy",
            "ecr:ListTagsForResource"),
    ROLES(
            "Which execution roles there are changes all the time",
            List.of("iam::${AWS::AccountId}:role/*"),
            "iam:GetRole",
            "iam:GetRolePolicy",
            "iam:ListAttachedRolePolicies",
            "iam:ListRolePolicies"),
    POLICIES(
            "Execution roles carry policies of the account and of AWS",
            List.of("iam::${AWS::AccountId}:policy/*", "iam::aws:policy/*"),
            "iam:GetPolicy",
            "iam:GetPolicyVersion"),
    KEYS(
            "Which keys encrypt the secrets of tasks changes all the time",
            List.of("kms:*:${AWS::AccountId}:key/*"),
            "kms:DescribeKey",
            "kms:GetKeyPolicy"),
    SECRETS(
            "Which secrets tasks name changes all the time; what is in them stays out of reach",
            List.of("secretsmanager:*:${AWS::AccountId}:secret:*"),
            "secretsmanager:DescribeSecret",
            "secretsmanager:GetResourcePolicy"),
    VPCS(
            "Tasks run in VPCs of this account and in such that others share with it",
            List.of("ec2:${AWS::Region}:*:vpc/*"),
            "ec2:DescribeVpcAttribute"),
    PREFIX_LISTS(
            "Groups and routes name prefix lists of this account, of others that share them, and of AWS",
            List.of("ec2:${AWS::Region}:*:prefix-list/*"),
            "ec2:GetManagedPrefixListEntries"),
    NO_RESOURCE(
            "IAM knows no resource for these actions, or checks none where all of an account's are asked for",
            List.of(),
            "config:BatchGetResourceConfig",
            "config:DescribeConfigurationRecorders",
            "config:GetResourceConfigHistory",
            "config:ListDiscoveredResources",
            "config:PutEvaluations",
            "config:SelectResourceConfig",
            "ec2:DescribeDhcpOptions",
            "ec2:DescribeInternetGateways",
            "ec2:DescribeManagedPrefixLists",
            "ec2:DescribeNatGateways",
            "ec2:DescribeNetworkAcls",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeRouteTables",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSubnets",
            "ec2:DescribeVpcBlockPublicAccessExclusions",
            "ec2:DescribeVpcBlockPublicAccessOptions",
            "ec2:DescribeVpcEndpoints",
            "ec2:DescribeVpcs",
            "ecr:DescribePullThroughCacheRules",
            "ecr:GetRegistryPolicy",
            "ecs:DescribeTaskDefinition");

    private final String reason;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> resources;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> actions;

    ActionScope(String reason, List<String> resources, String... actions) {
        this.reason = reason;
        this.resources = resources;
        this.actions = Set.of(actions);
    }

    /**
     * The scope of an action.
     *
     * @throws IllegalStateException if nobody has looked up what IAM can check of it
     */
    public static ActionScope of(String action) {
        return Arrays.stream(values())
                .filter(scope -> scope.actions.contains(action))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no scope is declared for %s: look it up in the Service Authorization Reference"
                                .formatted(action)));
    }

    /** Why its resources are not named one by one. */
    public String reason() {
        return reason;
    }

    /** The patterns of its resources, in the manner of {@code Fn::Sub}. */
    public List<String> resources() {
        return resources.isEmpty()
                ? List.of("*")
                : resources.stream().map("arn:${AWS::Partition}:"::concat).toList();
    }
}
