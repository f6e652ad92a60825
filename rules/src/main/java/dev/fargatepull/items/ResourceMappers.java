package dev.fargatepull.items;

import dev.fargatepull.core.address.AddressSet;
import dev.fargatepull.core.aws.AwsResource;
import dev.fargatepull.core.aws.AwsvpcConfiguration;
import dev.fargatepull.core.aws.ConfigurationRecorder;
import dev.fargatepull.core.aws.ConfigurationRecorder.Strategy;
import dev.fargatepull.core.aws.DeniedCall;
import dev.fargatepull.core.aws.DhcpOptions;
import dev.fargatepull.core.aws.EcrPublicRepository;
import dev.fargatepull.core.aws.EcrPullThroughCacheRule;
import dev.fargatepull.core.aws.EcrRegistryPolicy;
import dev.fargatepull.core.aws.EcrRepository;
import dev.fargatepull.core.aws.EcsCluster;
import dev.fargatepull.core.aws.EcsService;
import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.EcsTaskSet;
import dev.fargatepull.core.aws.IamPolicy;
import dev.fargatepull.core.aws.IamRole;
import dev.fargatepull.core.aws.InternetGateway;
import dev.fargatepull.core.aws.KmsKey;
import dev.fargatepull.core.aws.NatGateway;
import dev.fargatepull.core.aws.NetworkInterface;
import dev.fargatepull.core.aws.OciRepository;
import dev.fargatepull.core.aws.PrefixList;
import dev.fargatepull.core.aws.RegistryImage;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.Route;
import dev.fargatepull.core.aws.RouteTable;
import dev.fargatepull.core.aws.RouteTarget;
import dev.fargatepull.core.aws.SecretsManagerSecret;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.core.aws.SubnetRouteTableAssociation;
import dev.fargatepull.core.aws.TaskLaunch;
import dev.fargatepull.core.aws.Vpc;
import dev.fargatepull.core.aws.VpcBlockPublicAccessExclusion;
import dev.fargatepull.core.aws.VpcBlockPublicAccessOptions;
import dev.fargatepull.core.aws.VpcBlockPublicAccessOptions.Mode;
import dev.fargatepull.core.aws.VpcEndpoint;
import dev.fargatepull.core.iam.PolicyDocument;
import dev.fargatepull.core.image.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The shape of each type's {@code configuration}: with its helpers the only place that knows AWS Config's keys. */
final class ResourceMappers {

    /** The {@code interfaceType} of network interfaces that belong to interface endpoints. */
    static final String ENDPOINT_INTERFACE = "vpc_endpoint";

    private static final Set<String> ATTACHED = Set.of("available", "attached");

    /** Keys of a route's target beside gateways, NAT gateways and peering; an instance's come in pairs. */
    private static final List<String> CUSTOM_TARGETS = List.of(
            "transitGatewayId",
            "networkInterfaceId",
            "instanceId",
            "localGatewayId",
            "carrierGatewayId",
            "coreNetworkArn");

    private ResourceMappers() {}

