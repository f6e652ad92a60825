package dev.fargatepull.core.network;

import dev.fargatepull.core.aws.NatGateway;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.RouteTable;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.core.aws.VpcEndpoint;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.inventory.RegionInventory;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The network of an account in a Region: which way each flow takes from each subnet, and what stands there. */
public final class Network {

    /** The types it reads to find paths and endpoints. */
    public static final Set<ResourceType> PATHS_CONSULT = Collections.unmodifiableSet(EnumSet.of(
            ResourceType.CONFIG_CONFIGURATION_RECORDER,
            ResourceType.EC2_PREFIX_LIST,
            ResourceType.EC2_ROUTE_TABLE,
            ResourceType.EC2_SUBNET,
            ResourceType.EC2_SUBNET_ROUTE_TABLE_ASSOCIATION,
            ResourceType.EC2_VPC,
            ResourceType.EC2_VPC_ENDPOINT));

    /** What can keep a path from being known. */
    public static final Set<CauseCode> PATH_QUESTIONS = Collections.unmodifiableSet(EnumSet.of(
            CauseCode.ENDPOINT_UNKNOWN,
            CauseCode.FIPS_REGISTRY,
            CauseCode.IPV6_ONLY_SUBNET,
            CauseCode.ROUTE_TABLE_UNKNOWN,
            CauseCode.S3_INTERFACE_ENDPOINT,
            CauseCode.SUBNET_SHARED,
            CauseCode.SUBNET_UNKNOWN,
            CauseCode.TYPE_NOT_RECORDED));

    /** The types it reads beside those to judge what default routes point at. */
    public static final Set<ResourceType> GATEWAYS_CONSULT = Collections.unmodifiableSet(EnumSet.of(
            ResourceType.EC2_INTERNET_GATEWAY,
            ResourceType.EC2_NAT_GATEWAY,
            ResourceType.EC2_VPC_BLOCK_PUBLIC_ACCESS_EXCLUSION,
            ResourceType.EC2_VPC_BLOCK_PUBLIC_ACCESS_OPTIONS));

    /** The flows whose endpoints may take a pull from a FIPS host. */
    private static final List<Flow> STANDARD_OF_FIPS = List.of(Flow.API, Flow.DKR);

    private final RegionInventory inventory;
    private final RouteTables routeTables;
    private final Endpoints endpoints;
    private final EndpointSet endpointSet;
    private final DefaultRouteHealth health;
    private final Destinations destinations;
    private final Map<Journey, Path> paths = new HashMap<>();

    private record Journey(Flow flow, String subnetId, TrustedEgress trusted) {}

    /** The network that these items tell of. */
    public Network(RegionInventory inventory) {
        this.inventory = inventory;
        this.routeTables = new RouteTables(inventory);
        this.endpoints = new Endpoints(inventory);
        this.endpointSet = new EndpointSet(endpoints);
        this.health = new DefaultRouteHealth(inventory, routeTables);
        this.destinations = new Destinations(inventory);
    }

    /** The subnet, unless nobody recorded it. */
    public Optional<Subnet> subnet(String subnetId) {
        return inventory.find(Subnet.class, subnetId);
    }

    /** The VPC that subnets of one workload lie in; unknown if none of them has an item. */
    public Optional<String> vpcOf(List<String> subnetIds) {
        return subnetIds.stream()
                .flatMap(subnetId -> subnet(subnetId).stream())
                .map(Subnet::vpcId)
                .findFirst();
    }

    /** The subnet that a NAT gateway stands in, unless it is regional or nobody recorded it. */
    public Optional<String> subnetOfNatGateway(String natGatewayId) {
        return inventory.find(NatGateway.class, natGatewayId).flatMap(NatGateway::subnetId);
    }

    /** The route table in force for a subnet, unless it is unknown. */
    public Optional<RouteTable> routeTable(String subnetId) {
        return routeTables.inForceFor(subnetId);
    }

    /**
     * The way a flow takes.
     *
     * @param trusted vouches for custom targets; a FIPS host is taken to be reached by a default route that leads out
     *     for sure
     */
    public Path path(Flow flow, String subnetId, TrustedEgress trusted) {
        return paths.computeIfAbsent(new Journey(flow, subnetId, trusted), this::findPath);
    }

