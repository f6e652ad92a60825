package dev.fargatepull.core.network;

import dev.fargatepull.core.aws.RouteTarget;
import java.util.Set;

/**
 * Targets of default routes that somebody vouched for: they lead to the internet.
 *
 * @param ids any id a route names: of a transit gateway, an interface, an instance, an endpoint
 */
public record TrustedEgress(Set<String> ids) {

    /** Nothing is vouched for. */
    public static final TrustedEgress NONE = new TrustedEgress(Set.of());

    boolean covers(RouteTarget target) {
        return target.ids().stream().anyMatch(ids::contains);
    }
}
