package dev.fargatepull.rules;

import static dev.fargatepull.core.cause.CauseCode.CLUSTER_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.ENDPOINT_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.FIPS_REGISTRY;
import static dev.fargatepull.core.cause.CauseCode.IPV6_ONLY_SUBNET;
import static dev.fargatepull.core.cause.CauseCode.NETWORK_CONFIGURATION_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.PUBLIC_IP_DISABLED;
import static dev.fargatepull.core.cause.CauseCode.ROUTE_TABLE_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.S3_INTERFACE_ENDPOINT;
import static dev.fargatepull.core.cause.CauseCode.SUBNET_SHARED;
import static dev.fargatepull.core.cause.CauseCode.SUBNET_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.TASK_DEFINITION_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.TYPE_NOT_RECORDED;
import static dev.fargatepull.testing.Items.gatewayEndpoint;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.recorder;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static dev.fargatepull.testing.Items.taskSet;

import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FargateServicePublicIpEnabledTest {

    private static final String NOT_NEEDED =
            "Pulls do not need the public IP: no part of them goes through an internet gateway.";

    private final Scenario scenario = Scenario.of(new FargateServicePublicIpEnabled());

    // With a public IP.

    @Test
    void a_public_ip_gets_tasks_through_an_internet_gateway() {
        scenario.given(
                        service("web").in("subnet-a").withPublicIp(),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"))
                .expect("web")
                .toBeCompliant()
                .sayingNothing();
    }

    @Test
    void a_public_ip_behind_a_nat_gateway_is_not_needed_for_pulls() {
        scenario.given(
                        service("web").in("subnet-a").withPublicIp(),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"))
                .expect("web")
                .toBeCompliant()
                .saying(NOT_NEEDED);
    }

    @Test
    void a_public_ip_beside_endpoints_that_take_every_flow_is_not_needed_for_pulls() {
        scenario.given(
                        service("web").in("subnet-a").withPublicIp(),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("web")
                .toBeCompliant()
                .saying(NOT_NEEDED);
    }

    @Test
    void one_subnet_behind_an_internet_gateway_needs_the_public_ip() {
        scenario.given(
                        service("web").in("subnet-a", "subnet-b").withPublicIp(),
                        subnet("subnet-a"),
                        subnet("subnet-b"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        routeTable("rtb-b").of("subnet-b").defaultRoute("igw-1"))
                .expect("web")
                .toBeCompliant()
                .sayingNothing();
    }

    @Test
    void a_public_ip_satisfies_whatever_is_unknown() {
        scenario.given(
                        service("lost").in("subnet-a").withPublicIp().runningUnrecorded("lost:7"),
                        service("odd").in("subnet-a").withPublicIp().asItsClusterSays(),
                        service("far").in("subnet-unknown").withPublicIp(),
                        service("fips").in("subnet-a").withPublicIp().pulling(Images.ECR_BY_FIPS_HOST),
                        subnet("subnet-a").ownedBy("444455556666"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"))
                .expect("lost")
                .toBeCompliant()
                .sayingNothing()
                .andExpect("odd")
                .toBeCompliant()
                .andExpect("far")
                .toBeCompliant()
                .sayingNothing()
                .andExpect("fips")
                .toBeCompliant();
    }

    // Without.

    @Test
    void an_internet_gateway_is_no_use_without_a_public_ip() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"))
                .expect("web")
                .toBeNonCompliant(PUBLIC_IP_DISABLED)
                .withReasons(1)
                .blaming("arn:aws:ecs:eu-west-1:111122223333:service/main/web")
                .saying(
                        "public-ip-disabled: tasks in subnet-a pull through igw-1 without a public IP. Use a NAT gateway or "
                                + "VPC endpoints; or set assignPublicIp to ENABLED.");
    }

    @Test
    void a_service_that_says_nothing_of_public_ips_gives_none() {
        scenario.given(
                        service("web").in("subnet-a").withoutWordOnPublicIp(),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"))
                .expect("web")
                .toBeNonCompliant(PUBLIC_IP_DISABLED);
    }

    @Test
    void only_the_subnets_behind_an_internet_gateway_are_named() {
        scenario.given(
                        service("web").in("subnet-c", "subnet-b", "subnet-a"),
                        subnet("subnet-a"),
                        subnet("subnet-b"),
                        subnet("subnet-c"),
                        routeTable("rtb-private").of("subnet-b").defaultRoute("nat-1"),
                        routeTable("rtb-public").of("subnet-a", "subnet-c").defaultRoute("igw-1"))
                .expect("web")
                .toBeNonCompliant(PUBLIC_IP_DISABLED)
                .because("tasks in subnet-a, subnet-c pull through igw-1 without a public IP");
    }

    @Test
    void one_flow_through_the_internet_gateway_is_enough() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"))
                .expect("web")
                .toBeNonCompliant(PUBLIC_IP_DISABLED);
    }

    @Test
    void one_half_of_the_default_route_through_the_internet_gateway_is_enough() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a")
                                .of("subnet-a")
                                .route("0.0.0.0/1", "nat-1")
                                .route("128.0.0.0/1", "igw-2"))
                .expect("web")
                .toBeNonCompliant(PUBLIC_IP_DISABLED)
                .because("tasks in subnet-a pull through igw-2 without a public IP");
    }

    @Test
    void a_split_default_with_a_dead_half_is_no_route_through_the_internet_gateway() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a")
                                .of("subnet-a")
                                .route("0.0.0.0/1", "igw-1")
                                .route("128.0.0.0/1", "pcx-1"))
                .expectNothing();
    }

    @Test
    void a_task_set_is_judged_like_a_service() {
        scenario.given(
                        taskSet("ts-1").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"))
                .expect("ts-1")
                .toBeNonCompliant(PUBLIC_IP_DISABLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nat-1", "tgw-1", "vgw-1", "pcx-1", "local"})
    void without_an_internet_gateway_nobody_needs_a_public_ip(String target) {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute(target))
                .expectNothing();
    }

    @Test
    void without_a_default_route_nobody_needs_a_public_ip() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"))
                .expectNothing();
    }

    @Test
    void endpoints_that_take_every_flow_spare_the_public_ip() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expectNothing();
    }

    @Test
    void tasks_on_instances_are_out_of_scope() {
        scenario.given(
                        service("web").in("subnet-a").withLaunchType("EC2"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"))
                .expectNothing();
    }

    // What nobody can tell.

    @Test
    void a_service_without_a_network_configuration_runs_its_tasks_somewhere() {
        scenario.given(service("web"))
                .expect("web")
                .toBeUndetermined(NETWORK_CONFIGURATION_UNKNOWN)
                .saying(
                        "network-configuration-unknown: main/web shows no network configuration, so where its tasks run is "
                                + "unknown. Have AWS Config record it anew, for example by updating it.");
    }

    @Test
    void a_task_set_without_a_network_configuration_runs_its_tasks_somewhere() {
        scenario.given(taskSet("ts-1"))
                .expect("ts-1")
                .toBeUndetermined(NETWORK_CONFIGURATION_UNKNOWN)
                .because("ts-1 shows no network configuration, so where its tasks run is unknown");
    }

    @Test
    void an_uncertain_workload_without_a_network_configuration_is_as_open() {
        scenario.given(service("web").runningUnrecorded("web:7"))
                .expect("web")
                .toBeUndetermined(NETWORK_CONFIGURATION_UNKNOWN);
    }

    @Test
    void an_unknown_task_definition_may_pull_through_the_internet_gateway() {
        scenario.given(
                        service("web").in("subnet-a").runningUnrecorded("web:7"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"))
                .expect("web")
                .toBeUndetermined(TASK_DEFINITION_UNKNOWN)
                .withReasons(1);
    }

    @Test
    void an_unknown_cluster_may_run_tasks_on_fargate() {
        scenario.given(
                        service("web").in("subnet-a").asItsClusterSays(),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"))
                .expect("web")
                .toBeUndetermined(CLUSTER_UNKNOWN);
    }

    @Test
    void an_unknown_task_definition_behind_a_nat_gateway_needs_no_public_ip() {
        scenario.given(
                        service("web").in("subnet-a").runningUnrecorded("web:7"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"))
                .expectNothing();
    }

    @Test
    void an_unknown_route_table_may_lead_to_an_internet_gateway() {
        scenario.given(service("web").in("subnet-a"), subnet("subnet-a"))
                .expect("web")
                .toBeUndetermined(ROUTE_TABLE_UNKNOWN);
    }

    @Test
    void an_unknown_subnet_may_lie_behind_an_internet_gateway() {
        scenario.given(service("web").in("subnet-a")).expect("web").toBeUndetermined(SUBNET_UNKNOWN);
    }

    @Test
    void a_shared_subnet_behind_an_internet_gateway_may_have_endpoints() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a").ownedBy("444455556666"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"))
                .expect("web")
                .toBeUndetermined(SUBNET_SHARED);
    }

    @Test
    void a_shared_subnet_whose_table_is_known_to_lead_elsewhere_needs_no_public_ip() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a").ownedBy("444455556666"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"))
                .expectNothing();
    }

    @Test
    void an_ipv6_only_subnet_may_use_its_ipv4_default_route() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a").ipv6Only(),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"))
                .expect("web")
                .toBeUndetermined(IPV6_ONLY_SUBNET);
    }

    @Test
    void endpoints_that_are_not_recorded_may_spare_the_public_ip() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        recorder().recordingAllBut("AWS::EC2::VPCEndpoint"))
                .expect("web")
                .toBeUndetermined(TYPE_NOT_RECORDED);
    }

    @Test
    void a_known_flow_through_the_gateway_is_a_breach_whatever_endpoints_there_are() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ecr("app:1.0"), Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        recorder().recordingAllBut("AWS::EC2::VPCEndpoint"))
                .expect("web")
                .toBeNonCompliant(PUBLIC_IP_DISABLED, TYPE_NOT_RECORDED);
    }

    @Test
    void an_s3_interface_endpoint_may_spare_the_public_ip() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        interfaceEndpoint("vpce-s3if", "s3"))
                .expect("web")
                .toBeUndetermined(S3_INTERFACE_ENDPOINT);
    }

    @Test
    void a_gateway_endpoint_without_an_item_may_spare_the_public_ip() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1").route("pl-s3", "vpce-s3"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"))
                .expect("web")
                .toBeUndetermined(ENDPOINT_UNKNOWN);
    }

    @Test
    void an_endpoint_may_serve_a_fips_host_and_spare_the_public_ip() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ECR_BY_FIPS_HOST),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"))
                .expect("web")
                .toBeUndetermined(FIPS_REGISTRY)
                .blaming("rtb-a")
                .saying(
                        "fips-registry: tasks in subnet-a have no public IP, and only an endpoint for ECR's FIPS host would "
                                + "spare them igw-1. Use a NAT gateway, or set assignPublicIp to ENABLED.");
    }

    @Test
    void a_fips_host_behind_a_nat_gateway_needs_no_public_ip() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ECR_BY_FIPS_HOST),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"))
                .expectNothing();
    }
}
