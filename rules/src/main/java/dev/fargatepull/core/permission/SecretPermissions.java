package dev.fargatepull.core.permission;

import dev.fargatepull.core.aws.DeniedCall;
import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.IamRole;
import dev.fargatepull.core.aws.KmsKey;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.SecretsManagerSecret;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.iam.Answer;
import dev.fargatepull.core.iam.Authorization;
import dev.fargatepull.core.iam.Caller;
import dev.fargatepull.core.iam.Policy;
import dev.fargatepull.core.iam.PolicyEvaluation;
import dev.fargatepull.core.iam.Request;
import dev.fargatepull.core.iam.RolePolicies;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.workload.Workload;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether execution roles can read the secrets that hold the credentials of registries. */
public final class SecretPermissions {

    /** The types it reads. */
    public static final Set<ResourceType> CONSULTS = Collections.unmodifiableSet(EnumSet.of(
            ResourceType.IAM_POLICY, ResourceType.IAM_ROLE, ResourceType.KMS_KEY, ResourceType.SECRETSMANAGER_SECRET));

    private static final String READING_THE_POLICY = "secretsmanager:GetResourcePolicy";

    private static final String AWS_OWN_KEY = "alias/aws/secretsmanager";

    /** States in which KMS refuses to decrypt. */
    private static final Set<String> UNUSABLE = Set.of("Disabled", "PendingDeletion");

    private final RegionInventory inventory;
    private final Permissions permissions;
    private final Set<String> deniedPolicies;
    private final Map<Scope, Map<String, SecretsManagerSecret>> byName = new HashMap<>();
    private final Map<Question, Set<Cause>> known = new HashMap<>();

    private record Question(Optional<ExecutionRole> role, boolean isRoleMissing, String secret) {}

