package dev.fargatepull.live;

import static dev.fargatepull.testing.Items.key;
import static dev.fargatepull.testing.Items.role;
import static dev.fargatepull.testing.Items.secret;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.taskDefinition;
import static dev.fargatepull.testing.StatementJson.allow;
import static dev.fargatepull.testing.StatementJson.deny;
import static dev.fargatepull.testing.StatementJson.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.fargatepull.core.aws.KmsKey;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.rules.RegistryCredentialsAreReadable;
import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.KeyItem;
import dev.fargatepull.testing.RoleItem;
import dev.fargatepull.testing.SecretItem;
import dev.fargatepull.testing.ServiceItem;
import dev.fargatepull.testing.StatementJson;
import dev.fargatepull.testing.TaskDefinitionItem;
import dev.fargatepull.testing.aws.Moto;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetResourcePolicyRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetResourcePolicyResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

class SecretsSourceTest {

    private static final String REGION = "eu-west-1";
    private static final String PULL_ROLE = RoleItem.arnOf("pull");
    private static final StatementJson READ =
            allow("secretsmanager:GetSecretValue").on("*");

    private final AwsClients clients = Live.clients(Moto.reset().endpoint());
    private final SecretsManagerClient secrets = clients.secretsManager(REGION);
    private final KmsClient kms = clients.kms(REGION);

    @AfterEach
    void close() {
        clients.close();
    }

    private static ServiceItem asking(String... names) {
        TaskDefinitionItem definition = taskDefinition("web:1").withExecutionRole(PULL_ROLE);
        for (String name : names) {
            definition.withImageBehindCredentials(Images.DOCKER_HUB, name);
        }
        return service("web").in("subnet-a").running(definition);
    }

    private static RoleItem reader() {
        return role("pull").with("read", READ);
    }

    private String create(String name) {
        return create(clients.secretsManager(REGION), name);
    }

    private static String create(SecretsManagerClient where, String name) {
        return where.createSecret(request -> request.name(name).secretString("user and password"))
                .arn();
    }

    private Gathering gathered(Gathering gathering) {
        new SecretsSource(clients).addTo(gathering);
        return gathering;
    }

    private Map<String, Integer> requestsOf(Gathering gathering) {
        Map<String, Integer> before = clients.requests();
        gathered(gathering);
        Map<String, Integer> after = new TreeMap<>(clients.requests());
        before.forEach((action, count) -> after.merge(action, -count, Integer::sum));
        after.values().removeIf(count -> count == 0);
        return after;
    }

    private static List<String> verdicts(Gathering gathering) {
        return Live.judge(gathering, new RegistryCredentialsAreReadable()).stream()
                .map(verdict -> verdict.compliance()
                        + verdict.annotation().map(text -> " " + text).orElse(""))
                .toList();
    }

    @Test
    void a_secret_that_nobody_recorded_is_told_by_secrets_manager_whatever_it_is_called() {
        String arn = create("docker");
        for (String name : List.of("docker", arn, arn.substring(0, arn.length() - "-a1B2c3".length()))) {
            Gathering gathering = gathered(Live.gathering(asking(name), reader()));

            assertThat(verdicts(gathering)).as(name).containsExactly("COMPLIANT");
            assertThat(gathering.items().texts()).noneMatch(text -> text.contains("password"));
        }
    }

    @Test
    void a_secret_known_by_two_names_is_asked_for_its_policy_once() {
        String arn = create("docker");
        Gathering gathering = Live.gathering(asking("docker", arn, arn), reader());

        assertThat(requestsOf(gathering))
                .isEqualTo(Map.of("secretsmanager:DescribeSecret", 2, "secretsmanager:GetResourcePolicy", 1));
    }

    @Test
    void a_secret_that_secrets_manager_does_not_know_is_missing() {
        String arn = SecretItem.arnOf("docker");
        Gathering gathering = gathered(Live.gathering(asking("other", arn), reader()));

        assertThat(verdicts(gathering))
                .containsExactly(
                        "NON_COMPLIANT secret-missing: secret other does not exist. Create it, or name another in "
                                + "the task definition. (+1 more)");
        assertThat(clients.requests()).isEqualTo(Map.of("secretsmanager:DescribeSecret", 2));
    }

