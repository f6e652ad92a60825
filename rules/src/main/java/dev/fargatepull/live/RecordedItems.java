package dev.fargatepull.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.fargatepull.core.aws.AwsvpcConfiguration;
import dev.fargatepull.core.aws.EcsCluster;
import dev.fargatepull.core.aws.EcsService;
import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.EcsTaskSet;
import dev.fargatepull.core.aws.IamPolicy;
import dev.fargatepull.core.aws.IamRole;
import dev.fargatepull.core.aws.InternetGateway;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.RouteTable;
import dev.fargatepull.core.aws.RouteTarget;
import dev.fargatepull.core.aws.SecretsManagerSecret;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.core.aws.TaskLaunch;
import dev.fargatepull.core.aws.Vpc;
import dev.fargatepull.core.aws.VpcEndpoint;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.workload.Workload;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ConfigurationRecorder;

/**
 * What AWS Config recorded, as far as a slice reaches.
 *
 * <p>Things are found from the workloads on: by the ids that the items found so far name. So the number of calls grows
 * with the slice and not with the account.
 */
final class RecordedItems {

    private static final Set<ResourceType> LAUNCHES = EnumSet.of(ResourceType.ECS_SERVICE, ResourceType.ECS_TASK_SET);

    /** Types whose items name their VPC as {@code configuration.vpcId}. */
    private static final Set<ResourceType> IN_A_VPC = EnumSet.of(
            ResourceType.EC2_NAT_GATEWAY,
            ResourceType.EC2_NETWORK_ACL,
            ResourceType.EC2_ROUTE_TABLE,
            ResourceType.EC2_SECURITY_GROUP,
            ResourceType.EC2_SUBNET,
            ResourceType.EC2_VPC_ENDPOINT);

    /** Types of which an account and Region have a handful at the most. */
    private static final Set<ResourceType> FEW = EnumSet.of(
            ResourceType.EC2_PREFIX_LIST,
            ResourceType.EC2_VPC_BLOCK_PUBLIC_ACCESS_EXCLUSION,
            ResourceType.EC2_VPC_BLOCK_PUBLIC_ACCESS_OPTIONS,
            ResourceType.ECR_PULL_THROUGH_CACHE_RULE,
            ResourceType.ECR_REGISTRY_POLICY);

    /** Types that a Region is asked for as a whole when all its workloads are. */
    private static final Set<ResourceType> OF_A_REGION = Stream.of(
                    LAUNCHES,
                    IN_A_VPC,
                    FEW,
                    EnumSet.of(
                            ResourceType.EC2_DHCP_OPTIONS,
                            ResourceType.EC2_INTERNET_GATEWAY,
                            ResourceType.EC2_SUBNET_ROUTE_TABLE_ASSOCIATION,
                            ResourceType.EC2_VPC,
                            ResourceType.ECR_REPOSITORY,
                            ResourceType.ECS_CLUSTER,
                            ResourceType.ECS_TASK_DEFINITION))
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private static final String SUBNETS_OF_SERVICE = "configuration.NetworkConfiguration.AwsvpcConfiguration.Subnets";

    /** Spelt otherwise than that of a service; one query cannot name both. */
    private static final String SUBNETS_OF_TASK_SET = "configuration.NetworkConfiguration.AwsVpcConfiguration.Subnets";

    private final ConfigClient config;
    private final ConfigQueries queries;
    private final Gathering gathering;

    RecordedItems(ConfigClient config, Gathering gathering) {
        this.config = config;
        this.queries = new ConfigQueries(config, gathering.items());
        this.gathering = gathering;
    }

