package dev.fargatepull.rules;

import static dev.fargatepull.core.cause.CauseCode.CLUSTER_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.CUSTOM_DNS_SERVERS;
import static dev.fargatepull.core.cause.CauseCode.DHCP_OPTIONS_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.DNS_SERVERS_UNSET;
import static dev.fargatepull.core.cause.CauseCode.TASK_DEFINITION_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.VPC_UNKNOWN;
import static dev.fargatepull.testing.Items.dhcpOptions;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static dev.fargatepull.testing.Items.vpc;

import dev.fargatepull.testing.DhcpOptionsItem;
import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DhcpOptionsUseAmazonDnsTest {

    private final Scenario scenario = Scenario.of(new DhcpOptionsUseAmazonDns());

    @ParameterizedTest
    @ValueSource(strings = {"AmazonProvidedDNS", "169.254.169.253", "fd00:ec2::253", "10.0.0.2"})
    void the_amazon_resolver_has_several_names(String server) {
        withEndpoint(dhcpOptions("dopt-1").withServers(server))
                .expect("dopt-1")
                .toBeCompliant()
                .sayingNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.1.2", "10.0.0.3", "8.8.8.8"})
    void any_other_server_hides_the_private_names_of_endpoints(String server) {
        withEndpoint(dhcpOptions("dopt-1").withServers("AmazonProvidedDNS", server))
                .expect("dopt-1")
                .toBeNonCompliant(CUSTOM_DNS_SERVERS)
                .saying(("custom-dns-servers: dopt-1 hands out %s in vpc-1, where the private names of vpce-api do not "
                                + "resolve unless forwarded. Use AmazonProvidedDNS, or list servers that forward in "
                                + "forwardingDnsServers.")
                        .formatted(server))
                .blaming("dopt-1");
    }

    @Test
    void servers_that_forward_can_be_listed() {
        withEndpoint(dhcpOptions("dopt-1").withServers("10.0.5.5", "10.0.5.6"))
                .with("forwardingDnsServers", "10.0.5.5, 10.0.5.6")
                .expect("dopt-1")
                .toBeCompliant();
        withEndpoint(dhcpOptions("dopt-1").withServers("10.0.5.5", "10.0.5.6"))
                .with("forwardingDnsServers", "10.0.5.5")
                .expect("dopt-1")
                .toBeNonCompliant(CUSTOM_DNS_SERVERS);
    }

    @Test
    void without_an_endpoint_on_the_way_other_servers_are_an_open_question() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        vpc("vpc-1"),
                        dhcpOptions("dopt-1").withServers("8.8.8.8"))
                .expect("dopt-1")
                .toBeUndetermined(CUSTOM_DNS_SERVERS)
                .because("dopt-1 hands out 8.8.8.8 in vpc-1; whether registries resolve there is unknown");
    }

    @Test
    void one_failing_vpc_suffices_where_several_share_the_set() {
        scenario.given(
                        service("web").in("subnet-a"),
                        service("api").in("subnet-b"),
                        subnet("subnet-a"),
                        subnet("subnet-b").inVpc("vpc-2"),
                        vpc("vpc-1"),
                        vpc("vpc-2").withCidr("10.9.0.0/16"),
                        routeTable("rtb-1").main().defaultRoute("nat-1"),
                        routeTable("rtb-2").inVpc("vpc-2").main().defaultRoute("nat-2"),
                        interfaceEndpoint("vpce-api", "ecr.api").inVpc("vpc-2"),
                        dhcpOptions("dopt-1").withServers("10.0.0.2"))
                .expect("dopt-1")
                .toBeNonCompliant(CUSTOM_DNS_SERVERS)
                .withReasons(1);
    }

    @Test
    void a_set_without_servers_is_open() {
        withEndpoint(dhcpOptions("dopt-1").withServers())
                .expect("dopt-1")
                .toBeUndetermined(DNS_SERVERS_UNSET)
                .saying("dns-servers-unset: dopt-1 names no DNS server. Name AmazonProvidedDNS in it.");
    }

    @Test
    void a_set_without_an_item_is_open() {
        scenario.given(service("web").in("subnet-a"), subnet("subnet-a"), vpc("vpc-1"))
                .expect("dopt-1")
                .toBeUndetermined(DHCP_OPTIONS_UNKNOWN)
                .saying("dhcp-options-unknown: dopt-1 has no item, so its DNS servers are unknown. "
                        + "Record AWS::EC2::DHCPOptions in this account and Region.");
    }

    @Test
    void a_vpc_without_an_item_is_reported_itself() {
        scenario.given(service("web").in("subnet-a"), subnet("subnet-a"), dhcpOptions("dopt-1"))
                .expect("vpc-1")
                .toBeUndetermined(VPC_UNKNOWN)
                .saying("vpc-unknown: vpc-1 has no item, so how names resolve in it is unknown. "
                        + "Record AWS::EC2::VPC in this account and Region.")
                .andExpect("dopt-1")
                .notToBeReported();
    }

    @Test
    void no_option_set_at_all_is_another_rules_business() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        vpc("vpc-1").withDhcpOptions("default"))
                .expectNothing();
    }

    @Test
    void a_set_of_a_vpc_without_workloads_is_not_reported() {
        scenario.given(vpc("vpc-1"), subnet("subnet-a"), dhcpOptions("dopt-1").withServers("8.8.8.8"))
                .expectNothing();
        scenario.given(service("web").in("subnet-gone"), vpc("vpc-1"), dhcpOptions("dopt-1"))
                .expectNothing();
    }

    // Uncertain workloads.

    @Test
    void an_uncertain_workload_is_open_where_a_known_one_would_breach() {
        scenario.given(
                        service("web").in("subnet-a").runningUnrecorded("web:7"),
                        service("batch").in("subnet-a").asItsClusterSays(),
                        subnet("subnet-a"),
                        vpc("vpc-1"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        dhcpOptions("dopt-1").withServers("8.8.8.8"))
                .expect("dopt-1")
                .toBeUndetermined(TASK_DEFINITION_UNKNOWN, CLUSTER_UNKNOWN);
    }

    @Test
    void a_sound_set_that_uncertain_workloads_alone_use_is_not_reported() {
        scenario.given(
                        service("web").in("subnet-a").runningUnrecorded("web:7"),
                        subnet("subnet-a"),
                        vpc("vpc-1"),
                        dhcpOptions("dopt-1"))
                .expectNothing();
    }

    private Scenario.Given withEndpoint(DhcpOptionsItem options) {
        return scenario.given(
                service("web").in("subnet-a"),
                subnet("subnet-a"),
                vpc("vpc-1"),
                routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                interfaceEndpoint("vpce-api", "ecr.api"),
                options);
    }
}