    static AwsResource map(ResourceType type, String id, Fields configuration, Fields supplementary)
            throws MalformedInputException {
        return switch (type) {
            case ACCOUNT -> throw new IllegalArgumentException("AWS Config records no item of an account");
            case CONFIG_CONFIGURATION_RECORDER -> recorder(id, configuration, supplementary);
            case EC2_DHCP_OPTIONS -> new DhcpOptions(id, configuration.texts("DomainNameServers"));
            case EC2_INTERNET_GATEWAY -> internetGateway(id, configuration);
            case EC2_NAT_GATEWAY -> natGateway(id, configuration);
            case EC2_NETWORK_ACL -> NetworkFilterMappers.networkAcl(id, configuration);
            case EC2_NETWORK_INTERFACE -> networkInterface(id, configuration);
            case EC2_PREFIX_LIST -> prefixList(id, configuration);
            case EC2_ROUTE_TABLE -> routeTable(id, configuration);
            case EC2_SECURITY_GROUP -> NetworkFilterMappers.securityGroup(id, configuration);
            case EC2_SUBNET -> subnet(id, configuration);
            case EC2_SUBNET_ROUTE_TABLE_ASSOCIATION ->
                new SubnetRouteTableAssociation(
                        id, configuration.require("SubnetId"), configuration.require("RouteTableId"));
            case EC2_VPC ->
                new Vpc(
                        id,
                        configuration.ipv4Cidr("cidrBlock"),
                        configuration.text("dhcpOptionsId"),
                        supplementary.flag("enableDnsSupport"),
                        supplementary.flag("enableDnsHostnames"),
                        suppliedTypes(supplementary));
            case EC2_VPC_BLOCK_PUBLIC_ACCESS_EXCLUSION ->
                new VpcBlockPublicAccessExclusion(
                        id,
                        configuration.require("InternetGatewayExclusionMode").equals("allow-bidirectional"),
                        configuration.text("VpcId"),
                        configuration.text("SubnetId"));
            case EC2_VPC_BLOCK_PUBLIC_ACCESS_OPTIONS ->
                new VpcBlockPublicAccessOptions(id, mode(configuration.require("InternetGatewayBlockMode")));
            case EC2_VPC_ENDPOINT -> vpcEndpoint(id, configuration);
            case ECR_PUBLIC_REPOSITORY ->
                new EcrPublicRepository(id, publicPath(id, configuration), images(supplementary));
            case ECR_PULL_THROUGH_CACHE_RULE ->
                new EcrPullThroughCacheRule(
                        id, configuration.require("EcrRepositoryPrefix").replaceAll("/+$", ""));
            case ECR_REGISTRY_POLICY -> new EcrRegistryPolicy(id, configuration.policy("PolicyText"));
            case ECR_REPOSITORY ->
                new EcrRepository(
                        id,
                        configuration.policy("RepositoryPolicyText"),
                        configuration.tags("Tags"),
                        images(supplementary));
            case ECS_CLUSTER -> new EcsCluster(id, capacityProviders(configuration, "DefaultCapacityProviderStrategy"));
            case ECS_SERVICE ->
                new EcsService(
                        id,
                        launch(configuration, supplementary),
                        configuration.object("DeploymentController").text("Type"));
            case ECS_TASK_DEFINITION -> taskDefinition(id, configuration, supplementary);
            case ECS_TASK_SET -> new EcsTaskSet(id, launch(configuration, supplementary));
            case IAM_POLICY -> new IamPolicy(id, configuration.require("arn"), defaultVersion(configuration));
            case IAM_ROLE -> role(id, configuration);
            case KMS_KEY ->
                new KmsKey(
                        id,
                        configuration.require("arn"),
                        configuration.text("keyManager").equals(Optional.of("AWS")),
                        configuration.text("keyState"),
                        supplementary.policy("Policy"));
            case SECRETSMANAGER_SECRET -> secret(id, configuration, supplementary);
            case FARGATE_PULL_DENIED_CALL ->
                new DeniedCall(id, configuration.require("action"), configuration.text("resource"));
            case OCI_REPOSITORY ->
                new OciRepository(id, ImageReference.parse(id).path(), images(supplementary));
        };
    }

    /**
     * Whether the rules have a use for the resource: not for network interfaces beside those of VPC endpoints, of which
     * an account has one for every task and instance.
     */
    static boolean isOfUse(ResourceType type, Fields configuration) throws MalformedInputException {
        return type != ResourceType.EC2_NETWORK_INTERFACE
                || configuration
                        .text("interfaceType")
                        .orElse(ENDPOINT_INTERFACE)
                        .equals(ENDPOINT_INTERFACE);
    }

    private static ConfigurationRecorder recorder(String id, Fields configuration, Fields supplementary)
            throws MalformedInputException {
        Fields group = configuration.object("recordingGroup");
        List<String> listed = group.texts("resourceTypes");
        List<String> excluded = group.object("exclusionByResourceTypes").texts("resourceTypes");
        Set<String> supplied = suppliedTypes(supplementary);
        String strategy = group.object("recordingStrategy").text("useOnly").orElse("");
        if (strategy.equals("EXCLUSION_BY_RESOURCE_TYPES") || !excluded.isEmpty()) {
            return new ConfigurationRecorder(id, Strategy.ALL_BUT_LISTED, Set.copyOf(excluded), supplied);
        }
        boolean notAll = group.flag("allSupported").equals(Optional.of(false));
        if (strategy.equals("INCLUSION_BY_RESOURCE_TYPES") || !listed.isEmpty() || notAll) {
            return new ConfigurationRecorder(id, Strategy.ONLY_LISTED, Set.copyOf(listed), supplied);
        }
        return new ConfigurationRecorder(id, Strategy.ALL, Set.of(), supplied);
    }

    /** Types that AWS Config leaves out and whoever collected the evidence added. */
    private static Set<String> suppliedTypes(Fields supplementary) throws MalformedInputException {
        return Set.copyOf(supplementary.texts("suppliedTypes"));
    }