    /** Adds the services and task sets of a slice. */
    void addLaunches(Slice slice) {
        if (slice instanceof Slice.Region) {
            // One query for all: each takes a round trip, and most accounts fit into a few pages.
            queries.all(wanted(OF_A_REGION));
        } else if (slice instanceof Slice.Vpcs vpcs) {
            addLaunchesIn(vpcs.vpcIds());
        } else if (slice instanceof Slice.Subnets subnets) {
            addLaunchesIn(vpcsOf(subnets.subnetIds()));
            // Services name subnets that may have no item, and so no VPC.
            addLaunchesInSubnets(subnets.subnetIds());
        } else if (slice instanceof Slice.DhcpOptions options) {
            queries.where(Set.of(ResourceType.EC2_VPC), "configuration.dhcpOptionsId", options.dhcpOptionsIds());
            addLaunchesIn(gathering.known().all(Vpc.class).stream()
                    .filter(vpc -> vpc.dhcpOptionsId()
                            .filter(options.dhcpOptionsIds()::contains)
                            .isPresent())
                    .map(Vpc::resourceId)
                    .collect(Collectors.toSet()));
        } else if (slice instanceof Slice.Launches launches) {
            queries.where(wanted(LAUNCHES), "resourceId", launches.resourceIds());
        } else if (slice instanceof Slice.Families families) {
            addLaunchesOf(families);
        } else if (slice instanceof Slice.Clusters clusters) {
            queries.where(wanted(LAUNCHES), "configuration.Cluster", clusterArns(clusters.names()));
        } else if (slice instanceof Slice.Roles roles) {
            queries.where(wanted(ResourceType.ECS_TASK_DEFINITION), "configuration.ExecutionRoleArn", roles.roleArns());
            addLaunchesOf(definition -> definition
                    .executionRole()
                    .filter(roles.roleArns()::contains)
                    .isPresent());
        } else if (slice instanceof Slice.Repositories repositories) {
            addLaunchesPullingFrom(repositories.names());
        } else {
            throw new IllegalArgumentException("%s has to be resolved first".formatted(slice));
        }
    }

    /** Adds the task definitions and clusters that the launches so far name. */
    void addTaskDefinitions() {
        RegionInventory known = gathering.known();
        queries.where(
                wanted(ResourceType.ECS_TASK_DEFINITION),
                "arn",
                launches(known)
                        .flatMap(launch -> launch.taskDefinition().stream())
                        .filter(arn -> known.find(EcsTaskDefinition.class, arn).isEmpty())
                        .collect(Collectors.toSet()));
        queries.where(
                wanted(ResourceType.ECS_CLUSTER),
                "resourceId",
                launches(known)
                        .filter(TaskLaunch::isAsTheClusterSays)
                        .map(TaskLaunch::clusterName)
                        .filter(name -> known.find(EcsCluster.class, name).isEmpty())
                        .collect(Collectors.toSet()));
    }

    /** Adds what the workloads so far depend on. */
    void addDependencies(Slice slice) {
        addRecorder();
        if (!(slice instanceof Slice.Region)) {
            queries.all(wanted(FEW));
            addNetworks();
            addRepositories();
        }
        addEndpointInterfaces();
        addRoles();
        addSecrets();
    }

    private void addLaunchesIn(Set<String> vpcIds) {
        queries.where(Set.of(ResourceType.EC2_SUBNET), "configuration.vpcId", vpcIds);
        List<String> subnetIds = gathering.known().all(Subnet.class).stream()
                .filter(subnet -> vpcIds.contains(subnet.vpcId()))
                .map(Subnet::resourceId)
                .toList();
        addLaunchesInSubnets(subnetIds);
    }

    private void addLaunchesInSubnets(Collection<String> subnetIds) {
        queries.where(wanted(ResourceType.ECS_SERVICE), SUBNETS_OF_SERVICE, subnetIds);
        queries.where(wanted(ResourceType.ECS_TASK_SET), SUBNETS_OF_TASK_SET, subnetIds);
    }

    private void addLaunchesOf(Slice.Families families) {
        for (String family : families.familyArns()) {
            for (ResourceType type : wanted(LAUNCHES)) {
                queries.startingWith(type, "configuration.TaskDefinition", family + ":");
            }
        }
    }

    private void addLaunchesOf(Predicate<EcsTaskDefinition> meant) {
        addLaunchesOf(Slice.Families.of(gathering.known().all(EcsTaskDefinition.class).stream()
                .filter(meant)
                .map(EcsTaskDefinition::reference)));
    }

