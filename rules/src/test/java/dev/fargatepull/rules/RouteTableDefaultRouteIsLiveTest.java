package dev.fargatepull.rules;

import static dev.fargatepull.core.cause.CauseCode.CLUSTER_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.CUSTOM_EGRESS;
import static dev.fargatepull.core.cause.CauseCode.DEFAULT_ROUTE_BLACKHOLE;
import static dev.fargatepull.core.cause.CauseCode.ENDPOINT_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.FIPS_REGISTRY;
import static dev.fargatepull.core.cause.CauseCode.INTERNET_ACCESS_BLOCKED;
import static dev.fargatepull.core.cause.CauseCode.INTERNET_GATEWAY_DETACHED;
import static dev.fargatepull.core.cause.CauseCode.INTERNET_GATEWAY_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.IPV6_ONLY_SUBNET;
import static dev.fargatepull.core.cause.CauseCode.NAT_GATEWAY_PRIVATE;
import static dev.fargatepull.core.cause.CauseCode.NAT_GATEWAY_UNAVAILABLE;
import static dev.fargatepull.core.cause.CauseCode.NAT_GATEWAY_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.NAT_GATEWAY_WITHOUT_INTERNET;
import static dev.fargatepull.core.cause.CauseCode.ROUTE_TABLE_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.S3_INTERFACE_ENDPOINT;
import static dev.fargatepull.core.cause.CauseCode.SUBNET_SHARED;
import static dev.fargatepull.core.cause.CauseCode.SUBNET_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.TASK_DEFINITION_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.TYPE_NOT_RECORDED;
import static dev.fargatepull.testing.Items.blockPublicAccess;
import static dev.fargatepull.testing.Items.exclusion;
import static dev.fargatepull.testing.Items.gatewayEndpoint;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.internetGateway;
import static dev.fargatepull.testing.Items.natGateway;
import static dev.fargatepull.testing.Items.recorder;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;

