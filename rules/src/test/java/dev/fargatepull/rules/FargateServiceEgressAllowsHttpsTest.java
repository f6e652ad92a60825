package dev.fargatepull.rules;

import static dev.fargatepull.core.cause.CauseCode.CLUSTER_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.EGRESS_BLOCKS_443;
import static dev.fargatepull.core.cause.CauseCode.EGRESS_PARTLY_ALLOWS_443;
import static dev.fargatepull.core.cause.CauseCode.ENDPOINT_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.FIPS_REGISTRY;
import static dev.fargatepull.core.cause.CauseCode.IPV6_ONLY_SUBNET;
import static dev.fargatepull.core.cause.CauseCode.NETWORK_CONFIGURATION_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.PREFIX_LIST_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.ROUTE_TABLE_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.S3_INTERFACE_ENDPOINT;
import static dev.fargatepull.core.cause.CauseCode.SECURITY_GROUP_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.SUBNET_SHARED;
import static dev.fargatepull.core.cause.CauseCode.SUBNET_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.TASK_DEFINITION_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.TYPE_NOT_RECORDED;
import static dev.fargatepull.testing.Items.gatewayEndpoint;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.networkInterface;
import static dev.fargatepull.testing.Items.prefixList;
import static dev.fargatepull.testing.Items.recorder;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.securityGroup;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;

