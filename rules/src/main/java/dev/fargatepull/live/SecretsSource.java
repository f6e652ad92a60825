package dev.fargatepull.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.KmsKey;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.SecretsManagerSecret;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.permission.Arn;
import dev.fargatepull.core.permission.SecretPermissions;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.core.workload.Workloads;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * The secrets that hold the credentials of registries, without their values, from Secrets Manager; and the keys they
 * are encrypted with, from KMS.
 */
final class SecretsSource implements Source {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What may stand for a secret: its name, or its ARN with or without the six characters that AWS adds. */
    private static final Pattern SECRET =
            Pattern.compile("(?:arn:[^:]+:secretsmanager:[a-z0-9-]+:\\d{12}:secret:)?[\\w/+=.@!-]{1,519}");

    /** What a service of a Region that is not enabled says to any caller of the account. */
    private static final Set<String> NOT_ENABLED = Set.of("InvalidClientTokenId", "UnrecognizedClientException");

    private final AwsClients clients;

    SecretsSource(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public void addTo(Gathering gathering) {
        if (gathering.wants(Fact.SECRETS)) {
            addSecrets(gathering);
            addPolicies(gathering);
        }
        if (gathering.wants(Fact.KEYS)) {
            addKeys(gathering);
            addKeyPolicies(gathering);
        }
    }

    /** The secrets that workloads' task definitions name, with those task definitions. */
    private static Map<String, Set<EcsTaskDefinition>> named(RegionInventory known) {
        Map<String, Set<EcsTaskDefinition>> named = new LinkedHashMap<>();
        for (Workload workload : Workloads.in(known)) {
            workload.taskDefinition()
                    .filter(definition -> workload.isCertain())
                    .ifPresent(definition -> definition
                            .secretsOfRegistries()
                            .forEach(secret -> named.computeIfAbsent(secret, first -> new LinkedHashSet<>())
                                    .add(definition)));
        }
        return named;
    }

    private void addSecrets(Gathering gathering) {
        RegionInventory known = gathering.known();
        SecretPermissions permissions = new SecretPermissions(known);
        Map<EcsTaskDefinition, ArrayNode> missing = new LinkedHashMap<>();
        named(known).forEach((named, definitions) -> {
            Arn home = home(named, gathering.scope());
            if (SECRET.matcher(named).matches()
                    && permissions.secret(named).isEmpty()
                    && canBeAsked(home, gathering.scope())) {
                try {
                    describe(gathering, home.region(), named);
                } catch (ResourceNotFoundException none) {
                    definitions.forEach(definition -> missing.computeIfAbsent(definition, first -> JSON.arrayNode())
                            .add(named));
                }
            }
        });
        missing.forEach((definition, secrets) -> gathering
                .items()
                .supplement(
                        gathering.scope(),
                        ResourceType.ECS_TASK_DEFINITION,
                        definition.reference(),
                        "missingSecrets",
                        secrets));
    }

    private void describe(Gathering gathering, String region, String named) {
        ask(
                        gathering,
                        region,
                        Set.of(named),
                        () -> clients.secretsManager(region).describeSecret(request -> request.secretId(named)))
                .ifPresent(secret -> gathering
                        .items()
                        .addLive(
                                Arn.of(secret.arn()).scope(),
                                ResourceType.SECRETSMANAGER_SECRET,
                                secret.arn(),
                                configuration(secret),
                                gathering.now()));
    }

    private static ObjectNode configuration(DescribeSecretResponse secret) {
        ObjectNode configuration = JSON.objectNode()
                .put("ARN", secret.arn())
                .put("Name", secret.name())
                .put("Deleted", secret.deletedDate() != null);
        return secret.kmsKeyId() == null ? configuration : configuration.put("KMSKeyId", secret.kmsKeyId());
    }

    /** The secrets that are there, each with the names it goes by. */
    private static Map<SecretsManagerSecret, Set<String>> secrets(RegionInventory known) {
        SecretPermissions permissions = new SecretPermissions(known);
        Map<SecretsManagerSecret, Set<String>> secrets = new LinkedHashMap<>();
        named(known)
                .keySet()
                .forEach(named -> permissions
                        .secret(named)
                        // Secrets Manager tells no policy of a secret that is to be deleted, and nobody needs it.
                        .filter(secret -> !secret.isBeingDeleted())
                        .ifPresent(secret -> secrets.computeIfAbsent(secret, first -> new LinkedHashSet<>())
                                .add(named)));
        return secrets;
    }

    private void addPolicies(Gathering gathering) {
        secrets(gathering.known()).forEach((secret, names) -> {
            Arn home = Arn.of(secret.reference());
            if (secret.policies().isEmpty() && canBeAsked(home, gathering.scope())) {
                ask(
                                gathering,
                                home.region(),
                                names,
                                () -> clients.secretsManager(home.region())
                                        .getResourcePolicy(request -> request.secretId(secret.reference())))
                        .ifPresent(answer -> gathering
                                .items()
                                .supplement(
                                        home.scope(),
                                        ResourceType.SECRETSMANAGER_SECRET,
                                        secret.resourceId(),
                                        "ResourcePolicy",
                                        policy(answer.resourcePolicy())));
            }
        });
    }

    private static JsonNode policy(@Nullable String document) {
        return document == null || document.isEmpty() ? JSON.objectNode() : JSON.textNode(document);
    }

    /**
     * A key.
     *
     * @param home where it is
     * @param id its id
     */
    private record Key(Arn home, String id) {

        Optional<KmsKey> in(RegionInventory known) {
            return known.in(home.scope()).find(KmsKey.class, id);
        }
    }

    /** The keys that secrets are encrypted with, each with the names of those secrets. */
    private static Map<Key, Set<String>> keys(RegionInventory known) {
        Map<Key, Set<String>> keys = new LinkedHashMap<>();
        secrets(known)
                .forEach((secret, names) -> secret.kmsKeyId()
                        // Which key an alias stood for when the secret was encrypted, nobody can tell.
                        .filter(key -> !key.contains("alias/"))
                        .ifPresent(key -> keys.computeIfAbsent(key(key, secret), first -> new LinkedHashSet<>())
                                .addAll(names)));
        return keys;
    }

    private static Key key(String named, SecretsManagerSecret secret) {
        return new Key(
                Arn.of(named.startsWith("arn:") ? named : secret.reference()),
                named.substring(named.lastIndexOf('/') + 1));
    }

    private void addKeys(Gathering gathering) {
        RegionInventory known = gathering.known();
        keys(known).forEach((key, secrets) -> {
            if (key.in(known).isEmpty() && canBeAsked(key.home(), gathering.scope())) {
                addKey(gathering, key, secrets);
            }
        });
    }

    private void addKey(Gathering gathering, Key key, Set<String> secrets) {
        Scope home = key.home().scope();
        try {
            ask(
                            gathering,
                            home.region(),
                            secrets,
                            () -> clients.kms(home.region())
                                    .describeKey(request -> request.keyId(key.id()))
                                    .keyMetadata())
                    .ifPresent(found -> gathering
                            .items()
                            .addLive(
                                    home,
                                    ResourceType.KMS_KEY,
                                    key.id(),
                                    SdkJson.CAMEL_CASE.object(found),
                                    gathering.now()));
        } catch (NotFoundException none) {
            gathering.items().addDeleted(home, ResourceType.KMS_KEY, key.id(), gathering.now());
        }
    }

    private void addKeyPolicies(Gathering gathering) {
        RegionInventory known = gathering.known();
        keys(known)
                .forEach((key, secrets) -> key.in(known)
                        .filter(found -> !found.isAwsManaged() && found.policy().isEmpty())
                        .filter(found -> canBeAsked(key.home(), gathering.scope()))
                        .ifPresent(found -> addKeyPolicy(gathering, key, secrets)));
    }

    private void addKeyPolicy(Gathering gathering, Key key, Set<String> secrets) {
        Scope home = key.home().scope();
        ask(
                        gathering,
                        home.region(),
                        secrets,
                        () -> clients.kms(home.region())
                                .getKeyPolicy(request -> request.keyId(key.id()).policyName("default"))
                                .policy())
                .ifPresent(policy -> gathering
                        .items()
                        .supplement(home, ResourceType.KMS_KEY, key.id(), "Policy", JSON.textNode(policy)));
    }

    /** Where a secret is that a task definition names: unless the name says more, where the task definition is. */
    private static Arn home(String named, Scope own) {
        return named.startsWith("arn:")
                ? Arn.of(named)
                : new Arn(partitionOf(own.region()), own.region(), own.accountId());
    }

    /** Not what is of another account or partition, nor in a Region that is not there: names are anybody's to write. */
    private static boolean canBeAsked(Arn home, Scope own) {
        Region region = Region.of(home.region());
        return home.accountId().equals(own.accountId())
                && home.partition().equals(partitionOf(own.region()))
                && (home.region().equals(own.region())
                        || (Region.regions().contains(region)
                                && !region.isGlobalRegion()
                                && home.partition().equals(partitionOf(home.region()))));
    }

    private static String partitionOf(String region) {
        return PartitionMetadata.of(Region.of(region)).id();
    }

    private static <T> Optional<T> ask(Gathering gathering, String region, Set<String> secrets, Supplier<T> call) {
        try {
            return gathering.ask(secrets, call);
        } catch (AwsServiceException refusal) {
            boolean isElsewhere = !region.equals(gathering.scope().region());
            if (isElsewhere && NOT_ENABLED.contains(refusal.awsErrorDetails().errorCode())) {
                return Optional.empty();
            }
            throw refusal;
        }
    }
}
