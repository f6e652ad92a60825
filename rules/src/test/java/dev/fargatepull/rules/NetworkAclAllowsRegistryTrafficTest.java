package dev.fargatepull.rules;

import static dev.fargatepull.core.cause.CauseCode.ACL_BLOCKS_443;
import static dev.fargatepull.core.cause.CauseCode.ACL_BLOCKS_REPLIES;
import static dev.fargatepull.core.cause.CauseCode.ACL_PARTLY_BLOCKS;
import static dev.fargatepull.core.cause.CauseCode.CLUSTER_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.ENDPOINT_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.FIPS_REGISTRY;
import static dev.fargatepull.core.cause.CauseCode.IPV6_ONLY_SUBNET;
import static dev.fargatepull.core.cause.CauseCode.NETWORK_ACL_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.ROUTE_TABLE_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.S3_INTERFACE_ENDPOINT;
import static dev.fargatepull.core.cause.CauseCode.SUBNET_SHARED;
import static dev.fargatepull.core.cause.CauseCode.SUBNET_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.TASK_DEFINITION_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.TYPE_NOT_RECORDED;
import static dev.fargatepull.testing.Items.gatewayEndpoint;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.natGateway;
import static dev.fargatepull.testing.Items.networkAcl;
import static dev.fargatepull.testing.Items.networkInterface;
import static dev.fargatepull.testing.Items.recorder;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static dev.fargatepull.testing.Items.taskDefinition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.testing.EndpointItem;
import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.NetworkAclItem;
import dev.fargatepull.testing.Scenario;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NetworkAclAllowsRegistryTrafficTest {

    private static final String ALL = "0.0.0.0/0";

    private final Scenario scenario = Scenario.of(new NetworkAclAllowsRegistryTraffic());

    // The task's subnet.

    @Test
    void the_acl_of_a_new_vpc_lets_everything_pass() {
        behindIgw(networkAcl("acl-a").of("subnet-a").lettingEverythingPass())
                .expect("acl-a")
                .toBeCompliant()
                .sayingNothing();
    }

    @Test
    void requests_out_and_answers_in_are_all_it_takes() {
        behindIgw(taskAcl()).expect("acl-a").toBeCompliant();
    }

    @Test
    void an_acl_without_rules_stops_both() {
        behindIgw(networkAcl("acl-a").of("subnet-a"))
                .expect("acl-a")
                .toBeNonCompliant(ACL_BLOCKS_443, ACL_BLOCKS_REPLIES)
                .saying("acl-blocks-443: acl-a does not let TCP 443 out to the internet. "
                        + "Allow it before any rule that denies it. (+1 more)")
                .blaming("acl-a");
    }

    @Test
    void answers_need_a_rule_of_their_own() {
        behindIgw(networkAcl("acl-a")
                        .of("subnet-a")
                        .lettingOut(100, 443, 443, ALL)
                        .admitting(100, 443, 443, ALL))
                .expect("acl-a")
                .toBeNonCompliant(ACL_BLOCKS_REPLIES)
                .saying("acl-blocks-replies: acl-a does not let replies (TCP 32768-60999) in from the internet. "
                        + "Allow those ports before any rule that denies them.");
    }

    @Test
    void one_ephemeral_port_that_is_shut_is_enough_to_lose_answers() {
        behindIgw(taskAcl().denyingIn(90, 50_000, 50_000, ALL)).expect("acl-a").toBeNonCompliant(ACL_BLOCKS_REPLIES);
        behindIgw(taskAcl().denyingIn(90, 61_000, 65_535, ALL)).expect("acl-a").toBeCompliant();
        behindIgw(taskAcl().denyingIn(110, 50_000, 50_000, ALL)).expect("acl-a").toBeCompliant();
    }

    @Test
    void ports_may_be_allowed_piece_by_piece() {
        behindIgw(networkAcl("acl-a")
                        .of("subnet-a")
                        .lettingOut(100, 443, 443, ALL)
                        .admitting(100, 32_768, 49_999, ALL)
                        .admitting(110, 50_000, 60_999, "0.0.0.0/1")
                        .admitting(120, 50_000, 60_999, "128.0.0.0/1"))
                .expect("acl-a")
                .toBeCompliant();
    }

    @Test
    void windows_takes_other_ephemeral_ports() {
        Item<?>[] rest = {
            service("web")
                    .in("subnet-a")
                    .running(taskDefinition("web:1")
                            .withImage(Images.DOCKER_HUB)
                            .onPlatform("WINDOWS_SERVER_2022_CORE", "X86_64")),
            subnet("subnet-a"),
            routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1")
        };
        scenario.given(plus(List.of(rest), taskAcl()))
                .expect("acl-a")
                .toBeNonCompliant(ACL_BLOCKS_REPLIES)
                .because("acl-a does not let replies (TCP 49152-65535) in from the internet");
        scenario.given(plus(
                        List.of(rest),
                        networkAcl("acl-a")
                                .of("subnet-a")
                                .lettingOut(100, 443, 443, ALL)
                                .admitting(100, 49_152, 65_535, ALL)))
                .expect("acl-a")
                .toBeCompliant();
    }

    @Test
    void the_lowest_number_decides_not_the_order_of_the_item() {
        behindIgw(taskAcl().denyingOut(99, 443, 443, ALL)).expect("acl-a").toBeNonCompliant(ACL_BLOCKS_443);
        behindIgw(taskAcl().denyingOut(101, 443, 443, ALL)).expect("acl-a").toBeCompliant();
    }

    @Test
    void other_protocols_and_ipv6_decide_nothing() {
        behindIgw(taskAcl()
                        .entry(1, true, "deny", "17", Optional.of(List.of(443, 443)), ALL)
                        .entry(2, true, "deny", "-1", Optional.empty(), "::/0")
                        .entry(3, true, "deny", "6", Optional.of(List.of(443, 443)), "::ffff:0:0/96"))
                .expect("acl-a")
                .toBeCompliant();
    }

    @Test
    void what_passes_over_ipv6_alone_is_no_way_over_ipv4() {
        behindIgw(networkAcl("acl-a")
                        .of("subnet-a")
                        .entry(100, true, "allow", "-1", Optional.empty(), "::/0")
                        .admitting(100, 32_768, 60_999, ALL))
                .expect("acl-a")
                .toBeNonCompliant(ACL_BLOCKS_443);
    }

    @Test
    void private_ranges_denied_are_no_part_of_the_internet() {
        behindIgw(taskAcl().denyingOut(50, 0, 65_535, "10.0.0.0/8"))
                .expect("acl-a")
                .toBeCompliant();
    }

    @Test
    void some_of_the_internet_is_an_open_question() {
        behindIgw(taskAcl().denyingOut(50, 443, 443, "52.0.0.0/8"))
                .expect("acl-a")
                .toBeUndetermined(ACL_PARTLY_BLOCKS)
                .saying(
                        "acl-partly-blocks: acl-a lets TCP 443 and replies (TCP 32768-60999) pass for some addresses only, "
                                + "perhaps not all needed of the internet. Allow both for all of it, or verify the pull by hand.");
    }

    @Test
    void requests_to_one_half_and_answers_from_the_other_are_no_conversation() {
        behindIgw(networkAcl("acl-a")
                        .of("subnet-a")
                        .lettingOut(100, 443, 443, "0.0.0.0/1")
                        .admitting(100, 32_768, 60_999, "128.0.0.0/1"))
                .expect("acl-a")
                .toBeNonCompliant(ACL_BLOCKS_REPLIES);
    }

    @Test
    void a_custom_target_is_a_gateway_at_the_edge_of_the_subnet() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("tgw-1"),
                        networkAcl("acl-a").of("subnet-a"))
                .expect("acl-a")
                .toBeNonCompliant(ACL_BLOCKS_443, ACL_BLOCKS_REPLIES);
    }

    // A NAT gateway.

    @Test
    void the_acl_of_the_nat_gateway_takes_four_rules() {
        behindNat(natAcl()).expect("acl-nat").toBeCompliant().andExpect("acl-a").toBeCompliant();
    }

    @Test
    void each_of_the_four_is_needed() {
        behindNat(natAcl().denyingIn(50, 443, 443, "10.0.1.0/24"))
                .expect("acl-nat")
                .toBeNonCompliant(ACL_BLOCKS_443)
                .because("acl-nat does not let TCP 443 in from subnet-a");
        behindNat(natAcl().denyingOut(50, 32_768, 60_999, "10.0.1.128/25"))
                .expect("acl-nat")
                .toBeNonCompliant(ACL_BLOCKS_REPLIES)
                .because("acl-nat does not let replies (TCP 32768-60999) out to subnet-a");
        behindNat(natAcl().denyingOut(50, 443, 443, ALL))
                .expect("acl-nat")
                .toBeNonCompliant(ACL_BLOCKS_443)
                .because("acl-nat does not let TCP 443 out to the internet");
        behindNat(natAcl().denyingIn(50, 1024, 1024, "0.0.0.0/0"))
                .expect("acl-nat")
                .toBeNonCompliant(ACL_BLOCKS_REPLIES)
                .because("acl-nat does not let replies (TCP 1024-65535) in from the internet");
    }

    @Test
    void a_nat_gateway_in_the_tasks_own_subnet_is_judged_for_its_way_out_alone() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        natGateway("nat-1").in("subnet-a"),
                        networkAcl("acl-a")
                                .of("subnet-a")
                                .lettingOut(100, 443, 443, ALL)
                                .admitting(100, 1024, 65_535, ALL))
                .expect("acl-a")
                .toBeCompliant();
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        natGateway("nat-1").in("subnet-a"),
                        taskAcl())
                .expect("acl-a")
                .toBeNonCompliant(ACL_BLOCKS_REPLIES);
    }

    @Test
    void a_regional_nat_gateway_stands_behind_no_acl() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        natGateway("nat-1").regional(),
                        taskAcl())
                .expect("acl-a")
                .toBeCompliant();
    }

    // Endpoints.

    @Test
    void traffic_within_a_subnet_crosses_no_acl() {
        throughDkr(
                        interfaceEndpoint("vpce-dkr", "ecr.dkr").inSubnets("subnet-a"),
                        networkAcl("acl-a").of("subnet-a"))
                .expect("acl-a")
                .toBeNonCompliant(ACL_BLOCKS_443, ACL_BLOCKS_REPLIES)
                .because("acl-a does not let TCP 443 out to S3")
                .withReasons(2);
    }

    @Test
    void the_acls_of_both_ends_let_it_pass() {
        EndpointItem endpoint = interfaceEndpoint("vpce-dkr", "ecr.dkr").inSubnets("subnet-a", "subnet-x");
        Item<?> far = subnet("subnet-x").withCidr("10.0.8.0/24");

        throughDkr(endpoint, far, taskAcl(), endpointAcl("acl-x", "subnet-x"))
                .expect("acl-x")
                .toBeCompliant()
                .andExpect("acl-a")
                .toBeCompliant();
        throughDkr(endpoint, far, taskAcl(), endpointAcl("acl-x", "subnet-x").denyingIn(50, 443, 443, "10.0.1.7/32"))
                .expect("acl-x")
                .toBeNonCompliant(ACL_BLOCKS_443)
                .because("acl-x does not let TCP 443 in from subnet-a");
        throughDkr(endpoint, far, taskAcl(), networkAcl("acl-x").of("subnet-x").admitting(100, 443, 443, ALL))
                .expect("acl-x")
                .toBeNonCompliant(ACL_BLOCKS_REPLIES);
        throughDkr(endpoint, far, taskAcl().denyingOut(50, 443, 443, "10.0.8.0/24"), endpointAcl("acl-x", "subnet-x"))
                .expect("acl-a")
                .toBeNonCompliant(ACL_BLOCKS_443)
                .because("acl-a does not let TCP 443 out to vpce-dkr");
    }

    @Test
    void of_an_endpoint_known_by_ranges_the_tasks_own_subnet_is_left_out() {
        throughDkr(
                        interfaceEndpoint("vpce-dkr", "ecr.dkr").inSubnets("subnet-a", "subnet-x"),
                        subnet("subnet-x").withCidr("10.0.8.0/24"),
                        taskAcl().denyingOut(50, 443, 443, "10.0.1.0/24"),
                        endpointAcl("acl-x", "subnet-x"))
                .expect("acl-a")
                .toBeCompliant();
    }

    @Test
    void ranges_that_pass_in_part_are_open_and_known_addresses_are_not() {
        EndpointItem endpoint = interfaceEndpoint("vpce-dkr", "ecr.dkr").inSubnets("subnet-x", "subnet-y");
        Item<?> x = subnet("subnet-x").withCidr("10.0.8.0/24");
        Item<?> y = subnet("subnet-y").withCidr("10.0.9.0/24");
        NetworkAclItem partly = taskAcl().denyingOut(50, 443, 443, "10.0.9.0/24");

        throughDkr(endpoint, x, y, partly, endpointAcl("acl-x", "subnet-x", "subnet-y"))
                .expect("acl-a")
                .toBeUndetermined(ACL_PARTLY_BLOCKS);
        throughDkr(
                        interfaceEndpoint("vpce-dkr", "ecr.dkr")
                                .inSubnets("subnet-x", "subnet-y")
                                .withNetworkInterfaces("eni-1", "eni-2"),
                        x,
                        y,
                        networkInterface("eni-1", "subnet-x", "10.0.8.10"),
                        networkInterface("eni-2", "subnet-y", "10.0.9.10"),
                        partly,
                        endpointAcl("acl-x", "subnet-x", "subnet-y"))
                .expect("acl-a")
                .toBeNonCompliant(ACL_BLOCKS_443);
    }

    @Test
    void an_endpoint_subnet_without_an_item_passes_only_where_everything_does() {
        EndpointItem endpoint = interfaceEndpoint("vpce-dkr", "ecr.dkr").inSubnets("subnet-gone");

        throughDkr(endpoint, taskAcl()).expect("acl-a").toBeCompliant();
        throughDkr(endpoint, taskAcl().denyingOut(50, 443, 443, "192.168.0.0/16"))
                .expect("acl-a")
                .toBeUndetermined(ACL_PARTLY_BLOCKS)
                .because(
                        "acl-a lets TCP 443 and replies (TCP 32768-60999) pass for some addresses only, perhaps not all "
                                + "needed of vpce-dkr (unknown: subnet-gone)");
    }

    // Nothing to report on.

    @Test
    void a_subnet_whose_acl_has_no_item_is_known_to_the_workload_alone() {
        Scenario.Given given = behindIgw();

        given.expectNothing();
        assertThat(given.causesMetBy("web")).containsExactly(NETWORK_ACL_UNKNOWN);
    }

    @Test
    void two_acls_that_claim_a_subnet_contradict_each_other() {
        Scenario.Given given = behindIgw(
                networkAcl("acl-a").of("subnet-a"), networkAcl("acl-b").of("subnet-a"));

        given.expectNothing();
        assertThat(given.causesMetBy("web")).containsExactly(NETWORK_ACL_UNKNOWN);
    }

    @Test
    void the_unknown_acl_of_a_nat_gateway_is_known_to_the_workload_too() {
        Scenario.Given given = behindNat();

        given.expect("acl-a").toBeCompliant();
        assertThat(given.causesMetBy("web")).containsExactly(NETWORK_ACL_UNKNOWN);
    }

    @Test
    void acls_on_no_path_and_flows_without_a_route_are_not_judged() {
        behindIgw(taskAcl(), networkAcl("acl-b").of("subnet-b")).expect("acl-b").notToBeReported();
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a")
                                .of("subnet-a")
                                .route("0.0.0.0/1", "igw-1")
                                .route("128.0.0.0/1", "local"),
                        networkAcl("acl-a").of("subnet-a"))
                .expectNothing();
    }

    // Unknown paths and workloads.

    @Test
    void an_unknown_path_leaves_open_every_acl_it_could_cross() {
        Item<?> web = service("web").in("subnet-a");
        Item<?> nat = natGateway("nat-1").in("subnet-public");
        Item<?> table = routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1");
        Item<?> acl = networkAcl("acl-a").of("subnet-a").lettingEverythingPass();
        Item<?> natAcl = networkAcl("acl-nat").of("subnet-public").lettingEverythingPass();

        scenario.given(web, nat, table, acl, natAcl)
                .expect("acl-a")
                .toBeUndetermined(SUBNET_UNKNOWN)
                .andExpect("acl-nat")
                .toBeUndetermined(SUBNET_UNKNOWN);
        scenario.given(web, subnet("subnet-a").ownedBy("999988887777"), nat, table, acl, natAcl)
                .expect("acl-nat")
                .toBeUndetermined(SUBNET_SHARED);
        scenario.given(web, subnet("subnet-a").ipv6Only(), nat, table, acl)
                .expect("acl-a")
                .toBeUndetermined(IPV6_ONLY_SUBNET);
        scenario.given(web, subnet("subnet-a"), nat, acl).expect("acl-a").toBeUndetermined(ROUTE_TABLE_UNKNOWN);
        scenario.given(
                        web,
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1").route("pl-x", "vpce-gone"),
                        nat,
                        acl,
                        natAcl)
                .expect("acl-nat")
                .toBeUndetermined(ENDPOINT_UNKNOWN);
        scenario.given(
                        web,
                        subnet("subnet-a"),
                        nat,
                        table,
                        acl,
                        natAcl,
                        recorder().recordingAllBut("AWS::EC2::VPCEndpoint"))
                .expect("acl-nat")
                .toBeUndetermined(TYPE_NOT_RECORDED);
        scenario.given(
                        web,
                        subnet("subnet-a"),
                        nat,
                        table,
                        acl,
                        natAcl,
                        interfaceEndpoint("vpce-s3", "s3").inSubnets("subnet-x"),
                        networkAcl("acl-x").of("subnet-x").lettingEverythingPass())
                .expect("acl-x")
                .toBeUndetermined(S3_INTERFACE_ENDPOINT)
                .andExpect("acl-nat")
                .toBeUndetermined(S3_INTERFACE_ENDPOINT);
    }

    @Test
    void a_fips_host_may_be_served_by_the_endpoints_and_breaches_nothing() {
        Item<?> web = service("web").in("subnet-a").pulling(Images.ECR_BY_FIPS_HOST);
        scenario.given(
                        web,
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api").inSubnets("subnet-x"),
                        networkAcl("acl-x").of("subnet-x").lettingEverythingPass())
                .expect("acl-x")
                .toBeUndetermined(FIPS_REGISTRY);
        scenario.given(
                        web,
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        networkAcl("acl-a").of("subnet-a"))
                .expect("acl-a")
                .toBeUndetermined(ACL_BLOCKS_443, ACL_BLOCKS_REPLIES);
    }

    /** Traffic within a subnet crosses no ACL, and without a default route there is no other way than that. */
    @Test
    void an_endpoint_that_may_serve_from_the_tasks_own_subnet_alone_leaves_no_acl_open() {
        Item<?> table = routeTable("rtb-a").of("subnet-a");
        NetworkAclItem acl = taskAcl();

        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ECR_BY_FIPS_HOST),
                        subnet("subnet-a"),
                        table,
                        interfaceEndpoint("vpce-api", "ecr.api").inSubnets("subnet-a"),
                        acl)
                .expectNothing();
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        table,
                        interfaceEndpoint("vpce-api", "ecr.api").inSubnets("subnet-a"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr").inSubnets("subnet-a"),
                        interfaceEndpoint("vpce-s3", "s3").inSubnets("subnet-a"),
                        acl)
                .expectNothing();
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ECR_BY_FIPS_HOST),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("tgw-1"),
                        acl)
                .expect("acl-a")
                .toBeUndetermined(FIPS_REGISTRY);
    }

    @Test
    void an_uncertain_workload_leaves_acls_open_and_never_breaches() {
        scenario.given(
                        service("web").in("subnet-a").runningUnrecorded("web:7"),
                        service("batch").in("subnet-a").asItsClusterSays(),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        networkAcl("acl-a").of("subnet-a"))
                .expect("acl-a")
                .toBeUndetermined(TASK_DEFINITION_UNKNOWN, CLUSTER_UNKNOWN);
    }

    private static NetworkAclItem taskAcl() {
        return networkAcl("acl-a").of("subnet-a").lettingOut(100, 443, 443, ALL).admitting(100, 32_768, 60_999, ALL);
    }

    private static NetworkAclItem natAcl() {
        return networkAcl("acl-nat")
                .of("subnet-public")
                .admitting(100, 443, 443, "10.0.0.0/16")
                .lettingOut(110, 32_768, 60_999, "10.0.0.0/16")
                .lettingOut(120, 443, 443, ALL)
                .admitting(130, 1024, 65_535, ALL);
    }

    private static NetworkAclItem endpointAcl(String id, String... subnetIds) {
        return networkAcl(id)
                .of(subnetIds)
                .admitting(100, 443, 443, "10.0.1.0/24")
                .lettingOut(100, 32_768, 60_999, "10.0.1.0/24");
    }

    private Scenario.Given behindIgw(Item<?>... more) {
        return scenario.given(plus(
                List.of(
                        service("web").in("subnet-a").withPublicIp().pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1")),
                more));
    }

    private Scenario.Given behindNat(Item<?>... more) {
        return scenario.given(plus(
                List.of(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        natGateway("nat-1").in("subnet-public"),
                        taskAcl()),
                more));
    }

    private Scenario.Given throughDkr(Item<?> endpoint, Item<?>... more) {
        return scenario.given(plus(
                List.of(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        endpoint,
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a")),
                more));
    }

    private static List<Item<?>> plus(List<Item<?>> items, Item<?>... more) {
        return Stream.concat(items.stream(), Stream.of(more)).toList();
    }
}
