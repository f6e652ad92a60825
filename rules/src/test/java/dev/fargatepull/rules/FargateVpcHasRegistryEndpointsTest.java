package dev.fargatepull.rules;

import static dev.fargatepull.core.cause.CauseCode.CLUSTER_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.ENDPOINT_MISSING;
import static dev.fargatepull.core.cause.CauseCode.ENDPOINT_NOT_AVAILABLE;
import static dev.fargatepull.core.cause.CauseCode.ENDPOINT_PRIVATE_DNS_OFF;
import static dev.fargatepull.core.cause.CauseCode.ENDPOINT_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.FIPS_REGISTRY;
import static dev.fargatepull.core.cause.CauseCode.IPV6_ONLY_SUBNET;
import static dev.fargatepull.core.cause.CauseCode.ROUTE_TABLE_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.S3_GATEWAY_MISSING;
import static dev.fargatepull.core.cause.CauseCode.S3_GATEWAY_NOT_ASSOCIATED;
import static dev.fargatepull.core.cause.CauseCode.S3_INTERFACE_ENDPOINT;
import static dev.fargatepull.core.cause.CauseCode.SUBNET_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.TASK_DEFINITION_UNKNOWN;
import static dev.fargatepull.testing.Items.gatewayEndpoint;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.recorder;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static dev.fargatepull.testing.Items.taskDefinition;
import static dev.fargatepull.testing.Items.vpc;

