package dev.fargatepull.core.aws;

import java.util.List;

/**
 * The target of a route.
 *
 * @param kind what it is to a pull
 * @param ids every id the route names; several for an instance and its interface, none where AWS Config leaves the
 *     target out, as it does for a Cloud WAN core network
 */
public record RouteTarget(Kind kind, List<String> ids) {

    /** What a route target is to a packet for the internet. */
    public enum Kind {
        INTERNET_GATEWAY,
        NAT_GATEWAY,
        /**
         * A way out that the route table cannot vouch for: transit gateway, core network, virtual private, local or
         * carrier gateway, network interface, instance or Gateway Load Balancer endpoint.
         */
        CUSTOM,
        /** Inside the VPC. */
        LOCAL,
        /** Another VPC, which does not pass packets on to the internet (VPC Peering Guide, "edge to edge routing"). */
        PEERING;

        /** Whether packets may leave for the internet there. */
        public boolean leadsOut() {
            return this != LOCAL && this != PEERING;
        }
    }

    /** The target that a route's {@code gatewayId} names. */
    public static RouteTarget gateway(String gatewayId) {
        if (gatewayId.equals("local")) {
            return new RouteTarget(Kind.LOCAL, List.of(gatewayId));
        }
        Kind kind = gatewayId.startsWith("igw-") ? Kind.INTERNET_GATEWAY : Kind.CUSTOM;
        return new RouteTarget(kind, List.of(gatewayId));
    }

    /** The target's name in a sentence. */
    public String label() {
        return ids.isEmpty() ? "a target AWS Config does not name" : ids.get(0);
    }
}
