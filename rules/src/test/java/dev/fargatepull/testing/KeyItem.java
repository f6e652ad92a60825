package dev.fargatepull.testing;

import java.util.Map;
import java.util.Optional;

/** {@code AWS::KMS::Key}: enabled, with a key policy that leaves its use to the account's policies. */
public final class KeyItem extends Item<KeyItem> {

    private final String id;
    private String manager = "CUSTOMER";
    private String state = "Enabled";
    private String policy = StatementJson.document(StatementJson.allow("kms:*")
            .to("arn:aws:iam::%s:root".formatted(HOME.accountId()))
            .on("*"));

    KeyItem(String id) {
        super("AWS::KMS::Key");
        this.id = id;
    }

    /** The ARN of a key of the home account and Region. */
    public static String arnOf(String id) {
        return "arn:aws:kms:%s:%s:key/%s".formatted(HOME.region(), HOME.accountId(), id);
    }

    /** AWS manages it. */
    public KeyItem managedByAws() {
        manager = "AWS";
        return this;
    }

    /** Its state, as in {@code Disabled}. */
    public KeyItem inState(String text) {
        state = text;
        return this;
    }

    /** Its key policy. */
    public KeyItem withPolicy(StatementJson... statements) {
        policy = StatementJson.document(statements);
        return this;
    }

    @Override
    KeyItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return id;
    }

    @Override
    Optional<String> itemArn() {
        return Optional.of(arn("kms", "key/" + id));
    }

    @Override
    Map<String, Object> configuration() {
        return Json.object(
                "keyId",
                id,
                "arn",
                itemArn(),
                "keyManager",
                manager,
                "keyState",
                state,
                "enabled",
                state.equals("Enabled"));
    }

    @Override
    Map<String, Object> supplementaryConfiguration() {
        return Json.object("Policy", policy);
    }
}