    private static InternetGateway internetGateway(String id, Fields configuration) throws MalformedInputException {
        List<String> attached = new ArrayList<>();
        List<String> untold = new ArrayList<>();
        for (Fields attachment : configuration.objects("attachments")) {
            Optional<String> state = attachment.state("state");
            if (state.isEmpty()) {
                attachment.text("vpcId").ifPresent(untold::add);
            } else if (ATTACHED.contains(state.get())) {
                attachment.text("vpcId").ifPresent(attached::add);
            }
        }
        return new InternetGateway(id, List.copyOf(attached), List.copyOf(untold));
    }

    private static NatGateway natGateway(String id, Fields configuration) throws MalformedInputException {
        boolean isPrivate = configuration.text("connectivityType").equals(Optional.of("private"));
        return new NatGateway(id, configuration.text("subnetId"), configuration.state("state"), isPrivate);
    }

    private static NetworkInterface networkInterface(String id, Fields configuration) throws MalformedInputException {
        AddressSet addresses = configuration.ipv4Address("privateIpAddress").orElse(AddressSet.NONE);
        for (Fields address : configuration.objects("privateIpAddresses")) {
            addresses = addresses.union(address.ipv4Address("privateIpAddress").orElse(AddressSet.NONE));
        }
        return new NetworkInterface(id, configuration.require("subnetId"), addresses);
    }

    private static PrefixList prefixList(String id, Fields configuration) throws MalformedInputException {
        Optional<List<Fields>> listed = configuration.objectsIfThere("Entries");
        AddressSet entries = AddressSet.NONE;
        for (Fields entry : listed.orElse(List.of())) {
            entries = entries.union(entry.cidr("Cidr").orElse(AddressSet.NONE));
        }
        return new PrefixList(
                id,
                configuration.require("PrefixListName"),
                listed.isPresent() ? Optional.of(entries) : Optional.empty());
    }

    private static RouteTable routeTable(String id, Fields configuration) throws MalformedInputException {
        List<RouteTable.Association> associations = new ArrayList<>();
        for (Fields association : configuration.objects("associations")) {
            associations.add(new RouteTable.Association(
                    association.text("subnetId"),
                    association.flag("main").orElse(false),
                    association.object("associationState").state("state")));
        }
        List<Route> routes = new ArrayList<>();
        for (Fields route : configuration.objects("routes")) {
            Optional<String> destination = route.text("destinationCidrBlock").isPresent()
                    ? route.text("destinationCidrBlock")
                    : route.text("destinationPrefixListId");
            if (destination.isPresent()) {
                routes.add(new Route(
                        destination.get(),
                        target(route),
                        route.state("state").equals(Optional.of("blackhole")),
                        route.text("origin").equals(Optional.of("EnableVgwRoutePropagation"))));
            }
        }
        return new RouteTable(id, configuration.require("vpcId"), List.copyOf(associations), List.copyOf(routes));
    }

    private static RouteTarget target(Fields route) throws MalformedInputException {
        Optional<String> natGateway = route.text("natGatewayId");
        if (natGateway.isPresent()) {
            return new RouteTarget(RouteTarget.Kind.NAT_GATEWAY, List.of(natGateway.get()));
        }
        Optional<String> peering = route.text("vpcPeeringConnectionId");
        if (peering.isPresent()) {
            return new RouteTarget(RouteTarget.Kind.PEERING, List.of(peering.get()));
        }
        Optional<String> gateway = route.text("gatewayId");
        if (gateway.isPresent()) {
            return RouteTarget.gateway(gateway.get());
        }
        List<String> ids = new ArrayList<>();
        for (String key : CUSTOM_TARGETS) {
            route.text(key).ifPresent(ids::add);
        }
        return new RouteTarget(RouteTarget.Kind.CUSTOM, List.copyOf(ids));
    }

    private static Subnet subnet(String id, Fields configuration) throws MalformedInputException {
        boolean ipv6Only = configuration.flag("ipv6Native").orElse(false)
                || (configuration.text("cidrBlock").isEmpty()
                        && !configuration.objects("ipv6CidrBlockAssociationSet").isEmpty());
        return new Subnet(
                id,
                configuration.require("vpcId"),
                configuration.text("ownerId"),
                !ipv6Only,
                configuration.ipv4Cidr("cidrBlock"));
    }