import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.NatGatewayItem;
import dev.fargatepull.testing.RouteTableItem;
import dev.fargatepull.testing.Scenario;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableDefaultRouteIsLiveTest {

    private final Scenario scenario = Scenario.of(new RouteTableDefaultRouteIsLive());

    // Internet gateways.

    @Test
    void an_attached_internet_gateway_works() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        internetGateway("igw-1"))
                .expect("rtb-a")
                .toBeCompliant()
                .sayingNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"available", "attached"})
    void an_attachment_is_called_available_or_attached(String state) {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        internetGateway("igw-1").attachedTo("vpc-1", state))
                .expect("rtb-a")
                .toBeCompliant();
    }

    @Test
    void a_detached_internet_gateway_drops_every_packet() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        internetGateway("igw-1").detached())
                .expect("rtb-a")
                .toBeNonCompliant(INTERNET_GATEWAY_DETACHED)
                .withReasons(1)
                .blaming("igw-1")
                .saying(
                        "internet-gateway-detached: igw-1 is not attached to vpc-1. Attach it, or route to a gateway that "
                                + "is.");
    }

    @Test
    void an_internet_gateway_attached_to_another_vpc_is_of_no_use() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        internetGateway("igw-1").attachedTo("vpc-2"))
                .expect("rtb-a")
                .toBeNonCompliant(INTERNET_GATEWAY_DETACHED);
    }

    @Test
    void an_attachment_without_a_state_may_be_one() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        internetGateway("igw-1").perhapsAttachedTo("vpc-1"))
                .expect("rtb-a")
                .toBeUndetermined(INTERNET_GATEWAY_UNKNOWN)
                .saying(
                        "internet-gateway-unknown: the item of igw-1 does not tell the state of its attachment to vpc-1. See "
                                + "aws ec2 describe-internet-gateways.");
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        internetGateway("igw-1").perhapsAttachedTo("vpc-2"))
                .expect("rtb-a")
                .toBeNonCompliant(INTERNET_GATEWAY_DETACHED);
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        subnet("subnet-nat"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        natGateway("nat-1").in("subnet-nat"),
                        routeTable("rtb-nat").of("subnet-nat").defaultRoute("igw-1"),
                        internetGateway("igw-1").perhapsAttachedTo("vpc-1"))
                .expect("rtb-a")
                .toBeUndetermined(INTERNET_GATEWAY_UNKNOWN);
    }

    @Test
    void an_internet_gateway_that_is_being_detached_is_of_no_use() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        internetGateway("igw-1").attachedTo("vpc-1", "detaching"))
                .expect("rtb-a")
                .toBeNonCompliant(INTERNET_GATEWAY_DETACHED);
    }

    @Test
    void an_internet_gateway_without_an_item_may_be_detached() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"))
                .expect("rtb-a")
                .toBeUndetermined(INTERNET_GATEWAY_UNKNOWN)
                .blaming("igw-1")
                .saying("internet-gateway-unknown: igw-1 has no item, so its attachment is unknown. Record "
                        + "AWS::EC2::InternetGateway in this account and Region.");
    }

    // NAT gateways.

    @Test
    void a_nat_gateway_in_a_public_subnet_works() {
        scenario.given(behindNatGateway(natGateway("nat-1")))
                .expect("rtb-a")
                .toBeCompliant()
                .sayingNothing()
                .andExpect("rtb-public")
                .notToBeReported();
    }

    @Test
    void a_nat_gateway_in_a_subnet_of_the_main_table_works() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        natGateway("nat-1").in("subnet-b"),
                        subnet("subnet-b"),
                        routeTable("rtb-main").main().defaultRoute("igw-1"),
                        internetGateway("igw-1"))
                .expect("rtb-a")
                .toBeCompliant();
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "deleting", "deleted"})
    void a_nat_gateway_that_failed_or_goes_forwards_nothing(String state) {
        scenario.given(behindNatGateway(natGateway("nat-1").inState(state)))
                .expect("rtb-a")
                .toBeNonCompliant(NAT_GATEWAY_UNAVAILABLE)
                .blaming("nat-1")
                .saying(
                        "nat-gateway-unavailable: nat-1 is %s. Create a NAT gateway in its place and point the route at it."
                                .formatted(state));
    }

    @Test
    void a_nat_gateway_being_built_may_work_in_a_moment() {
        scenario.given(behindNatGateway(natGateway("nat-1").inState("pending")))
                .expect("rtb-a")
                .toBeUndetermined(NAT_GATEWAY_UNAVAILABLE)
                .saying("nat-gateway-unavailable: nat-1 is pending. Wait until it is available.");
    }

    @Test
    void a_nat_gateway_that_does_not_tell_its_state_may_work() {
        scenario.given(behindNatGateway(natGateway("nat-1").withoutState()))
                .expect("rtb-a")
                .toBeUndetermined(NAT_GATEWAY_UNAVAILABLE)
                .because("nat-1 is in an unknown state");
    }

    @Test
    void a_private_nat_gateway_reaches_no_registry() {
        scenario.given(behindNatGateway(natGateway("nat-1").withPrivateConnectivity()))
                .expect("rtb-a")
                .toBeNonCompliant(NAT_GATEWAY_PRIVATE)
                .blaming("nat-1")
                .saying(
                        "nat-gateway-private: nat-1 is a private NAT gateway and reaches no registry. Route 0.0.0.0/0 to a "
                                + "public NAT gateway.");
    }

    @Test
    void a_nat_gateway_without_an_item_may_be_anything() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"))
                .expect("rtb-a")
                .toBeUndetermined(NAT_GATEWAY_UNKNOWN)
                .blaming("nat-1")
                .saying(
                        "nat-gateway-unknown: nat-1 has no item, so its state is unknown. Record AWS::EC2::NatGateway in "
                                + "this account and Region.");
    }

    @Test
    void a_regional_nat_gateway_is_routed_out_by_aws() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        natGateway("nat-1").regional())
                .expect("rtb-a")
                .toBeCompliant();
    }

    @Test
    void a_regional_nat_gateway_is_judged_by_state_and_connectivity() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        natGateway("nat-1").regional().inState("failed").withPrivateConnectivity())
                .expect("rtb-a")
                .toBeNonCompliant(NAT_GATEWAY_UNAVAILABLE, NAT_GATEWAY_PRIVATE);
    }

    // The subnet a NAT gateway stands in.

    @Test
    void a_nat_gateway_in_a_subnet_without_a_default_route_loses_what_it_forwards() {
        scenario.given(behindNatGatewayWhoseSubnetHas(routeTable("rtb-nat").of("subnet-public")))
                .expect("rtb-a")
                .toBeNonCompliant(NAT_GATEWAY_WITHOUT_INTERNET)
                .blaming("nat-1")
                .saying(
                        "nat-gateway-without-internet: nat-1 stands in subnet-public, which has no default route. Move it "
                                + "to a public subnet, or route that subnet to an attached internet gateway.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "pcx-1", "nat-2", "nat-1"})
    void a_nat_gateway_whose_subnet_leads_elsewhere_loses_what_it_forwards(String target) {
        scenario.given(behindNatGatewayWhoseSubnetHas(
                        routeTable("rtb-nat").of("subnet-public").defaultRoute(target)))
                .expect("rtb-a")
                .toBeNonCompliant(NAT_GATEWAY_WITHOUT_INTERNET)
                .because("nat-1 stands in subnet-public, which routes to " + target);
    }

    @Test
    void a_nat_gateway_behind_a_blackhole_loses_what_it_forwards() {
        scenario.given(behindNatGatewayWhoseSubnetHas(
                        routeTable("rtb-nat").of("subnet-public").blackhole("0.0.0.0/0", "igw-gone")))
                .expect("rtb-a")
                .toBeNonCompliant(NAT_GATEWAY_WITHOUT_INTERNET)
                .because("nat-1 stands in subnet-public, which routes to igw-gone, which is gone");
    }

    @Test
    void a_nat_gateway_behind_a_detached_internet_gateway_loses_what_it_forwards() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        natGateway("nat-1"),
                        subnet("subnet-public"),
                        routeTable("rtb-nat").of("subnet-public").defaultRoute("igw-1"),
                        internetGateway("igw-1").attachedTo("vpc-2"))
                .expect("rtb-a")
                .toBeNonCompliant(NAT_GATEWAY_WITHOUT_INTERNET)
                .because("nat-1 stands in subnet-public, which routes to igw-1, which is not attached");
    }

    @Test
    void an_internet_gateway_without_an_item_behind_a_nat_gateway_may_be_detached() {
        scenario.given(behindNatGatewayWhoseSubnetHas(
                        routeTable("rtb-nat").of("subnet-public").defaultRoute("igw-1")))
                .expect("rtb-a")
                .toBeUndetermined(INTERNET_GATEWAY_UNKNOWN)
                .blaming("igw-1");
    }

    @Test
    void a_nat_gateway_in_a_subnet_without_an_item_may_have_no_way_out() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        natGateway("nat-1"))
                .expect("rtb-a")
                .toBeUndetermined(SUBNET_UNKNOWN)
                .blaming("subnet-public")
                .saying(
                        "subnet-unknown: subnet-public, where nat-1 stands, has no item. Record AWS::EC2::Subnet in this "
                                + "account and Region.");
    }

    @Test
    void a_nat_gateway_in_a_subnet_without_a_known_table_may_have_no_way_out() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        natGateway("nat-1"),
                        subnet("subnet-public"))
                .expect("rtb-a")
                .toBeUndetermined(ROUTE_TABLE_UNKNOWN)
                .blaming("subnet-public")
                .saying(
                        "route-table-unknown: the route table of subnet-public has no item. Record AWS::EC2::RouteTable in "
                                + "this account and Region.");
    }

    @Test
    void a_nat_gateway_behind_a_firewall_may_reach_the_internet() {
        scenario.given(behindNatGatewayWhoseSubnetHas(
                        routeTable("rtb-nat").of("subnet-public").defaultRoute("vpce-firewall")))
                .expect("rtb-a")
                .toBeUndetermined(CUSTOM_EGRESS)
                .blaming("nat-1")
                .saying(
                        "custom-egress: nat-1 sends its traffic on to vpce-firewall. If that leads to the internet, list it "
                                + "in trustedEgress.");
    }

    @Test
    void a_nat_gateway_behind_a_trusted_firewall_reaches_the_internet() {
        scenario.given(behindNatGatewayWhoseSubnetHas(
                        routeTable("rtb-nat").of("subnet-public").defaultRoute("vpce-firewall")))
                .with("trustedEgress", "vpce-firewall")
                .expect("rtb-a")
                .toBeCompliant();
    }

    @Test
    void the_worse_half_of_a_split_way_out_counts() {
        scenario.given(behindNatGatewayWhoseSubnetHas(routeTable("rtb-nat")
                        .of("subnet-public")
                        .route("0.0.0.0/1", "vpce-firewall")
                        .route("128.0.0.0/1", "pcx-1")))
                .expect("rtb-a")
                .toBeNonCompliant(NAT_GATEWAY_WITHOUT_INTERNET)
                .withReasons(1)
                .because("nat-1 stands in subnet-public, which routes to pcx-1");
    }

    // Blackholes and halves.

    @Test
    void a_route_to_a_deleted_gateway_drops_every_packet() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").blackhole("0.0.0.0/0", "nat-gone"))
                .expect("rtb-a")
                .toBeNonCompliant(DEFAULT_ROUTE_BLACKHOLE)
                .withReasons(1)
                .blaming("rtb-a")
                .saying(
                        "default-route-blackhole: rtb-a sends 0.0.0.0/0 to nat-gone, which is gone. Point the route at a "
                                + "gateway that exists.");
    }

    @Test
    void the_worse_half_of_a_split_default_counts() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a")
                                .of("subnet-a")
                                .defaultRoute("igw-1")
                                .route("0.0.0.0/1", "igw-1")
                                .blackhole("128.0.0.0/1", "nat-gone"),
                        internetGateway("igw-1"))
                .expect("rtb-a")
                .toBeNonCompliant(DEFAULT_ROUTE_BLACKHOLE)
                .because("rtb-a sends 128.0.0.0/1 to nat-gone, which is gone");
    }

    @Test
    void two_halves_through_one_detached_gateway_are_one_defect() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a")
                                .of("subnet-a")
                                .route("0.0.0.0/1", "igw-1")
                                .route("128.0.0.0/1", "igw-1"),
                        internetGateway("igw-1").detached())
                .expect("rtb-a")
                .toBeNonCompliant(INTERNET_GATEWAY_DETACHED)
                .withReasons(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tgw-1", "vgw-1", "eni-1", "vpce-firewall", "local", "pcx-1"})
    void an_active_route_to_a_target_that_is_no_gateway_of_the_vpc_is_alive(String target) {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute(target))
                .expect("rtb-a")
                .toBeCompliant();
    }

    @Test
    void a_blackholed_transit_gateway_is_not_alive_however_trusted() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").blackhole("0.0.0.0/0", "tgw-1"))
                .with("trustedEgress", "tgw-1")
                .expect("rtb-a")
                .toBeNonCompliant(DEFAULT_ROUTE_BLACKHOLE);
    }

    // VPC Block Public Access.

    @ParameterizedTest
    @ValueSource(strings = {"block-bidirectional", "block-ingress"})
    void block_public_access_stops_tasks_straight_behind_an_internet_gateway(String mode) {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        internetGateway("igw-1"),
                        blockPublicAccess(mode))
                .expect("rtb-a")
                .toBeNonCompliant(INTERNET_ACCESS_BLOCKED)
                .blaming("subnet-a")
                .saying(
                        "internet-access-blocked: VPC Block Public Access (%s) stops subnet-a, with no exclusion for it. Exclude vpc-1 or its subnet, or add endpoints."
                                .formatted(mode));
    }

    @Test
    void block_public_access_that_is_off_stops_nothing() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        internetGateway("igw-1"),
                        blockPublicAccess("off"))
                .expect("rtb-a")
                .toBeCompliant();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vpc-1", "subnet-a"})
    void an_exclusion_in_both_directions_frees_tasks_behind_an_internet_gateway(String excluded) {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        internetGateway("igw-1"),
                        blockPublicAccess("block-bidirectional"),
                        exclusion(excluded))
                .expect("rtb-a")
                .toBeCompliant();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vpc-2", "subnet-b"})
    void an_exclusion_of_something_else_frees_nothing(String excluded) {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        internetGateway("igw-1"),
                        blockPublicAccess("block-ingress"),
                        exclusion(excluded))
                .expect("rtb-a")
                .toBeNonCompliant(INTERNET_ACCESS_BLOCKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vpc-1", "subnet-a"})
    void an_exclusion_for_egress_does_not_free_tasks_behind_an_internet_gateway(String excluded) {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        internetGateway("igw-1"),
                        blockPublicAccess("block-bidirectional"),
                        exclusion(excluded).forEgressOnly())
                .expect("rtb-a")
                .toBeNonCompliant(INTERNET_ACCESS_BLOCKED);
    }

    @Test
    void one_subnet_that_block_public_access_stops_fails_a_table_it_shares_with_an_excluded_one() {
        scenario.given(
                        service("web").in("subnet-a", "subnet-b"),
                        subnet("subnet-a"),
                        subnet("subnet-b"),
                        routeTable("rtb-a").of("subnet-a", "subnet-b").defaultRoute("igw-1"),
                        internetGateway("igw-1"),
                        blockPublicAccess("block-ingress"),
                        exclusion("subnet-a"))
                .expect("rtb-a")
                .toBeNonCompliant(INTERNET_ACCESS_BLOCKED)
                .withReasons(1)
                .blaming("subnet-b");
    }

    @Test
    void block_ingress_lets_nat_gateways_through() {
        scenario.given(with(behindNatGateway(natGateway("nat-1")), blockPublicAccess("block-ingress")))
                .expect("rtb-a")
                .toBeCompliant();
    }

    @Test
    void block_bidirectional_stops_nat_gateways() {
        scenario.given(with(behindNatGateway(natGateway("nat-1")), blockPublicAccess("block-bidirectional")))
                .expect("rtb-a")
                .toBeNonCompliant(INTERNET_ACCESS_BLOCKED)
                .blaming("subnet-public")
                .because("VPC Block Public Access (block-bidirectional) stops subnet-public, with no exclusion for it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vpc-1", "subnet-public"})
    void an_exclusion_for_egress_frees_a_nat_gateway(String excluded) {
        scenario.given(with(
                        behindNatGateway(natGateway("nat-1")),
                        blockPublicAccess("block-bidirectional"),
                        exclusion(excluded).forEgressOnly()))
                .expect("rtb-a")
                .toBeCompliant();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vpc-1", "subnet-public"})
    void an_exclusion_in_both_directions_frees_a_nat_gateway(String excluded) {
        scenario.given(with(
                        behindNatGateway(natGateway("nat-1")),
                        blockPublicAccess("block-bidirectional"),
                        exclusion(excluded)))
                .expect("rtb-a")
                .toBeCompliant();
    }

    @Test
    void an_exclusion_of_the_tasks_subnet_does_not_free_a_nat_gateway_in_another() {
        scenario.given(with(
                        behindNatGateway(natGateway("nat-1")),
                        blockPublicAccess("block-bidirectional"),
                        exclusion("subnet-a")))
                .expect("rtb-a")
                .toBeNonCompliant(INTERNET_ACCESS_BLOCKED)
                .blaming("subnet-public");
    }

    @Test
    void a_regional_nat_gateway_ignores_block_public_access() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        natGateway("nat-1").regional(),
                        blockPublicAccess("block-bidirectional"))
                .expect("rtb-a")
                .toBeCompliant();
    }

    @Test
    void block_bidirectional_without_exclusions_stops_a_nat_gateway_wherever_it_stands() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        blockPublicAccess("block-bidirectional"))
                .expect("rtb-a")
                .toBeNonCompliant(INTERNET_ACCESS_BLOCKED, NAT_GATEWAY_UNKNOWN)
                .because("VPC Block Public Access (block-bidirectional) stops vpc-1, with no exclusion for it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vpc-1", "subnet-public", "subnet-without-item"})
    void any_exclusion_that_may_be_that_of_an_unknown_nat_gateway_leaves_it_open(String excluded) {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        subnet("subnet-public"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        blockPublicAccess("block-bidirectional"),
                        exclusion(excluded).forEgressOnly())
                .expect("rtb-a")
                .toBeUndetermined(NAT_GATEWAY_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vpc-2", "subnet-elsewhere"})
    void an_exclusion_in_another_vpc_does_not_free_an_unknown_nat_gateway(String excluded) {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        subnet("subnet-elsewhere").inVpc("vpc-2"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        blockPublicAccess("block-bidirectional"),
                        exclusion(excluded))
                .expect("rtb-a")
                .toBeNonCompliant(INTERNET_ACCESS_BLOCKED, NAT_GATEWAY_UNKNOWN);
    }

    @Test
    void block_ingress_leaves_an_unknown_nat_gateway_alone() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        blockPublicAccess("block-ingress"))
                .expect("rtb-a")
                .toBeUndetermined(NAT_GATEWAY_UNKNOWN);
    }

    @Test
    void exclusions_that_are_not_recorded_may_be_there() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        internetGateway("igw-1"),
                        blockPublicAccess("block-ingress"),
                        recorder().recordingAllBut("AWS::EC2::VPCBlockPublicAccessExclusion"))
                .expect("rtb-a")
                .toBeUndetermined(TYPE_NOT_RECORDED)
                .saying(
                        "type-not-recorded: VPC Block Public Access is on, and AWS Config does not record its exclusions "
                                + "here. Add AWS::EC2::VPCBlockPublicAccessExclusion to the recorder.");
    }

    @Test
    void exclusions_that_were_read_from_ec2_are_all_there_are() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        internetGateway("igw-1"),
                        blockPublicAccess("block-ingress"),
                        recorder()
                                .recordingAllBut("AWS::EC2::VPCBlockPublicAccessExclusion")
                                .withSupplied("AWS::EC2::VPCBlockPublicAccessExclusion"))
                .expect("rtb-a")
                .toBeNonCompliant(INTERNET_ACCESS_BLOCKED);
    }

    // Which tables are judged.

    @Test
    void a_table_without_a_default_route_is_not_reported() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"))
                .expectNothing();
    }

    @Test
    void a_table_from_which_endpoints_take_every_flow_is_not_reported() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").blackhole("0.0.0.0/0", "nat-gone"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expectNothing();
    }

    @Test
    void one_flow_that_no_endpoint_takes_is_enough() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").blackhole("0.0.0.0/0", "nat-gone"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"))
                .expect("rtb-a")
                .toBeNonCompliant(DEFAULT_ROUTE_BLACKHOLE)
                .withReasons(1);
    }

    @Test
    void a_table_of_no_workload_is_not_reported() {
        scenario.given(
                        service("web").in("subnet-a").withLaunchType("EC2"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").blackhole("0.0.0.0/0", "nat-gone"))
                .expectNothing();
    }

    @Test
    void a_subnet_whose_table_is_unknown_gives_no_table_to_report_on() {
        scenario.given(service("web").in("subnet-a", "subnet-b"), subnet("subnet-a"))
                .expectNothing();
    }

    @Test
    void the_main_table_answers_for_subnets_without_an_association() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-main").main().blackhole("0.0.0.0/0", "nat-gone"))
                .expect("rtb-main")
                .toBeNonCompliant(DEFAULT_ROUTE_BLACKHOLE);
    }

    // What nobody can tell.

    @Test
    void an_unknown_task_definition_leaves_a_default_route_open_that_it_may_take() {
        scenario.given(
                        service("web").in("subnet-a").runningUnrecorded("web:7"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").blackhole("0.0.0.0/0", "nat-gone"))
                .expect("rtb-a")
                .toBeUndetermined(TASK_DEFINITION_UNKNOWN);
    }

    @Test
    void an_unknown_cluster_leaves_even_a_live_default_route_open() {
        scenario.given(
                        service("web").in("subnet-a").asItsClusterSays(),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        internetGateway("igw-1"))
                .expect("rtb-a")
                .toBeUndetermined(CLUSTER_UNKNOWN);
    }

    @Test
    void a_shared_subnet_leaves_open_what_takes_its_default_route() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a").ownedBy("444455556666"),
                        routeTable("rtb-a").of("subnet-a").blackhole("0.0.0.0/0", "nat-gone"))
                .expect("rtb-a")
                .toBeUndetermined(SUBNET_SHARED);
    }

    @Test
    void an_unknown_path_does_not_touch_a_table_without_a_default_route() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a").ownedBy("444455556666"),
                        routeTable("rtb-a").of("subnet-a"))
                .expectNothing();
    }

    @Test
    void an_ipv6_only_subnet_leaves_open_what_takes_its_default_route() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a").ipv6Only(),
                        routeTable("rtb-a").of("subnet-a").blackhole("0.0.0.0/0", "nat-gone"))
                .expect("rtb-a")
                .toBeUndetermined(IPV6_ONLY_SUBNET);
    }

    @Test
    void endpoints_that_are_not_recorded_leave_open_what_takes_the_default_route() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").blackhole("0.0.0.0/0", "nat-gone"),
                        recorder().recordingAllBut("AWS::EC2::VPCEndpoint"))
                .expect("rtb-a")
                .toBeUndetermined(TYPE_NOT_RECORDED)
                .saying("type-not-recorded: AWS Config does not record AWS::EC2::VPCEndpoint here, so endpoints are "
                        + "unknown. Add the type to the recorder.");
    }

    @Test
    void a_known_flow_breaches_what_an_unknown_one_leaves_open() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ecr("app:1.0"), Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").blackhole("0.0.0.0/0", "nat-gone"),
                        recorder().recordingAllBut("AWS::EC2::VPCEndpoint"))
                .expect("rtb-a")
                .toBeNonCompliant(DEFAULT_ROUTE_BLACKHOLE, TYPE_NOT_RECORDED);
    }

    @Test
    void an_s3_interface_endpoint_leaves_open_whether_layers_take_the_default_route() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").blackhole("0.0.0.0/0", "nat-gone"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        interfaceEndpoint("vpce-s3if", "s3"))
                .expect("rtb-a")
                .toBeUndetermined(S3_INTERFACE_ENDPOINT);
    }

    @Test
    void a_gateway_endpoint_without_an_item_leaves_open_whether_layers_take_the_default_route() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a")
                                .of("subnet-a")
                                .route("pl-s3", "vpce-s3")
                                .blackhole("0.0.0.0/0", "nat-gone"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"))
                .expect("rtb-a")
                .toBeUndetermined(ENDPOINT_UNKNOWN);
    }

    @Test
    void a_subnet_without_an_item_leaves_its_known_table_open() {
        scenario.given(
                        service("web").in("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").blackhole("0.0.0.0/0", "nat-gone"))
                .expect("rtb-a")
                .toBeUndetermined(SUBNET_UNKNOWN);
    }

    // FIPS hosts.

    @Test
    void a_fips_host_behind_a_live_gateway_is_proven() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ECR_BY_FIPS_HOST),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        internetGateway("igw-1"))
                .expect("rtb-a")
                .toBeCompliant();
    }

    @Test
    void a_fips_host_may_use_a_default_route_that_is_not_proven() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ECR_BY_FIPS_HOST),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("tgw-1"))
                .expect("rtb-a")
                .toBeUndetermined(FIPS_REGISTRY);
    }

    @Test
    void a_defect_that_only_a_fips_host_meets_is_open() {
        scenario.given(fipsBehind(routeTable("rtb-a").of("subnet-a").blackhole("0.0.0.0/0", "nat-gone")))
                .expect("rtb-a")
                .toBeUndetermined(DEFAULT_ROUTE_BLACKHOLE)
                .saying(
                        "default-route-blackhole: rtb-a sends 0.0.0.0/0 to nat-gone, which is gone. Point the route at a "
                                + "gateway that exists.");
    }

    @Test
    void a_detached_gateway_that_only_a_fips_host_meets_is_open() {
        scenario.given(with(
                        fipsBehind(routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1")),
                        internetGateway("igw-1").detached(),
                        blockPublicAccess("block-ingress")))
                .expect("rtb-a")
                .toBeUndetermined(INTERNET_GATEWAY_DETACHED, INTERNET_ACCESS_BLOCKED);
    }

    @Test
    void a_bad_nat_gateway_that_only_a_fips_host_meets_is_open() {
        scenario.given(with(
                        fipsBehind(routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1")),
                        natGateway("nat-1").inState("failed").withPrivateConnectivity(),
                        subnet("subnet-public"),
                        routeTable("rtb-public").of("subnet-public")))
                .expect("rtb-a")
                .toBeUndetermined(NAT_GATEWAY_UNAVAILABLE, NAT_GATEWAY_PRIVATE, NAT_GATEWAY_WITHOUT_INTERNET);
    }

    @Test
    void a_defect_that_another_flow_meets_too_is_a_breach() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ECR_BY_FIPS_HOST, Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").blackhole("0.0.0.0/0", "nat-gone"))
                .expect("rtb-a")
                .toBeNonCompliant(DEFAULT_ROUTE_BLACKHOLE);
    }

    private static List<Item<?>> behindNatGateway(NatGatewayItem gateway) {
        return List.of(
                service("web").in("subnet-a"),
                subnet("subnet-a"),
                routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                gateway,
                subnet("subnet-public"),
                routeTable("rtb-public").of("subnet-public").defaultRoute("igw-1"),
                internetGateway("igw-1"));
    }

    private static List<Item<?>> behindNatGatewayWhoseSubnetHas(RouteTableItem table) {
        return List.of(
                service("web").in("subnet-a"),
                subnet("subnet-a"),
                routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                natGateway("nat-1"),
                subnet("subnet-public"),
                table);
    }

    private static List<Item<?>> fipsBehind(RouteTableItem table) {
        return List.of(service("web").in("subnet-a").pulling(Images.ECR_BY_FIPS_HOST), subnet("subnet-a"), table);
    }

    private static List<Item<?>> with(List<Item<?>> items, Item<?>... more) {
        return Stream.<Item<?>>concat(items.stream(), Stream.of(more)).toList();
    }

    @Test
    void a_mode_of_block_public_access_that_is_not_known_may_stop_the_gateway() {
        scenario.given(
                        blockPublicAccess("block-everything"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        internetGateway("igw-1"),
                        service("web").in("subnet-a").withPublicIp())
                .expect("rtb-a")
                .toBeUndetermined(INTERNET_ACCESS_BLOCKED)
                .because("VPC Block Public Access is in a mode that is not known here, and may stop subnet-a");
    }
}