    @Test
    void a_secret_scheduled_for_deletion_is_missing_and_asked_nothing_more() {
        create("docker");
        secrets.deleteSecret(request -> request.secretId("docker").recoveryWindowInDays(7L));
        Gathering gathering = Live.gathering(asking("docker"), reader());

        assertThat(requestsOf(gathering)).isEqualTo(Map.of("secretsmanager:DescribeSecret", 1));
        assertThat(verdicts(gathering))
                .singleElement()
                .asString()
                .startsWith("NON_COMPLIANT secret-missing: secret docker is scheduled for deletion.");
    }

    @Test
    void a_recorded_secret_is_asked_for_nothing_but_its_policy() {
        String arn = create("docker");
        secrets.putResourcePolicy(request -> request.secretId(arn)
                .resourcePolicy(document(
                        deny("secretsmanager:GetSecretValue").to(PULL_ROLE).on("*"))));
        Gathering gathering = gathered(Live.gathering(asking("docker"), reader()));
        assertThat(verdicts(gathering)).singleElement().asString().startsWith("NON_COMPLIANT secret-not-readable: ");

        Gathering again = new Gathering(gathering.request(), gathering.items(), Clock.systemUTC());
        assertThat(requestsOf(again)).isEmpty();
        assertThat(requestsOf(Live.gathering(asking("docker"), secret("docker").withoutPolicy(), reader())))
                .isEmpty();
    }

    @Test
    void a_secret_s_policy_may_grant_what_the_role_lacks() {
        create("docker");
        assertThat(verdicts(gathered(Live.gathering(asking("docker"), role("pull")))))
                .singleElement()
                .asString()
                .startsWith("NON_COMPLIANT secret-not-readable: ");

        secrets.putResourcePolicy(request -> request.secretId("docker").resourcePolicy(document(READ.to(PULL_ROLE))));

        assertThat(verdicts(gathered(Live.gathering(asking("docker"), role("pull")))))
                .containsExactly("COMPLIANT");
    }

    @Test
    void a_secret_of_another_region_is_asked_for_there() {
        String arn = create(clients.secretsManager("us-east-1"), "docker");

        assertThat(verdicts(gathered(Live.gathering(asking(arn), reader())))).containsExactly("COMPLIANT");
        assertThat(verdicts(gathered(Live.gathering(asking(arn.replace("us-east-1", "us-east-2")), reader()))))
                .singleElement()
                .asString()
                .startsWith("NON_COMPLIANT secret-missing: ");
    }

    @Test
    void what_is_not_ours_or_not_a_secret_is_not_asked_for() {
        String arn = SecretItem.arnOf("docker");
        for (String name : List.of(
                arn.replace("111122223333", "444455556666"),
                arn.replace("arn:aws:", "arn:aws-cn:"),
                arn.replace("eu-west-1", "cn-north-1"),
                arn.replace("eu-west-1", "mars-north-1"),
                arn.replace("eu-west-1", "aws-global"),
                arn + ":password::",
                "arn:aws:ssm:eu-west-1:111122223333:parameter/docker",
                "a name with spaces")) {
            Gathering gathering = Live.gathering(asking(name), reader());

            assertThat(requestsOf(gathering)).as(name).isEmpty();
            assertThat(verdicts(gathering)).singleElement().asString().contains("secret-unknown");
        }
    }

    @Test
    void a_key_of_the_account_s_own_comes_with_state_and_policy() {
        String id = kms.createKey(request -> {}).keyMetadata().keyId();
        secrets.createSecret(request ->
                request.name("docker").secretString("user and password").kmsKeyId(id));
        StatementJson decrypt = allow("kms:Decrypt").on("*");

        Gathering gathering =
                gathered(Live.gathering(asking("docker"), role("pull").with("read", READ, decrypt)));
        assertThat(verdicts(gathering)).containsExactly("COMPLIANT");
        assertThat(gathering.known().find(KmsKey.class, id).orElseThrow().policy())
                .isPresent();

        kms.disableKey(request -> request.keyId(id));
        assertThat(verdicts(
                        gathered(Live.gathering(asking("docker"), role("pull").with("read", READ, decrypt)))))
                .singleElement()
                .asString()
                .startsWith("NON_COMPLIANT secret-not-readable: key %s of secret docker is Disabled".formatted(id));
    }