    private void addLaunchesPullingFrom(Set<String> repositories) {
        for (String repository : repositories) {
            registryHosts()
                    .forEach(host -> queries.startingWith(
                            ResourceType.ECS_TASK_DEFINITION,
                            "configuration.ContainerDefinitions.Image",
                            host + "/" + repository));
        }
        addLaunchesOf(
                definition -> Bonds.repositories(definition, gathering.scope()).anyMatch(repositories::contains));
    }

    /** The names that one registry answers to (Amazon ECR User Guide, "Making requests to Amazon ECR registries"). */
    private Stream<String> registryHosts() {
        String account = gathering.scope().accountId();
        String region = gathering.scope().region();
        String suffix = partition().dnsSuffix();
        return Stream.of(
                "%s.dkr.ecr.%s.%s".formatted(account, region, suffix),
                "%s.dkr.ecr-fips.%s.%s".formatted(account, region, suffix),
                "%s.dkr-ecr.%s.on.aws".formatted(account, region),
                "%s.dkr-ecr-fips.%s.on.aws".formatted(account, region));
    }

    private PartitionMetadata partition() {
        return PartitionMetadata.of(Region.of(gathering.scope().region()));
    }

    private Set<String> clusterArns(Set<String> names) {
        return names.stream()
                .map(name -> "arn:%s:ecs:%s:%s:cluster/%s"
                        .formatted(
                                partition().id(),
                                gathering.scope().region(),
                                gathering.scope().accountId(),
                                name))
                .collect(Collectors.toSet());
    }

    private static Stream<TaskLaunch> launches(RegionInventory known) {
        return Stream.concat(
                known.all(EcsService.class).stream().map(EcsService::launch),
                known.all(EcsTaskSet.class).stream().map(EcsTaskSet::launch));
    }

    /** AWS Config records its own recorder late or not at all; asking it takes one call. */
    private void addRecorder() {
        if (gathering.wants(ResourceType.CONFIG_CONFIGURATION_RECORDER)) {
            gathering
                    .ask(Optional.empty(), config::describeConfigurationRecorders)
                    .ifPresent(answer -> answer.configurationRecorders().forEach(this::addRecorder));
        }
    }