    /** The secrets that workloads of an account and Region use. */
    public SecretPermissions(RegionInventory inventory) {
        this.inventory = inventory;
        this.permissions = new Permissions(inventory);
        this.deniedPolicies = inventory.all(DeniedCall.class).stream()
                .filter(call -> call.action().equals(READING_THE_POLICY))
                .flatMap(call -> call.onResource().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What keeps a workload's tasks from reading the credentials of its registries, or leaves that open. */
    public Set<Cause> obstacles(EcsTaskDefinition definition, Workload workload) {
        Optional<ExecutionRole> role = ExecutionRole.of(workload);
        Set<Cause> causes = new LinkedHashSet<>();
        for (String secret : definition.secretsOfRegistries()) {
            if (definition.missingSecrets().contains(secret) && secret(secret).isEmpty()) {
                causes.add(missing(
                        secret,
                        "secret %s does not exist".formatted(label(secret)),
                        "Create it, or name another in the task definition."));
            } else {
                causes.addAll(known.computeIfAbsent(
                        new Question(role, definition.lacksExecutionRole(), secret),
                        asked -> obstacles(asked, definition)));
            }
        }
        return causes;
    }

    private Set<Cause> obstacles(Question question, EcsTaskDefinition definition) {
        String named = question.secret();
        Optional<SecretsManagerSecret> secret = secret(named);
        Set<Cause> causes = new LinkedHashSet<>();
        if (secret.isEmpty()) {
            causes.add(unknown(
                    named,
                    "secret %s has no item".formatted(label(named)),
                    "Record AWS::SecretsManager::Secret there."));
        } else if (secret.get().isBeingDeleted()) {
            return Set.of(missing(
                    named,
                    "secret %s is scheduled for deletion".formatted(label(named)),
                    "Restore it, or name another in the task definition."));
        }
        Optional<IamRole> role = question.role().flatMap(permissions::role);
        if (role.isEmpty()) {
            causes.add(withoutRole(question, definition));
            return causes;
        }
        ExecutionRole executionRole = question.role().orElseThrow();
        String arn = secret.map(SecretsManagerSecret::reference).orElseGet(() -> arnOf(named, definition));
        reading(executionRole, role.get(), arn, secret, named).ifPresent(causes::add);
        secret.flatMap(SecretsManagerSecret::kmsKeyId)
                .filter(key -> !key.endsWith(AWS_OWN_KEY))
                .flatMap(key -> decrypting(executionRole, role.get(), key, arn, named))
                .ifPresent(causes::add);
        return causes;
    }

    private static Cause withoutRole(Question question, EcsTaskDefinition definition) {
        String named = question.secret();
        if (question.role().isEmpty()) {
            return roleUnnamed(named, definition);
        }
        return question.isRoleMissing()
                ? unreadable(
                        named,
                        "the execution role %s, which is to read secret %s, does not exist"
                                .formatted(question.role().orElseThrow().name(), label(named)),
                        "Create it, or name another in the task definition.")
                : roleUnknown(named);
    }

    private static Cause roleUnnamed(String named, EcsTaskDefinition definition) {
        return unknown(
                named,
                "%s names no execution role to read secret %s with".formatted(definition.label(), label(named)),
                "Name one as ExecutionRoleArn.");
    }

    private static Cause roleUnknown(String named) {
        return unknown(
                named,
                "whether the execution role may read secret %s is unknown: the role has no item"
                        .formatted(label(named)),
                "Record AWS::IAM::Role in one Region of the account.");
    }

    /**
     * The secret that a task definition names, unless nobody recorded it.
     *
     * @param named its name, or its ARN with or without the six characters that AWS adds to the name
     */
    public Optional<SecretsManagerSecret> secret(String named) {
        if (!named.startsWith("arn:")) {
            return Optional.ofNullable(secretsByName(inventory.scope()).get(named));
        }
        Scope home = Arn.of(named).scope();
        Optional<SecretsManagerSecret> byArn = inventory.in(home).find(SecretsManagerSecret.class, named);
        // An ARN may leave out the six characters that AWS adds to the name.
        String name = named.substring(named.lastIndexOf(':') + 1);
        return byArn.isPresent()
                ? byArn
                : Optional.ofNullable(secretsByName(home).get(name));
    }

    private Map<String, SecretsManagerSecret> secretsByName(Scope scope) {
        return byName.computeIfAbsent(scope, place -> {
            Map<String, SecretsManagerSecret> secrets = new HashMap<>();
            inventory.in(place).all(SecretsManagerSecret.class).forEach(secret -> secrets.put(secret.name(), secret));
            return secrets;
        });
    }

    /** The ARN of a secret without an item, with question marks for what AWS adds to its name. */
    private static String arnOf(String named, EcsTaskDefinition definition) {
        if (!named.startsWith("arn:")) {
            Arn home = Arn.of(definition);
            return "arn:%s:secretsmanager:%s:%s:secret:%s-??????"
                    .formatted(home.partition(), home.region(), home.accountId(), named);
        }
        return named.matches(".*-[A-Za-z0-9]{6}") ? named : named + "-??????";
    }

    private Optional<Cause> reading(
            ExecutionRole role, IamRole item, String arn, Optional<SecretsManagerSecret> secret, String named) {
        Caller caller = permissions.caller(Optional.of(role));
        Request request = Requests.readSecret(caller, item.tags(), arn);
        RolePolicies own = permissions.policiesOf(item);
        // A policy that nobody recorded may grant, and so keeps a missing grant from being a breach. It may deny as
        // well, but so may policies of the organization: what nobody can see is not held against a grant. That of
        // somebody who asked and was refused is: with the permission the verdict might be another.
        List<Policy> granting = policiesOf(secret, named);
        List<Policy> denying = granting.stream()
                .filter(policy -> policy.document().isPresent() || deniedPolicies.contains(named))
                .toList();
        Answer deny = own.deny(request).or(() -> PolicyEvaluation.denies(denying, request));
        Answer allow = role.accountId().equals(Arn.of(arn).accountId())
                ? Authorization.inSameAccount(own, granting, request)
                : own.allow(request).and(() -> PolicyEvaluation.allows(granting, request));
        String what = "%s may read secret %s".formatted(role.name(), label(named));
        Ruling ruling = new Ruling(deny, allow);
        if (ruling.isRefusal()) {
            return Optional.of(unreadable(
                    named,
                    "%s may not read secret %s: %s".formatted(role.name(), label(named), ruling.why()),
                    "Allow the role secretsmanager:GetSecretValue on it."));
        }
        return ruling.doubt()
                .map(doubt -> unknown(
                        named,
                        "whether %s hangs on %s".formatted(what, doubt.text()),
                        "Allow the role secretsmanager:GetSecretValue on it."));
    }

    private static List<Policy> policiesOf(Optional<SecretsManagerSecret> secret, String named) {
        String label = "the policy of secret " + label(named);
        return secret.flatMap(SecretsManagerSecret::policies)
                .map(documents -> documents.stream()
                        .map(document -> Policy.of(label, Policy.Kind.RESOURCE, document))
                        .toList())
                .orElseGet(() -> List.of(Policy.unread(label, Policy.Kind.RESOURCE)));
    }

    private Optional<Cause> decrypting(ExecutionRole role, IamRole item, String keyId, String secretArn, String named) {
        Scope home = Arn.of(keyId.startsWith("arn:") ? keyId : secretArn).scope();
        Optional<KmsKey> key = inventory.in(home).find(KmsKey.class, keyId.substring(keyId.lastIndexOf('/') + 1));
        if (key.isEmpty() || keyId.contains("alias/")) {
            return Optional.of(unknown(
                    named,
                    "key %s of secret %s has no item".formatted(keyId, label(named)),
                    "Record AWS::KMS::Key there."));
        }
        if (key.get().isAwsManaged()) {
            return Optional.empty();
        }
        if (key.get().state().filter(UNUSABLE::contains).isPresent()) {
            return Optional.of(unreadable(
                    named,
                    "key %s of secret %s is %s"
                            .formatted(keyId, label(named), key.get().state().get()),
                    "Enable the key, or encrypt the secret with another."));
        }
        return decrypting(role, item, key.get(), secretArn, named);
    }

    private Optional<Cause> decrypting(ExecutionRole role, IamRole item, KmsKey key, String secretArn, String named) {
        Request request = Requests.decrypt(permissions.caller(Optional.of(role)), item.tags(), key.arn(), secretArn);
        RolePolicies own = permissions.policiesOf(item);
        Policy policy = new Policy("the policy of key " + key.resourceId(), Policy.Kind.RESOURCE, key.policy());
        Answer deny = own.deny(request).or(() -> PolicyEvaluation.denies(List.of(policy), request));
        String fix = "Allow the role kms:Decrypt on key %s.".formatted(key.resourceId());
        if (deny.isYes()) {
            return Optional.of(unreadable(
                    named,
                    "%s may not decrypt secret %s: %s denies it"
                            .formatted(role.name(), label(named), deny.reason().text()),
                    fix));
        }
        boolean isForeign = !role.accountId().equals(Arn.of(key.arn()).accountId());
        Answer allow = Authorization.underKeyPolicy(own, policy, request, isForeign);
        if (allow.isNo()) {
            return Optional.of(unknown(
                    named,
                    "no policy lets %s decrypt secret %s; a grant of key %s may"
                            .formatted(role.name(), label(named), key.resourceId()),
                    fix));
        }
        return new Ruling(deny, allow)
                .doubt()
                .map(doubt -> unknown(
                        named,
                        "whether %s may decrypt secret %s hangs on %s"
                                .formatted(role.name(), label(named), doubt.text()),
                        fix));
    }

    private static Cause missing(String secret, String message, String fix) {
        return Cause.breach(CauseCode.SECRET_MISSING, secret, message, fix);
    }

    private static Cause unreadable(String secret, String message, String fix) {
        return Cause.breach(CauseCode.SECRET_NOT_READABLE, secret, message, fix);
    }

    private static Cause unknown(String secret, String message, String fix) {
        return Cause.open(CauseCode.SECRET_UNKNOWN, secret, message, fix);
    }

    private static String label(String named) {
        return named.substring(named.lastIndexOf(':') + 1);
    }
}
