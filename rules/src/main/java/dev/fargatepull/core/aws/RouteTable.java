package dev.fargatepull.core.aws;

import java.util.List;
import java.util.Optional;

/**
 * A route table.
 *
 * @param resourceId the route table id
 * @param vpcId the VPC it belongs to
 * @param associations the subnets it is associated with, and whether it is the VPC's main table
 * @param routes its IPv4 and prefix list routes
 */
public record RouteTable(String resourceId, String vpcId, List<Association> associations, List<Route> routes)
        implements AwsResource {

    /**
     * One association of the table.
     *
     * @param subnetId the subnet; absent for the main association and for gateways
     * @param main whether the table is the main table of its VPC
     * @param state {@code associated}, or a state of coming or going; AWS leaves it out at times
     */
    public record Association(Optional<String> subnetId, boolean main, Optional<String> state) {

        /** Whether the association is in force. */
        public boolean isInForce() {
            return state.isEmpty() || state.get().equals("associated");
        }
    }

    /** Whether this is the main route table of its VPC. */
    public boolean isMain() {
        return associations.stream().anyMatch(association -> association.main() && association.isInForce());
    }

    /** Whether an active route of the table leads to the gateway endpoint. */
    public boolean leadsTo(String vpcEndpointId) {
        return routes.stream()
                .anyMatch(route -> !route.isBlackhole() && route.target().ids().contains(vpcEndpointId));
    }
}
