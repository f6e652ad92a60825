package dev.fargatepull.rules;

import static dev.fargatepull.core.cause.CauseCode.CLUSTER_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.DNS_ATTRIBUTES_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.DNS_HOSTNAMES_OFF;
import static dev.fargatepull.core.cause.CauseCode.DNS_SUPPORT_OFF;
import static dev.fargatepull.core.cause.CauseCode.FIPS_REGISTRY;
import static dev.fargatepull.core.cause.CauseCode.IPV6_ONLY_SUBNET;
import static dev.fargatepull.core.cause.CauseCode.NO_DHCP_OPTIONS;
import static dev.fargatepull.core.cause.CauseCode.ROUTE_TABLE_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.SUBNET_SHARED;
import static dev.fargatepull.core.cause.CauseCode.SUBNET_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.TASK_DEFINITION_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.TYPE_NOT_RECORDED;
import static dev.fargatepull.core.cause.CauseCode.VPC_UNKNOWN;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.recorder;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static dev.fargatepull.testing.Items.vpc;

import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.Scenario;
import dev.fargatepull.testing.VpcItem;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FargateVpcDnsEnabledTest {

    private final Scenario scenario = Scenario.of(new FargateVpcDnsEnabled());

    @Test
    void both_attributes_on_are_sound() {
        scenario.given(service("web").in("subnet-a"), subnet("subnet-a"), on())
                .expect("vpc-1")
                .toBeCompliant()
                .sayingNothing();
    }

    @Test
    void without_the_resolver_no_registry_is_found() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        vpc("vpc-1").withDnsSupport(false).withDnsHostnames(true))
                .expect("vpc-1")
                .toBeNonCompliant(DNS_SUPPORT_OFF)
                .saying("dns-support-off: enableDnsSupport of vpc-1 is off, so no registry is found by name. "
                        + "Set enableDnsSupport to true.")
                .blaming("vpc-1");
    }

    @Test
    void without_an_option_set_no_server_is_known() {
        scenario.given(service("web").in("subnet-a"), subnet("subnet-a"), on().withDhcpOptions("default"))
                .expect("vpc-1")
                .toBeNonCompliant(NO_DHCP_OPTIONS)
                .saying("no-dhcp-options: vpc-1 has no DHCP option set, so tasks are told no DNS server. "
                        + "Associate an option set with AmazonProvidedDNS.");
    }

    // Hostnames.

    @Test
    void a_subnet_without_a_way_out_needs_the_private_names_of_endpoints() {
        hostnamesOff(routeTable("rtb-a").of("subnet-a"), interfaceEndpoint("vpce-api", "ecr.api"))
                .expect("vpc-1")
                .toBeNonCompliant(DNS_HOSTNAMES_OFF)
                .saying(
                        "dns-hostnames-off: enableDnsHostnames of vpc-1 is off, so tasks in subnet-a, which has no way out, "
                                + "never find vpce-api. Set enableDnsHostnames to true.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"igw-1", "nat-1", "tgw-1"})
    void a_subnet_with_a_way_out_does_not(String target) {
        hostnamesOff(routeTable("rtb-a").of("subnet-a").defaultRoute(target), interfaceEndpoint("vpce-api", "ecr.api"))
                .expect("vpc-1")
                .toBeCompliant();
    }

    @Test
    void a_peering_connection_is_no_way_out() {
        hostnamesOff(routeTable("rtb-a").of("subnet-a").defaultRoute("pcx-1"), interfaceEndpoint("vpce-api", "ecr.api"))
                .expect("vpc-1")
                .toBeNonCompliant(DNS_HOSTNAMES_OFF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deleting", "deleted", "failed", "rejected", "expired"})
    void an_endpoint_on_its_way_out_counts_no_more(String state) {
        hostnamesOff(
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api").inState(state))
                .expect("vpc-1")
                .toBeCompliant();
    }

    @Test
    void an_endpoint_that_is_pending_counts() {
        hostnamesOff(
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api").inState("pendingAcceptance"))
                .expect("vpc-1")
                .toBeNonCompliant(DNS_HOSTNAMES_OFF);
    }

    @Test
    void an_endpoint_whose_flow_no_workload_has_does_not_count() {
        hostnamesOff(
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-secrets", "secretsmanager"),
                        interfaceEndpoint("vpce-logs", "logs"))
                .expect("vpc-1")
                .toBeCompliant();
    }

    @Test
    void what_is_unknown_of_the_subnet_leaves_it_open() {
        Item<?> endpoint = interfaceEndpoint("vpce-api", "ecr.api");
        hostnamesOff(endpoint).expect("vpc-1").toBeUndetermined(ROUTE_TABLE_UNKNOWN);
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a").ownedBy("999988887777"),
                        hostnamesOff(),
                        endpoint)
                .expect("vpc-1")
                .toBeUndetermined(SUBNET_SHARED);
        scenario.given(service("web").in("subnet-a"), subnet("subnet-a").ipv6Only(), hostnamesOff(), endpoint)
                .expect("vpc-1")
                .toBeUndetermined(IPV6_ONLY_SUBNET);
        scenario.given(
                        service("web").in("subnet-a", "subnet-gone"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        hostnamesOff(),
                        endpoint)
                .expect("vpc-1")
                .toBeUndetermined(SUBNET_UNKNOWN);
    }

    @Test
    void endpoints_that_the_recorder_leaves_out_may_be_there() {
        hostnamesOff(routeTable("rtb-a").of("subnet-a"), recorder().recordingAllBut("AWS::EC2::VPCEndpoint"))
                .expect("vpc-1")
                .toBeUndetermined(TYPE_NOT_RECORDED);
        hostnamesOff(
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        recorder().recordingAllBut("AWS::EC2::VPCEndpoint"))
                .expect("vpc-1")
                .toBeCompliant();
    }

    @Test
    void a_fips_host_may_need_the_endpoints() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ECR_BY_FIPS_HOST),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        hostnamesOff(),
                        interfaceEndpoint("vpce-api", "ecr.api"))
                .expect("vpc-1")
                .toBeUndetermined(FIPS_REGISTRY);
    }

    // Missing evidence.

    @Test
    void attributes_that_nobody_added_are_unknown() {
        scenario.given(service("web").in("subnet-a"), subnet("subnet-a"), vpc("vpc-1"))
                .expect("vpc-1")
                .toBeUndetermined(DNS_ATTRIBUTES_UNKNOWN)
                .saying(
                        "dns-attributes-unknown: AWS Config does not record enableDnsSupport and enableDnsHostnames of vpc-1. "
                                + "Look at both with aws ec2 describe-vpc-attribute.");
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        vpc("vpc-1").withDnsSupport(true))
                .expect("vpc-1")
                .toBeUndetermined(DNS_ATTRIBUTES_UNKNOWN);
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        vpc("vpc-1").withDnsSupport(false))
                .expect("vpc-1")
                .toBeNonCompliant(DNS_SUPPORT_OFF, DNS_ATTRIBUTES_UNKNOWN);
    }

    @Test
    void a_vpc_without_an_item_is_unknown() {
        scenario.given(service("web").in("subnet-a"), subnet("subnet-a"))
                .expect("vpc-1")
                .toBeUndetermined(VPC_UNKNOWN);
    }

    @Test
    void a_vpc_without_workloads_is_not_reported() {
        scenario.given(service("web").in("subnet-gone"), subnet("subnet-a"), vpc("vpc-1"))
                .expectNothing();
    }

    // Uncertain workloads.

    @Test
    void an_uncertain_workload_is_open_where_a_known_one_would_breach() {
        scenario.given(
                        service("web").in("subnet-a").runningUnrecorded("web:7"),
                        service("batch").in("subnet-a").asItsClusterSays(),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        hostnamesOff(),
                        interfaceEndpoint("vpce-secrets", "secretsmanager"))
                .expect("vpc-1")
                .toBeUndetermined(TASK_DEFINITION_UNKNOWN, CLUSTER_UNKNOWN);
        scenario.given(service("web").in("subnet-a").runningUnrecorded("web:7"), subnet("subnet-a"), on())
                .expectNothing();
    }

    private static VpcItem on() {
        return vpc("vpc-1").withDnsSupport(true).withDnsHostnames(true);
    }

    private static VpcItem hostnamesOff() {
        return vpc("vpc-1").withDnsSupport(true).withDnsHostnames(false);
    }

    private Scenario.Given hostnamesOff(Item<?>... more) {
        return scenario.given(Stream.concat(
                        Stream.of(service("web").in("subnet-a"), subnet("subnet-a"), hostnamesOff()), Stream.of(more))
                .map(item -> (Item<?>) item)
                .toList());
    }
}