import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.testing.EndpointItem;
import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Items;
import dev.fargatepull.testing.Scenario;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FargateVpcHasRegistryEndpointsTest {

    private final Scenario scenario = Scenario.of(new FargateVpcHasRegistryEndpoints());

    // Complete sets.

    @Test
    void a_private_subnet_needs_three_endpoints() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeCompliant()
                .sayingNothing();
    }

    @Test
    void linux_before_1_4_0_needs_no_ecr_api() {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeCompliant();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nat-1", "igw-1", "tgw-1", "vpce-firewall"})
    void a_subnet_with_a_default_route_out_needs_no_endpoint(String target) {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute(target),
                        interfaceEndpoint("vpce-api", "ecr.api"))
                .expect("vpc-1")
                .toBeCompliant();
    }

    @Test
    void the_vpcs_dns_attributes_are_another_rules_business() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        vpc("vpc-1").withDnsSupport(false).withDnsHostnames(false),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeCompliant();
    }

    @Test
    void a_gateway_endpoint_is_associated_when_only_the_table_says_so() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").route("pl-s3", "vpce-s3"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3"))
                .expect("vpc-1")
                .toBeCompliant();
    }

    // What is missing.

    @Test
    void a_vpc_without_ecr_api_cannot_log_in() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeNonCompliant(ENDPOINT_MISSING)
                .withReasons(1)
                .blaming("vpc-1")
                .saying(
                        "endpoint-missing: vpc-1 lacks the endpoint com.amazonaws.eu-west-1.ecr.api for subnets without a "
                                + "way out. Create the interface endpoint com.amazonaws.eu-west-1.ecr.api with private DNS.");
    }

    @Test
    void a_vpc_without_ecr_dkr_cannot_read_manifests() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeNonCompliant(ENDPOINT_MISSING)
                .because("vpc-1 lacks the endpoint com.amazonaws.eu-west-1.ecr.dkr for subnets without a way out");
    }

    @Test
    void an_endpoint_of_another_vpc_is_missing_here() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr").inVpc("vpc-2"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeNonCompliant(ENDPOINT_MISSING)
                .andExpect("vpc-2")
                .notToBeReported();
    }

    @Test
    void an_endpoint_with_ipv6_alone_counts_as_missing() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr").ipv6Only(),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeNonCompliant(ENDPOINT_MISSING);
    }

    @Test
    void a_vpc_without_an_s3_gateway_cannot_fetch_layers() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"))
                .expect("vpc-1")
                .toBeNonCompliant(S3_GATEWAY_MISSING)
                .blaming("vpc-1")
                .saying(
                        "s3-gateway-missing: vpc-1 has no S3 gateway endpoint, and ECR keeps image layers in S3. Create the "
                                + "gateway endpoint com.amazonaws.eu-west-1.s3 for rtb-a.");
    }

    @Test
    void an_s3_gateway_serves_only_the_tables_it_is_associated_with() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-b"))
                .expect("vpc-1")
                .toBeNonCompliant(S3_GATEWAY_NOT_ASSOCIATED)
                .blaming("vpce-s3")
                .saying(
                        "s3-gateway-not-associated: the S3 gateway endpoint vpce-s3 does not serve rtb-a. Add rtb-a to its "
                                + "route tables.");
    }

    @Test
    void one_private_subnet_outside_the_s3_gateway_fails_the_vpc() {
        scenario.given(
                        service("web").in("subnet-a", "subnet-b"),
                        subnet("subnet-a"),
                        subnet("subnet-b"),
                        routeTable("rtb-a").of("subnet-a"),
                        routeTable("rtb-b").of("subnet-b"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeNonCompliant(S3_GATEWAY_NOT_ASSOCIATED)
                .withReasons(1)
                .because("the S3 gateway endpoint vpce-s3 does not serve rtb-b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deleting", "deleted", "failed", "rejected", "expired", "partial"})
    void an_endpoint_that_is_going_does_not_serve(String state) {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api").inState(state),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeNonCompliant(ENDPOINT_NOT_AVAILABLE)
                .blaming("vpce-api")
                .saying(
                        "endpoint-not-available: vpce-api (com.amazonaws.eu-west-1.ecr.api) is %s. Create the endpoint anew."
                                .formatted(state));
    }

    @Test
    void an_s3_gateway_that_is_going_does_not_serve() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a").inState("deleting"))
                .expect("vpc-1")
                .toBeNonCompliant(ENDPOINT_NOT_AVAILABLE)
                .because("vpce-s3 (com.amazonaws.eu-west-1.s3) is deleting");
    }

    @Test
    void an_endpoint_without_private_dns_is_never_found() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr").withoutPrivateDns(),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeNonCompliant(ENDPOINT_PRIVATE_DNS_OFF)
                .blaming("vpce-dkr")
                .saying(
                        "endpoint-private-dns-off: vpce-dkr (com.amazonaws.eu-west-1.ecr.dkr) has no private DNS for the "
                                + "VPC, so tasks never find it. Set PrivateDnsEnabled on it, for the whole VPC.");
    }

    @Test
    void an_endpoint_for_inbound_resolvers_only_is_never_found_by_tasks() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr").forInboundResolversOnly(),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeNonCompliant(ENDPOINT_PRIVATE_DNS_OFF);
    }

    @Test
    void of_several_endpoints_for_one_service_the_best_counts() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr-1", "ecr.dkr").withoutPrivateDns(),
                        interfaceEndpoint("vpce-dkr-2", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3-1", "s3").forRouteTables("rtb-b"),
                        gatewayEndpoint("vpce-s3-2", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeCompliant();
    }

    @Test
    void credentials_need_the_endpoint_of_secrets_manager_too() {
        scenario.given(
                        service("web").in("subnet-a"),
                        service("vendor")
                                .in("subnet-a")
                                .running(
                                        taskDefinition("vendor:1")
                                                .withImageBehindCredentials(
                                                        "registry.example.com/app:1.0",
                                                        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:registry-Ab1Cd2")),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeNonCompliant(ENDPOINT_MISSING)
                .withReasons(1)
                .because(
                        "vpc-1 lacks the endpoint com.amazonaws.eu-west-1.secretsmanager for subnets without a way out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "pcx-1"})
    void a_default_route_that_does_not_lead_out_spares_no_endpoint(String target) {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute(target),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"))
                .expect("vpc-1")
                .toBeNonCompliant(S3_GATEWAY_MISSING);
    }

    @Test
    void china_names_the_endpoints_of_ecr_with_its_own_prefix() {
        scenario.given(Items.in(
                        new Scope("111122223333", "cn-north-1"),
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api").withServiceName("cn.com.amazonaws.cn-north-1.ecr.api"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a")))
                .expect("vpc-1")
                .toBeNonCompliant(ENDPOINT_MISSING)
                .because("vpc-1 lacks the endpoint cn.com.amazonaws.cn-north-1.ecr.dkr for subnets without a way out");
    }

    // Scope.

    @Test
    void a_vpc_without_any_ecr_endpoint_does_not_mean_to_use_privatelink() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"),
                        interfaceEndpoint("vpce-logs", "logs"))
                .expectNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deleting", "deleted", "failed", "rejected", "expired"})
    void an_ecr_endpoint_that_is_gone_does_not_bring_the_vpc_into_scope(String state) {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api").inState(state))
                .expectNothing();
    }

    @Test
    void a_pending_ecr_endpoint_brings_the_vpc_into_scope() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api").inState("pending"))
                .expect("vpc-1")
                .toBeNonCompliant(ENDPOINT_NOT_AVAILABLE, ENDPOINT_MISSING, S3_GATEWAY_MISSING);
    }

    @Test
    void a_vpc_that_pulls_from_docker_hub_alone_needs_no_ecr_endpoint() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"))
                .expectNothing();
    }

    @Test
    void a_vpc_without_workloads_is_not_reported() {
        scenario.given(subnet("subnet-a"), routeTable("rtb-a").of("subnet-a"), interfaceEndpoint("vpce-api", "ecr.api"))
                .expectNothing();
    }

    @Test
    void where_endpoints_are_not_recorded_the_set_is_not_reported() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        recorder().recordingAllBut("AWS::EC2::VPCEndpoint"))
                .expectNothing();
    }

    @Test
    void endpoints_that_were_read_from_ec2_are_all_there_are() {
        scenario.given(
                        service("web").in("subnet-a"),
                        vpc("vpc-1").withSupplied("AWS::EC2::VPCEndpoint"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        recorder().recordingAllBut("AWS::EC2::VPCEndpoint"))
                .expect("vpc-1")
                .toBeNonCompliant(ENDPOINT_MISSING, S3_GATEWAY_MISSING);
    }

    @Test
    void endpoints_that_were_read_of_another_vpc_prove_nothing() {
        scenario.given(
                        service("web").in("subnet-a"),
                        vpc("vpc-2").withSupplied("AWS::EC2::VPCEndpoint"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        recorder().recordingAllBut("AWS::EC2::VPCEndpoint"))
                .expectNothing();
    }

    @Test
    void what_the_owner_of_a_shared_subnet_has_is_not_reported() {
        scenario.given(
                        service("web").in("subnet-shared"),
                        subnet("subnet-shared").ownedBy("444455556666"),
                        routeTable("rtb-a").of("subnet-shared"),
                        interfaceEndpoint("vpce-api", "ecr.api"))
                .expectNothing();
    }

    @Test
    void where_no_subnet_has_an_item_nobody_knows_the_vpc() {
        scenario.given(service("web").in("subnet-a"), interfaceEndpoint("vpce-api", "ecr.api"))
                .expectNothing();
    }

    // What nobody can tell.

    @ParameterizedTest
    @ValueSource(strings = {"pending", "pendingAcceptance", "PendingAcceptance"})
    void an_endpoint_that_is_coming_may_serve_in_a_moment(String state) {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr").inState(state),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeUndetermined(ENDPOINT_NOT_AVAILABLE)
                .blaming("vpce-dkr");
    }

    @Test
    void a_pending_endpoint_is_to_be_accepted_or_waited_for() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr").inState("pending"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeUndetermined(ENDPOINT_NOT_AVAILABLE)
                .saying(
                        "endpoint-not-available: vpce-dkr (com.amazonaws.eu-west-1.ecr.dkr) is pending. Accept it, or wait "
                                + "until it is available.");
    }

    @Test
    void an_endpoint_that_does_not_tell_its_state_may_serve() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr").withoutState(),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeUndetermined(ENDPOINT_UNKNOWN)
                .saying(
                        "endpoint-unknown: the item of vpce-dkr (com.amazonaws.eu-west-1.ecr.dkr) does not tell its state. "
                                + "See aws ec2 describe-vpc-endpoints --vpc-endpoint-ids vpce-dkr.");
    }

    @Test
    void an_endpoint_that_does_not_tell_its_private_dns_may_be_found() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr").withoutWordOnPrivateDns(),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeUndetermined(ENDPOINT_UNKNOWN)
                .because(
                        "the item of vpce-dkr (com.amazonaws.eu-west-1.ecr.dkr) does not tell whether it has private DNS");
    }

    @Test
    void a_gateway_endpoint_that_does_not_tell_its_state_may_serve() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").withoutState().forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeUndetermined(ENDPOINT_UNKNOWN)
                .because("the item of vpce-s3 (com.amazonaws.eu-west-1.s3) does not tell its state");
    }

    @Test
    void a_pending_endpoint_with_private_dns_off_may_still_be_set_up() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr")
                                .inState("pending")
                                .withoutPrivateDns(),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeUndetermined(ENDPOINT_NOT_AVAILABLE);
    }

    @Test
    void a_pending_gateway_that_is_not_associated_may_still_be() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").inState("pending"))
                .expect("vpc-1")
                .toBeUndetermined(ENDPOINT_NOT_AVAILABLE)
                .because("vpce-s3 (com.amazonaws.eu-west-1.s3) is pending");
    }

    @Test
    void an_s3_interface_endpoint_in_place_of_the_gateway_may_carry_layers() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        interfaceEndpoint("vpce-s3if", "s3"))
                .expect("vpc-1")
                .toBeUndetermined(S3_INTERFACE_ENDPOINT)
                .blaming("vpce-s3if")
                .saying(
                        "s3-interface-endpoint: S3 resolves to the interface endpoint vpce-s3if; whether layers pass it is "
                                + "unknown. Add an S3 gateway endpoint for rtb-a.");
    }

    @ParameterizedTest
    @MethodSource("s3InterfaceEndpointsNobodyFinds")
    void an_s3_interface_endpoint_that_nobody_finds_is_no_alternative(EndpointItem s3) {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        s3)
                .expect("vpc-1")
                .toBeNonCompliant(S3_GATEWAY_MISSING);
    }

    static Stream<EndpointItem> s3InterfaceEndpointsNobodyFinds() {
        return Stream.of(
                interfaceEndpoint("vpce-s3if", "s3").withoutPrivateDns(),
                interfaceEndpoint("vpce-s3if", "s3").forInboundResolversOnly(),
                interfaceEndpoint("vpce-s3if", "s3").ipv6Only());
    }

    @Test
    void a_route_to_a_gateway_endpoint_without_an_item_may_carry_layers() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").route("pl-s3", "vpce-s3"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"))
                .expect("vpc-1")
                .toBeUndetermined(ENDPOINT_UNKNOWN)
                .blaming("vpce-s3");
    }

    @Test
    void a_subnet_with_an_unknown_table_may_be_private() {
        scenario.given(service("web").in("subnet-a"), subnet("subnet-a"), interfaceEndpoint("vpce-api", "ecr.api"))
                .expect("vpc-1")
                .toBeUndetermined(ROUTE_TABLE_UNKNOWN)
                .blaming("subnet-a");
    }

    @Test
    void a_subnet_without_an_item_beside_one_with_an_item_may_be_private() {
        scenario.given(
                        service("web").in("subnet-lost", "subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        interfaceEndpoint("vpce-api", "ecr.api"))
                .expect("vpc-1")
                .toBeUndetermined(SUBNET_UNKNOWN)
                .blaming("subnet-lost");
    }

    @Test
    void a_shared_subnet_beside_one_of_the_accounts_own_says_nothing() {
        scenario.given(
                        service("web").in("subnet-shared", "subnet-a"),
                        subnet("subnet-shared").ownedBy("444455556666").inVpc("vpc-9"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        interfaceEndpoint("vpce-api", "ecr.api"))
                .expect("vpc-1")
                .toBeCompliant();
    }

    @Test
    void an_ipv6_only_subnet_without_a_default_route_is_not_judged() {
        scenario.given(
                        service("web").in("subnet-a"),
                        subnet("subnet-a").ipv6Only(),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"))
                .expect("vpc-1")
                .toBeUndetermined(IPV6_ONLY_SUBNET);
    }

    @Test
    void which_endpoint_serves_a_fips_host_is_unknown() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ecr("app:1.0"), Images.ECR_BY_FIPS_HOST),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeUndetermined(FIPS_REGISTRY);
    }

    // Uncertain workloads.

    @Test
    void an_unknown_task_definition_is_open_where_a_known_one_would_breach() {
        scenario.given(
                        service("web").in("subnet-a").runningUnrecorded("web:7"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"))
                .expect("vpc-1")
                .toBeUndetermined(TASK_DEFINITION_UNKNOWN);
    }

    @Test
    void an_unknown_cluster_is_open_where_a_known_one_would_breach() {
        scenario.given(
                        service("web").in("subnet-a").asItsClusterSays(),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"))
                .expect("vpc-1")
                .toBeUndetermined(CLUSTER_UNKNOWN);
    }

    @Test
    void a_vpc_with_uncertain_workloads_alone_that_lacks_nothing_is_not_reported() {
        scenario.given(
                        service("web").in("subnet-a").runningUnrecorded("web:7"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        interfaceEndpoint("vpce-api", "ecr.api"))
                .expectNothing();
    }

    @Test
    void an_unknown_task_definition_leaves_a_complete_set_open_that_it_relies_on() {
        scenario.given(
                        service("web").in("subnet-a"),
                        service("lost").in("subnet-a").runningUnrecorded("lost:7"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        interfaceEndpoint("vpce-secrets", "secretsmanager"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeUndetermined(TASK_DEFINITION_UNKNOWN);
    }

    @Test
    void an_unknown_task_definition_with_a_way_out_does_not_touch_the_set() {
        scenario.given(
                        service("web").in("subnet-a"),
                        service("lost").in("subnet-b").runningUnrecorded("lost:7"),
                        subnet("subnet-a"),
                        subnet("subnet-b"),
                        routeTable("rtb-a").of("subnet-a"),
                        routeTable("rtb-b").of("subnet-b").defaultRoute("nat-1"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeCompliant();
    }

    @Test
    void an_unknown_task_definition_never_breaches_beside_a_known_one() {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.3.0"),
                        service("lost").in("subnet-a").runningUnrecorded("lost:7"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeUndetermined(TASK_DEFINITION_UNKNOWN);
    }

    @Test
    void an_unknown_task_definition_brings_no_other_workload_into_scope_for_sure() {
        scenario.given(
                        service("lost").in("subnet-a").runningUnrecorded("lost:7"),
                        service("vendor")
                                .in("subnet-a")
                                .running(
                                        taskDefinition("vendor:1")
                                                .withImageBehindCredentials(
                                                        "registry.example.com/app:1.0",
                                                        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:registry-Ab1Cd2")),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"))
                .expect("vpc-1")
                .toBeUndetermined(TASK_DEFINITION_UNKNOWN);
    }

    @Test
    void what_another_workload_lacks_is_open_where_only_an_uncertain_one_may_bring_the_vpc_into_scope() {
        scenario.given(
                        service("lost").in("subnet-b").runningUnrecorded("lost:7"),
                        service("vendor")
                                .in("subnet-a")
                                .running(
                                        taskDefinition("vendor:1")
                                                .withImageBehindCredentials(
                                                        "registry.example.com/app:1.0",
                                                        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:registry-Ab1Cd2")),
                        subnet("subnet-a"),
                        subnet("subnet-b"),
                        routeTable("rtb-a").of("subnet-a"),
                        routeTable("rtb-b").of("subnet-b").defaultRoute("nat-1"),
                        interfaceEndpoint("vpce-api", "ecr.api"))
                .expect("vpc-1")
                .toBeUndetermined(TASK_DEFINITION_UNKNOWN);
    }
}
