package dev.fargatepull.testing;

import dev.fargatepull.core.inventory.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code AWS::IAM::Policy}: its default version, after an older one that allows everything. */
public final class ManagedPolicyItem extends Item<ManagedPolicyItem> {

    private final String name;
    private Optional<String> arn = Optional.empty();
    private String document =
            StatementJson.document(StatementJson.allow("none:None").on("*"));

    ManagedPolicyItem(String name) {
        super("AWS::IAM::Policy");
        this.name = name;
        recordedIn(new Scope(HOME.accountId(), "global"));
    }

    static String arnOf(String name) {
        return "arn:aws:iam::%s:policy/%s".formatted(HOME.accountId(), name);
    }

    /** What it says. */
    public ManagedPolicyItem saying(StatementJson... statements) {
        document = StatementJson.document(statements);
        return this;
    }

    /** Its ARN, where it is one of AWS's. */
    public ManagedPolicyItem withArn(String text) {
        arn = Optional.of(text);
        return this;
    }

    @Override
    ManagedPolicyItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return "ANPA-" + name;
    }

    @Override
    Optional<String> itemArn() {
        return Optional.of(arn.orElse(arnOf(name)));
    }

    @Override
    Map<String, Object> configuration() {
        String old = StatementJson.document(StatementJson.allow("*").on("*"));
        return Json.object(
                "policyName",
                name,
                "policyId",
                resourceId(),
                "arn",
                itemArn(),
                "path",
                "/",
                "defaultVersionId",
                "v2",
                "policyVersionList",
                List.of(version("v1", old, false), version("v2", document, true)));
    }

    private static Map<String, Object> version(String id, String document, boolean isDefault) {
        return Json.object(
                "versionId", id, "isDefaultVersion", isDefault, "document", StatementJson.urlEncoded(document));
    }
}