    @Test
    void a_key_is_asked_for_once_and_an_alias_or_a_foreign_key_never() {
        String id = kms.createKey(request -> {}).keyMetadata().keyId();
        Gathering gathering = Live.gathering(
                asking("one", "two", "three", "four", "five"),
                reader(),
                secret("one").encryptedWith(id).withoutPolicy(),
                secret("two").encryptedWith(KeyItem.arnOf(id)).withoutPolicy(),
                secret("three").encryptedWith("alias/mine").withoutPolicy(),
                secret("four")
                        .encryptedWith(KeyItem.arnOf(id).replace("111122223333", "444455556666"))
                        .withoutPolicy(),
                secret("five").encryptedWith("key-5").withoutPolicy(),
                key("key-5"));

        assertThat(requestsOf(gathering)).isEqualTo(Map.of("kms:DescribeKey", 1, "kms:GetKeyPolicy", 1));
    }

    @Test
    void a_key_that_kms_does_not_know_leaves_its_secret_open() {
        Gathering gathering = gathered(Live.gathering(
                asking("docker"),
                reader(),
                secret("docker")
                        .encryptedWith("0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f")
                        .withoutPolicy()));

        assertThat(verdicts(gathering)).singleElement().asString().startsWith("UNDETERMINED secret-unknown: key ");
    }

    @Test
    void nothing_is_asked_for_that_nobody_wants() {
        create("docker");
        assertThat(requestsOf(Live.gathering(
                        EnumSet.complementOf(EnumSet.of(Fact.SECRETS, Fact.KEYS)),
                        asking("docker"),
                        secret("docker").encryptedWith("key-1"))))
                .isEmpty();
        assertThat(requestsOf(Live.gathering(asking("docker").asItsClusterSays())))
                .isEmpty();
    }

    /** Secrets Manager with faults, and a secret to begin with. */
    private static SecretsManagerClient faulty(String arn) {
        SecretsManagerClient faulty = mock(SecretsManagerClient.class, CALLS_REAL_METHODS);
        doReturn(DescribeSecretResponse.builder().arn(arn).name("docker").build())
                .when(faulty)
                .describeSecret(any(DescribeSecretRequest.class));
        doReturn(GetResourcePolicyResponse.builder().build())
                .when(faulty)
                .getResourcePolicy(any(GetResourcePolicyRequest.class));
        return faulty;
    }

    private static Gathering gathered(SecretsManagerClient answering, String arn) {
        AwsClients mocked = mock(AwsClients.class);
        when(mocked.secretsManager(anyString())).thenReturn(answering);
        Gathering gathering = Live.gathering(asking(arn), reader());
        new SecretsSource(mocked).addTo(gathering);
        return gathering;
    }

    private static SecretsManagerException error(String code) {
        return (SecretsManagerException) SecretsManagerException.builder()
                .message(code)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    @Test
    void a_grant_is_no_proof_where_the_secret_s_policy_is_denied() {
        String arn = SecretItem.arnOf("docker");
        SecretsManagerClient denying = faulty(arn);
        doThrow(Live.denied("secretsmanager:GetResourcePolicy"))
                .when(denying)
                .getResourcePolicy(any(GetResourcePolicyRequest.class));

        assertThat(verdicts(gathered(denying, arn)))
                .containsExactly(
                        "UNDETERMINED secret-unknown: whether pull may read secret docker-a1B2c3 hangs on the policy "
                                + "of secret docker-a1B2c3, which nobody recorded. Allow secretsmanager:GetResourcePolicy: it was "
                                + "denied.");
    }

    @Test
    void a_region_that_is_not_enabled_tells_nothing_and_fails_nothing() {
        String arn = SecretItem.arnOf("docker").replace("eu-west-1", "me-south-1");
        SecretsManagerClient notEnabled = faulty(arn);
        doThrow(error("UnrecognizedClientException")).when(notEnabled).describeSecret(any(DescribeSecretRequest.class));

        assertThat(verdicts(gathered(notEnabled, arn)))
                .singleElement()
                .asString()
                .startsWith("UNDETERMINED secret-unknown: ");
    }

    @Test
    void what_fails_otherwise_fails_the_run() {
        String arn = SecretItem.arnOf("docker");
        for (String code : List.of("ThrottlingException", "InternalServiceError", "UnrecognizedClientException")) {
            SecretsManagerClient failing = faulty(arn);
            doThrow(error(code)).when(failing).getResourcePolicy(any(GetResourcePolicyRequest.class));

            assertThatThrownBy(() -> gathered(failing, arn)).hasMessageContaining(code);
        }
    }
}
