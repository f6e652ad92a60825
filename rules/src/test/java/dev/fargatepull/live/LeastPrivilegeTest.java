package dev.fargatepull.live;

import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.taskDefinition;
import static dev.fargatepull.testing.StatementJson.allow;
import static dev.fargatepull.testing.StatementJson.document;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.core.aws.DeniedCall;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.core.verdict.Compliance;
import dev.fargatepull.core.verdict.Evaluation;
import dev.fargatepull.rules.RegistryCredentialsAreReadable;
import dev.fargatepull.rules.TaskExecutionRoleCanPull;
import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.RoleItem;
import dev.fargatepull.testing.aws.Moto;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** The actions that facts declare become the policy of a function's role: these suffice, and each is needed. */
class LeastPrivilegeTest {

    private static final Set<Fact> FACTS = EnumSet.of(Fact.ROLES, Fact.MANAGED_POLICIES, Fact.SECRETS, Fact.KEYS);

    private final Moto moto = Moto.reset();

    /** A service whose role may do all it has to, by an inline policy and a managed one, and a secret with a key. */
    private void create() {
        try (AwsClients clients = Live.clients(moto.endpoint())) {
            IamClient iam = clients.iam();
            iam.createRole(request -> request.roleName("pull")
                    .assumeRolePolicyDocument(document(allow("sts:AssumeRole").toService("ecs-tasks.amazonaws.com"))));
            iam.putRolePolicy(request -> request.roleName("pull")
                    .policyName("read")
                    .policyDocument(document(allow("secretsmanager:GetSecretValue", "kms:Decrypt")
                            .on("*"))));
            String policy = iam.createPolicy(request -> request.policyName("pull")
                            .policyDocument(document(allow("ecr:*").on("*"))))
                    .policy()
                    .arn();
            iam.attachRolePolicy(request -> request.roleName("pull").policyArn(policy));
            String key = clients.kms("eu-west-1")
                    .createKey(request -> {})
                    .keyMetadata()
                    .keyId();
            clients.secretsManager("eu-west-1")
                    .createSecret(request ->
                            request.name("docker").secretString("password").kmsKeyId(key));
        }
    }

    private Gathering gatheredWith(Collection<String> actions) {
        Gathering gathering = Live.gathering(
                FACTS,
                service("web")
                        .in("subnet-a")
                        .running(taskDefinition("web:1")
                                .withImage(Images.ecr("web:1.0"))
                                .withImageBehindCredentials(Images.DOCKER_HUB, "docker")
                                .withExecutionRole(RoleItem.arnOf("pull"))));
        moto.enforcing(actions, credentials -> {
            try (AwsClients clients = Live.clients(moto.endpoint(), credentials)) {
                new IamSource(clients).addTo(gathering);
                new SecretsSource(clients).addTo(gathering);
            }
        });
        return gathering;
    }

    private static List<Evaluation> verdicts(Gathering gathering) {
        return Live.judge(gathering, new RegistryCredentialsAreReadable(), new TaskExecutionRoleCanPull());
    }

    private static Set<String> actions() {
        Set<String> actions = new TreeSet<>();
        FACTS.forEach(fact -> actions.addAll(fact.apiActions()));
        return actions;
    }

    @Test
    void the_declared_actions_suffice() {
        create();

        Gathering gathering = gatheredWith(actions());

        assertThat(gathering.known().all(DeniedCall.class)).isEmpty();
        assertThat(verdicts(gathering))
                .hasSize(2)
                .allSatisfy(verdict ->
                        assertThat(verdict.compliance()).as("%s", verdict).isEqualTo(Compliance.COMPLIANT));
    }

    @Test
    void without_any_one_of_them_a_verdict_is_open_and_names_it() {
        create();
        for (String action : actions()) {
            Set<String> others = actions();
            others.remove(action);

            Gathering gathering = gatheredWith(others);

            assertThat(gathering.known().all(DeniedCall.class))
                    .as("denied without %s", action)
                    .isNotEmpty()
                    .allSatisfy(call -> assertThat(call.action()).isEqualTo(action));
            assertThat(verdicts(gathering).stream().flatMap(verdict -> verdict.causes().stream()))
                    .as("causes without %s", action)
                    .isNotEmpty()
                    .allMatch(Cause::isOpen)
                    .extracting(Cause::fix)
                    .containsOnly("Allow %s: it was denied.".formatted(action));
        }
    }
}