    private Path findPath(Journey journey) {
        Optional<RouteTable> table = routeTable(journey.subnetId());
        Optional<Cause> hidden = whySubnetIsOpaque(journey.subnetId());
        if (hidden.isPresent()) {
            return new Path.Unknown(hidden.get(), table);
        }
        String vpcId = subnet(journey.subnetId()).orElseThrow().vpcId();
        return switch (journey.flow()) {
            case API, DKR, SECRETS -> toInterfaceEndpoint(journey, vpcId, table);
            case LAYERS ->
                table.map(known -> toS3(journey.subnetId(), known)).orElseGet(() -> noRouteTable(journey.subnetId()));
            case INTERNET -> byDefaultRoute(journey.subnetId(), table);
            case FIPS ->
                table.map(known -> toFipsHost(known, journey.trusted()))
                        .orElseGet(() -> noRouteTable(journey.subnetId()));
        };
    }

    /**
     * The ways that are known and that a flow may take: the path itself, or for one that nobody can tell those that
     * come into question.
     *
     * @param vpcId the VPC of the subnet, if that much is known
     */
    public List<Path> possiblePaths(Flow flow, Path path, Optional<String> vpcId) {
        if (!(path instanceof Path.Unknown unknown)) {
            return List.of(path);
        }
        Stream<VpcEndpoint> candidates = vpcId.stream().flatMap(vpc -> switch (flow) {
            case API, DKR, SECRETS, FIPS -> capturing(flow, vpc);
            case LAYERS ->
                Stream.concat(
                        endpoints.s3Interface(vpc).stream(),
                        unknown.table().flatMap(endpoints::perhapsForLayers).stream());
            case INTERNET -> Stream.<VpcEndpoint>empty();
        });
        Stream<Path> byDefaultRoute =
                unknown.table().stream().map(table -> new Path.ByDefaultRoute(table, DefaultRoute.of(table), false));
        return Stream.concat(candidates.map(Path.ThroughEndpoint::new), byDefaultRoute)
                .toList();
    }

    Destinations destinations() {
        return destinations;
    }

    /** Why no flow from the subnet has a path that can be told, if so. */
    public Optional<Cause> whySubnetIsOpaque(String subnetId) {
        Optional<Subnet> subnet = subnet(subnetId);
        if (subnet.isEmpty()) {
            return Optional.of(Cause.open(
                    CauseCode.SUBNET_UNKNOWN,
                    subnetId,
                    "%s has no item, so its routes are unknown".formatted(subnetId),
                    "Record AWS::EC2::Subnet here, or take the subnet out of the service if it is gone."));
        }
        if (isShared(subnetId)) {
            return Optional.of(Cause.open(
                    CauseCode.SUBNET_SHARED,
                    subnetId,
                    "%s belongs to account %s, whose endpoints are not visible here"
                            .formatted(subnetId, subnet.get().ownerId().orElseThrow()),
                    "Check the pull in the owner's account."));
        }
        if (!subnet.get().hasIpv4()) {
            return Optional.of(Cause.open(
                    CauseCode.IPV6_ONLY_SUBNET,
                    subnetId,
                    "%s has no IPv4, and IPv6 paths are not judged".formatted(subnetId),
                    "Place the tasks in a subnet with IPv4, or verify the pull by hand."));
        }
        return Optional.empty();
    }

    /** Whether the subnet is known to belong to another account. */
    public boolean isShared(String subnetId) {
        return subnet(subnetId)
                .flatMap(Subnet::ownerId)
                .filter(owner -> !owner.equals(inventory.scope().accountId()))
                .isPresent();
    }

    /** Whether having no item of an endpoint in a VPC means having no endpoint there. */
    public boolean knowsEndpoints(String vpcId) {
        return inventory.knowsAll(ResourceType.EC2_VPC_ENDPOINT, vpcId);
    }

    /**
     * The endpoints that a flow may take: the one its path leads through, or where nobody can tell, those of the VPC
     * that come into question.
     *
     * @param vpcId the VPC of the subnet, if that much is known
     */
    public List<VpcEndpoint> endpointsInQuestion(Flow flow, Path path, Optional<String> vpcId) {
        if (path instanceof Path.ThroughEndpoint through) {
            return List.of(through.endpoint());
        }
        if (!(path instanceof Path.Unknown unknown)) {
            return List.of();
        }
        return vpcId.stream()
                .flatMap(vpc -> switch (flow) {
                    case API, DKR, SECRETS, FIPS -> capturing(flow, vpc);
                    case LAYERS ->
                        unknown.table()
                                .map(table ->
                                        endpoints
                                                .s3GatewayFor(table)
                                                .or(() -> endpoints.perhapsForLayers(table))
                                                .stream())
                                .orElseGet(() -> endpoints.availableS3Gateways(vpc));
                    case INTERNET -> Stream.<VpcEndpoint>empty();
                })
                .toList();
    }

