package dev.fargatepull.rules;

import static dev.fargatepull.core.cause.CauseCode.CLUSTER_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.CUSTOM_EGRESS;
import static dev.fargatepull.core.cause.CauseCode.DEFAULT_ROUTE_NOT_INTERNET;
import static dev.fargatepull.core.cause.CauseCode.ENDPOINT_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.FIPS_REGISTRY;
import static dev.fargatepull.core.cause.CauseCode.IPV6_ONLY_SUBNET;
import static dev.fargatepull.core.cause.CauseCode.NO_DEFAULT_ROUTE;
import static dev.fargatepull.core.cause.CauseCode.ROUTE_TABLE_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.S3_INTERFACE_ENDPOINT;
import static dev.fargatepull.core.cause.CauseCode.SUBNET_SHARED;
import static dev.fargatepull.core.cause.CauseCode.SUBNET_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.TASK_DEFINITION_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.TYPE_NOT_RECORDED;
import static dev.fargatepull.testing.Items.association;
import static dev.fargatepull.testing.Items.cluster;
import static dev.fargatepull.testing.Items.gatewayEndpoint;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.loadBalancerEndpoint;
import static dev.fargatepull.testing.Items.prefixList;
import static dev.fargatepull.testing.Items.recorder;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.securityGroup;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static dev.fargatepull.testing.Items.taskDefinition;
import static dev.fargatepull.testing.Items.taskSet;
import static dev.fargatepull.testing.Items.vpc;

