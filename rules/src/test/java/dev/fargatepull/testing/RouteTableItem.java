package dev.fargatepull.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code AWS::EC2::RouteTable}: it starts with nothing but the VPC's own route. */
public final class RouteTableItem extends Item<RouteTableItem> {

    private static final String ACTIVE = "active";

    private final String id;
    private String vpcId = "vpc-1";
    private final List<Map<String, Object>> associations = new ArrayList<>();
    private final List<Map<String, Object>> routes = new ArrayList<>();

    RouteTableItem(String id) {
        super("AWS::EC2::RouteTable");
        this.id = id;
        routes.add(Json.object(
                "destinationCidrBlock",
                "10.0.0.0/16",
                "gatewayId",
                "local",
                "origin",
                "CreateRouteTable",
                "state",
                ACTIVE));
    }

    /** The VPC it belongs to. */
    public RouteTableItem inVpc(String vpc) {
        vpcId = vpc;
        return this;
    }

    /** It is associated with these subnets. */
    public RouteTableItem of(String... subnetIds) {
        for (String subnetId : subnetIds) {
            associate(Optional.of(subnetId), false, Optional.of("associated"));
        }
        return this;
    }

    /** An association in another state, as in {@code disassociating}. */
    public RouteTableItem ofSubnetInState(String subnetId, String state) {
        return associate(Optional.of(subnetId), false, Optional.of(state));
    }

    /** An association that does not tell its state. */
    public RouteTableItem ofSubnetWithoutState(String subnetId) {
        return associate(Optional.of(subnetId), false, Optional.empty());
    }

    /** It is the main route table of its VPC. */
    public RouteTableItem main() {
        return associate(Optional.empty(), true, Optional.of("associated"));
    }

    /** An active route; what kind of target it is, its id tells. An instance comes with its network interface. */
    public RouteTableItem route(String destination, String... targets) {
        return add(destination, ACTIVE, "CreateRoute", targets);
    }

    /** The route {@code 0.0.0.0/0}. */
    public RouteTableItem defaultRoute(String... targets) {
        return route("0.0.0.0/0", targets);
    }

    /** A route whose target is gone. */
    public RouteTableItem blackhole(String destination, String target) {
        return add(destination, "blackhole", "CreateRoute", target);
    }

    /** A route that a virtual private gateway propagated. */
    public RouteTableItem propagatedRoute(String destination, String target) {
        return add(destination, ACTIVE, "EnableVgwRoutePropagation", target);
    }

    /** A route to a Cloud WAN core network, whose target AWS Config does not record. */
    public RouteTableItem routeToCoreNetwork(String destination) {
        return route(destination);
    }

    private RouteTableItem add(String destination, String state, String origin, String... targets) {
        Map<String, Object> route = Json.object(destinationKey(destination), destination);
        for (String target : targets) {
            route.put(targetKey(target), target);
        }
        route.put("origin", origin);
        route.put("state", state);
        routes.add(route);
        return this;
    }

    private static String destinationKey(String destination) {
        if (destination.startsWith("pl-")) {
            return "destinationPrefixListId";
        }
        return destination.contains(":") ? "destinationIpv6CidrBlock" : "destinationCidrBlock";
    }

    private static String targetKey(String target) {
        String kind = target.substring(0, Math.max(0, target.indexOf('-')));
        return switch (kind) {
            case "nat" -> "natGatewayId";
            case "tgw" -> "transitGatewayId";
            case "pcx" -> "vpcPeeringConnectionId";
            case "eigw" -> "egressOnlyInternetGatewayId";
            case "cagw" -> "carrierGatewayId";
            case "lgw" -> "localGatewayId";
            case "eni" -> "networkInterfaceId";
            case "i" -> "instanceId";
            // Internet, virtual private and endpoint gateways, and the VPC itself.
            default -> "gatewayId";
        };
    }

    private RouteTableItem associate(Optional<String> subnetId, boolean main, Optional<String> state) {
        associations.add(Json.object(
                "main",
                main,
                "routeTableAssociationId",
                "rtbassoc-" + id + "-" + associations.size(),
                "routeTableId",
                id,
                "subnetId",
                subnetId,
                "associationState",
                state.map(text -> Map.of("state", text))));
        return this;
    }

    @Override
    RouteTableItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return id;
    }

    @Override
    Optional<String> itemArn() {
        return Optional.of(arn("ec2", "route-table/" + id));
    }

    @Override
    Map<String, Object> configuration() {
        return Json.object(
                "associations",
                associations,
                "propagatingVgws",
                List.of(),
                "routeTableId",
                id,
                "routes",
                routes,
                "tags",
                List.of(),
                "vpcId",
                vpcId,
                "ownerId",
                scope().accountId());
    }
}