    private void addRecorder(ConfigurationRecorder recorder) {
        gathering
                .items()
                .addLive(
                        gathering.scope(),
                        ResourceType.CONFIG_CONFIGURATION_RECORDER,
                        recorder.name(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .set("recordingGroup", SdkJson.CAMEL_CASE.object(recorder.recordingGroup())),
                        gathering.now());
    }

    /** Adds the VPCs that the launches so far have subnets in. */
    void addVpcs() {
        queries.where(wanted(ResourceType.EC2_VPC), "resourceId", vpcsOf(subnets()));
    }

    private Set<String> subnets() {
        return launches(gathering.known())
                .flatMap(launch -> launch.network().stream())
                .map(AwsvpcConfiguration::subnets)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }

    private Set<String> vpcsOf(Set<String> subnetIds) {
        queries.where(Set.of(ResourceType.EC2_SUBNET), "resourceId", subnetIds);
        return Bonds.vpcs(subnetIds.stream(), gathering.known());
    }

    private void addNetworks() {
        if (wanted(IN_A_VPC).isEmpty()) {
            return;
        }
        Set<String> subnetIds = subnets();
        Set<String> vpcIds = vpcsOf(subnetIds);
        queries.where(wanted(IN_A_VPC), "configuration.vpcId", vpcIds);
        queries.where(wanted(ResourceType.EC2_VPC), "resourceId", vpcIds);
        queries.where(wanted(ResourceType.EC2_INTERNET_GATEWAY), "configuration.attachments.vpcId", vpcIds);
        queries.where(wanted(ResourceType.EC2_SUBNET_ROUTE_TABLE_ASSOCIATION), "configuration.SubnetId", subnetIds);
        addWhatTheNetworksName(gathering.known());
    }

    private void addWhatTheNetworksName(RegionInventory known) {
        queries.where(
                wanted(ResourceType.EC2_DHCP_OPTIONS),
                "resourceId",
                known.all(Vpc.class).stream()
                        .flatMap(vpc -> vpc.dhcpOptionsId().stream())
                        .filter(id -> !id.equals(Vpc.NO_DHCP_OPTIONS))
                        .collect(Collectors.toSet()));
        // A gateway that is attached nowhere is what some route tables are wrong about.
        queries.where(
                wanted(ResourceType.EC2_INTERNET_GATEWAY),
                "resourceId",
                known.all(RouteTable.class).stream()
                        .flatMap(table -> table.routes().stream())
                        .map(route -> route.target())
                        .filter(target -> target.kind() == RouteTarget.Kind.INTERNET_GATEWAY)
                        .flatMap(target -> target.ids().stream())
                        .filter(id -> known.find(InternetGateway.class, id).isEmpty())
                        .collect(Collectors.toSet()));
    }

    private void addEndpointInterfaces() {
        if (gathering.wants(ResourceType.EC2_NETWORK_INTERFACE)) {
            queries.where(
                    Set.of(ResourceType.EC2_NETWORK_INTERFACE),
                    "resourceId",
                    gathering.known().all(VpcEndpoint.class).stream()
                            .flatMap(endpoint -> endpoint.networkInterfaceIds().stream())
                            .collect(Collectors.toSet()));
        }
    }

    private void addRepositories() {
        if (gathering.wants(ResourceType.ECR_REPOSITORY)) {
            queries.where(
                    Set.of(ResourceType.ECR_REPOSITORY),
                    "resourceId",
                    gathering.workloads().stream()
                            .flatMap(workload -> workload.taskDefinition().stream())
                            .flatMap(definition -> Bonds.repositories(definition, gathering.scope()))
                            .collect(Collectors.toSet()));
        }
    }

    private void addRoles() {
        if (!gathering.wants(ResourceType.IAM_ROLE)) {
            return;
        }
        queries.where(
                Set.of(ResourceType.IAM_ROLE),
                "arn",
                gathering.workloads().stream()
                        .flatMap(workload -> workload.taskDefinition().stream())
                        .flatMap(definition -> definition.executionRole().stream())
                        .collect(Collectors.toSet()));
        RegionInventory known = gathering.known();
        queries.where(
                wanted(ResourceType.IAM_POLICY),
                "arn",
                known.all(IamRole.class).stream()
                        .flatMap(role ->
                                Stream.concat(role.attachedPolicies().stream(), role.permissionsBoundary().stream()))
                        .filter(policy -> policy.asPublished().isEmpty())
                        .map(IamRole.ManagedPolicy::arn)
                        .filter(arn -> known.find(IamPolicy.class, arn).isEmpty())
                        .collect(Collectors.toSet()));
    }

    /** Secrets are named by their whole ARN, by one without the six characters AWS adds, or by name. */
    private void addSecrets() {
        if (!gathering.wants(ResourceType.SECRETSMANAGER_SECRET)) {
            return;
        }
        Set<String> named = gathering.workloads().stream()
                .map(Workload::taskDefinition)
                .flatMap(Optional::stream)
                .flatMap(definition -> definition.containers().stream())
                .flatMap(container -> container.repositoryCredentials().stream())
                .collect(Collectors.toSet());
        queries.where(Set.of(ResourceType.SECRETSMANAGER_SECRET), "arn", named);
        queries.where(
                Set.of(ResourceType.SECRETSMANAGER_SECRET),
                "resourceName",
                named.stream()
                        .map(name -> name.substring(name.lastIndexOf(':') + 1))
                        .collect(Collectors.toSet()));
        Set<String> keys = gathering.known().all(SecretsManagerSecret.class).stream()
                .flatMap(secret -> secret.kmsKeyId().stream())
                .map(key -> key.substring(key.lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
        queries.where(wanted(ResourceType.KMS_KEY), "resourceId", keys);
    }

    private Set<ResourceType> wanted(ResourceType type) {
        return wanted(Set.of(type));
    }

    private Set<ResourceType> wanted(Set<ResourceType> types) {
        return types.stream().filter(gathering::wants).collect(Collectors.toSet());
    }
}
