package dev.fargatepull.rules;

import static dev.fargatepull.testing.Items.cluster;
import static dev.fargatepull.testing.Items.in;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.internetGateway;
import static dev.fargatepull.testing.Items.managedPolicy;
import static dev.fargatepull.testing.Items.recorder;
import static dev.fargatepull.testing.Items.registryPolicy;
import static dev.fargatepull.testing.Items.repository;
import static dev.fargatepull.testing.Items.role;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static dev.fargatepull.testing.Items.taskDefinition;
import static dev.fargatepull.testing.StatementJson.allow;
import static dev.fargatepull.testing.StatementJson.deny;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.RoleItem;
import dev.fargatepull.testing.Scenario;
import dev.fargatepull.testing.ServiceItem;
import dev.fargatepull.testing.StatementJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskExecutionRoleCanPullTest {

    private static final String ECS_POLICY = "service-role/AmazonECSTaskExecutionRolePolicy";
    private static final String APP = "arn:aws:ecr:eu-west-1:111122223333:repository/app";
    private static final String PULL_ROLE = RoleItem.arnOf("pull");
    private static final StatementJson LOG_IN =
            allow("ecr:GetAuthorizationToken").on("*");
    private static final String[] PULL = {"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"};

    private final Scenario scenario = Scenario.of(new TaskExecutionRoleCanPull());

    private static ServiceItem web() {
        return pulling(Images.ecr("app:1"));
    }

    private static ServiceItem pulling(String image) {
        return service("web")
                .in("subnet-a")
                .running(taskDefinition("web:1").withImage(image).withExecutionRole(PULL_ROLE));
    }

    private static RoleItem mayPull(StatementJson... more) {
        List<StatementJson> statements =
                new ArrayList<>(List.of(LOG_IN, allow(PULL).on(APP)));
        statements.addAll(List.of(more));
        return role("pull").with("pull", statements.toArray(StatementJson[]::new));
    }

    private Scenario.Given given(Item<?>... items) {
        List<Item<?>> all = new ArrayList<>(List.of(items));
        all.add(subnet("subnet-a"));
        all.add(routeTable("rtb-1").main().defaultRoute("igw-1"));
        all.add(internetGateway("igw-1"));
        return scenario.given(all);
    }

    @Test
    void the_policy_AWS_made_for_it_suffices() {
        given(web(), role("pull").withAwsPolicy(ECS_POLICY))
                .expect("AROA-pull")
                .toBeCompliant()
                .sayingNothing();
    }

    @Test
    void the_three_actions_suffice_without_the_check_for_layers() {
        given(web(), mayPull()).expect("AROA-pull").toBeCompliant();
    }

    @Test
    void the_account_s_roles_are_found_whichever_region_recorded_them() {
        given(web(), mayPull().recordedIn(new Scope("111122223333", "us-east-1")))
                .expect("AROA-pull")
                .toBeCompliant();
    }

    @Test
    void a_role_is_known_by_its_path_and_can_be_named_without_it_nowhere() {
        given(
                        service("web")
                                .in("subnet-a")
                                .running(taskDefinition("web:1").withExecutionRole(RoleItem.arnOf("service/pull"))),
                        role("pull").underPath("/service/").withAwsPolicy(ECS_POLICY))
                .expect("AROA-pull")
                .toBeCompliant();
    }

    @Test
    void a_task_definition_can_name_the_role_alone() {
        given(
                        service("web")
                                .in("subnet-a")
                                .running(taskDefinition("web:1").withExecutionRole("pull")),
                        role("pull").withAwsPolicy(ECS_POLICY))
                .expect("AROA-pull")
                .toBeCompliant();
    }

    @Test
    void a_role_that_may_not_log_in_is_a_breach_whatever_the_repository_says() {
        given(web(), role("pull").with("pull", allow(PULL).on("*")))
                .expect("AROA-pull")
                .toBeNonCompliant(CauseCode.ROLE_CANNOT_PULL)
                .saying("role-cannot-pull: pull may not ecr:GetAuthorizationToken on *: no statement allows it. "
                        + "Allow it in a policy of the role.");
    }

    @Test
    void the_login_on_a_repository_grants_nothing() {
        given(web(), role("pull").with("pull", allow("ecr:*").on(APP)))
                .expect("AROA-pull")
                .toBeNonCompliant(CauseCode.ROLE_CANNOT_PULL)
                .because(
                        "pull may not ecr:GetAuthorizationToken on *: statement 1 of inline policy pull is about other "
                                + "resources");
    }

    @Test
    void an_empty_role_is_a_breach_where_the_repository_is_known_to_grant_nothing() {
        given(web(), role("pull").with("login", LOG_IN), repository("app"))
                .expect("AROA-pull")
                .toBeNonCompliant(CauseCode.ROLE_CANNOT_PULL)
                .because("pull may not ecr:BatchGetImage on repository/app: no statement allows it");
    }

    @Test
    void a_repository_of_the_account_can_grant_the_rest() {
        given(
                        web(),
                        role("pull").with("login", LOG_IN),
                        repository("app").withPolicy(allow(PULL).to(PULL_ROLE)))
                .expect("AROA-pull")
                .toBeCompliant();
        given(
                        web(),
                        role("pull").with("login", LOG_IN),
                        repository("app").withPolicyAsObject(allow(PULL).toAnyone()))
                .expect("AROA-pull")
                .toBeCompliant();
    }

    @Test
    void a_repository_that_names_the_account_leaves_it_to_the_role_s_policies() {
        given(
                        web(),
                        role("pull").with("login", LOG_IN),
                        repository("app").withPolicy(allow(PULL).to("111122223333", "arn:aws:iam::111122223333:root")))
                .expect("AROA-pull")
                .toBeNonCompliant(CauseCode.ROLE_CANNOT_PULL);
    }

    @Test
    void a_repository_nobody_recorded_may_grant_what_is_missing() {
        given(web(), role("pull").with("login", LOG_IN))
                .expect("AROA-pull")
                .toBeUndetermined(CauseCode.POLICY_UNKNOWN)
                .saying("policy-unknown: whether pull may ecr:BatchGetImage on repository/app hangs on the policy of "
                        + "repository app, which nobody recorded. Have AWS Config record it, or add its item to the snapshot. "
                        + "(+1 more)");
    }

    @Test
    void a_registry_s_policy_may_grant_what_is_missing() {
        given(
                        web(),
                        role("pull").with("login", LOG_IN),
                        repository("app"),
                        registryPolicy(allow("ecr:*").to(PULL_ROLE).on("*")))
                .expect("AROA-pull")
                .toBeUndetermined(CauseCode.POLICY_UNCLEAR);
        given(
                        web(),
                        role("pull").with("login", LOG_IN),
                        repository("app"),
                        registryPolicy(
                                allow("ecr:ReplicateImage").to("444455556666").on("*")))
                .expect("AROA-pull")
                .toBeNonCompliant(CauseCode.ROLE_CANNOT_PULL);
        given(
                        web(),
                        role("pull").with("login", LOG_IN),
                        repository("app"),
                        recorder().recordingAllBut("AWS::ECR::RegistryPolicy"))
                .expect("AROA-pull")
                .toBeUndetermined(CauseCode.POLICY_UNKNOWN);
    }

    @Test
    void in_another_account_the_role_needs_it_from_its_own_policies() {
        String image = Images.ecr(new Scope("444455556666", "eu-west-1"), "app:1");
        given(pulling(image), role("pull").with("login", LOG_IN))
                .expect("AROA-pull")
                .toBeNonCompliant(CauseCode.ROLE_CANNOT_PULL);
        given(pulling(image), role("pull").withAwsPolicy("AmazonEC2ContainerRegistryPullOnly"))
                .expect("AROA-pull")
                .toBeCompliant();
    }

    @Test
    void a_deny_of_the_role_stops_it_and_one_of_the_repository_is_the_repository_s_breach() {
        given(web(), mayPull(deny("ecr:BatchGetImage").named("Freeze").on("*")))
                .expect("AROA-pull")
                .toBeNonCompliant(CauseCode.ROLE_CANNOT_PULL)
                .saying(
                        "role-cannot-pull: pull may not ecr:BatchGetImage on repository/app: statement Freeze of inline "
                                + "policy pull denies it. Take the pull out of that statement.");
        given(web(), mayPull(), repository("app").withPolicy(deny("ecr:*").toAnyone()))
                .expect("AROA-pull")
                .toBeCompliant();
    }

    @Test
    void a_boundary_limits_what_policies_grant() {
        given(
                        web(),
                        mayPull().boundedBy("limits"),
                        managedPolicy("limits").saying(allow("s3:*").on("*")),
                        repository("app"))
                .expect("AROA-pull")
                .toBeNonCompliant(CauseCode.ROLE_CANNOT_PULL);
        given(
                        web(),
                        mayPull().boundedBy("limits"),
                        managedPolicy("limits").saying(allow("*").on("*")))
                .expect("AROA-pull")
                .toBeCompliant();
        given(web(), mayPull().boundedBy("limits")).expect("AROA-pull").toBeUndetermined(CauseCode.POLICY_UNKNOWN);
    }

    @Test
    void a_boundary_against_a_repository_open_to_everybody_is_disputed() {
        given(
                        web(),
                        mayPull().boundedBy("limits"),
                        managedPolicy("limits").saying(LOG_IN),
                        repository("app").withPolicy(allow(PULL).toAnyone()))
                .expect("AROA-pull")
                .toBeUndetermined(CauseCode.POLICY_UNCLEAR);
        given(
                        web(),
                        mayPull().boundedBy("limits"),
                        managedPolicy("limits").saying(LOG_IN),
                        repository("app").withPolicy(allow(PULL).to(PULL_ROLE)))
                .expect("AROA-pull")
                .toBeNonCompliant(CauseCode.ROLE_CANNOT_PULL);
    }

    @Test
    void attached_policies_count_as_their_default_version_says() {
        given(
                        web(),
                        role("pull").withManagedPolicy("pulls"),
                        managedPolicy("pulls").saying(LOG_IN, allow(PULL).on(APP)))
                .expect("AROA-pull")
                .toBeCompliant();
        given(web(), role("pull").withManagedPolicy("pulls"), managedPolicy("pulls"), repository("app"))
                .expect("AROA-pull")
                .toBeNonCompliant(CauseCode.ROLE_CANNOT_PULL);
    }

    @Test
    void a_policy_nobody_recorded_may_grant_or_deny() {
        given(web(), role("pull").withManagedPolicy("pulls"))
                .expect("AROA-pull")
                .toBeUndetermined(CauseCode.POLICY_UNKNOWN)
                .because(
                        "whether pull may ecr:GetAuthorizationToken on * hangs on policy pulls, which nobody recorded");
        given(web(), mayPull().withManagedPolicy("pulls"))
                .expect("AROA-pull")
                .toBeUndetermined(CauseCode.POLICY_UNKNOWN);
    }

    @Test
    void policies_of_AWS_are_known_by_name_unless_they_are_new() {
        given(web(), role("pull").withAwsPolicy("AmazonECS_FullAccess"), repository("app"))
                .expect("AROA-pull")
                .toBeNonCompliant(CauseCode.ROLE_CANNOT_PULL);
        given(web(), role("pull").withAwsPolicy(ECS_POLICY).withAwsPolicy("AWSDenyAll"))
                .expect("AROA-pull")
                .toBeNonCompliant(CauseCode.ROLE_CANNOT_PULL);
        given(web(), role("pull").withAwsPolicy("AmazonFromTheFuture"))
                .expect("AROA-pull")
                .toBeUndetermined(CauseCode.POLICY_UNKNOWN);
    }

    @Test
    void an_item_of_a_policy_of_AWS_wins_over_what_is_known_by_name() {
        given(
                        web(),
                        role("pull").withAwsPolicy("AmazonECS_FullAccess"),
                        managedPolicy("AmazonECS_FullAccess")
                                .withArn("arn:aws:iam::aws:policy/AmazonECS_FullAccess")
                                .saying(allow("ecr:*").on("*")))
                .expect("AROA-pull")
                .toBeCompliant();
    }

    @Test
    void ecs_has_to_be_trusted() {
        given(web(), mayPull().trusting(allow("sts:AssumeRole").toService("ec2.amazonaws.com")))
                .expect("AROA-pull")
                .toBeNonCompliant(CauseCode.ROLE_NOT_ASSUMABLE)
                .saying(
                        "role-not-assumable: ECS may not assume pull for tasks: statement 1 of its trust policy is about "
                                + "other principals. Let ecs-tasks.amazonaws.com sts:AssumeRole it.");
        given(
                        web(),
                        mayPull()
                                .trusting(
                                        allow("sts:AssumeRole").toService("ecs-tasks.amazonaws.com"),
                                        deny("sts:*").toService("ecs-tasks.amazonaws.com")))
                .expect("AROA-pull")
                .toBeNonCompliant(CauseCode.ROLE_NOT_ASSUMABLE);
        given(web(), mayPull().withoutTrustPolicy()).expect("AROA-pull").toBeUndetermined(CauseCode.POLICY_UNKNOWN);
        given(web(), mayPull().trusting(allow("sts:AssumeRole").toAnyone()))
                .expect("AROA-pull")
                .toBeUndetermined(CauseCode.POLICY_UNCLEAR);
    }

    @Test
    void conditions_of_trust_on_account_and_source_are_known_as_far_as_AWS_tells() {
        StatementJson own = allow("sts:AssumeRole")
                .toService("ecs-tasks.amazonaws.com")
                .with(
                        "Condition",
                        Map.of(
                                "StringEquals",
                                Map.of("aws:SourceAccount", "111122223333"),
                                "ArnLike",
                                Map.of("aws:SourceArn", "arn:aws:ecs:eu-west-1:111122223333:*")));
        given(web(), mayPull().trusting(own)).expect("AROA-pull").toBeCompliant();
        StatementJson other = allow("sts:AssumeRole").toService("ecs-tasks.amazonaws.com");
        given(web(), mayPull().trusting(other.when("StringEquals", "aws:SourceAccount", "444455556666")))
                .expect("AROA-pull")
                .toBeNonCompliant(CauseCode.ROLE_NOT_ASSUMABLE);
        given(web(), mayPull().trusting(other.when("ArnLike", "aws:SourceArn", "arn:aws:ecs:us-east-1:111122223333:*")))
                .expect("AROA-pull")
                .toBeNonCompliant(CauseCode.ROLE_NOT_ASSUMABLE);
        given(
                        web(),
                        mayPull()
                                .trusting(other.when(
                                        "ArnLike", "aws:SourceArn", "arn:aws:ecs:eu-west-1:111122223333:cluster/main")))
                .expect("AROA-pull")
                .toBeUndetermined(CauseCode.POLICY_UNCLEAR)
                .saying(
                        "policy-unclear: whether ECS may assume pull for tasks hangs on aws:SourceArn in statement 1 of its "
                                + "trust policy. Let ecs-tasks.amazonaws.com sts:AssumeRole it without conditions.");
    }

    @Test
    void a_condition_on_an_endpoint_is_broken_by_the_way_through_a_gateway() {
        StatementJson byEndpoint = allow(PULL).on("*").when("StringEquals", "aws:SourceVpce", "vpce-dkr");
        given(web(), role("pull").with("pull", LOG_IN, byEndpoint), repository("app"))
                .expect("AROA-pull")
                .toBeNonCompliant(CauseCode.ROLE_CANNOT_PULL);
        given(
                        web(),
                        role("pull").with("pull", LOG_IN, byEndpoint),
                        repository("app"),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr"))
                .expect("AROA-pull")
                .toBeCompliant();
        given(
                        web(),
                        role("pull").with("pull", LOG_IN, byEndpoint),
                        repository("app"),
                        interfaceEndpoint("vpce-other", "ecr.dkr"))
                .expect("AROA-pull")
                .toBeNonCompliant(CauseCode.ROLE_CANNOT_PULL);
    }

    @Test
    void the_login_may_come_from_an_interface_of_AWS_so_that_a_condition_on_its_way_is_open() {
        given(web(), role("pull").with("pull", allow("ecr:*").on("*").when("StringEquals", "aws:SourceVpc", "vpc-1")))
                .expect("AROA-pull")
                .toBeUndetermined(CauseCode.POLICY_UNCLEAR, CauseCode.POLICY_UNKNOWN);
    }

    @Test
    void a_role_without_an_item_is_open_and_reported_by_its_arn() {
        given(web())
                .expect(PULL_ROLE)
                .toBeUndetermined(CauseCode.ROLE_UNKNOWN)
                .saying("role-unknown: the execution role pull has no item. Record AWS::IAM::Role in one Region of the "
                        + "account.");
        given(web(), mayPull().deleted()).expect(PULL_ROLE).toBeUndetermined(CauseCode.ROLE_UNKNOWN);
    }

    @Test
    void a_role_that_IAM_does_not_know_is_a_breach() {
        given(service("web")
                        .in("subnet-a")
                        .running(taskDefinition("web:1")
                                .withExecutionRole(PULL_ROLE)
                                .withExecutionRoleGone()))
                .expect(PULL_ROLE)
                .toBeNonCompliant(CauseCode.ROLE_MISSING)
                .saying(
                        "role-missing: the execution role arn:aws:iam::111122223333:role/pull does not exist. Create it, or "
                                + "name another in the task definition.");
    }

    @Test
    void a_role_that_pulls_from_no_private_ecr_registry_is_not_reported() {
        given(pulling(Images.DOCKER_HUB), role("pull")).expectNothing();
        given(service("web").in("subnet-a").pulling(Images.ecr("app:1")), role("pull"))
                .expectNothing();
        given(web().withLaunchType("EC2"), role("pull")).expectNothing();
    }

    @Test
    void a_task_definition_without_a_role_is_open_in_the_answer_on_its_workloads_alone() {
        assertThat(given(service("web").in("subnet-a").pulling(Images.ecr("app:1")))
                        .causesMetBy("web"))
                .containsExactly(CauseCode.ROLE_UNKNOWN);
        assertThat(given(behindCredentials()).causesMetBy("web")).containsExactly(CauseCode.ROLE_UNKNOWN);
        assertThat(given(service("web").in("subnet-a").pulling(Images.DOCKER_HUB))
                        .causesMetBy("web"))
                .isEmpty();
        assertThat(given(behindCredentials().asItsClusterSays()).causesMetBy("web"))
                .isEmpty();
        Scenario.of(new FargateServiceCanPullImage(List.of(new TaskExecutionRoleCanPull())))
                .given(service("web").in("subnet-a").pulling(Images.ecr("app:1")))
                .expect("web")
                .toBeUndetermined(CauseCode.ROLE_UNKNOWN)
                .saying(
                        "role-unknown: web:1 names no execution role, and its images cannot be pulled without one. Name "
                                + "one as ExecutionRoleArn.");
    }

    private static ServiceItem behindCredentials() {
        return service("web")
                .in("subnet-a")
                .running(taskDefinition("web:1")
                        .withImageBehindCredentials(
                                Images.DOCKER_HUB,
                                "arn:aws:secretsmanager:eu-west-1:111122223333:secret:docker-a1B2c3"));
    }

    @Test
    void a_workload_of_an_unknown_cluster_leaves_its_role_open() {
        given(web().asItsClusterSays(), cluster("other"), role("pull"))
                .expect("AROA-pull")
                .toBeUndetermined(CauseCode.CLUSTER_UNKNOWN);
    }

    @Test
    void accounts_do_not_share_roles() {
        List<Item<?>> items = new ArrayList<>(in(new Scope("444455556666", "eu-west-1"), web()));
        items.add(role("pull").withAwsPolicy(ECS_POLICY));
        scenario.given(items).expect(PULL_ROLE).toBeUndetermined(CauseCode.ROLE_UNKNOWN);
    }
}
