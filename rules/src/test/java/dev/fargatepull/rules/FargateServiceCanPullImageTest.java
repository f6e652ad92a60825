package dev.fargatepull.rules;

import static dev.fargatepull.testing.Items.dhcpOptions;
import static dev.fargatepull.testing.Items.in;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.internetGateway;
import static dev.fargatepull.testing.Items.natGateway;
import static dev.fargatepull.testing.Items.repository;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static dev.fargatepull.testing.Items.vpc;

import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FargateServiceCanPullImageTest {

    private static Scenario foldOf(Rule... parts) {
        return Scenario.of(new FargateServiceCanPullImage(List.of(parts)));
    }

    @Test
    void what_every_rule_proves_is_proven() {
        foldOf(new FargateSubnetRoutesToRegistry(), new RouteTableDefaultRouteIsLive())
                .given(
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        natGateway("nat-1").regional(),
                        service("web").in("subnet-a"))
                .expect("web")
                .toBeCompliant()
                .sayingNothing();
    }

    @Test
    void a_breach_of_any_rule_breaks_the_workload_and_causes_stand_in_the_order_of_the_rules() {
        foldOf(new FargateSubnetRoutesToRegistry(), new RouteTableDefaultRouteIsLive())
                .given(
                        subnet("subnet-a"),
                        subnet("subnet-b"),
                        routeTable("rtb-a").of("subnet-a").blackhole("0.0.0.0/0", "nat-1"),
                        routeTable("rtb-b").of("subnet-b"),
                        service("web").in("subnet-a", "subnet-b").pulling("nginx"))
                .expect("web")
                .toBeNonCompliant(CauseCode.NO_DEFAULT_ROUTE, CauseCode.DEFAULT_ROUTE_BLACKHOLE)
                .saying("no-default-route: rtb-b has no 0.0.0.0/0 route. Route 0.0.0.0/0 to a NAT gateway. (+1 more)")
                .blaming("rtb-b");
    }

    @Test
    void a_breach_elsewhere_in_the_vpc_is_not_this_workloads() {
        foldOf(new FargateSubnetRoutesToRegistry())
                .given(
                        subnet("subnet-a"),
                        subnet("subnet-b"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        routeTable("rtb-b").of("subnet-b"),
                        service("web").in("subnet-a"),
                        service("shop").in("subnet-b").pulling("nginx"))
                .expect("web")
                .toBeCompliant()
                .andExpect("shop")
                .toBeNonCompliant(CauseCode.NO_DEFAULT_ROUTE);
    }

    @Test
    void a_question_that_any_rule_leaves_open_is_open() {
        foldOf(new FargateSubnetRoutesToRegistry(), new RouteTableDefaultRouteIsLive())
                .given(
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        service("web").in("subnet-a"))
                .expect("web")
                .toBeUndetermined(CauseCode.NAT_GATEWAY_UNKNOWN);
    }

    @Test
    void custom_dns_servers_are_always_open_here_since_they_may_forward() {
        foldOf(new DhcpOptionsUseAmazonDns())
                .given(
                        vpc("vpc-1").withDhcpOptions("dopt-1"),
                        dhcpOptions("dopt-1").withServers("10.0.0.10"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").main(),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        service("web").in("subnet-a"))
                .expect("web")
                .toBeUndetermined(CauseCode.CUSTOM_DNS_SERVERS);
    }

    @Test
    void a_subnet_whose_acl_has_no_item_leaves_the_workload_open() {
        foldOf(new NetworkAclAllowsRegistryTraffic())
                .given(
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        internetGateway("igw-1"),
                        service("web").in("subnet-a").withPublicIp())
                .expect("web")
                .toBeUndetermined(CauseCode.NETWORK_ACL_UNKNOWN);
    }

    @Test
    void trusted_egress_is_handed_on_to_the_rules_that_ask_for_it() {
        foldOf(new FargateSubnetRoutesToRegistry(), new FargateServicePublicIpEnabled())
                .given(
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("tgw-1"),
                        service("web").in("subnet-a"))
                .with("trustedEgress", "tgw-1")
                .expect("web")
                .toBeCompliant();
    }

    /** The repository's account reports the repository. */
    @Test
    void a_workload_of_another_account_is_judged_where_it_runs_and_not_where_its_repository_is() {
        Scope elsewhere = new Scope("444455556666", "eu-west-1");
        List<Item<?>> items =
                new ArrayList<>(in(elsewhere, service("web").in("subnet-a").pulling(Images.ecr("app:1.0"))));
        items.add(repository("app"));

        foldOf(new EcrRepositoryPolicyAllowsPull())
                .given(items)
                .expect("web")
                .toBeNonCompliant(CauseCode.REPOSITORY_POLICY_DENIES);
    }

    @Test
    void a_service_on_instances_is_none_of_its_business() {
        foldOf(new FargateSubnetRoutesToRegistry())
                .given(subnet("subnet-a"), service("web").in("subnet-a").withLaunchType("EC2"))
                .expectNothing();
    }

    @Test
    void a_service_without_a_network_configuration_is_open() {
        foldOf(new FargateServicePublicIpEnabled())
                .given(service("web"))
                .expect("web")
                .toBeUndetermined(CauseCode.NETWORK_CONFIGURATION_UNKNOWN);
    }

    @Test
    void a_workload_whose_images_are_unknown_is_open() {
        foldOf(new FargateSubnetRoutesToRegistry())
                .given(subnet("subnet-a"), service("web").in("subnet-a").runningUnrecorded("web:7"))
                .expect("web")
                .toBeUndetermined(CauseCode.TASK_DEFINITION_UNKNOWN);
    }
}
