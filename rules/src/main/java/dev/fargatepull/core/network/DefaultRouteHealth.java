package dev.fargatepull.core.network;

import dev.fargatepull.core.aws.InternetGateway;
import dev.fargatepull.core.aws.NatGateway;
import dev.fargatepull.core.aws.Route;
import dev.fargatepull.core.aws.RouteTable;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.inventory.RegionInventory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether what a default route points at works. */
final class DefaultRouteHealth {

    private final RegionInventory inventory;
    private final RouteTables routeTables;
    private final BlockPublicAccess blockPublicAccess;
    private final Map<Case, List<Cause>> known = new HashMap<>();

    private record Case(String routeTableId, String subnetId, TrustedEgress trusted) {}

    DefaultRouteHealth(RegionInventory inventory, RouteTables routeTables) {
        this.inventory = inventory;
        this.routeTables = routeTables;
        this.blockPublicAccess = new BlockPublicAccess(inventory);
    }

    /**
     * What is wrong with, or unknown of, the default route of a table for tasks in a subnet.
     *
     * <p>An active route to a custom target, to {@code local} or to a peering connection is alive; where it leads is
     * another question.
     */
    List<Cause> defects(RouteTable table, String subnetId, TrustedEgress trusted) {
        return known.computeIfAbsent(new Case(table.resourceId(), subnetId, trusted), key -> {
            Set<Cause> defects = new LinkedHashSet<>();
            for (Route route : DefaultRoute.of(table).routes()) {
                defects.addAll(defects(route, table, subnetId, trusted));
            }
            return List.copyOf(defects);
        });
    }

    private List<Cause> defects(Route route, RouteTable table, String subnetId, TrustedEgress trusted) {
        String target = route.target().label();
        if (route.isBlackhole()) {
            return List.of(Cause.breach(
                    CauseCode.DEFAULT_ROUTE_BLACKHOLE,
                    table.resourceId(),
                    "%s sends %s to %s, which is gone".formatted(table.resourceId(), route.destination(), target),
                    "Point the route at a gateway that exists."));
        }
        return switch (route.target().kind()) {
            case INTERNET_GATEWAY -> defectsOfInternetGateway(target, table.vpcId(), subnetId);
            case NAT_GATEWAY -> defectsOfNatGateway(target, table.vpcId(), trusted);
            case CUSTOM, LOCAL, PEERING -> List.of();
        };
    }

    private List<Cause> defectsOfInternetGateway(String gatewayId, String vpcId, String subnetId) {
        List<Cause> defects = new ArrayList<>();
        Optional<InternetGateway> gateway = inventory.find(InternetGateway.class, gatewayId);
        if (gateway.isEmpty()) {
            defects.add(internetGatewayUnknown(gatewayId));
        } else if (isAttachmentUntold(gateway.get(), vpcId)) {
            defects.add(attachmentUntold(gatewayId, vpcId));
        } else if (!gateway.get().attachedVpcs().contains(vpcId)) {
            defects.add(Cause.breach(
                    CauseCode.INTERNET_GATEWAY_DETACHED,
                    gatewayId,
                    "%s is not attached to %s".formatted(gatewayId, vpcId),
                    "Attach it, or route to a gateway that is."));
        }
        blockPublicAccess.stopsInternetGateway(vpcId, subnetId).ifPresent(defects::add);
        return defects;
    }

    private List<Cause> defectsOfNatGateway(String gatewayId, String vpcId, TrustedEgress trusted) {
        Optional<NatGateway> gateway = inventory.find(NatGateway.class, gatewayId);
        List<Cause> defects = new ArrayList<>();
        if (gateway.isEmpty()) {
            defects.add(Cause.open(
                    CauseCode.NAT_GATEWAY_UNKNOWN,
                    gatewayId,
                    "%s has no item, so its state is unknown".formatted(gatewayId),
                    "Record AWS::EC2::NatGateway in this account and Region."));
            blockPublicAccess.stopsNatGatewaySomewhere(vpcId).ifPresent(defects::add);
            return defects;
        }
        natGatewayNotAvailable(gateway.get()).ifPresent(defects::add);
        if (gateway.get().isPrivate()) {
            defects.add(Cause.breach(
                    CauseCode.NAT_GATEWAY_PRIVATE,
                    gatewayId,
                    "%s is a private NAT gateway and reaches no registry".formatted(gatewayId),
                    "Route 0.0.0.0/0 to a public NAT gateway."));
        }
        // A regional NAT gateway stands in no subnet: AWS routes it out.
        gateway.get().subnetId().ifPresent(subnetId -> {
            wayOutOfNatGateway(gatewayId, subnetId, vpcId, trusted).ifPresent(defects::add);
            blockPublicAccess.stopsNatGateway(vpcId, subnetId).ifPresent(defects::add);
        });
        return defects;
    }

