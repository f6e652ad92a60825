package dev.fargatepull.testing;

import java.util.Map;
import java.util.Optional;

/** {@code AWS::SecretsManager::Secret}: nobody looked for a policy of its own. */
public final class SecretItem extends Item<SecretItem> {

    private final String name;
    private Optional<String> keyId = Optional.empty();
    private boolean isDeleted = false;
    private Optional<Object> policy = Optional.empty();

    SecretItem(String name) {
        super("AWS::SecretsManager::Secret");
        this.name = name;
    }

    /** The ARN of a secret of the home account and Region. */
    public static String arnOf(String name) {
        return "arn:aws:secretsmanager:%s:%s:secret:%s-a1B2c3".formatted(HOME.region(), HOME.accountId(), name);
    }

    /** The key it is encrypted with. */
    public SecretItem encryptedWith(String kmsKeyId) {
        keyId = Optional.of(kmsKeyId);
        return this;
    }

    /** It is scheduled for deletion. */
    public SecretItem scheduledForDeletion() {
        isDeleted = true;
        return this;
    }

    /** Somebody looked, and it has no policy. */
    public SecretItem withoutPolicy() {
        policy = Optional.of(Map.of());
        return this;
    }

    /** Its policy. */
    public SecretItem withPolicy(StatementJson... statements) {
        policy = Optional.of(StatementJson.document(statements));
        return this;
    }

    @Override
    SecretItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return arn("secretsmanager", "secret:%s-a1B2c3".formatted(name));
    }

    @Override
    Optional<String> itemArn() {
        return Optional.of(resourceId());
    }

    @Override
    Map<String, Object> configuration() {
        return Json.object(
                "ARN",
                resourceId(),
                "Name",
                name,
                "KMSKeyId",
                keyId,
                "Deleted",
                isDeleted ? Optional.of(true) : Optional.empty(),
                "RotationEnabled",
                false);
    }

    @Override
    Map<String, Object> supplementaryConfiguration() {
        return Json.object("ResourcePolicy", policy);
    }
}
