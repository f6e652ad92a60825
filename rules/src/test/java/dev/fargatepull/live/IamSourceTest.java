package dev.fargatepull.live;

import static dev.fargatepull.testing.Items.managedPolicy;
import static dev.fargatepull.testing.Items.repository;
import static dev.fargatepull.testing.Items.role;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.taskDefinition;
import static dev.fargatepull.testing.StatementJson.allow;
import static dev.fargatepull.testing.StatementJson.deny;
import static dev.fargatepull.testing.StatementJson.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.fargatepull.core.aws.DeniedCall;
import dev.fargatepull.core.aws.IamRole;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.rules.TaskExecutionRoleCanPull;
import dev.fargatepull.testing.RoleItem;
import dev.fargatepull.testing.ServiceItem;
import dev.fargatepull.testing.StatementJson;
import dev.fargatepull.testing.aws.Moto;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

class IamSourceTest {

    private static final String PULL_ROLE = RoleItem.arnOf("pull");
    private static final String TRUST = document(allow("sts:AssumeRole").toService("ecs-tasks.amazonaws.com"));
    private static final StatementJson PULL = allow(
                    "ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
            .on("*");

    private final AwsClients clients = Live.clients(Moto.reset().endpoint());
    private final IamClient iam = clients.iam();

    @AfterEach
    void close() {
        clients.close();
    }

    private static ServiceItem web() {
        return running("web", PULL_ROLE);
    }

    private static ServiceItem running(String name, String executionRole) {
        return service(name).in("subnet-a").running(taskDefinition(name + ":1").withExecutionRole(executionRole));
    }

    private void create(String path) {
        iam.createRole(request -> request.roleName("pull").path(path).assumeRolePolicyDocument(TRUST));
    }

    private Gathering gathered(Gathering gathering) {
        new IamSource(clients).addTo(gathering);
        return gathering;
    }

    private static List<String> verdicts(Gathering gathering) {
        return Live.judge(gathering, new TaskExecutionRoleCanPull()).stream()
                .map(verdict -> verdict.compliance()
                        + verdict.annotation().map(text -> " " + text).orElse(""))
                .toList();
    }

    private Map<String, Integer> requestsOf(Gathering gathering) {
        Map<String, Integer> before = clients.requests();
        gathered(gathering);
        Map<String, Integer> after = new TreeMap<>(clients.requests());
        before.forEach((action, count) -> after.merge(action, -count, Integer::sum));
        after.values().removeIf(count -> count == 0);
        return after;
    }

    @Test
    void a_role_that_nobody_recorded_is_told_by_iam() {
        create("/");
        iam.putRolePolicy(request -> request.roleName("pull").policyName("pull").policyDocument(document(PULL)));
        iam.tagRole(request -> request.roleName("pull")
                .tags(Tag.builder().key("team").value("web").build()));

        Gathering gathering = gathered(Live.gathering(web()));

        assertThat(verdicts(gathering)).containsExactly("COMPLIANT");
        IamRole role = gathering.known().find(IamRole.class, PULL_ROLE).orElseThrow();
        assertThat(role.resourceId()).startsWith("AROA");
        assertThat(role.tags()).containsExactly(Map.entry("team", "web"));
    }

    @Test
    void managed_policies_and_the_boundary_come_with_their_default_version() {
        create("/");
        String arn = iam.createPolicy(request -> request.policyName("pull")
                        .policyDocument(document(deny("*").on("*"))))
                .policy()
                .arn();
        iam.createPolicyVersion(
                request -> request.policyArn(arn).policyDocument(document(PULL)).setAsDefault(true));
        iam.attachRolePolicy(request -> request.roleName("pull").policyArn(arn));
        String boundary = iam.createPolicy(request -> request.policyName("boundary")
                        .policyDocument(
                                document(allow("ecr:GetAuthorizationToken").on("*"))))
                .policy()
                .arn();
        assertThat(verdicts(gathered(Live.gathering(web())))).containsExactly("COMPLIANT");

        iam.putRolePermissionsBoundary(request -> request.roleName("pull").permissionsBoundary(boundary));

        assertThat(verdicts(gathered(Live.gathering(web(), repository("web")))))
                .singleElement()
                .asString()
                .startsWith("NON_COMPLIANT role-cannot-pull: pull may not ecr:BatchGetImage on repository/web: ");
    }

    @Test
    void policies_of_AWS_that_are_well_known_are_not_asked_for() {
        create("/");
        iam.attachRolePolicy(request -> request.roleName("pull")
                .policyArn("arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"));
        Gathering gathering = Live.gathering(web());

        assertThat(requestsOf(gathering))
                .isEqualTo(Map.of("iam:GetRole", 1, "iam:ListRolePolicies", 1, "iam:ListAttachedRolePolicies", 1));
        assertThat(verdicts(gathering)).containsExactly("COMPLIANT");
    }

    @Test
    void a_policy_of_AWS_that_not_even_iam_knows_stays_open() {
        Gathering gathering =
                gathered(Live.gathering(web(), role("pull").with("pull", PULL).withAwsPolicy("NewerThanTheFacts")));

        assertThat(verdicts(gathering)).singleElement().asString().startsWith("UNDETERMINED policy-unknown: ");
    }

    @Test
    void a_role_that_iam_does_not_know_is_missing_for_all_who_name_it() {
        Gathering gathering = gathered(Live.gathering(web(), running("api", "pull")));

        assertThat(verdicts(gathering))
                .containsExactly(
                        "NON_COMPLIANT role-missing: the execution role %s does not exist. Create it, or name another in "
                                        .formatted(PULL_ROLE)
                                + "the task definition.");
        assertThat(clients.requests()).isEqualTo(Map.of("iam:GetRole", 1));
    }

    @Test
    void a_role_whose_path_the_task_definition_gets_wrong_is_missing() {
        create("/service/");

        assertThat(verdicts(gathered(Live.gathering(web()))))
                .singleElement()
                .asString()
                .startsWith("NON_COMPLIANT role-missing: ");
        assertThat(verdicts(gathered(Live.gathering(running("web", RoleItem.arnOf("service/pull"))))))
                .singleElement()
                .asString()
                .startsWith("NON_COMPLIANT role-cannot-pull: ");
    }

    @Test
    void a_bare_name_of_a_role_with_a_path_proves_nothing() {
        create("/service/");

        assertThat(verdicts(gathered(Live.gathering(running("web", "pull")))))
                .singleElement()
                .asString()
                .startsWith("UNDETERMINED role-unknown: ");
    }

    @Test
    void roles_of_other_accounts_and_names_that_cannot_be_roles_are_not_asked_for() {
        for (String name : List.of(
                PULL_ROLE.replace("111122223333", "444455556666"),
                "arn:aws:iam::111122223333:role/",
                "arn:aws:iam::111122223333:user/pull",
                "no role")) {
            Gathering gathering = Live.gathering(running("web", name));

            assertThat(requestsOf(gathering)).isEmpty();
            assertThat(verdicts(gathering)).singleElement().asString().startsWith("UNDETERMINED role-unknown: ");
        }
    }

    @Test
    void what_is_recorded_is_not_asked_for() {
        RoleItem recorded = role("pull").withManagedPolicy("pull").boundedBy("boundary");
        Gathering gathering = Live.gathering(
                web(),
                recorded,
                managedPolicy("pull").saying(PULL),
                managedPolicy("boundary").saying(PULL));

        assertThat(requestsOf(gathering)).isEmpty();
        assertThat(verdicts(gathering)).containsExactly("COMPLIANT");
    }

    @Test
    void each_role_and_policy_is_asked_for_once() {
        create("/");
        iam.createRole(request -> request.roleName("push").assumeRolePolicyDocument(TRUST));
        String arn = iam.createPolicy(request -> request.policyName("pull").policyDocument(document(PULL)))
                .policy()
                .arn();
        for (String role : List.of("pull", "push")) {
            iam.attachRolePolicy(request -> request.roleName(role).policyArn(arn));
            iam.putRolePermissionsBoundary(request -> request.roleName(role).permissionsBoundary(arn));
        }
        Gathering gathering = Live.gathering(web(), running("api", PULL_ROLE), running("push", RoleItem.arnOf("push")));

        assertThat(requestsOf(gathering))
                .isEqualTo(Map.of(
                        "iam:GetRole", 2,
                        "iam:ListRolePolicies", 2,
                        "iam:ListAttachedRolePolicies", 2,
                        "iam:GetPolicy", 1,
                        "iam:GetPolicyVersion", 1));
        assertThat(verdicts(gathering)).containsExactly("COMPLIANT", "COMPLIANT");
    }

    @Test
    void nothing_is_asked_for_that_nobody_wants() {
        create("/");
        assertThat(requestsOf(
                        Live.gathering(EnumSet.complementOf(EnumSet.of(Fact.ROLES, Fact.MANAGED_POLICIES)), web())))
                .isEmpty();
        assertThat(requestsOf(Live.gathering(
                        EnumSet.of(Fact.ROLES),
                        running("web", PULL_ROLE),
                        role("other").withManagedPolicy("mine"))))
                .containsOnlyKeys("iam:GetRole", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies");
    }

    /** IAM with faults, and a role {@code pull} to begin with. */
    private static IamClient faultyIam() {
        IamClient faulty = mock(IamClient.class, CALLS_REAL_METHODS);
        doReturn(GetRoleResponse.builder()
                        .role(Role.builder()
                                .roleName("pull")
                                .roleId("AROA-pull")
                                .arn(PULL_ROLE)
                                .assumeRolePolicyDocument(TRUST)
                                .build())
                        .build())
                .when(faulty)
                .getRole(any(GetRoleRequest.class));
        doReturn(ListRolePoliciesResponse.builder().isTruncated(false).build())
                .when(faulty)
                .listRolePolicies(any(ListRolePoliciesRequest.class));
        doReturn(ListAttachedRolePoliciesResponse.builder().isTruncated(false).build())
                .when(faulty)
                .listAttachedRolePolicies(any(ListAttachedRolePoliciesRequest.class));
        return faulty;
    }

    private static Gathering gathered(IamClient answering) {
        AwsClients mocked = mock(AwsClients.class);
        when(mocked.iam()).thenReturn(answering);
        Gathering gathering = Live.gathering(web());
        new IamSource(mocked).addTo(gathering);
        return gathering;
    }

    @Test
    void lists_are_read_to_their_last_page_even_past_an_empty_one() {
        IamClient paging = faultyIam();
        doReturn(
                        ListRolePoliciesResponse.builder()
                                .isTruncated(true)
                                .marker("2")
                                .build(),
                        ListRolePoliciesResponse.builder()
                                .isTruncated(true)
                                .marker("3")
                                .policyNames("login")
                                .build(),
                        ListRolePoliciesResponse.builder()
                                .isTruncated(false)
                                .policyNames("pull")
                                .build())
                .when(paging)
                .listRolePolicies(any(ListRolePoliciesRequest.class));
        doReturn(GetRolePolicyResponse.builder().policyDocument(document(PULL)).build())
                .when(paging)
                .getRolePolicy(any(GetRolePolicyRequest.class));
        doReturn(
                        ListAttachedRolePoliciesResponse.builder()
                                .isTruncated(true)
                                .marker("2")
                                .build(),
                        ListAttachedRolePoliciesResponse.builder()
                                .isTruncated(false)
                                .attachedPolicies(AttachedPolicy.builder()
                                        .policyName("AWSDenyAll")
                                        .policyArn("arn:aws:iam::aws:policy/AWSDenyAll")
                                        .build())
                                .build())
                .when(paging)
                .listAttachedRolePolicies(any(ListAttachedRolePoliciesRequest.class));

        IamRole role = gathered(paging).known().find(IamRole.class, PULL_ROLE).orElseThrow();

        assertThat(role.inlinePolicies()).extracting(IamRole.InlinePolicy::name).containsExactly("login", "pull");
        assertThat(role.attachedPolicies())
                .extracting(IamRole.ManagedPolicy::arn)
                .containsExactly("arn:aws:iam::aws:policy/AWSDenyAll");
    }

    @Test
    void a_role_without_all_its_policies_is_no_evidence() {
        IamClient denying = faultyIam();
        doThrow(Live.denied("iam:ListAttachedRolePolicies"))
                .when(denying)
                .listAttachedRolePolicies(any(ListAttachedRolePoliciesRequest.class));

        Gathering gathering = gathered(denying);

        assertThat(gathering.known().all(IamRole.class)).isEmpty();
        assertThat(gathering.known().all(DeniedCall.class))
                .extracting(DeniedCall::action)
                .containsExactly("iam:ListAttachedRolePolicies");
        assertThat(verdicts(gathering))
                .containsExactly("UNDETERMINED role-unknown: the execution role pull has no item. Allow "
                        + "iam:ListAttachedRolePolicies: it was denied.");
    }

    @Test
    void what_fails_otherwise_fails_the_run() {
        IamClient throttling = faultyIam();
        doThrow(IamException.builder()
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("Throttling")
                                .build())
                        .build())
                .when(throttling)
                .listAttachedRolePolicies(any(ListAttachedRolePoliciesRequest.class));
        assertThatThrownBy(() -> gathered(throttling)).isInstanceOf(IamException.class);

        IamClient changing = faultyIam();
        doThrow(NoSuchEntityException.builder().message("deleted since").build())
                .when(changing)
                .listRolePolicies(any(ListRolePoliciesRequest.class));
        assertThatThrownBy(() -> gathered(changing)).isInstanceOf(NoSuchEntityException.class);
    }
}
