package dev.fargatepull.core.network;

import dev.fargatepull.core.aws.PrefixList;
import dev.fargatepull.core.aws.Route;
import dev.fargatepull.core.aws.RouteTable;
import dev.fargatepull.core.aws.RouteTarget;
import dev.fargatepull.core.aws.Vpc;
import dev.fargatepull.core.aws.VpcEndpoint;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.inventory.RegionInventory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The VPC endpoints of an account and Region, by VPC and by the flow they can take. */
final class Endpoints {

    private final RegionInventory inventory;
    private final ServiceNames serviceNames;
    private final Map<String, List<VpcEndpoint>> byVpc = new HashMap<>();

    Endpoints(RegionInventory inventory) {
        this.inventory = inventory;
        this.serviceNames = new ServiceNames(inventory.scope().region());
        for (VpcEndpoint endpoint : inventory.all(VpcEndpoint.class)) {
            byVpc.computeIfAbsent(endpoint.vpcId(), vpc -> new ArrayList<>()).add(endpoint);
        }
    }

    ServiceNames serviceNames() {
        return serviceNames;
    }

    /** The endpoints of a kind for a flow's service in a VPC, whatever their state. */
    List<VpcEndpoint> of(Flow flow, VpcEndpoint.Kind kind, String vpcId) {
        return byVpc.getOrDefault(vpcId, List.of()).stream()
                .filter(endpoint -> endpoint.kind() == kind && serviceNames.matches(flow, endpoint.serviceName()))
                .toList();
    }

    /**
     * The interface endpoint that takes a flow for the whole VPC, whichever subnets it stands in and whatever the route
     * tables say: private DNS makes the service's own name resolve to it.
     */
    Optional<VpcEndpoint> capturing(Flow flow, String vpcId) {
        return resolvesNames(vpcId) ? answering(flow, vpcId) : Optional.empty();
    }

    /** An interface endpoint that may take a flow so: none takes it for sure, and this one's item does not tell. */
    Optional<VpcEndpoint> perhapsCapturing(Flow flow, String vpcId) {
        return resolvesNames(vpcId) ? perhapsAnswering(flow, vpcId) : Optional.empty();
    }

    private boolean resolvesNames(String vpcId) {
        return inventory
                .find(Vpc.class, vpcId)
                .map(vpc -> !vpc.isKnownToLackDns())
                .orElse(true);
    }

    private Optional<VpcEndpoint> answering(Flow flow, String vpcId) {
        return of(flow, VpcEndpoint.Kind.INTERFACE, vpcId).stream()
                .filter(VpcEndpoint::answersForItsService)
                .findFirst();
    }

    private Optional<VpcEndpoint> perhapsAnswering(Flow flow, String vpcId) {
        return answering(flow, vpcId).isPresent()
                ? Optional.empty()
                : of(flow, VpcEndpoint.Kind.INTERFACE, vpcId).stream()
                        .filter(VpcEndpoint::mayAnswerForItsService)
                        .findFirst();
    }

    /** The S3 gateway endpoint that takes the layers from the subnets of a route table. */
    Optional<VpcEndpoint> s3GatewayFor(RouteTable table) {
        return of(Flow.LAYERS, VpcEndpoint.Kind.GATEWAY, table.vpcId()).stream()
                .filter(endpoint -> endpoint.isAvailable() && isAssociated(endpoint, table))
                .findFirst();
    }

    /** The S3 gateway endpoints of a VPC that serve some of its route tables, for all that is known. */
    Stream<VpcEndpoint> availableS3Gateways(String vpcId) {
        return of(Flow.LAYERS, VpcEndpoint.Kind.GATEWAY, vpcId).stream().filter(VpcEndpoint::mayBeAvailable);
    }

    /**
     * Whether a gateway endpoint serves a route table: by its own word or by the table's.
     *
     * <p>Either suffices, since AWS Config can be many minutes late with a route table.
     */
    static boolean isAssociated(VpcEndpoint endpoint, RouteTable table) {
        return endpoint.routeTableIds().contains(table.resourceId()) || table.leadsTo(endpoint.resourceId());
    }

    /** An S3 interface endpoint that S3's own name resolves to. */
    Optional<VpcEndpoint> s3Interface(String vpcId) {
        return answering(Flow.LAYERS, vpcId);
    }

    /** An endpoint that may take the layers from the subnets of a route table, but whose item does not tell enough. */
    Optional<VpcEndpoint> perhapsForLayers(RouteTable table) {
        return of(Flow.LAYERS, VpcEndpoint.Kind.GATEWAY, table.vpcId()).stream()
                .filter(endpoint ->
                        !endpoint.isAvailable() && endpoint.mayBeAvailable() && isAssociated(endpoint, table))
                .findFirst()
                .or(() -> perhapsAnswering(Flow.LAYERS, table.vpcId()));
    }

    /** A gateway endpoint that the table routes a prefix list to, that may be S3's, and that has no item. */
    Optional<String> unrecordedGateway(RouteTable table) {
        return table.routes().stream()
                .filter(route -> !route.isBlackhole() && mayBeS3(route.destination()))
                .map(Route::target)
                .map(RouteTarget::label)
                .filter(target -> target.startsWith("vpce-")
                        && inventory.find(VpcEndpoint.class, target).isEmpty())
                .findFirst();
    }

    private boolean mayBeS3(String destination) {
        return destination.startsWith("pl-")
                && inventory
                        .find(PrefixList.class, destination)
                        .map(list -> list.name().equals(serviceNames.of(Flow.LAYERS)))
                        .orElse(true);
    }

    /** An interface endpoint for a flow's service in a VPC that is not on its way out. */
    Optional<VpcEndpoint> lasting(Flow flow, String vpcId) {
        return of(flow, VpcEndpoint.Kind.INTERFACE, vpcId).stream()
                .filter(endpoint -> !endpoint.isGone())
                .findFirst();
    }

    /** Whether the VPC has an ECR interface endpoint that is not on its way out: somebody means to use PrivateLink. */
    boolean meansToUsePrivateLink(String vpcId) {
        return lasting(Flow.API, vpcId).or(() -> lasting(Flow.DKR, vpcId)).isPresent();
    }
}