import dev.fargatepull.testing.EndpointItem;
import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.Scenario;
import dev.fargatepull.testing.SecurityGroupItem;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FargateServiceEgressAllowsHttpsTest {

    private static final String S3 = "com.amazonaws.eu-west-1.s3";

    private final Scenario scenario = Scenario.of(new FargateServiceEgressAllowsHttps());

    // The internet.

    @Test
    void a_group_that_lets_everything_out_is_sound() {
        behindNat(securityGroup("sg-tasks")).expect("web").toBeCompliant().sayingNothing();
    }

    @Test
    void a_group_that_lets_nothing_out_stops_every_flow() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        securityGroup("sg-tasks").lettingNothingOut())
                .expect("web")
                .toBeNonCompliant(EGRESS_BLOCKS_443)
                .saying("egress-blocks-443: sg-tasks does not let TCP 443 out to the internet. "
                        + "Allow outbound TCP 443 to 0.0.0.0/0.")
                .blaming("sg-tasks");
        behindNat(securityGroup("sg-tasks").lettingNothingOut())
                .expect("web")
                .toBeNonCompliant(EGRESS_BLOCKS_443)
                .withReasons(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "6"})
    void tcp_goes_by_name_and_number(String protocol) {
        behindNat(securityGroup("sg-tasks").lettingOut(protocol, 443, 443, "0.0.0.0/0"))
                .expect("web")
                .toBeCompliant();
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "17", "icmp"})
    void other_protocols_pull_nothing(String protocol) {
        behindNat(securityGroup("sg-tasks").lettingOut(protocol, 443, 443, "0.0.0.0/0"))
                .expect("web")
                .toBeNonCompliant(EGRESS_BLOCKS_443);
    }

    @Test
    void a_range_of_ports_may_hold_443() {
        behindNat(securityGroup("sg-tasks").lettingOut("tcp", 0, 65535, "0.0.0.0/0"))
                .expect("web")
                .toBeCompliant();
        behindNat(securityGroup("sg-tasks").lettingOut("tcp", 444, 65535, "0.0.0.0/0"))
                .expect("web")
                .toBeNonCompliant(EGRESS_BLOCKS_443);
    }

    @Test
    void two_halves_are_the_whole() {
        behindNat(securityGroup("sg-tasks").lettingOutTo("0.0.0.0/1", "128.0.0.0/1"))
                .expect("web")
                .toBeCompliant();
    }

    @Test
    void groups_open_together_what_each_keeps_shut() {
        scenario.given(
                        service("web").in("subnet-a").withSecurityGroups("sg-1", "sg-2"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        securityGroup("sg-1").lettingOutTo("0.0.0.0/1"),
                        securityGroup("sg-2").lettingOutTo("128.0.0.0/1"))
                .expect("web")
                .toBeCompliant();
    }

    @Test
    void some_of_the_internet_is_an_open_question() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        securityGroup("sg-tasks").lettingOutTo("52.0.0.0/8"))
                .expect("web")
                .toBeUndetermined(EGRESS_PARTLY_ALLOWS_443)
                .saying(
                        "egress-partly-allows-443: sg-tasks lets TCP 443 out to some addresses only, perhaps not to all it "
                                + "needs of the internet. Allow outbound TCP 443 to all of it, or verify the pull by hand.");
    }

    @Test
    void private_ranges_are_not_the_internet() {
        behindNat(securityGroup("sg-tasks").lettingOutTo("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
                .expect("web")
                .toBeNonCompliant(EGRESS_BLOCKS_443);
    }

    @Test
    void ranges_of_ipv6_help_no_flow_over_ipv4() {
        behindNat(securityGroup("sg-tasks").lettingOutTo("::/0")).expect("web").toBeNonCompliant(EGRESS_BLOCKS_443);
        behindNat(securityGroup("sg-tasks").lettingOutTo("::ffff:0:0/96"))
                .expect("web")
                .toBeNonCompliant(EGRESS_BLOCKS_443);
    }

    @Test
    void ranges_of_ipv6_hinder_no_flow_over_ipv4() {
        behindNat(securityGroup("sg-tasks").lettingOutTo("2001:db8::/32", "0.0.0.0/0"))
                .expect("web")
                .toBeCompliant();
    }

    // S3.

    @Test
    void the_prefix_list_of_s3_is_known_by_the_route_to_the_gateway() {
        privateLink(securityGroup("sg-tasks").lettingOutTo("sg-endpoints", "pl-s3"))
                .expect("web")
                .toBeCompliant();
    }

    @Test
    void groups_for_endpoints_alone_keep_the_layers_from_s3() {
        privateLink(securityGroup("sg-tasks").lettingOutTo("sg-endpoints"))
                .expect("web")
                .toBeNonCompliant(EGRESS_BLOCKS_443)
                .saying("egress-blocks-443: sg-tasks does not let TCP 443 out to S3. "
                        + "Allow outbound TCP 443 to 0.0.0.0/0 or to the prefix list of S3.");
    }

    @Test
    void s3_is_the_entries_of_its_list_where_they_are_known() {
        scenario.given(plus(
                        privateLinkItems(securityGroup("sg-tasks").lettingOutTo("sg-endpoints", "52.218.0.0/16")),
                        prefixList("pl-s3", S3).listing("52.218.0.0/17", "52.218.128.0/18")))
                .expect("web")
                .toBeCompliant();
        scenario.given(plus(
                        privateLinkItems(securityGroup("sg-tasks").lettingOutTo("sg-endpoints", "52.218.0.0/17")),
                        prefixList("pl-s3", S3).listing("52.218.0.0/17", "3.5.64.0/21")))
                .expect("web")
                .toBeUndetermined(EGRESS_PARTLY_ALLOWS_443);
    }

    @Test
    void ipv6_addresses_of_s3_are_not_needed() {
        scenario.given(plus(
                        privateLinkItems(securityGroup("sg-tasks").lettingOutTo("sg-endpoints", "52.218.0.0/16")),
                        prefixList("pl-s3", S3).listing("52.218.0.0/16", "2a05:d018::/36")))
                .expect("web")
                .toBeCompliant();
    }

    @Test
    void layers_by_the_default_route_go_to_s3_as_well() {
        behindNat(
                        securityGroup("sg-tasks").lettingOutTo("pl-s3"),
                        prefixList("pl-s3", S3),
                        interfaceEndpoint("vpce-api", "ecr.api")
                                .inSubnets("subnet-a")
                                .withSecurityGroups("sg-endpoints"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr")
                                .inSubnets("subnet-a")
                                .withSecurityGroups("sg-endpoints"))
                .expect("web")
                .toBeNonCompliant(EGRESS_BLOCKS_443)
                .because("sg-tasks does not let TCP 443 out to vpce-api")
                .withReasons(2);
    }

    @Test
    void the_list_of_s3_is_a_part_of_the_internet() {
        behindNat(securityGroup("sg-tasks").lettingOutTo("pl-s3"), prefixList("pl-s3", S3))
                .expect("web")
                .toBeUndetermined(EGRESS_PARTLY_ALLOWS_443)
                .withReasons(2);
    }

    @Test
    void a_prefix_list_of_ones_own_counts_by_its_entries() {
        behindNat(
                        securityGroup("sg-tasks").lettingOutTo("pl-all"),
                        prefixList("pl-all", "everything").listing("0.0.0.0/1", "128.0.0.0/1"))
                .expect("web")
                .toBeCompliant();
    }

    @Test
    void a_prefix_list_without_an_item_may_list_anything() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        securityGroup("sg-tasks").lettingOutTo("pl-x"))
                .expect("web")
                .toBeUndetermined(PREFIX_LIST_UNKNOWN)
                .saying(
                        "prefix-list-unknown: pl-x has no item that lists its entries, and a rule for TCP 443 names it. "
                                + "Record AWS::EC2::PrefixList, or name address ranges in the rule.");
        behindNat(securityGroup("sg-tasks").lettingOutTo("pl-x", "0.0.0.0/0"))
                .expect("web")
                .toBeCompliant();
    }

    // Endpoints.

    @Test
    void every_known_address_of_an_endpoint_counts() {
        scenario.given(endpointWithInterfaces("10.0.8.10/32", "10.0.9.10/32"))
                .expect("web")
                .toBeCompliant();
        scenario.given(endpointWithInterfaces("10.0.8.10/32")).expect("web").toBeNonCompliant(EGRESS_BLOCKS_443);
    }

    private static List<Item<?>> endpointWithInterfaces(String... allowed) {
        return List.of(
                service("web").in("subnet-a").onPlatform("1.3.0"),
                subnet("subnet-a"),
                routeTable("rtb-a").of("subnet-a"),
                interfaceEndpoint("vpce-dkr", "ecr.dkr").withNetworkInterfaces("eni-1", "eni-2"),
                gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"),
                networkInterface("eni-1", "subnet-x", "10.0.8.10"),
                networkInterface("eni-2", "subnet-y", "10.0.9.10"),
                prefixList("pl-s3", S3).listing("52.218.0.0/17"),
                securityGroup("sg-tasks").lettingOutTo("52.218.0.0/17").lettingOut("tcp", 443, 443, allowed));
    }

    @Test
    void an_endpoint_whose_interfaces_are_not_all_recorded_is_somewhere_in_its_subnets() {
        EndpointItem endpoint = interfaceEndpoint("vpce-dkr", "ecr.dkr")
                .inSubnets("subnet-x", "subnet-y")
                .withNetworkInterfaces("eni-1", "eni-2");
        Item<?> known = networkInterface("eni-1", "subnet-x", "10.0.8.10");
        Item<?>[] subnets = {
            subnet("subnet-x").withCidr("10.0.8.0/24"), subnet("subnet-y").withCidr("10.0.9.0/24")
        };

        throughDkr(endpoint, "10.0.8.0/23", known, subnets[0], subnets[1])
                .expect("web")
                .toBeCompliant();
        throughDkr(endpoint, "10.0.8.0/24", known, subnets[0], subnets[1])
                .expect("web")
                .toBeUndetermined(EGRESS_PARTLY_ALLOWS_443);
        throughDkr(endpoint, "10.0.7.0/24", known, subnets[0], subnets[1])
                .expect("web")
                .toBeNonCompliant(EGRESS_BLOCKS_443);
    }

    @Test
    void an_interface_that_tells_no_address_is_as_good_as_unrecorded() {
        EndpointItem endpoint =
                interfaceEndpoint("vpce-dkr", "ecr.dkr").inSubnets("subnet-x").withNetworkInterfaces("eni-1");
        Item<?> silent = networkInterface("eni-1", "subnet-x", "10.0.8.10").withoutAddress();
        Item<?> subnet = subnet("subnet-x").withCidr("10.0.8.0/24");

        throughDkr(endpoint, "10.0.8.0/24", silent, subnet).expect("web").toBeCompliant();
        throughDkr(endpoint, "10.0.7.0/24", silent, subnet).expect("web").toBeNonCompliant(EGRESS_BLOCKS_443);
    }

    @Test
    void an_endpoint_subnet_without_an_item_passes_only_where_everything_does() {
        EndpointItem endpoint = interfaceEndpoint("vpce-dkr", "ecr.dkr").inSubnets("subnet-gone");

        throughDkr(endpoint, "0.0.0.0/0").expect("web").toBeCompliant();
        throughDkr(endpoint, "10.0.0.0/8")
                .expect("web")
                .toBeUndetermined(EGRESS_PARTLY_ALLOWS_443)
                .because("sg-tasks lets TCP 443 out to some addresses only, perhaps not to all it needs of vpce-dkr "
                        + "(unknown: subnet-gone)");
    }

    @Test
    void an_endpoint_without_groups_has_the_default_group() {
        Item<?> endpoint = interfaceEndpoint("vpce-dkr", "ecr.dkr").inSubnets("subnet-x");
        Item<?> far = subnet("subnet-x").withCidr("10.0.8.0/24");

        throughDkr(endpoint, "sg-default", far, securityGroup("sg-default").asDefault())
                .expect("web")
                .toBeCompliant();
        throughDkr(endpoint, "sg-default", far).expect("web").toBeUndetermined(SECURITY_GROUP_UNKNOWN);
    }

    private Scenario.Given throughDkr(Item<?> endpoint, String allowed, Item<?>... more) {
        return scenario.given(plus(
                List.of(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        endpoint,
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"),
                        prefixList("pl-s3", S3),
                        securityGroup("sg-tasks").lettingOutTo("pl-s3", allowed)),
                more));
    }

    // Groups.

    @Test
    void a_workload_without_groups_has_the_default_group() {
        scenario.given(
                        service("web").in("subnet-a").withSecurityGroups(),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        securityGroup("sg-default").asDefault().lettingNothingOut(),
                        securityGroup("sg-other").asDefault().inVpc("vpc-2"))
                .expect("web")
                .toBeNonCompliant(EGRESS_BLOCKS_443)
                .blaming("sg-default");
    }

    @Test
    void a_default_group_without_an_item_is_unknown() {
        scenario.given(
                        service("web").in("subnet-a").withSecurityGroups().pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"))
                .expect("web")
                .toBeUndetermined(SECURITY_GROUP_UNKNOWN)
                .saying("security-group-unknown: no group is named, and the default group of vpc-1 has no item. "
                        + "Record AWS::EC2::SecurityGroup in this account and Region.");
    }

    @Test
    void a_group_without_an_item_matters_only_where_the_others_do_not_suffice() {
        Item<?>[] rest = {subnet("subnet-a"), routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1")};
        Item<?> web = service("web").in("subnet-a").withSecurityGroups("sg-gone", "sg-tasks");

        scenario.given(web, rest[0], rest[1], securityGroup("sg-tasks"))
                .expect("web")
                .toBeCompliant();
        scenario.given(web, rest[0], rest[1], securityGroup("sg-tasks").lettingNothingOut())
                .expect("web")
                .toBeUndetermined(SECURITY_GROUP_UNKNOWN)
                .because("sg-gone has no item, so what it lets pass is unknown");
    }

    // Scope.

    @Test
    void flows_without_a_route_are_the_route_rules_business() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        securityGroup("sg-tasks").lettingNothingOut())
                .expectNothing();
    }

    @Test
    void a_default_route_half_of_which_ends_at_a_peer_is_no_route() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a")
                                .of("subnet-a")
                                .route("0.0.0.0/1", "nat-1")
                                .route("128.0.0.0/1", "pcx-1"),
                        securityGroup("sg-tasks").lettingNothingOut())
                .expectNothing();
    }

    @Test
    void a_service_without_a_network_configuration_is_open() {
        scenario.given(service("web"), service("new").runningUnrecorded("new:1"))
                .expect("web")
                .toBeUndetermined(NETWORK_CONFIGURATION_UNKNOWN)
                .andExpect("new")
                .toBeUndetermined(NETWORK_CONFIGURATION_UNKNOWN);
    }

    @Test
    void services_on_instances_are_out_of_scope() {
        scenario.given(
                        service("web").withLaunchType("EC2").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        securityGroup("sg-tasks").lettingNothingOut())
                .expectNothing();
    }

    // Unknown paths and workloads.

    @Test
    void an_unknown_path_is_open_even_where_everything_is_let_out() {
        SecurityGroupItem all = securityGroup("sg-tasks");
        scenario.given(service("web").in("subnet-gone"), all).expect("web").toBeUndetermined(SUBNET_UNKNOWN);
        scenario.given(service("web").in("subnet-a"), subnet("subnet-a").ownedBy("999988887777"), all)
                .expect("web")
                .toBeUndetermined(SUBNET_SHARED);
        scenario.given(service("web").in("subnet-a"), subnet("subnet-a").ipv6Only(), all)
                .expect("web")
                .toBeUndetermined(IPV6_ONLY_SUBNET);
        scenario.given(service("web").in("subnet-a"), subnet("subnet-a"), all)
                .expect("web")
                .toBeUndetermined(ROUTE_TABLE_UNKNOWN);
        behindNat(all, interfaceEndpoint("vpce-s3", "s3")).expect("web").toBeUndetermined(S3_INTERFACE_ENDPOINT);
        behindNat(all, recorder().recordingAllBut("AWS::EC2::VPCEndpoint"))
                .expect("web")
                .toBeUndetermined(TYPE_NOT_RECORDED);
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1").route("pl-x", "vpce-gone"),
                        all)
                .expect("web")
                .toBeUndetermined(ENDPOINT_UNKNOWN);
    }

    @Test
    void what_stops_a_fips_host_is_open() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ECR_BY_FIPS_HOST),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        securityGroup("sg-tasks").lettingNothingOut())
                .expect("web")
                .toBeUndetermined(EGRESS_BLOCKS_443);
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ECR_BY_FIPS_HOST),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        securityGroup("sg-tasks"))
                .expect("web")
                .toBeUndetermined(FIPS_REGISTRY);
    }

    @Test
    void an_uncertain_workload_is_open_and_never_breaches() {
        scenario.given(
                        service("web").in("subnet-a").runningUnrecorded("web:7"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        securityGroup("sg-tasks").lettingNothingOut())
                .expect("web")
                .toBeUndetermined(TASK_DEFINITION_UNKNOWN);
        scenario.given(
                        service("web").in("subnet-a").asItsClusterSays(),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        securityGroup("sg-tasks"))
                .expect("web")
                .toBeUndetermined(CLUSTER_UNKNOWN);
    }

    private Scenario.Given behindNat(Item<?>... more) {
        return scenario.given(plus(
                List.of(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1")),
                more));
    }

    private Scenario.Given privateLink(SecurityGroupItem tasks) {
        return scenario.given(privateLinkItems(tasks));
    }

    private static List<Item<?>> privateLinkItems(SecurityGroupItem tasks) {
        return List.of(
                service("web").in("subnet-a"),
                subnet("subnet-a"),
                routeTable("rtb-a").of("subnet-a").route("pl-s3", "vpce-s3"),
                interfaceEndpoint("vpce-api", "ecr.api").inSubnets("subnet-a").withSecurityGroups("sg-endpoints"),
                interfaceEndpoint("vpce-dkr", "ecr.dkr").inSubnets("subnet-a").withSecurityGroups("sg-endpoints"),
                gatewayEndpoint("vpce-s3", "s3"),
                tasks);
    }

    private static List<Item<?>> plus(List<Item<?>> items, Item<?>... more) {
        return Stream.concat(items.stream(), Stream.of(more)).toList();
    }
}