    /** The interface endpoints of a VPC that take a flow, or that may: for all their items tell, or for a FIPS host. */
    private Stream<VpcEndpoint> capturing(Flow flow, String vpcId) {
        List<Flow> standard = flow == Flow.FIPS ? STANDARD_OF_FIPS : List.of(flow);
        return standard.stream()
                .flatMap(known ->
                        endpoints.capturing(known, vpcId).or(() -> endpoints.perhapsCapturing(known, vpcId)).stream());
    }

    /** Whether somebody means the VPC to pull through PrivateLink. */
    public boolean meansToUsePrivateLink(String vpcId) {
        return endpoints.meansToUsePrivateLink(vpcId);
    }

    /** Whether the subnet has no default route that leads out, or none for all that is known. */
    public boolean reliesOnEndpoints(String subnetId) {
        return routeTable(subnetId)
                .map(DefaultRoute::of)
                .filter(DefaultRoute::leadsOut)
                .isEmpty();
    }

    /**
     * What the endpoints of the VPC lack for flows from a subnet: nothing where the subnet has a default route that
     * leads out, an open question where that cannot be told.
     */
    public List<Cause> lacksOfEndpoints(Set<Flow> flows, String subnetId) {
        List<Flow> served = flows.stream().filter(flow -> flow != Flow.INTERNET).toList();
        if (served.isEmpty() || !reliesOnEndpoints(subnetId)) {
            return List.of();
        }
        Optional<RouteTable> table = routeTable(subnetId);
        Optional<Cause> hidden = whySubnetIsOpaque(subnetId);
        if (hidden.isPresent() || table.isEmpty()) {
            return List.of(hidden.orElseGet(() -> routeTableUnknown(subnetId)));
        }
        return served.stream()
                .flatMap(flow -> flow == Flow.FIPS
                        ? Stream.of(noWayToFipsHost(table.get()))
                        : endpointSet.lack(flow, table.get()).stream())
                .toList();
    }

    /**
     * What it costs flows from a subnet that interface endpoints of the VPC have no private names: nothing where the
     * subnet has a default route that leads out.
     */
    Optional<Cause> needOfPrivateNames(Set<Flow> flows, String subnetId, String vpcId) {
        Set<Flow> captured = EnumSet.of(Flow.API, Flow.DKR, Flow.SECRETS);
        captured.retainAll(flows);
        boolean isCertain = !captured.isEmpty();
        if (!isCertain && flows.contains(Flow.FIPS)) {
            captured.addAll(STANDARD_OF_FIPS);
        }
        if (captured.isEmpty() || !reliesOnEndpoints(subnetId)) {
            return Optional.empty();
        }
        if (!knowsEndpoints(vpcId)) {
            return Optional.of(endpointsNotRecorded());
        }
        Optional<VpcEndpoint> endpoint = captured.stream()
                .flatMap(flow -> endpoints.lasting(flow, vpcId).stream())
                .findFirst();
        if (endpoint.isEmpty()) {
            return Optional.empty();
        }
        Optional<RouteTable> table = routeTable(subnetId);
        Optional<Cause> hidden = whySubnetIsOpaque(subnetId);
        if (hidden.isPresent() || table.isEmpty()) {
            return Optional.of(hidden.orElseGet(() -> routeTableUnknown(subnetId)));
        }
        return Optional.of(
                isCertain
                        ? Cause.breach(
                                CauseCode.DNS_HOSTNAMES_OFF,
                                vpcId,
                                "enableDnsHostnames of %s is off, so tasks in %s, which has no way out, never find %s"
                                        .formatted(
                                                vpcId, subnetId, endpoint.get().resourceId()),
                                "Set enableDnsHostnames to true.")
                        : noWayToFipsHost(table.get()));
    }

    /** What is wrong with, or unknown of, the default route of a table for tasks in a subnet. */
    public List<Cause> defectsOfDefaultRoute(RouteTable table, String subnetId, TrustedEgress trusted) {
        return health.defects(table, subnetId, trusted);
    }

