package dev.fargatepull.core.permission;

import dev.fargatepull.core.aws.RouteTarget;
import dev.fargatepull.core.aws.VpcEndpoint;
import dev.fargatepull.core.iam.KeyState;
import dev.fargatepull.core.iam.RequestContext;
import dev.fargatepull.core.network.Path;
import java.util.Optional;

/**
 * The way a request takes, as far as policies can ask for it.
 *
 * @param isKnown whether it is known
 * @param endpoint the endpoint it goes through; none if it goes out by a gateway
 */
record Way(boolean isKnown, Optional<VpcEndpoint> endpoint) {

    static final Way UNKNOWN = new Way(false, Optional.empty());
    private static final Way BY_GATEWAY = new Way(true, Optional.empty());

    static Way through(VpcEndpoint endpoint) {
        return new Way(true, Optional.of(endpoint));
    }

    static Way of(Path path) {
        if (path instanceof Path.ThroughEndpoint throughEndpoint) {
            return through(throughEndpoint.endpoint());
        }
        // A custom target may lead to an endpoint of another VPC.
        return path instanceof Path.ByDefaultRoute byDefaultRoute
                        && !byDefaultRoute.isPresumed()
                        && byDefaultRoute.route().leadsOut()
                        && byDefaultRoute.route().routes().stream()
                                .noneMatch(route -> route.target().kind() == RouteTarget.Kind.CUSTOM)
                ? BY_GATEWAY
                : UNKNOWN;
    }

    /** The keys that tell of it. */
    RequestContext in(RequestContext context) {
        if (!isKnown) {
            return context;
        }
        return endpoint.map(through -> context.with("aws:SourceVpce", through.resourceId())
                        .with("aws:SourceVpc", through.vpcId())
                        .with("aws:SourceIp", KeyState.ABSENT))
                .orElseGet(() -> context.with("aws:SourceVpce", KeyState.ABSENT)
                        .with("aws:SourceVpc", KeyState.ABSENT)
                        .with("aws:VpcSourceIp", KeyState.ABSENT));
    }
}
