package dev.fargatepull.rules;

import static dev.fargatepull.core.cause.CauseCode.CLUSTER_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.ENDPOINT_BLOCKS_443;
import static dev.fargatepull.core.cause.CauseCode.FIPS_REGISTRY;
import static dev.fargatepull.core.cause.CauseCode.IPV6_ONLY_SUBNET;
import static dev.fargatepull.core.cause.CauseCode.PREFIX_LIST_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.ROUTE_TABLE_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.SECURITY_GROUP_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.SUBNET_SHARED;
import static dev.fargatepull.core.cause.CauseCode.SUBNET_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.TASK_DEFINITION_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.TYPE_NOT_RECORDED;
import static dev.fargatepull.testing.Items.gatewayEndpoint;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.prefixList;
import static dev.fargatepull.testing.Items.recorder;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.securityGroup;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static dev.fargatepull.testing.Items.taskDefinition;

import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.Scenario;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RegistryEndpointAdmitsTasksTest {

    private final Scenario scenario = Scenario.of(new RegistryEndpointAdmitsTasks());

    @Test
    void a_rule_that_names_the_group_of_the_tasks_admits_them() {
        admitted(securityGroup("sg-endpoint").admitting("sg-tasks"))
                .expect("vpce-api")
                .toBeCompliant()
                .sayingNothing();
    }

    @Test
    void everything_from_a_group_includes_port_443() {
        admitted(securityGroup("sg-endpoint").admittingEverythingFrom("sg-tasks"))
                .expect("vpce-api")
                .toBeCompliant();
    }

    @Test
    void nothing_admitted_stops_the_tasks() {
        admitted(securityGroup("sg-endpoint"))
                .expect("vpce-api")
                .toBeNonCompliant(ENDPOINT_BLOCKS_443)
                .saying(
                        "endpoint-blocks-443: sg-endpoint of vpce-api does not admit TCP 443 from all of subnet-a, where "
                                + "main/web runs. Allow inbound TCP 443 from the tasks' security group.")
                .blaming("sg-endpoint");
    }

    @Test
    void other_groups_ports_and_protocols_do_not_help() {
        admitted(securityGroup("sg-endpoint")
                        .admitting("sg-other")
                        .admittingOn("tcp", 80, 80, "sg-tasks")
                        .admittingOn("udp", 443, 443, "sg-tasks"))
                .expect("vpce-api")
                .toBeNonCompliant(ENDPOINT_BLOCKS_443);
    }

    @Test
    void ranges_that_together_cover_the_subnet_admit_its_tasks() {
        admitted(securityGroup("sg-endpoint").admitting("10.0.1.0/25", "10.0.1.128/25"))
                .expect("vpce-api")
                .toBeCompliant();
        admitted(securityGroup("sg-endpoint").admitting("10.0.0.0/16"))
                .expect("vpce-api")
                .toBeCompliant();
    }

    @Test
    void a_part_of_the_subnet_is_not_enough() {
        admitted(securityGroup("sg-endpoint").admitting("10.0.1.0/25"))
                .expect("vpce-api")
                .toBeNonCompliant(ENDPOINT_BLOCKS_443);
    }

    @Test
    void ranges_of_ipv6_admit_no_task_over_ipv4() {
        admitted(securityGroup("sg-endpoint").admitting("::/0"))
                .expect("vpce-api")
                .toBeNonCompliant(ENDPOINT_BLOCKS_443);
        admitted(
                        securityGroup("sg-endpoint").admitting("pl-tasks"),
                        prefixList("pl-tasks", "tasks").listing("::/0"))
                .expect("vpce-api")
                .toBeNonCompliant(ENDPOINT_BLOCKS_443);
    }

    @Test
    void ranges_of_ipv6_keep_no_task_out_over_ipv4() {
        admitted(securityGroup("sg-endpoint").admitting("2001:db8::/32", "10.0.0.0/16"))
                .expect("vpce-api")
                .toBeCompliant();
    }

    @Test
    void items_of_old_tell_ranges_as_strings() {
        admitted(securityGroup("sg-endpoint").admittingAsOfOld("10.0.0.0/16"))
                .expect("vpce-api")
                .toBeCompliant();
    }

    @Test
    void a_prefix_list_counts_by_its_entries() {
        admitted(
                        securityGroup("sg-endpoint").admitting("pl-tasks"),
                        prefixList("pl-tasks", "tasks").listing("10.0.0.0/16"))
                .expect("vpce-api")
                .toBeCompliant();
        admitted(
                        securityGroup("sg-endpoint").admitting("pl-tasks"),
                        prefixList("pl-tasks", "tasks").listing("10.0.2.0/24", "2001:db8::/32"))
                .expect("vpce-api")
                .toBeNonCompliant(ENDPOINT_BLOCKS_443);
        admitted(securityGroup("sg-endpoint").admitting("pl-tasks"))
                .expect("vpce-api")
                .toBeUndetermined(PREFIX_LIST_UNKNOWN);
    }

    @Test
    void a_group_of_the_endpoint_without_an_item_is_unknown() {
        admitted().expect("vpce-api").toBeUndetermined(SECURITY_GROUP_UNKNOWN);
    }

    @Test
    void every_subnet_of_the_workload_counts_and_the_one_at_fault_is_named() {
        scenario.given(
                        service("web").in("subnet-a", "subnet-b"),
                        subnet("subnet-a").withCidr("10.0.1.0/24"),
                        subnet("subnet-b").withCidr("100.64.0.0/24"),
                        routeTable("rtb-1").main().defaultRoute("nat-1"),
                        interfaceEndpoint("vpce-api", "ecr.api").withSecurityGroups("sg-endpoint"),
                        securityGroup("sg-endpoint").admitting("10.0.0.0/16"))
                .expect("vpce-api")
                .toBeNonCompliant(ENDPOINT_BLOCKS_443)
                .withReasons(1)
                .because("sg-endpoint of vpce-api does not admit TCP 443 from all of subnet-b, where main/web runs");
    }

    @Test
    void without_groups_the_default_group_counts_on_both_sides() {
        Item<?>[] rest = {
            service("web").in("subnet-a").withSecurityGroups(),
            subnet("subnet-a"),
            routeTable("rtb-a").of("subnet-a"),
            interfaceEndpoint("vpce-api", "ecr.api")
        };
        scenario.given(plus(
                        List.of(rest), securityGroup("sg-default").asDefault().admittingEverythingFrom("sg-default")))
                .expect("vpce-api")
                .toBeCompliant();
        scenario.given(rest).expect("vpce-api").toBeUndetermined(SECURITY_GROUP_UNKNOWN);
    }

    @Test
    void tasks_with_an_unknown_default_group_may_be_the_ones_that_are_named() {
        scenario.given(
                        service("web").in("subnet-a").withSecurityGroups(),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a"),
                        interfaceEndpoint("vpce-api", "ecr.api").withSecurityGroups("sg-endpoint"),
                        securityGroup("sg-endpoint").admitting("sg-some"))
                .expect("vpce-api")
                .toBeUndetermined(SECURITY_GROUP_UNKNOWN);
    }

    // Which endpoints.

    @Test
    void an_endpoint_that_takes_no_flow_is_not_reported() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        interfaceEndpoint("vpce-api", "ecr.api").withSecurityGroups("sg-endpoint"),
                        interfaceEndpoint("vpce-secrets", "secretsmanager").withSecurityGroups("sg-endpoint"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"),
                        securityGroup("sg-endpoint"))
                .expectNothing();
    }

    @Test
    void credentials_bring_secrets_manager_in() {
        scenario.given(
                        service("web")
                                .in("subnet-a")
                                .running(taskDefinition("web:1")
                                        .withImageBehindCredentials(
                                                Images.DOCKER_HUB,
                                                "arn:aws:secretsmanager:eu-west-1:111122223333:secret:hub")),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        interfaceEndpoint("vpce-secrets", "secretsmanager").withSecurityGroups("sg-endpoint"),
                        securityGroup("sg-endpoint"))
                .expect("vpce-secrets")
                .toBeNonCompliant(ENDPOINT_BLOCKS_443);
    }

    // Unknown paths and workloads.

    @Test
    void a_subnet_without_an_item_may_send_through_the_endpoint() {
        scenario.given(
                        service("web").in("subnet-a", "subnet-gone"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").main(),
                        interfaceEndpoint("vpce-api", "ecr.api").withSecurityGroups("sg-endpoint"),
                        securityGroup("sg-endpoint").admitting("0.0.0.0/0"))
                .expect("vpce-api")
                .toBeUndetermined(SUBNET_UNKNOWN);
    }

    @Test
    void where_no_subnet_has_an_item_nothing_is_said() {
        scenario.given(
                        service("web").in("subnet-gone"),
                        interfaceEndpoint("vpce-api", "ecr.api").withSecurityGroups("sg-endpoint"),
                        securityGroup("sg-endpoint"))
                .expectNothing();
    }

    @Test
    void other_unknown_paths_leave_the_endpoint_open() {
        Item<?> endpoint = interfaceEndpoint("vpce-api", "ecr.api").withSecurityGroups("sg-endpoint");
        Item<?> open = securityGroup("sg-endpoint").admitting("0.0.0.0/0");
        Item<?> table = routeTable("rtb-a").main();
        Item<?> web = service("web").in("subnet-a");
        Item<?> fips = service("web").in("subnet-a").pulling(Images.ECR_BY_FIPS_HOST);

        scenario.given(web, subnet("subnet-a").ownedBy("999988887777"), table, endpoint, open)
                .expect("vpce-api")
                .toBeUndetermined(SUBNET_SHARED);
        scenario.given(web, subnet("subnet-a").ipv6Only(), table, endpoint, open)
                .expect("vpce-api")
                .toBeUndetermined(IPV6_ONLY_SUBNET);
        scenario.given(
                        web,
                        subnet("subnet-a"),
                        table,
                        endpoint,
                        open,
                        recorder().recordingAllBut("AWS::EC2::VPCEndpoint"))
                .expect("vpce-api")
                .toBeUndetermined(TYPE_NOT_RECORDED);
        scenario.given(fips, subnet("subnet-a"), table, endpoint, open)
                .expect("vpce-api")
                .toBeUndetermined(FIPS_REGISTRY);
        scenario.given(fips, subnet("subnet-a"), endpoint, open)
                .expect("vpce-api")
                .toBeUndetermined(ROUTE_TABLE_UNKNOWN);
    }

    @Test
    void an_uncertain_workload_leaves_it_open_and_never_breaches() {
        scenario.given(
                        service("web").in("subnet-a").runningUnrecorded("web:7"),
                        service("batch").in("subnet-a").asItsClusterSays(),
                        subnet("subnet-a"),
                        routeTable("rtb-a").main(),
                        interfaceEndpoint("vpce-secrets", "secretsmanager").withSecurityGroups("sg-endpoint"),
                        securityGroup("sg-endpoint"))
                .expect("vpce-secrets")
                .toBeUndetermined(TASK_DEFINITION_UNKNOWN, CLUSTER_UNKNOWN);
    }

    private Scenario.Given admitted(Item<?>... groups) {
        return scenario.given(plus(
                List.of(
                        service("web").in("subnet-a"),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        interfaceEndpoint("vpce-api", "ecr.api")
                                .inSubnets("subnet-x")
                                .withSecurityGroups("sg-endpoint")),
                groups));
    }

    private static List<Item<?>> plus(List<Item<?>> items, Item<?>... more) {
        return Stream.concat(items.stream(), Stream.of(more)).toList();
    }
}
