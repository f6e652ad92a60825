package dev.fargatepull.rules;

import static dev.fargatepull.testing.Items.cluster;
import static dev.fargatepull.testing.Items.in;
import static dev.fargatepull.testing.Items.recorder;
import static dev.fargatepull.testing.Items.registryPolicy;
import static dev.fargatepull.testing.Items.repository;
import static dev.fargatepull.testing.Items.service;
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
import org.junit.jupiter.api.Test;

class EcrRepositoryPolicyAllowsPullTest {

    private static final Scope OTHER = new Scope("444455556666", "eu-west-1");
    private static final String OTHER_ROLE = "arn:aws:iam::444455556666:role/pull";
    private static final String[] PULL = {"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"};

    private final Scenario scenario = Scenario.of(new EcrRepositoryPolicyAllowsPull());

    private static ServiceItem web(String roleArn) {
        return service("web")
                .in("subnet-a")
                .running(taskDefinition("web:1").withImage(Images.ecr("app:1")).withExecutionRole(roleArn));
    }

    private Scenario.Given fromElsewhere(Item<?>... here) {
        List<Item<?>> items = new ArrayList<>(in(OTHER, web(OTHER_ROLE)));
        items.addAll(List.of(here));
        return scenario.given(items);
    }

    @Test
    void without_a_policy_the_account_s_own_roles_get_in() {
        scenario.given(web(RoleItem.arnOf("pull")), repository("app"))
                .expect("app")
                .toBeCompliant()
                .sayingNothing();
    }

    @Test
    void a_policy_that_names_others_keeps_none_of_the_account_out() {
        scenario.given(
                        web(RoleItem.arnOf("pull")),
                        repository("app").withPolicy(allow(PULL).to("444455556666")))
                .expect("app")
                .toBeCompliant();
    }

    @Test
    void a_deny_stops_even_the_account_s_own_roles() {
        scenario.given(
                        web(RoleItem.arnOf("pull")),
                        repository("app")
                                .withPolicy(deny("ecr:BatchGetImage")
                                        .named("Freeze")
                                        .toAnyone()))
                .expect("app")
                .toBeNonCompliant(CauseCode.REPOSITORY_POLICY_DENIES)
                .saying("repository-policy-denies: statement Freeze of the policy of repository app denies pull "
                        + "ecr:BatchGetImage. Take the pull out of that statement.");
        scenario.given(
                        web(RoleItem.arnOf("pull")),
                        repository("app").withPolicy(deny("ecr:*").to(RoleItem.arnOf("deploy"))))
                .expect("app")
                .toBeCompliant();
    }

    @Test
    void another_account_gets_in_only_where_a_policy_says_so() {
        fromElsewhere(repository("app"))
                .expect("app")
                .toBeNonCompliant(CauseCode.REPOSITORY_POLICY_DENIES)
                .saying(
                        "repository-policy-denies: app does not let pull of account 444455556666 ecr:BatchGetImage: it has "
                                + "no policy. Allow it to that account in the repository's policy. (+1 more)");
        for (String principal : List.of("444455556666", "arn:aws:iam::444455556666:root", OTHER_ROLE, "*")) {
            fromElsewhere(repository("app").withPolicy(allow(PULL).to(principal)))
                    .expect("app")
                    .toBeCompliant();
        }
        fromElsewhere(repository("app").withPolicy(allow(PULL).to("arn:aws:iam::444455556666:role/deploy")))
                .expect("app")
                .toBeNonCompliant(CauseCode.REPOSITORY_POLICY_DENIES);
    }

    @Test
    void what_a_repository_elsewhere_refuses_is_met_by_the_workload_where_it_runs() {
        assertThat(fromElsewhere(repository("app")).causesMetBy("web"))
                .containsExactly(CauseCode.REPOSITORY_POLICY_DENIES);
        assertThat(fromElsewhere(repository("app").withPolicy(allow(PULL).to(OTHER_ROLE)))
                        .causesMetBy("web"))
                .isEmpty();
    }

    @Test
    void a_role_made_anew_is_not_the_one_the_policy_knows_by_its_old_id() {
        fromElsewhere(repository("app").withPolicy(allow(PULL).to("AROAEXAMPLEID0123456")))
                .expect("app")
                .toBeNonCompliant(CauseCode.REPOSITORY_POLICY_DENIES);
    }

    @Test
    void a_condition_nobody_can_tell_is_open() {
        fromElsewhere(repository("app")
                        .withPolicy(allow(PULL).toAnyone().when("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5")))
                .expect("app")
                .toBeUndetermined(CauseCode.REPOSITORY_POLICY_UNCLEAR)
                .saying(
                        "repository-policy-unclear: whether app lets pull of account 444455556666 ecr:BatchGetImage hangs on "
                                + "aws:PrincipalOrgID in statement 1 of the policy of repository app. Allow the pull in a statement of "
                                + "its own, without conditions. (+1 more)");
    }

