package dev.fargatepull.rules;

import static dev.fargatepull.testing.Items.cluster;
import static dev.fargatepull.testing.Items.deniedCall;
import static dev.fargatepull.testing.Items.in;
import static dev.fargatepull.testing.Items.key;
import static dev.fargatepull.testing.Items.role;
import static dev.fargatepull.testing.Items.secret;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.taskDefinition;
import static dev.fargatepull.testing.StatementJson.allow;
import static dev.fargatepull.testing.StatementJson.deny;

import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.KeyItem;
import dev.fargatepull.testing.RoleItem;
import dev.fargatepull.testing.Scenario;
import dev.fargatepull.testing.SecretItem;
import dev.fargatepull.testing.ServiceItem;
import dev.fargatepull.testing.StatementJson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryCredentialsAreReadableTest {

    private static final String SECRET = SecretItem.arnOf("docker");
    private static final String PULL_ROLE = RoleItem.arnOf("pull");
    private static final StatementJson READ =
            allow("secretsmanager:GetSecretValue").on(SECRET);

    private final Scenario scenario = Scenario.of(new RegistryCredentialsAreReadable());

    private static ServiceItem web() {
        return asking(SECRET);
    }

    private static ServiceItem asking(String secret) {
        return service("web")
                .in("subnet-a")
                .running(taskDefinition("web:1")
                        .withImageBehindCredentials(Images.DOCKER_HUB, secret)
                        .withExecutionRole(PULL_ROLE));
    }

    @Test
    void a_role_that_may_read_the_secret_suffices() {
        scenario.given(web(), secret("docker"), role("pull").with("read", READ))
                .expect("web")
                .toBeCompliant()
                .sayingNothing();
    }

    @Test
    void a_secret_goes_by_its_name_or_an_arn_without_the_end_too() {
        for (String name : List.of("docker", SECRET.substring(0, SECRET.length() - "-a1B2c3".length()))) {
            scenario.given(asking(name), secret("docker"), role("pull").with("read", READ))
                    .expect("web")
                    .toBeCompliant();
        }
    }

    @Test
    void a_secret_scheduled_for_deletion_is_a_breach() {
        scenario.given(
                        web(),
                        secret("docker").scheduledForDeletion(),
                        role("pull").with("read", READ))
                .expect("web")
                .toBeNonCompliant(CauseCode.SECRET_MISSING)
                .saying(
                        "secret-missing: secret docker-a1B2c3 is scheduled for deletion. Restore it, or name another in the "
                                + "task definition.");
    }

    @Test
    void a_secret_that_does_not_exist_is_a_breach() {
        ServiceItem lacking = service("web")
                .in("subnet-a")
                .running(taskDefinition("web:1")
                        .withImageBehindCredentials(Images.DOCKER_HUB, SECRET)
                        .withExecutionRole(PULL_ROLE)
                        .withSecretsGone(SECRET));
        scenario.given(lacking, role("pull").with("read", READ))
                .expect("web")
                .toBeNonCompliant(CauseCode.SECRET_MISSING)
                .saying("secret-missing: secret docker-a1B2c3 does not exist. Create it, or name another in the task "
                        + "definition.");
        scenario.given(lacking.withSupplementInStrings(), role("pull"))
                .expect("web")
                .toBeNonCompliant(CauseCode.SECRET_MISSING);
        scenario.given(lacking, secret("docker"), role("pull").with("read", READ))
                .expect("web")
                .toBeCompliant();
    }

    @Test
    void a_grant_is_no_proof_where_the_secret_s_own_policy_was_denied() {
        scenario.given(
                        web(),
                        secret("docker"),
                        role("pull").with("read", READ),
                        deniedCall("secretsmanager:GetResourcePolicy").on(SECRET))
                .expect("web")
                .toBeUndetermined(CauseCode.SECRET_UNKNOWN)
                .because(
                        "whether pull may read secret docker-a1B2c3 hangs on the policy of secret docker-a1B2c3, which nobody "
                                + "recorded");
    }

    @Test
    void a_secret_without_an_item_is_open() {
        scenario.given(web(), role("pull").with("read", READ))
                .expect("web")
                .toBeUndetermined(CauseCode.SECRET_UNKNOWN)
                .saying("secret-unknown: secret docker-a1B2c3 has no item. Record AWS::SecretsManager::Secret there.");
        scenario.given(web(), secret("docker").deleted(), role("pull").with("read", READ))
                .expect("web")
                .toBeUndetermined(CauseCode.SECRET_UNKNOWN);
    }

    @Test
    void a_role_without_an_item_is_open() {
        scenario.given(web(), secret("docker"))
                .expect("web")
                .toBeUndetermined(CauseCode.SECRET_UNKNOWN)
                .because("whether the execution role may read secret docker-a1B2c3 is unknown: the role has no item");
    }

    @Test
    void a_role_that_does_not_exist_reads_no_secret() {
        ServiceItem web = service("web")
                .in("subnet-a")
                .running(taskDefinition("web:1")
                        .withImageBehindCredentials(Images.DOCKER_HUB, SECRET)
                        .withExecutionRole(PULL_ROLE)
                        .withExecutionRoleGone());
        scenario.given(web, secret("docker"))
                .expect("web")
                .toBeNonCompliant(CauseCode.SECRET_NOT_READABLE)
                .saying(
                        "secret-not-readable: the execution role pull, which is to read secret docker-a1B2c3, does not exist. "
                                + "Create it, or name another in the task definition.");
        scenario.given(web).expect("web").toBeNonCompliant(CauseCode.SECRET_UNKNOWN, CauseCode.SECRET_NOT_READABLE);
        scenario.given(web, secret("docker"), role("pull").with("read", READ))
                .expect("web")
                .toBeCompliant();
    }

    @Test
    void a_role_that_is_denied_is_a_breach_even_without_the_secret_s_item() {
        scenario.given(
                        web(),
                        role("pull").with("read", READ, deny("secretsmanager:*").on("*")))
                .expect("web")
                .toBeNonCompliant(CauseCode.SECRET_UNKNOWN, CauseCode.SECRET_NOT_READABLE)
                .saying(
                        "secret-not-readable: pull may not read secret docker-a1B2c3: statement 2 of inline policy read denies "
                                + "it. Allow the role secretsmanager:GetSecretValue on it. (+1 more)");
    }

    @Test
    void what_the_role_lacks_the_secret_s_own_policy_may_grant() {
        scenario.given(web(), secret("docker"), role("pull"))
                .expect("web")
                .toBeUndetermined(CauseCode.SECRET_UNKNOWN)
                .because(
                        "whether pull may read secret docker-a1B2c3 hangs on the policy of secret docker-a1B2c3, which nobody "
                                + "recorded");
        scenario.given(web(), secret("docker").withPolicy(READ.to(PULL_ROLE)), role("pull"))
                .expect("web")
                .toBeCompliant();
        scenario.given(web(), secret("docker").withoutPolicy(), role("pull"))
                .expect("web")
                .toBeNonCompliant(CauseCode.SECRET_NOT_READABLE);
    }

    @Test
    void a_secret_of_another_account_needs_the_role_s_own_policies_as_well() {
        String foreign = SECRET.replace("111122223333", "444455556666");
        scenario.given(asking(foreign), role("pull").with("read", READ))
                .expect("web")
                .toBeNonCompliant(CauseCode.SECRET_UNKNOWN, CauseCode.SECRET_NOT_READABLE);
        scenario.given(
                        asking(foreign),
                        role("pull").with("read", allow("secretsmanager:*").on("*")))
                .expect("web")
                .toBeUndetermined(CauseCode.SECRET_UNKNOWN);
    }

    @Test
    void a_key_of_the_account_s_own_has_to_let_the_role_decrypt() {
        SecretItem encrypted = secret("docker").encryptedWith(KeyItem.arnOf("key-1"));
        StatementJson decrypt = allow("kms:Decrypt")
                .on("*")
                .when("StringEquals", "kms:ViaService", "secretsmanager.eu-west-1.amazonaws.com");
        scenario.given(web(), encrypted, key("key-1"), role("pull").with("read", READ, decrypt))
                .expect("web")
                .toBeCompliant();
        scenario.given(web(), encrypted, key("key-1"), role("pull").with("read", READ))
                .expect("web")
                .toBeUndetermined(CauseCode.SECRET_UNKNOWN)
                .because("no policy lets pull decrypt secret docker-a1B2c3; a grant of key key-1 may");
        scenario.given(
                        web(),
                        encrypted,
                        key("key-1")
                                .withPolicy(allow("kms:Decrypt").to(PULL_ROLE).on("*")),
                        role("pull").with("read", READ))
                .expect("web")
                .toBeCompliant();
        scenario.given(
                        web(),
                        encrypted,
                        key("key-1"),
                        role("pull")
                                .with("read", READ, decrypt, deny("kms:Decrypt").on("*")))
                .expect("web")
                .toBeNonCompliant(CauseCode.SECRET_NOT_READABLE)
                .because("pull may not decrypt secret docker-a1B2c3: statement 3 of inline policy read denies it");
    }

    @Test
    void a_key_nobody_recorded_is_open_and_a_disabled_one_a_breach() {
        SecretItem encrypted = secret("docker").encryptedWith("key-1");
        scenario.given(web(), encrypted, role("pull").with("read", READ))
                .expect("web")
                .toBeUndetermined(CauseCode.SECRET_UNKNOWN);
        scenario.given(
                        web(),
                        secret("docker").encryptedWith("alias/mine"),
                        role("pull").with("read", READ))
                .expect("web")
                .toBeUndetermined(CauseCode.SECRET_UNKNOWN);
        scenario.given(
                        web(),
                        encrypted,
                        key("key-1").inState("Disabled"),
                        role("pull").with("read", READ))
                .expect("web")
                .toBeNonCompliant(CauseCode.SECRET_NOT_READABLE)
                .because("key key-1 of secret docker-a1B2c3 is Disabled");
    }

    @Test
    void a_key_policy_can_keep_the_role_out_and_hang_on_what_nobody_knows() {
        SecretItem encrypted = secret("docker").encryptedWith("key-1");
        scenario.given(
                        web(),
                        encrypted,
                        key("key-1")
                                .withPolicy(deny("kms:Decrypt")
                                        .named("NotForTasks")
                                        .to(PULL_ROLE)
                                        .on("*")),
                        role("pull").with("read", READ, allow("kms:Decrypt").on("*")))
                .expect("web")
                .toBeNonCompliant(CauseCode.SECRET_NOT_READABLE)
                .because(
                        "pull may not decrypt secret docker-a1B2c3: statement NotForTasks of the policy of key key-1 denies "
                                + "it");
        scenario.given(
                        web(),
                        encrypted,
                        key("key-1"),
                        role("pull")
                                .with(
                                        "read",
                                        READ,
                                        allow("kms:Decrypt")
                                                .on("*")
                                                .when("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5")))
                .expect("web")
                .toBeUndetermined(CauseCode.SECRET_UNKNOWN);
        scenario.given(
                        web(),
                        encrypted,
                        key("key-1").inState("PendingDeletion"),
                        role("pull").with("read", READ, allow("kms:Decrypt").on("*")))
                .expect("web")
                .toBeNonCompliant(CauseCode.SECRET_NOT_READABLE);
    }

    @Test
    void a_key_of_another_account_needs_the_role_s_own_policies_as_well() {
        Scope vendor = new Scope("444455556666", "eu-west-1");
        String foreign = SECRET.replace("111122223333", "444455556666");
        List<Item<?>> items = new ArrayList<>(in(
                vendor,
                secret("docker")
                        .encryptedWith(KeyItem.arnOf("key-1").replace("111122223333", "444455556666"))
                        .withPolicy(allow("secretsmanager:GetSecretValue")
                                .to(PULL_ROLE)
                                .on("*")),
                key("key-1")
                        .withPolicy(allow("kms:Decrypt")
                                .to(PULL_ROLE)
                                .on("*")
                                .when("StringEquals", "kms:CallerAccount", "111122223333"))));
        items.add(asking(foreign));
        StatementJson read = allow("secretsmanager:GetSecretValue").on(foreign);

        scenario.given(plus(
                        items,
                        role("pull").with("read", read, allow("kms:Decrypt").on("*"))))
                .expect("web")
                .toBeCompliant();
        scenario.given(plus(items, role("pull").with("read", read)))
                .expect("web")
                .toBeUndetermined(CauseCode.SECRET_UNKNOWN)
                .because("no policy lets pull decrypt secret docker-a1B2c3; a grant of key key-1 may");
    }

    private static List<Item<?>> plus(List<Item<?>> items, Item<?> one) {
        List<Item<?>> more = new ArrayList<>(items);
        more.add(one);
        return more;
    }

    @Test
    void a_task_definition_without_a_role_has_nobody_to_read_the_secret() {
        scenario.given(
                        service("web")
                                .in("subnet-a")
                                .running(taskDefinition("web:1").withImageBehindCredentials(Images.DOCKER_HUB, SECRET)),
                        secret("docker"))
                .expect("web")
                .toBeUndetermined(CauseCode.SECRET_UNKNOWN)
                .saying("secret-unknown: web:1 names no execution role to read secret docker-a1B2c3 with. Name one as "
                        + "ExecutionRoleArn.");
    }

    @Test
    void the_key_that_AWS_manages_needs_no_permission() {
        scenario.given(
                        web(),
                        secret("docker").encryptedWith("alias/aws/secretsmanager"),
                        role("pull").with("read", READ))
                .expect("web")
                .toBeCompliant();
        scenario.given(
                        web(),
                        secret("docker").encryptedWith("key-1"),
                        key("key-1").managedByAws(),
                        role("pull").with("read", READ))
                .expect("web")
                .toBeCompliant();
    }

    @Test
    void a_task_definition_without_credentials_is_not_reported() {
        scenario.given(service("web").in("subnet-a").pulling(Images.DOCKER_HUB)).expectNothing();
    }

    @Test
    void a_workload_of_an_unknown_cluster_leaves_its_task_definition_open() {
        scenario.given(web().asItsClusterSays(), cluster("other"), secret("docker"), role("pull"))
                .expect("web")
                .toBeUndetermined(CauseCode.CLUSTER_UNKNOWN);
    }
}