    private static Optional<Cause> natGatewayNotAvailable(NatGateway gateway) {
        String id = gateway.resourceId();
        String state = gateway.state().orElse("in an unknown state");
        return switch (state) {
            case "available" -> Optional.empty();
            case "pending", "in an unknown state" ->
                Optional.of(Cause.open(
                        CauseCode.NAT_GATEWAY_UNAVAILABLE,
                        id,
                        "%s is %s".formatted(id, state),
                        "Wait until it is available."));
            default ->
                Optional.of(Cause.breach(
                        CauseCode.NAT_GATEWAY_UNAVAILABLE,
                        id,
                        "%s is %s".formatted(id, state),
                        "Create a NAT gateway in its place and point the route at it."));
        };
    }

    /** What keeps a NAT gateway from the internet, the worse half of a split default route if there are two. */
    private Optional<Cause> wayOutOfNatGateway(String gatewayId, String subnetId, String vpcId, TrustedEgress trusted) {
        if (inventory.find(Subnet.class, subnetId).isEmpty()) {
            return Optional.of(Cause.open(
                    CauseCode.SUBNET_UNKNOWN,
                    subnetId,
                    "%s, where %s stands, has no item".formatted(subnetId, gatewayId),
                    "Record AWS::EC2::Subnet in this account and Region."));
        }
        Optional<RouteTable> table = routeTables.inForceFor(subnetId);
        if (table.isEmpty()) {
            return Optional.of(Network.routeTableUnknown(subnetId));
        }
        DefaultRoute wayOut = DefaultRoute.of(table.get());
        List<Cause> defects = wayOut.routes().stream()
                .flatMap(route -> wayOutDefect(route, gatewayId, subnetId, vpcId, trusted).stream())
                .toList();
        if (wayOut.isMissing()) {
            return Optional.of(withoutInternet(gatewayId, subnetId, "has no default route"));
        }
        return defects.stream()
                .filter(defect -> !defect.isOpen())
                .findFirst()
                .or(() -> defects.stream().findFirst());
    }

    private Optional<Cause> wayOutDefect(
            Route route, String gatewayId, String subnetId, String vpcId, TrustedEgress trusted) {
        String target = route.target().label();
        if (route.isBlackhole()) {
            return Optional.of(withoutInternet(gatewayId, subnetId, "routes to %s, which is gone".formatted(target)));
        }
        return switch (route.target().kind()) {
            case INTERNET_GATEWAY -> {
                Optional<InternetGateway> gateway = inventory.find(InternetGateway.class, target);
                if (gateway.isEmpty()) {
                    yield Optional.of(internetGatewayUnknown(target));
                }
                if (isAttachmentUntold(gateway.get(), vpcId)) {
                    yield Optional.of(attachmentUntold(target, vpcId));
                }
                yield gateway.get().attachedVpcs().contains(vpcId)
                        ? Optional.empty()
                        : Optional.of(withoutInternet(
                                gatewayId, subnetId, "routes to %s, which is not attached".formatted(target)));
            }
            case NAT_GATEWAY, LOCAL, PEERING ->
                Optional.of(withoutInternet(gatewayId, subnetId, "routes to %s".formatted(target)));
            case CUSTOM ->
                trusted.covers(route.target())
                        ? Optional.empty()
                        : Optional.of(Cause.open(
                                CauseCode.CUSTOM_EGRESS,
                                gatewayId,
                                "%s sends its traffic on to %s".formatted(gatewayId, target),
                                "If that leads to the internet, list it in trustedEgress."));
        };
    }

    private static Cause withoutInternet(String gatewayId, String subnetId, String why) {
        return Cause.breach(
                CauseCode.NAT_GATEWAY_WITHOUT_INTERNET,
                gatewayId,
                "%s stands in %s, which %s".formatted(gatewayId, subnetId, why),
                "Move it to a public subnet, or route that subnet to an attached internet gateway.");
    }

    private static boolean isAttachmentUntold(InternetGateway gateway, String vpcId) {
        return gateway.untoldVpcs().contains(vpcId) && !gateway.attachedVpcs().contains(vpcId);
    }

    private static Cause attachmentUntold(String gatewayId, String vpcId) {
        return Cause.open(
                CauseCode.INTERNET_GATEWAY_UNKNOWN,
                gatewayId,
                "the item of %s does not tell the state of its attachment to %s".formatted(gatewayId, vpcId),
                "See aws ec2 describe-internet-gateways.");
    }

    private static Cause internetGatewayUnknown(String gatewayId) {
        return Cause.open(
                CauseCode.INTERNET_GATEWAY_UNKNOWN,
                gatewayId,
                "%s has no item, so its attachment is unknown".formatted(gatewayId),
                "Record AWS::EC2::InternetGateway in this account and Region.");
    }
}