import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.testing.EndpointItem;
import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.Items;
import dev.fargatepull.testing.Scenario;
import dev.fargatepull.testing.TaskDefinitionItem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FargateSubnetRoutesToRegistryTest {

    private final Scenario scenario = Scenario.of(new FargateSubnetRoutesToRegistry());

    // What leads to the registry.

    @Test
    void a_nat_gateway_leads_every_flow_out() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"))
                .expect("subnet-a")
                .toBeCompliant()
                .sayingNothing();
    }

    @Test
    void an_internet_gateway_leads_every_flow_out() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"))
                .expect("subnet-a")
                .toBeCompliant();
    }

    @Test
    void whether_the_target_is_alive_is_the_next_rules_business() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").blackhole("0.0.0.0/0", "nat-gone"))
                .expect("subnet-a")
                .toBeCompliant();
    }

    @Test
    void the_three_endpoints_of_ecr_need_no_default_route() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("subnet-a")
                .toBeCompliant();
    }

    @Test
    void linux_before_1_4_0_logs_in_without_an_endpoint() {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("subnet-a")
                .toBeCompliant();
    }

    @Test
    void a_gateway_endpoint_counts_when_only_the_table_routes_to_it() {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").route("pl-s3", "vpce-s3"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3"))
                .expect("subnet-a")
                .toBeCompliant();
    }

    @Test
    void an_endpoint_serves_subnets_it_does_not_stand_in() {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr").inSubnets("subnet-b"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("subnet-a")
                .toBeCompliant();
    }

    @Test
    void of_several_endpoints_for_one_service_the_best_counts() {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-dkr-1", "ecr.dkr").inState("failed"),
                        interfaceEndpoint("vpce-dkr-2", "ecr.dkr").withoutPrivateDns(),
                        interfaceEndpoint("vpce-dkr-3", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("subnet-a")
                .toBeCompliant();
    }

    @Test
    void credentials_are_read_through_the_endpoint_of_secrets_manager() {
        scenario.given(
                        service("web").in("subnet-a").running(taskDefinitionBehindCredentials()),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-secrets", "secretsmanager"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE)
                .withReasons(1)
                .saying("no-default-route: rtb-a has no 0.0.0.0/0 route. Route 0.0.0.0/0 to a NAT gateway.");
    }

    @Test
    void china_puts_a_prefix_before_the_endpoints_of_ecr_alone() {
        Scope ningxia = new Scope("111122223333", "cn-northwest-1");
        scenario.given(Items.in(
                        ningxia,
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api")
                                .withServiceName("cn.com.amazonaws.cn-northwest-1.ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr")
                                .withServiceName("cn.com.amazonaws.cn-northwest-1.ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a")))
                .expect("subnet-a")
                .toBeCompliant();
    }

    @Test
    void sovereign_partitions_have_service_prefixes_of_their_own() {
        Scope brandenburg = new Scope("111122223333", "eusc-de-east-1");
        scenario.given(Items.in(
                        brandenburg,
                        service("web")
                                .in("subnet-a")
                                .onPlatform("1.3.0")
                                .pulling("111122223333.dkr.ecr.eusc-de-east-1.amazonaws.eu/app:1.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr").withServiceName("eu.amazonaws.eusc-de-east-1.ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3")
                                .withServiceName("eu.amazonaws.eusc-de-east-1.s3")
                                .forRouteTables("rtb-a")))
                .expect("subnet-a")
                .toBeCompliant();
    }

    // What does not.

    @Test
    void a_table_without_a_default_route_leads_nowhere() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE)
                .withReasons(3)
                .blaming("rtb-a")
                .saying(
                        "no-default-route: rtb-a has no 0.0.0.0/0 route, and no endpoint takes the flow. Route 0.0.0.0/0 "
                                + "to a NAT gateway, or add the endpoint com.amazonaws.eu-west-1.ecr.api. (+2 more)");
    }

    @Test
    void every_missing_endpoint_is_named_by_its_service() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE)
                .saying(
                        "no-default-route: rtb-a has no 0.0.0.0/0 route, and no endpoint takes the flow. Route 0.0.0.0/0 "
                                + "to a NAT gateway, or add the gateway endpoint com.amazonaws.eu-west-1.s3.");
    }

    @Test
    void docker_hub_is_reached_by_the_default_route_alone() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE)
                .withReasons(1);
    }

    @Test
    void endpoints_do_not_serve_the_ecr_of_another_region() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ECR_IN_ANOTHER_REGION),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE)
                .withReasons(1);
    }

    @Test
    void a_peer_passes_nothing_on_to_the_internet() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("pcx-1"))
                .expect("subnet-a")
                .toBeNonCompliant(DEFAULT_ROUTE_NOT_INTERNET)
                .blaming("rtb-a")
                .saying(
                        "default-route-not-internet: the default route of rtb-a ends at pcx-1. Route 0.0.0.0/0 to a NAT "
                                + "gateway.");
    }

    @Test
    void a_default_route_that_stays_in_the_vpc_leads_nowhere() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("local"))
                .expect("subnet-a")
                .toBeNonCompliant(DEFAULT_ROUTE_NOT_INTERNET)
                .saying(
                        "default-route-not-internet: the default route of rtb-a ends at local, and no endpoint takes the "
                                + "flow. Route 0.0.0.0/0 to a NAT gateway, or add the endpoint "
                                + "com.amazonaws.eu-west-1.ecr.api. (+2 more)");
    }

    @Test
    void one_bad_subnet_among_several_fails_alone() {
        scenario.given(
                        service("web").in("subnet-a", "subnet-b"),
                        subnet("subnet-a"),
                        subnet("subnet-b"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        routeTable("rtb-b").of("subnet-b"))
                .expect("subnet-a")
                .toBeCompliant()
                .andExpect("subnet-b")
                .toBeNonCompliant(NO_DEFAULT_ROUTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "pendingAcceptance", "deleting", "failed", "rejected", "expired", "deleted"})
    void an_endpoint_that_is_not_available_takes_nothing(String state) {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr").inState(state),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE)
                .withReasons(1);
    }

    @ParameterizedTest
    @MethodSource("endpointsNobodyFinds")
    void an_endpoint_that_the_service_name_does_not_resolve_to_takes_nothing(EndpointItem dkr) {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        dkr,
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE)
                .withReasons(1);
    }

    static Stream<EndpointItem> endpointsNobodyFinds() {
        return Stream.of(
                interfaceEndpoint("vpce-dkr", "ecr.dkr").withoutPrivateDns(),
                interfaceEndpoint("vpce-dkr", "ecr.dkr").forInboundResolversOnly(),
                interfaceEndpoint("vpce-dkr", "ecr.dkr").ipv6Only(),
                interfaceEndpoint("vpce-dkr", "ecr.dkr").inVpc("vpc-2"),
                interfaceEndpoint("vpce-dkr", "ecr.dkr").withServiceName("com.amazonaws.eu-west-2.ecr.dkr"),
                interfaceEndpoint("vpce-dkr", "ecr.dkr").withServiceName("com.amazonaws.eu-west-1.ecr.dkr-fips"),
                gatewayEndpoint("vpce-dkr", "ecr.dkr"),
                loadBalancerEndpoint("vpce-dkr").withServiceName("com.amazonaws.eu-west-1.ecr.dkr"));
    }

    static Stream<EndpointItem> endpointsThatDoNotTellEnough() {
        return Stream.of(
                interfaceEndpoint("vpce-dkr", "ecr.dkr").withoutState(),
                interfaceEndpoint("vpce-dkr", "ecr.dkr").withoutWordOnPrivateDns());
    }

    @ParameterizedTest
    @MethodSource("endpointsThatDoNotTellEnough")
    void an_endpoint_that_does_not_tell_enough_may_take_the_flow(EndpointItem endpoint) {
        Item<?>[] items = {
            service("web").in("subnet-a").onPlatform("1.3.0"),
            subnet("subnet-a"),
            routeTable("rtb-a").of("subnet-a"),
            endpoint.inSubnets("subnet-a").withSecurityGroups("sg-endpoint"),
            securityGroup("sg-endpoint"),
            gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a")
        };
        scenario.given(items).expect("subnet-a").toBeUndetermined(ENDPOINT_UNKNOWN);
        Scenario.of(new RegistryEndpointAdmitsTasks())
                .given(items)
                .expect("vpce-dkr")
                .toBeUndetermined(ENDPOINT_UNKNOWN);
        Scenario.of(new RegistryEndpointPolicyAllowsPull())
                .given(items)
                .expect("vpce-dkr")
                .toBeUndetermined(ENDPOINT_UNKNOWN);
    }

    @Test
    void of_several_endpoints_one_that_is_sure_counts() {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-dkr-1", "ecr.dkr").withoutState(),
                        interfaceEndpoint("vpce-dkr-2", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("subnet-a")
                .toBeCompliant();
    }

    @Test
    void an_endpoint_for_s3_that_does_not_tell_enough_may_take_the_layers() {
        for (EndpointItem s3 : List.of(
                gatewayEndpoint("vpce-s3", "s3").withoutState().forRouteTables("rtb-a"),
                interfaceEndpoint("vpce-s3", "s3").withoutWordOnPrivateDns())) {
            scenario.given(
                            service("web").in("subnet-a").onPlatform("1.3.0"),
                            subnet("subnet-a"),
                            routeTable("rtb-a").of("subnet-a"),
                            interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                            s3)
                    .expect("subnet-a")
                    .toBeUndetermined(ENDPOINT_UNKNOWN);
        }
    }

    @Test
    void private_dns_needs_the_vpcs_dns_hostnames() {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        vpc("vpc-1").withDnsSupport(true).withDnsHostnames(false),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE)
                .withReasons(1);
    }

    @Test
    void private_dns_needs_the_vpcs_dns_support() {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        vpc("vpc-1").withDnsSupport(false).withDnsHostnames(true),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE)
                .withReasons(1);
    }

    @Test
    void dns_attributes_that_are_on_or_unknown_let_private_dns_work() {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        vpc("vpc-1").withDnsSupport(true),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("subnet-a")
                .toBeCompliant();
    }

    @Test
    void a_gateway_endpoint_serves_only_tables_associated_with_it() {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-b"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE)
                .withReasons(1);
    }

    @Test
    void a_blackholed_route_to_a_gateway_endpoint_is_no_association() {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").blackhole("pl-s3", "vpce-s3"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE)
                .withReasons(1);
    }

    @Test
    void a_gateway_endpoint_that_is_going_takes_no_layers() {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").route("pl-s3", "vpce-s3"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a").inState("deleting"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE)
                .withReasons(1);
    }

    @Test
    void a_breach_wins_over_an_open_question() {
        scenario.given(
                        service("web").in("subnet-a"),
                        service("lost").in("subnet-a").runningUnrecorded("lost:7"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE, TASK_DEFINITION_UNKNOWN)
                .saying(
                        "no-default-route: rtb-a has no 0.0.0.0/0 route, and no endpoint takes the flow. Route 0.0.0.0/0 "
                                + "to a NAT gateway, or add the gateway endpoint com.amazonaws.eu-west-1.s3. (+1 more)");
    }

    // Which route is the default route.

    @Test
    void two_halves_stand_before_the_whole() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a")
                                .of("subnet-a")
                                .defaultRoute("nat-1")
                                .route("0.0.0.0/1", "nat-1")
                                .route("128.0.0.0/1", "pcx-1"))
                .expect("subnet-a")
                .toBeNonCompliant(DEFAULT_ROUTE_NOT_INTERNET)
                .because("the default route of rtb-a ends at pcx-1");
    }

    @Test
    void two_halves_make_a_default_route() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a")
                                .of("subnet-a")
                                .route("0.0.0.0/1", "nat-1")
                                .route("128.0.0.0/1", "nat-2"))
                .expect("subnet-a")
                .toBeCompliant();
    }

    @Test
    void one_half_alone_is_no_default_route() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").route("0.0.0.0/1", "nat-1"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE);
    }

    @Test
    void one_half_alone_does_not_stand_before_the_whole() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1").route("128.0.0.0/1", "pcx-1"))
                .expect("subnet-a")
                .toBeCompliant();
    }

    @Test
    void the_ipv6_default_route_is_not_asked() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a").dualStack(),
                        routeTable("rtb-a").of("subnet-a").route("::/0", "eigw-1"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE);
    }

    @Test
    void a_static_route_stands_before_a_propagated_one() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a")
                                .of("subnet-a")
                                .propagatedRoute("0.0.0.0/0", "vgw-1")
                                .defaultRoute("nat-1"))
                .expect("subnet-a")
                .toBeCompliant();
    }

    // Which table is in force.

    @Test
    void a_subnet_without_an_association_uses_the_main_table_of_its_vpc() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-main").main().defaultRoute("nat-1"),
                        routeTable("rtb-other").of("subnet-b"),
                        routeTable("rtb-elsewhere").inVpc("vpc-2").main())
                .expect("subnet-a")
                .toBeCompliant();
    }

    @Test
    void an_association_that_is_going_is_not_in_force() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-main").main(),
                        routeTable("rtb-a")
                                .ofSubnetInState("subnet-a", "disassociating")
                                .defaultRoute("nat-1"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE)
                .blaming("rtb-main");
    }

    @Test
    void an_association_without_a_state_is_in_force() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-main").main(),
                        routeTable("rtb-a").ofSubnetWithoutState("subnet-a").defaultRoute("nat-1"))
                .expect("subnet-a")
                .toBeCompliant();
    }

    @Test
    void an_association_item_names_the_table_in_force() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        association("subnet-a", "rtb-a"),
                        routeTable("rtb-main").main(),
                        routeTable("rtb-a").defaultRoute("nat-1"))
                .expect("subnet-a")
                .toBeCompliant();
    }

    @Test
    void an_association_item_that_names_a_table_without_an_item_wins_over_a_table_that_lists_the_subnet() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        association("subnet-a", "rtb-new"),
                        routeTable("rtb-old").of("subnet-a").defaultRoute("nat-1"))
                .expect("subnet-a")
                .toBeUndetermined(ROUTE_TABLE_UNKNOWN)
                .blaming("subnet-a")
                .saying("route-table-unknown: the route table of subnet-a has no item. Record AWS::EC2::RouteTable in "
                        + "this account and Region.");
    }

    @Test
    void two_association_items_for_one_subnet_cannot_both_be_true() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        association("subnet-a", "rtb-1"),
                        association("subnet-a", "rtb-2"),
                        routeTable("rtb-1"),
                        routeTable("rtb-2").defaultRoute("nat-1"))
                .expect("subnet-a")
                .toBeUndetermined(ROUTE_TABLE_UNKNOWN);
    }

    @Test
    void two_tables_that_claim_one_subnet_cannot_both_be_up_to_date() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-1").of("subnet-a").defaultRoute("nat-1"),
                        routeTable("rtb-2").of("subnet-a"))
                .expect("subnet-a")
                .toBeUndetermined(ROUTE_TABLE_UNKNOWN);
    }

    @Test
    void flows_that_endpoints_take_do_not_ask_for_the_route_table() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("subnet-a")
                .toBeUndetermined(ROUTE_TABLE_UNKNOWN)
                .withReasons(1);
    }

    // Custom targets.

    @ParameterizedTest
    @ValueSource(strings = {"tgw-1", "vgw-1", "eni-1", "lgw-1", "cagw-1", "vpce-firewall"})
    void nobody_can_tell_where_a_custom_target_leads(String target) {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute(target))
                .expect("subnet-a")
                .toBeUndetermined(CUSTOM_EGRESS)
                .saying(
                        "custom-egress: the default route of rtb-a leads to %s, whose onward way is unknown. If it leads to the internet, list it in trustedEgress."
                                .formatted(target));
    }

    @Test
    void the_target_of_a_core_network_is_not_in_the_item() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").routeToCoreNetwork("0.0.0.0/0"))
                .with("trustedEgress", "tgw-1")
                .expect("subnet-a")
                .toBeUndetermined(CUSTOM_EGRESS)
                .because("the default route of rtb-a leads to a target AWS Config does not name, whose onward way is "
                        + "unknown");
    }

    @Test
    void trusted_egress_leads_to_the_internet() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("tgw-1"))
                .with("trustedEgress", "tgw-0, tgw-1")
                .expect("subnet-a")
                .toBeCompliant();
    }

    @Test
    void an_appliance_is_trusted_by_its_instance_or_its_interface() {
        for (String id : List.of("i-1", "eni-1")) {
            scenario.given(
                            service("web").in("subnet-a"),
                            subnet("subnet-a"),
                            routeTable("rtb-a").of("subnet-a").defaultRoute("i-1", "eni-1"))
                    .with("trustedEgress", id)
                    .expect("subnet-a")
                    .toBeCompliant();
        }
    }

    @Test
    void trust_in_one_half_does_not_vouch_for_the_other() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a")
                                .of("subnet-a")
                                .route("0.0.0.0/1", "tgw-1")
                                .route("128.0.0.0/1", "tgw-2"))
                .with("trustedEgress", "tgw-1")
                .expect("subnet-a")
                .toBeUndetermined(CUSTOM_EGRESS)
                .because("the default route of rtb-a leads to tgw-2, whose onward way is unknown");
    }

    @Test
    void trust_in_a_peer_is_of_no_use() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("pcx-1"))
                .with("trustedEgress", "pcx-1")
                .expect("subnet-a")
                .toBeNonCompliant(DEFAULT_ROUTE_NOT_INTERNET);
    }

    // What nobody can tell.

    @Test
    void a_shared_subnet_hides_the_endpoints_of_its_owner() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a").ownedBy("444455556666"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"))
                .expect("subnet-a")
                .toBeUndetermined(SUBNET_SHARED)
                .withReasons(1)
                .saying(
                        "subnet-shared: subnet-a belongs to account 444455556666, whose endpoints are not visible here. "
                                + "Check the pull in the owner's account.");
    }

    @Test
    void ipv6_paths_are_not_judged() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a").ipv6Only(),
                        routeTable("rtb-a").of("subnet-a"))
                .expect("subnet-a")
                .toBeUndetermined(IPV6_ONLY_SUBNET)
                .saying("ipv6-only-subnet: subnet-a has no IPv4, and IPv6 paths are not judged. Place the tasks in a "
                        + "subnet with IPv4, or verify the pull by hand.");
    }

    @Test
    void a_dual_stack_subnet_has_ipv4() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a").dualStack(),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"))
                .expect("subnet-a")
                .toBeCompliant();
    }

    @Test
    void a_subnet_without_an_item_is_reported_as_unknown() {
        scenario.given(service("web").in("subnet-a"))
                .expect("subnet-a")
                .toBeUndetermined(SUBNET_UNKNOWN)
                .saying(
                        "subnet-unknown: subnet-a has no item, so its routes are unknown. Record AWS::EC2::Subnet here, or "
                                + "take the subnet out of the service if it is gone.");
    }

    @Test
    void a_deleted_subnet_is_as_if_it_were_not_there() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a").deleted(),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"))
                .expect("subnet-a")
                .toBeUndetermined(SUBNET_UNKNOWN);
    }

    @Test
    void where_the_recorder_leaves_out_endpoints_nobody_knows_what_they_take() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        recorder().recordingAllBut("AWS::EC2::VPCEndpoint"))
                .expect("subnet-a")
                .toBeUndetermined(TYPE_NOT_RECORDED)
                .blaming("AWS::EC2::VPCEndpoint")
                .saying("type-not-recorded: AWS Config does not record AWS::EC2::VPCEndpoint here, so endpoints are "
                        + "unknown. Add the type to the recorder.");
    }

    @Test
    void where_the_recorder_leaves_out_endpoints_the_internet_is_still_reached_by_the_default_route() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        recorder()
                                .recordingOnly("AWS::EC2::Subnet", "AWS::EC2::RouteTable")
                                .asApiAnswer())
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE)
                .withReasons(1);
    }

    @Test
    void a_recorder_that_lists_endpoints_knows_that_there_are_none() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        recorder().recordingOnly("AWS::EC2::VPCEndpoint"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE);
    }

    @Test
    void an_s3_interface_endpoint_leaves_layers_open_even_beside_a_nat_gateway() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        interfaceEndpoint("vpce-s3if", "s3"))
                .expect("subnet-a")
                .toBeUndetermined(S3_INTERFACE_ENDPOINT)
                .blaming("vpce-s3if")
                .saying(
                        "s3-interface-endpoint: S3 resolves to the interface endpoint vpce-s3if; whether layers pass it is "
                                + "unknown. Add an S3 gateway endpoint for rtb-a.");
    }

    @Test
    void a_gateway_endpoint_stands_before_an_s3_interface_endpoint() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        interfaceEndpoint("vpce-s3if", "s3"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("subnet-a")
                .toBeCompliant();
    }

    @ParameterizedTest
    @MethodSource("s3InterfaceEndpointsNobodyFinds")
    void an_s3_interface_endpoint_that_nobody_finds_is_no_alternative(EndpointItem s3) {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        s3)
                .expect("subnet-a")
                .toBeCompliant();
    }

    static Stream<EndpointItem> s3InterfaceEndpointsNobodyFinds() {
        return Stream.of(
                interfaceEndpoint("vpce-s3if", "s3").withoutPrivateDns(),
                interfaceEndpoint("vpce-s3if", "s3").forInboundResolversOnly(),
                interfaceEndpoint("vpce-s3if", "s3").ipv6Only(),
                interfaceEndpoint("vpce-s3if", "s3").inState("pending"));
    }

    @Test
    void a_route_to_a_gateway_endpoint_without_an_item_may_lead_to_s3() {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").route("pl-s3", "vpce-s3"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"))
                .expect("subnet-a")
                .toBeUndetermined(ENDPOINT_UNKNOWN)
                .blaming("vpce-s3")
                .saying(
                        "endpoint-unknown: rtb-a routes to vpce-s3, which has no item, so whether it serves S3 is unknown. "
                                + "Record AWS::EC2::VPCEndpoint in this account and Region.");
    }

    @Test
    void a_prefix_list_known_not_to_be_that_of_s3_leaves_nothing_open() {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").route("pl-1", "vpce-1"),
                        prefixList("pl-1", "com.amazonaws.eu-west-1.dynamodb"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE);
    }

    @Test
    void the_prefix_list_of_s3_leads_to_s3() {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").route("pl-1", "vpce-1"),
                        prefixList("pl-1", "com.amazonaws.eu-west-1.s3"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"))
                .expect("subnet-a")
                .toBeUndetermined(ENDPOINT_UNKNOWN);
    }

    @Test
    void a_firewall_endpoint_without_an_item_says_nothing_of_s3() {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1").route("10.1.0.0/16", "vpce-firewall"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"))
                .expect("subnet-a")
                .toBeCompliant();
    }

    @Test
    void a_fips_host_without_a_proven_way_out_is_an_open_question() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ECR_BY_FIPS_HOST),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("tgw-1"))
                .expect("subnet-a")
                .toBeUndetermined(FIPS_REGISTRY)
                .withReasons(1)
                .saying(
                        "fips-registry: which endpoint serves the FIPS host of ECR is unknown, and rtb-a has no proven way "
                                + "out. Route 0.0.0.0/0 to a NAT gateway, or pull from the standard host.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nat-1", "igw-1", "tgw-trusted"})
    void a_default_route_that_leads_out_for_sure_proves_a_fips_host(String target) {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ECR_BY_FIPS_HOST),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute(target))
                .with("trustedEgress", "tgw-trusted")
                .expect("subnet-a")
                .toBeCompliant();
    }

    @Test
    void a_fips_host_needs_a_known_route_table() {
        scenario.given(service("web").in("subnet-a").pulling(Images.ECR_BY_FIPS_HOST), subnet("subnet-a"))
                .expect("subnet-a")
                .toBeUndetermined(ROUTE_TABLE_UNKNOWN);
    }

    @Test
    void endpoints_do_not_prove_a_fips_host() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ECR_BY_FIPS_HOST),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("subnet-a")
                .toBeUndetermined(FIPS_REGISTRY);
    }

    // Workloads.

    @Test
    void an_unknown_task_definition_leaves_even_a_good_subnet_open() {
        scenario.given(
                        service("web").in("subnet-a").runningUnrecorded("web:7"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"))
                .expect("subnet-a")
                .toBeUndetermined(TASK_DEFINITION_UNKNOWN)
                .blaming("arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7")
                .saying("task-definition-unknown: task definition web:7 has no item, so its images are unknown. Record "
                        + "AWS::ECS::TaskDefinition, or deploy the family's latest revision.");
    }

    @Test
    void a_service_that_names_no_task_definition_pulls_something() {
        scenario.given(
                        service("web").in("subnet-a").withoutTaskDefinition(),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"))
                .expect("subnet-a")
                .toBeUndetermined(TASK_DEFINITION_UNKNOWN)
                .blaming("arn:aws:ecs:eu-west-1:111122223333:service/main/web")
                .because("task definition of web has no item, so its images are unknown");
    }

    @Test
    void a_task_definition_of_another_revision_is_not_the_one_in_use() {
        scenario.given(
                        service("web").in("subnet-a").runningUnrecorded("web:7"),
                        taskDefinition("web:8"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"))
                .expect("subnet-a")
                .toBeUndetermined(TASK_DEFINITION_UNKNOWN);
    }

    @Test
    void an_unknown_cluster_leaves_open_whether_tasks_run_on_fargate() {
        scenario.given(
                        service("web").in("subnet-a").asItsClusterSays(),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"))
                .expect("subnet-a")
                .toBeUndetermined(CLUSTER_UNKNOWN)
                .blaming("main")
                .saying(
                        "cluster-unknown: cluster main has no item, so its default capacity provider strategy is unknown. "
                                + "Record AWS::ECS::Cluster in this account and Region.");
    }

    @Test
    void a_service_without_a_cluster_is_in_the_one_called_default() {
        scenario.given(
                        service("web").in("subnet-a").asItsClusterSays().inDefaultCluster(),
                        cluster("default").defaultingTo("FARGATE_SPOT"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE);
    }

    @Test
    void a_cluster_that_defaults_to_instances_puts_no_task_on_fargate() {
        scenario.given(
                        service("web").in("subnet-a").asItsClusterSays(),
                        service("plain").in("subnet-a").asItsClusterSays().inCluster("plain"),
                        cluster("main").defaultingTo("my-instances"),
                        cluster("plain"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"))
                .expectNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC2", "EXTERNAL"})
    void tasks_on_instances_are_out_of_scope(String launchType) {
        scenario.given(
                        service("web").in("subnet-a").withLaunchType(launchType),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"))
                .expectNothing();
    }

    @Test
    void capacity_providers_of_ones_own_are_out_of_scope() {
        scenario.given(
                        service("web").in("subnet-a").onCapacityProviders("my-instances"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"))
                .expectNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FARGATE", "FARGATE_SPOT"})
    void a_strategy_that_names_fargate_is_in_scope(String provider) {
        scenario.given(
                        service("web").in("subnet-a").onCapacityProviders("my-instances", provider),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE);
    }

    @Test
    void a_service_scaled_to_nothing_must_be_able_to_scale_out() {
        scenario.given(
                        service("web").in("subnet-a").withDesiredCount(0),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE);
    }

    @Test
    void task_sets_are_judged_in_place_of_a_service_that_leaves_tasks_to_them() {
        scenario.given(
                        service("web").in("subnet-service").controlledBy("EXTERNAL"),
                        taskSet("ts-1").in("subnet-a"),
                        subnet("subnet-service"),
                        subnet("subnet-a"),
                        routeTable("rtb-main").main())
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE)
                .andExpect("subnet-service")
                .notToBeReported();
    }

    @Test
    void a_service_that_leaves_tasks_to_task_sets_and_has_none_starts_nothing() {
        scenario.given(service("web").controlledBy("EXTERNAL"), service("shop").controlledBy("CODE_DEPLOY"))
                .expectNothing();
    }

    @Test
    void a_code_deploy_service_that_shows_a_network_configuration_starts_tasks() {
        scenario.given(
                        service("web").in("subnet-a").controlledBy("CODE_DEPLOY"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE);
    }

    @Test
    void a_deleted_service_starts_nothing() {
        scenario.given(
                        service("web").in("subnet-a").deleted(),
                        service("shop").in("subnet-a").withStatus("ResourceNotRecorded"),
                        service("cron").in("subnet-a").withStatus("ResourceDeletedNotRecorded"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"))
                .expectNothing();
    }

    @Test
    void a_resource_that_never_changed_since_its_discovery_is_as_live_as_any() {
        scenario.given(
                        service("web").in("subnet-a").withStatus("OK"),
                        subnet("subnet-a").withStatus("ResourceDiscovered"),
                        routeTable("rtb-a").of("subnet-a"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE);
    }

    @Test
    void a_subnet_no_workload_uses_is_not_reported() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        subnet("subnet-idle"),
                        routeTable("rtb-a").of("subnet-a", "subnet-idle").defaultRoute("nat-1"))
                .expect("subnet-idle")
                .notToBeReported();
    }

    @Test
    void two_workloads_in_one_subnet_share_its_verdict() {
        scenario.given(
                        service("old").in("subnet-a").onPlatform("1.3.0"),
                        service("new").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE)
                .withReasons(1)
                .saying(
                        "no-default-route: rtb-a has no 0.0.0.0/0 route, and no endpoint takes the flow. Route 0.0.0.0/0 "
                                + "to a NAT gateway, or add the endpoint com.amazonaws.eu-west-1.ecr.api.");
    }

    @Test
    void a_sidecar_from_docker_hub_needs_a_flow_of_its_own() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ecr("app:1.0"), Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE)
                .withReasons(1)
                .because("rtb-a has no 0.0.0.0/0 route");
    }

    @Test
    void linux_before_1_4_0_reads_credentials_without_the_tasks_interface() {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.3.0").running(taskDefinitionBehindCredentials()),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE)
                .withReasons(1);
    }

    @Test
    void windows_is_modern_whatever_its_version() {
        scenario.given(
                        service("web")
                                .in("subnet-a")
                                .onPlatform("1.0.0")
                                .running(taskDefinition("web:1").onPlatform("WINDOWS_SERVER_2022_CORE", "X86_64")),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"))
                .expect("subnet-a")
                .toBeNonCompliant(NO_DEFAULT_ROUTE)
                .withReasons(3);
    }

    @Test
    void accounts_and_regions_are_judged_apart() {
        List<Item<?>> items = new ArrayList<>(Items.in(
                new Scope("444455556666", "us-east-1"),
                service("web").in("subnet-far"),
                subnet("subnet-far"),
                routeTable("rtb-far").of("subnet-far")));
        items.addAll(List.of(
                service("web").in("subnet-a"),
                subnet("subnet-a"),
                routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1")));
        scenario.given(items)
                .expect("subnet-a")
                .toBeCompliant()
                .andExpect("subnet-far")
                .toBeNonCompliant(NO_DEFAULT_ROUTE)
                .because("rtb-far has no 0.0.0.0/0 route, and no endpoint takes the flow");
    }

    private static TaskDefinitionItem taskDefinitionBehindCredentials() {
        return taskDefinition("web:1")
                .withImageBehindCredentials(
                        "registry.example.com/app:1.0",
                        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:registry-Ab1Cd2");
    }
}
