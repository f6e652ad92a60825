package dev.fargatepull.core.aws;

import dev.fargatepull.core.iam.PolicyDocument;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A VPC endpoint.
 *
 * @param resourceId the endpoint id
 * @param vpcId the VPC it serves
 * @param serviceName the service behind it, as in {@code com.amazonaws.eu-west-1.ecr.api}
 * @param kind how packets get to it
 * @param state its state as AWS writes it, in lower case
 * @param servesIpv4 whether its names resolve to IPv4 addresses
 * @param hasPrivateDns whether the service's own name resolves to it for the whole VPC, not only for queries that come
 *     through an inbound resolver endpoint; absent where the item does not tell
 * @param routeTableIds the route tables a gateway endpoint is associated with
 * @param policy its endpoint policy; without one it lets everything through
 * @param subnetIds the subnets an interface endpoint stands in
 * @param networkInterfaceIds its network interfaces, one in each of those
 * @param securityGroups ids of the security groups of its interfaces; none for the VPC's default group
 */
public record VpcEndpoint(
        String resourceId,
        String vpcId,
        String serviceName,
        Kind kind,
        String state,
        boolean servesIpv4,
        Optional<Boolean> hasPrivateDns,
        List<String> routeTableIds,
        Optional<PolicyDocument> policy,
        List<String> subnetIds,
        List<String> networkInterfaceIds,
        List<String> securityGroups)
        implements AwsResource {

    /** Stands for a state that the item does not tell. */
    public static final String STATE_UNKNOWN = "in an unknown state";

    private static final Set<String> PENDING = Set.of("pending", "pendingacceptance", STATE_UNKNOWN);
    private static final Set<String> GONE = Set.of("deleting", "deleted", "failed", "rejected", "expired");

    /** Kinds of endpoints a pull can meet. */
    public enum Kind {
        /** Network interfaces in the VPC's subnets, found by name. */
        INTERFACE,
        /** An entry in route tables. */
        GATEWAY,
        /** Gateway Load Balancer, resource and service network endpoints: no pull goes there by name. */
        OTHER
    }

    public VpcEndpoint {
        state = state.toLowerCase(Locale.ROOT);
    }

    /** Whether it serves requests now. */
    public boolean isAvailable() {
        return state.equals("available");
    }

    /** Whether it waits to be built or accepted, so that it may serve in a moment, or now for all that is known. */
    public boolean isPending() {
        return PENDING.contains(state);
    }

    /** Whether it is on its way out or never came to be. */
    public boolean isGone() {
        return GONE.contains(state);
    }

    /** Whether a task that asks for the service by its own name gets to this endpoint, DNS of the VPC permitting. */
    public boolean answersForItsService() {
        return isAvailable() && servesIpv4 && hasPrivateDns.orElse(false);
    }

    /** Whether a task that asks for the service by its own name may get here: the item does not tell state or DNS. */
    public boolean mayAnswerForItsService() {
        return mayBeAvailable() && servesIpv4 && hasPrivateDns.orElse(true) && !answersForItsService();
    }

    /** Whether it serves requests now, for all that is known. */
    public boolean mayBeAvailable() {
        return isAvailable() || state.equals(STATE_UNKNOWN);
    }
}
