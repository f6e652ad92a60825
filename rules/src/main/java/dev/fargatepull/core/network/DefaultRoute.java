package dev.fargatepull.core.network;

import dev.fargatepull.core.aws.Route;
import dev.fargatepull.core.aws.RouteTable;
import dev.fargatepull.core.aws.RouteTarget;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The route that packets for the internet take: {@code 0.0.0.0/0}, or before it {@code 0.0.0.0/1} and
 * {@code 128.0.0.0/1} where both are there.
 *
 * @param routes the one route or the two halves; empty if the table has neither
 */
public record DefaultRoute(List<Route> routes) {

    private static final String ALL = "0.0.0.0/0";
    private static final String LOWER_HALF = "0.0.0.0/1";
    private static final String UPPER_HALF = "128.0.0.0/1";

    /** The default route of a table. */
    public static DefaultRoute of(RouteTable table) {
        Optional<Route> lower = route(table, LOWER_HALF);
        Optional<Route> upper = route(table, UPPER_HALF);
        if (lower.isPresent() && upper.isPresent()) {
            return new DefaultRoute(List.of(lower.get(), upper.get()));
        }
        return new DefaultRoute(route(table, ALL).stream().toList());
    }

    private static Optional<Route> route(RouteTable table, String destination) {
        // A static route stands before a propagated one to the same destination.
        return table.routes().stream()
                .filter(route -> route.destination().equals(destination))
                .min((a, b) -> Boolean.compare(a.isPropagated(), b.isPropagated()));
    }

    /** Whether the table has none. */
    public boolean isMissing() {
        return routes.isEmpty();
    }

    /** Whether there is one and no part of it ends in the VPC or a peer: it may lead to the internet. */
    public boolean leadsOut() {
        return !isMissing()
                && routes.stream().allMatch(route -> route.target().kind().leadsOut());
    }

    /** Whether it leads out and some packets go straight through an internet gateway. */
    public boolean usesInternetGateway() {
        return leadsOut()
                && targets(RouteTarget.Kind.INTERNET_GATEWAY).findAny().isPresent();
    }

    /** The first target that ends in the VPC or a peer, if there is one. */
    public Optional<RouteTarget> deadEnd() {
        return routes.stream()
                .map(Route::target)
                .filter(target -> !target.kind().leadsOut())
                .findFirst();
    }

    /** The custom targets nobody vouched for. */
    public List<RouteTarget> untrustedTargets(TrustedEgress trusted) {
        return targets(RouteTarget.Kind.CUSTOM)
                .filter(target -> !trusted.covers(target))
                .toList();
    }

    /** The internet gateway it uses, for a sentence. */
    public String internetGateway() {
        return targets(RouteTarget.Kind.INTERNET_GATEWAY)
                .map(RouteTarget::label)
                .findFirst()
                .orElse("an internet gateway");
    }

    private Stream<RouteTarget> targets(RouteTarget.Kind kind) {
        return routes.stream().map(Route::target).filter(target -> target.kind() == kind);
    }
}
