package dev.fargatepull.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.core.aws.Route;
import dev.fargatepull.core.aws.RouteTable;
import dev.fargatepull.core.aws.RouteTarget;
import dev.fargatepull.core.aws.RouteTarget.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DefaultRouteTest {

    private static final RouteTarget NAT = new RouteTarget(Kind.NAT_GATEWAY, List.of("nat-1"));
    private static final RouteTarget PEER = new RouteTarget(Kind.PEERING, List.of("pcx-1"));
    private static final RouteTarget TRANSIT = new RouteTarget(Kind.CUSTOM, List.of("tgw-1"));
    private static final RouteTarget INTERNET = RouteTarget.gateway("igw-1");

    @Test
    void a_table_without_one_has_none() {
        DefaultRoute none = of(route("10.0.0.0/16", RouteTarget.gateway("local")), route("0.0.0.0/2", NAT));

        assertThat(none.isMissing()).isTrue();
        assertThat(none.leadsOut()).isFalse();
        assertThat(none.usesInternetGateway()).isFalse();
        assertThat(none.deadEnd()).isEmpty();
    }

    @Test
    void both_halves_stand_before_the_whole_in_order() {
        DefaultRoute split = of(route("0.0.0.0/0", INTERNET), route("128.0.0.0/1", TRANSIT), route("0.0.0.0/1", NAT));

        assertThat(split.routes()).extracting(Route::target).containsExactly(NAT, TRANSIT);
        assertThat(split.leadsOut()).isTrue();
        assertThat(split.usesInternetGateway()).isFalse();
    }

    @Test
    void one_half_alone_leaves_the_whole_in_place() {
        assertThat(of(route("0.0.0.0/0", NAT), route("0.0.0.0/1", PEER)).routes())
                .extracting(Route::target)
                .containsExactly(NAT);
        assertThat(of(route("128.0.0.0/1", NAT)).isMissing()).isTrue();
    }

    @Test
    void a_dead_half_makes_the_whole_a_dead_end() {
        DefaultRoute split = of(route("0.0.0.0/1", INTERNET), route("128.0.0.0/1", PEER));

        assertThat(split.leadsOut()).isFalse();
        assertThat(split.usesInternetGateway()).isFalse();
        assertThat(split.deadEnd()).contains(PEER);
    }

    @Test
    void a_static_route_wins_over_a_propagated_one_in_any_order() {
        Route propagated = new Route("0.0.0.0/0", TRANSIT, false, true);
        Route fixed = route("0.0.0.0/0", NAT);

        assertThat(of(propagated, fixed).routes()).containsExactly(fixed);
        assertThat(of(fixed, propagated).routes()).containsExactly(fixed);
        assertThat(of(propagated).routes()).containsExactly(propagated);
    }

    @Test
    void only_custom_targets_ask_for_trust() {
        DefaultRoute split = of(route("0.0.0.0/1", INTERNET), route("128.0.0.0/1", TRANSIT));

        assertThat(split.untrustedTargets(TrustedEgress.NONE)).containsExactly(TRANSIT);
        assertThat(split.untrustedTargets(new TrustedEgress(Set.of("tgw-1")))).isEmpty();
        assertThat(split.internetGateway()).isEqualTo("igw-1");
        assertThat(of(route("0.0.0.0/0", NAT)).internetGateway()).isEqualTo("an internet gateway");
    }

    @Test
    void gateways_are_told_by_their_ids() {
        assertThat(RouteTarget.gateway("local").kind()).isEqualTo(Kind.LOCAL);
        assertThat(RouteTarget.gateway("igw-1").kind()).isEqualTo(Kind.INTERNET_GATEWAY);
        assertThat(RouteTarget.gateway("vgw-1").kind()).isEqualTo(Kind.CUSTOM);
        assertThat(RouteTarget.gateway("vpce-1").kind()).isEqualTo(Kind.CUSTOM);
    }

    private static Route route(String destination, RouteTarget target) {
        return new Route(destination, target, false, false);
    }

    private static DefaultRoute of(Route... routes) {
        return DefaultRoute.of(new RouteTable("rtb-1", "vpc-1", List.of(), List.of(routes)));
    }
}
