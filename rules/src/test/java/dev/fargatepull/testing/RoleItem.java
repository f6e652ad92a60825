package dev.fargatepull.testing;

import dev.fargatepull.core.inventory.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code AWS::IAM::Role}: one that ECS may assume for tasks, and that may do nothing. */
public final class RoleItem extends Item<RoleItem> {

    private final String name;
    private final List<Map<String, Object>> inline = new ArrayList<>();
    private final List<Map<String, Object>> attached = new ArrayList<>();
    private final List<Map<String, Object>> tags = new ArrayList<>();
    private Optional<Map<String, Object>> boundary = Optional.empty();
    private String path = "/";
    private Optional<String> trustPolicy = Optional.of(
            StatementJson.document(StatementJson.allow("sts:AssumeRole").toService("ecs-tasks.amazonaws.com")));

    RoleItem(String name) {
        super("AWS::IAM::Role");
        this.name = name;
        recordedIn(new Scope(HOME.accountId(), "global"));
    }

    /** The ARN of a role of the home account. */
    public static String arnOf(String pathAndName) {
        return "arn:aws:iam::%s:role/%s".formatted(HOME.accountId(), pathAndName);
    }

    /** Its path, as in {@code /service/}. */
    public RoleItem underPath(String text) {
        path = text;
        return this;
    }

    /** Who may assume it. */
    public RoleItem trusting(StatementJson... statements) {
        trustPolicy = Optional.of(StatementJson.document(statements));
        return this;
    }

    /** Its item does not tell who may assume it. */
    public RoleItem withoutTrustPolicy() {
        trustPolicy = Optional.empty();
        return this;
    }

    /** One more inline policy. */
    public RoleItem with(String policyName, StatementJson... statements) {
        return withText(policyName, StatementJson.document(statements));
    }

    /** One more inline policy, as JSON text. */
    public RoleItem withText(String policyName, String document) {
        inline.add(Json.object("policyName", policyName, "policyDocument", StatementJson.urlEncoded(document)));
        return this;
    }

    /** One more of AWS's own policies, by path and name. */
    public RoleItem withAwsPolicy(String pathAndName) {
        return attached("arn:aws:iam::aws:policy/" + pathAndName);
    }

    /** One more customer-managed policy. */
    public RoleItem withManagedPolicy(String policyName) {
        return attached(ManagedPolicyItem.arnOf(policyName));
    }

    private RoleItem attached(String arn) {
        attached.add(Json.object("policyName", arn.substring(arn.lastIndexOf('/') + 1), "policyArn", arn));
        return this;
    }

    /** Its permissions boundary, a customer-managed policy. */
    public RoleItem boundedBy(String policyName) {
        boundary = Optional.of(Json.object(
                "permissionsBoundaryArn",
                ManagedPolicyItem.arnOf(policyName),
                "permissionsBoundaryType",
                "PermissionsBoundaryPolicy"));
        return this;
    }

    /** A tag of it. */
    public RoleItem tagged(String key, String value) {
        tags.add(Json.object("key", key, "value", value));
        return this;
    }

    private String roleArn() {
        return "arn:aws:iam::%s:role%s%s".formatted(scope().accountId(), path, name);
    }

    @Override
    RoleItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return "AROA-" + name;
    }

    @Override
    Optional<String> resourceName() {
        return Optional.of(name);
    }

    @Override
    Optional<String> itemArn() {
        return Optional.of(roleArn());
    }

    @Override
    Map<String, Object> configuration() {
        return Json.object(
                "path",
                path,
                "roleName",
                name,
                "roleId",
                resourceId(),
                "arn",
                roleArn(),
                "assumeRolePolicyDocument",
                trustPolicy.map(StatementJson::urlEncoded),
                "instanceProfileList",
                List.of(),
                "rolePolicyList",
                inline,
                "attachedManagedPolicies",
                attached,
                "permissionsBoundary",
                boundary,
                "tags",
                tags);
    }
}