    @Test
    void a_registry_s_policy_may_grant_or_deny_depending_on_its_scope() {
        fromElsewhere(
                        repository("app"),
                        registryPolicy(allow("ecr:*").to("444455556666").on("*")))
                .expect("app")
                .toBeUndetermined(CauseCode.REGISTRY_POLICY_UNCLEAR)
                .saying(
                        "registry-policy-unclear: statement 1 of the policy of registry 111122223333 decides on pull of account "
                                + "444455556666 ecr:BatchGetImage, if it is of scope V2. Grant the pull in the repository's policy. "
                                + "(+1 more)");
        scenario.given(
                        web(RoleItem.arnOf("pull")),
                        repository("app"),
                        registryPolicy(deny("ecr:*").toAnyone().on("*")))
                .expect("app")
                .toBeUndetermined(CauseCode.REGISTRY_POLICY_UNCLEAR);
        fromElsewhere(repository("app"), recorder().recordingAllBut("AWS::ECR::RegistryPolicy"))
                .expect("app")
                .toBeUndetermined(CauseCode.REGISTRY_POLICY_UNCLEAR);
    }

    @Test
    void accounts_that_are_said_to_pull_have_to_be_let_in_too() {
        ServiceItem own = web(RoleItem.arnOf("pull"));
        scenario.given(own, repository("app").withPolicy(allow(PULL).to("444455556666")))
                .with("consumerAccounts", "444455556666, 777788889999")
                .expect("app")
                .toBeNonCompliant(CauseCode.REPOSITORY_POLICY_DENIES)
                .withReasons(2)
                .because(
                        "app does not let account 777788889999 ecr:BatchGetImage: statement 1 of the policy of repository app "
                                + "is about other principals");
        scenario.given(own, repository("app").withPolicy(allow(PULL).to("444455556666")))
                .with("consumerAccounts", "111122223333,444455556666")
                .expect("app")
                .toBeCompliant();
        scenario.given(own, repository("app").withPolicy(allow(PULL).to(OTHER_ROLE)))
                .with("consumerAccounts", "444455556666")
                .expect("app")
                .toBeUndetermined(CauseCode.REPOSITORY_POLICY_UNCLEAR);
    }

    @Test
    void the_account_of_a_role_nobody_knows_is_known() {
        StatementJson byAccount = allow(PULL).toAnyone().when("StringEquals", "aws:PrincipalAccount", "444455556666");
        StatementJson byArn = allow(PULL).toAnyone().when("ArnLike", "aws:PrincipalArn", "arn:aws:iam::444455556666:*");
        ServiceItem own = web(RoleItem.arnOf("pull"));
        for (StatementJson statement : List.of(byAccount, byArn)) {
            scenario.given(own, repository("app").withPolicy(statement))
                    .with("consumerAccounts", "777788889999")
                    .expect("app")
                    .toBeNonCompliant(CauseCode.REPOSITORY_POLICY_DENIES);
        }
        scenario.given(own, repository("app").withPolicy(byAccount))
                .with("consumerAccounts", "444455556666")
                .expect("app")
                .toBeCompliant();
    }

    @Test
    void policies_of_china_name_resources_of_its_partition() {
        List<Item<?>> items = new ArrayList<>(in(
                new Scope("111122223333", "cn-north-1"),
                service("web").in("subnet-a").pulling("111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/app:1"),
                repository("app")
                        .withPolicy(allow(PULL)
                                .to("444455556666")
                                .on("arn:aws-cn:ecr:cn-north-1:111122223333:repository/app"))));
        scenario.given(items)
                .with("consumerAccounts", "444455556666")
                .expect("app")
                .toBeCompliant();
    }

    @Test
    void a_workload_of_another_region_counts_too() {
        ServiceItem abroad = web(RoleItem.arnOf("pull"));
        List<Item<?>> items = new ArrayList<>(in(new Scope("111122223333", "us-east-1"), abroad));
        items.add(repository("app").withPolicy(deny("*").toAnyone()));
        scenario.given(items).expect("app").toBeNonCompliant(CauseCode.REPOSITORY_POLICY_DENIES);
    }

    @Test
    void a_repository_nobody_pulls_from_or_recorded_is_not_reported() {
        scenario.given(
                        web(RoleItem.arnOf("pull")),
                        repository("batch").withPolicy(deny("*").toAnyone()))
                .expectNothing();
        fromElsewhere().expectNothing();
        fromElsewhere(repository("app").deleted()).expectNothing();
    }

    @Test
    void a_workload_of_an_unknown_cluster_leaves_its_repository_open() {
        scenario.given(web(RoleItem.arnOf("pull")).asItsClusterSays(), cluster("other"), repository("app"))
                .expect("app")
                .toBeUndetermined(CauseCode.CLUSTER_UNKNOWN);
    }

    @Test
    void a_task_definition_without_a_role_is_some_role_of_its_account() {
        scenario.given(service("web").in("subnet-a").pulling(Images.ecr("app:1")), repository("app"))
                .expect("app")
                .toBeCompliant();
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ecr("app:1")),
                        repository("app").withPolicy(deny("*").to(RoleItem.arnOf("pull"))))
                .expect("app")
                .toBeUndetermined(CauseCode.REPOSITORY_POLICY_UNCLEAR);
    }
}