    /** An interface endpoint that takes one of the flows from one of the subnets by the private name it has. */
    public Optional<String> endpointByPrivateName(Set<Flow> flows, List<String> subnetIds) {
        return subnetIds.stream()
                .flatMap(subnetId -> flows.stream().map(flow -> path(flow, subnetId, TrustedEgress.NONE)))
                .flatMap(path -> path instanceof Path.ThroughEndpoint through
                        ? Stream.of(through.endpoint())
                        : Stream.<VpcEndpoint>empty())
                .filter(endpoint -> endpoint.kind() == VpcEndpoint.Kind.INTERFACE)
                .map(VpcEndpoint::resourceId)
                .findFirst();
    }

    /** The name of the endpoint service that can take a flow; empty for one that only the internet can. */
    public Optional<String> endpointServiceFor(Flow flow) {
        return flow == Flow.INTERNET || flow == Flow.FIPS
                ? Optional.empty()
                : Optional.of(endpoints.serviceNames().of(flow));
    }

    private Path toInterfaceEndpoint(Journey journey, String vpcId, Optional<RouteTable> table) {
        if (!knowsEndpoints(vpcId)) {
            return endpointsNotRecorded(table);
        }
        return endpoints
                .capturing(journey.flow(), vpcId)
                .<Path>map(Path.ThroughEndpoint::new)
                .or(() -> endpoints
                        .perhapsCapturing(journey.flow(), vpcId)
                        .map(endpoint -> new Path.Unknown(EndpointSet.untold(endpoint, journey.flow()), table)))
                .orElseGet(() -> byDefaultRoute(journey.subnetId(), table));
    }

    private Path toS3(String subnetId, RouteTable table) {
        if (!knowsEndpoints(table.vpcId())) {
            return endpointsNotRecorded(Optional.of(table));
        }
        Optional<VpcEndpoint> gateway = endpoints.s3GatewayFor(table);
        if (gateway.isPresent()) {
            return new Path.ThroughEndpoint(gateway.get());
        }
        return endpointSet
                .openAlternative(table)
                .<Path>map(why -> new Path.Unknown(why, Optional.of(table)))
                .orElseGet(() -> byDefaultRoute(subnetId, Optional.of(table)));
    }

    private static Path toFipsHost(RouteTable table, TrustedEgress trusted) {
        DefaultRoute route = DefaultRoute.of(table);
        if (route.leadsOut() && route.untrustedTargets(trusted).isEmpty()) {
            return new Path.ByDefaultRoute(table, route, true);
        }
        return new Path.Unknown(noWayToFipsHost(table), Optional.of(table));
    }

    private static Cause noWayToFipsHost(RouteTable table) {
        return Cause.open(
                        CauseCode.FIPS_REGISTRY,
                        table.resourceId(),
                        "which endpoint serves the FIPS host of ECR is unknown, and %s has no proven way out"
                                .formatted(table.resourceId()),
                        "Route 0.0.0.0/0 to a NAT gateway, or pull from the standard host.")
                .on(Flow.FIPS);
    }

    private static Path byDefaultRoute(String subnetId, Optional<RouteTable> table) {
        return table.<Path>map(known -> new Path.ByDefaultRoute(known, DefaultRoute.of(known), false))
                .orElseGet(() -> noRouteTable(subnetId));
    }

    private static Path noRouteTable(String subnetId) {
        return new Path.Unknown(routeTableUnknown(subnetId), Optional.empty());
    }

    static Cause routeTableUnknown(String subnetId) {
        return Cause.open(
                CauseCode.ROUTE_TABLE_UNKNOWN,
                subnetId,
                "the route table of %s has no item".formatted(subnetId),
                "Record AWS::EC2::RouteTable in this account and Region.");
    }

    private static Path endpointsNotRecorded(Optional<RouteTable> table) {
        return new Path.Unknown(endpointsNotRecorded(), table);
    }

    private static Cause endpointsNotRecorded() {
        return Cause.open(
                CauseCode.TYPE_NOT_RECORDED,
                ResourceType.EC2_VPC_ENDPOINT.awsName(),
                "AWS Config does not record AWS::EC2::VPCEndpoint here, so endpoints are unknown",
                "Add the type to the recorder.");
    }
}