    private static VpcEndpoint vpcEndpoint(String id, Fields configuration) throws MalformedInputException {
        Fields dns = configuration.object("dnsOptions");
        boolean ipv6Only = configuration.text("ipAddressType").equals(Optional.of("ipv6"))
                || dns.text("dnsRecordIpType").equals(Optional.of("ipv6"));
        boolean inboundOnly =
                dns.flag("privateDnsOnlyForInboundResolverEndpoint").orElse(false);
        VpcEndpoint.Kind kind =
                switch (configuration.text("vpcEndpointType").orElse("").toLowerCase(Locale.ROOT)) {
                    case "interface" -> VpcEndpoint.Kind.INTERFACE;
                    case "gateway" -> VpcEndpoint.Kind.GATEWAY;
                    default -> VpcEndpoint.Kind.OTHER;
                };
        return new VpcEndpoint(
                id,
                configuration.require("vpcId"),
                configuration.text("serviceName").orElse(""),
                kind,
                configuration.state("state").orElse(VpcEndpoint.STATE_UNKNOWN),
                !ipv6Only,
                inboundOnly ? Optional.of(false) : configuration.flag("privateDnsEnabled"),
                configuration.texts("routeTableIds"),
                configuration.policy("policyDocument"),
                configuration.texts("subnetIds"),
                configuration.texts("networkInterfaceIds"),
                groupIds(configuration));
    }

    private static List<String> groupIds(Fields configuration) throws MalformedInputException {
        List<String> ids = new ArrayList<>();
        for (Fields group : configuration.objects("groups")) {
            group.text("groupId").ifPresent(ids::add);
        }
        return List.copyOf(ids);
    }

    private static Mode mode(String text) {
        return switch (text) {
            case "block-bidirectional" -> Mode.BLOCK_BIDIRECTIONAL;
            case "block-ingress" -> Mode.BLOCK_INGRESS;
            case "off" -> Mode.OFF;
            default -> Mode.UNKNOWN;
        };
    }

    private static TaskLaunch launch(Fields configuration, Fields supplementary) throws MalformedInputException {
        return new TaskLaunch(
                configuration.text("Cluster"),
                configuration.text("TaskDefinition"),
                configuration
                        .text("LaunchType")
                        .filter(type -> !type.isEmpty())
                        .map(type -> type.toUpperCase(Locale.ROOT)),
                capacityProviders(configuration, "CapacityProviderStrategy"),
                configuration.text("PlatformVersion"),
                network(configuration.object("NetworkConfiguration")),
                pinnedImages(supplementary));
    }

    private static List<String> capacityProviders(Fields configuration, String strategy)
            throws MalformedInputException {
        List<String> providers = new ArrayList<>();
        for (Fields item : configuration.objects(strategy)) {
            item.text("CapacityProvider").ifPresent(providers::add);
        }
        return List.copyOf(providers);
    }

    private static Optional<AwsvpcConfiguration> network(Fields configuration) throws MalformedInputException {
        // Services write AwsvpcConfiguration, task sets AwsVpcConfiguration.
        Fields service = configuration.object("AwsvpcConfiguration");
        Fields awsvpc = service.isEmpty() ? configuration.object("AwsVpcConfiguration") : service;
        List<String> subnets = awsvpc.texts("Subnets");
        boolean assignPublicIp = awsvpc.text("AssignPublicIp")
                .filter("ENABLED"::equalsIgnoreCase)
                .isPresent();
        return subnets.isEmpty()
                ? Optional.empty()
                : Optional.of(new AwsvpcConfiguration(subnets, awsvpc.texts("SecurityGroups"), assignPublicIp));
    }

    private static EcsTaskDefinition taskDefinition(String id, Fields configuration, Fields supplementary)
            throws MalformedInputException {
        Fields platform = recordedOrSupplied("RuntimePlatform", configuration, supplementary);
        List<EcsTaskDefinition.Container> containers = new ArrayList<>();
        for (Fields container : configuration.objects("ContainerDefinitions")) {
            Optional<String> credentials = container
                    .object("RepositoryCredentials")
                    .text("CredentialsParameter")
                    .filter(secret -> !secret.isEmpty());
            boolean pinsDigest = container
                    .text("VersionConsistency")
                    .filter("disabled"::equalsIgnoreCase)
                    .isEmpty();
            containers.add(new EcsTaskDefinition.Container(
                    container.text("Name").orElse(""), container.require("Image"), credentials, pinsDigest));
        }
        return new EcsTaskDefinition(
                id,
                configuration.require("TaskDefinitionArn"),
                platform.text("OperatingSystemFamily"),
                platform.text("CpuArchitecture"),
                recordedOrSupplied("EphemeralStorage", configuration, supplementary)
                        .number("SizeInGiB"),
                configuration.text("ExecutionRoleArn").filter(role -> !role.isEmpty()),
                supplementary.flag("executionRoleExists").equals(Optional.of(false)),
                Set.copyOf(supplementary.texts("missingSecrets")),
                List.copyOf(containers));
    }

    private static IamRole role(String id, Fields configuration) throws MalformedInputException {
        List<IamRole.InlinePolicy> inline = new ArrayList<>();
        for (Fields policy : configuration.objects("rolePolicyList")) {
            inline.add(new IamRole.InlinePolicy(policy.require("policyName"), policy.policy("policyDocument")));
        }
        List<IamRole.ManagedPolicy> attached = new ArrayList<>();
        for (Fields policy : configuration.objects("attachedManagedPolicies")) {
            attached.add(managed(policy.require("policyArn")));
        }
        return new IamRole(
                id,
                configuration.require("arn"),
                configuration.policy("assumeRolePolicyDocument"),
                List.copyOf(inline),
                List.copyOf(attached),
                configuration
                        .object("permissionsBoundary")
                        .text("permissionsBoundaryArn")
                        .map(ResourceMappers::managed),
                configuration.tags("tags"));
    }

    private static IamRole.ManagedPolicy managed(String arn) {
        return new IamRole.ManagedPolicy(arn, AwsManagedPolicies.find(arn));
    }

    private static Optional<PolicyDocument> defaultVersion(Fields configuration) throws MalformedInputException {
        for (Fields version : configuration.objects("policyVersionList")) {
            if (version.flag("isDefaultVersion").orElse(false)) {
                return version.policy("document");
            }
        }
        return Optional.empty();
    }

    private static SecretsManagerSecret secret(String id, Fields configuration, Fields supplementary)
            throws MalformedInputException {
        String arn = configuration.text("ARN").orElse(id);
        Optional<String> key = configuration.text("KMSKeyId");
        return new SecretsManagerSecret(
                id,
                arn,
                configuration.text("Name").orElse(arn),
                key.filter(named -> !named.isEmpty()),
                configuration.flag("Deleted").orElse(false),
                supplementary.policiesIfThere("ResourcePolicy"));
    }

    private static Fields recordedOrSupplied(String name, Fields configuration, Fields supplementary)
            throws MalformedInputException {
        Fields recorded = configuration.object(name);
        return recorded.isEmpty() ? supplementary.object(name) : recorded;
    }

    private static Optional<List<TaskLaunch.PinnedImage>> pinnedImages(Fields supplementary)
            throws MalformedInputException {
        Optional<List<Fields>> listed = supplementary.objectsIfThere("pinnedImages");
        if (listed.isEmpty()) {
            return Optional.empty();
        }
        List<TaskLaunch.PinnedImage> pinned = new ArrayList<>();
        for (Fields image : listed.get()) {
            pinned.add(new TaskLaunch.PinnedImage(
                    image.require("containerName"), image.require("image"), image.text("imageDigest")));
        }
        return Optional.of(List.copyOf(pinned));
    }

    /** Only the repository's URI tells the alias of its registry. Where it is missing, the id is taken for the path. */
    private static String publicPath(String id, Fields configuration) throws MalformedInputException {
        String name = configuration.text("RepositoryUri").orElse(id);
        return name.startsWith(ImageReference.ECR_PUBLIC + "/")
                ? name.substring(ImageReference.ECR_PUBLIC.length() + 1)
                : name;
    }

    private static Optional<List<RegistryImage>> images(Fields supplementary) throws MalformedInputException {
        Optional<List<Fields>> listed = supplementary.objectsIfThere("images");
        if (listed.isEmpty()) {
            return Optional.empty();
        }
        List<RegistryImage> images = new ArrayList<>();
        for (Fields image : listed.get()) {
            List<RegistryImage.ImagePlatform> platforms = new ArrayList<>();
            for (Fields platform : image.objects("platforms")) {
                platforms.add(new RegistryImage.ImagePlatform(
                        platform.require("os"), platform.require("architecture"), platform.text("osVersion")));
            }
            Set<String> tags = Set.copyOf(image.texts("imageTags"));
            // An image has a digest; where the evidence names it by tags alone it can still be told.
            Optional<String> digest =
                    tags.isEmpty() ? Optional.of(image.require("imageDigest")) : image.text("imageDigest");
            images.add(new RegistryImage(
                    digest,
                    tags,
                    imageStatus(image.text("imageStatus").orElse("ACTIVE")),
                    image.number("imageSizeInBytes"),
                    List.copyOf(platforms)));
        }
        return Optional.of(List.copyOf(images));
    }

    private static RegistryImage.Status imageStatus(String text) {
        return switch (text) {
            case "ACTIVE" -> RegistryImage.Status.ACTIVE;
            case "ARCHIVED" -> RegistryImage.Status.ARCHIVED;
            default -> RegistryImage.Status.UNCLEAR;
        };
    }
}
