package dev.fargatepull.testing.aws;

import dev.fargatepull.testing.Json;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;

/**
 * IAM, Secrets Manager and KMS as AWS Config records them. The shapes are written down by hand, key by key as in real
 * items where there are such.
 */
final class PermissionRecorder {

    private final IamClient iam;
    private final SecretsManagerClient secrets;
    private final KmsClient kms;

    PermissionRecorder(IamClient iam, SecretsManagerClient secrets, KmsClient kms) {
        this.iam = iam;
        this.secrets = secrets;
        this.kms = kms;
    }

    Stream<CapturedItem> items() {
        return Stream.of(
                        iam.listRolesPaginator().roles().stream().map(this::role),
                        iam.listPoliciesPaginator(request -> request.scope(PolicyScopeType.LOCAL)).policies().stream()
                                .map(this::policy),
                        secrets.listSecretsPaginator(request -> request.includePlannedDeletion(true)).stream()
                                .flatMap(page -> page.secretList().stream())
                                .map(PermissionRecorder::secret),
                        kms.listKeysPaginator().keys().stream()
                                .map(key -> kms.describeKey(request -> request.keyId(key.keyId()))
                                        .keyMetadata())
                                .map(this::key))
                .flatMap(items -> items);
    }

    private CapturedItem role(Role listed) {
        String name = listed.roleName();
        Role role = iam.getRole(request -> request.roleName(name)).role();
        return CapturedItem.of(
                        "AWS::IAM::Role",
                        role.roleId(),
                        Json.object(
                                "path", role.path(),
                                "roleName", name,
                                "roleId", role.roleId(),
                                "arn", role.arn(),
                                "createDate", role.createDate().toString(),
                                "assumeRolePolicyDocument", encoded(role.assumeRolePolicyDocument()),
                                "instanceProfileList", List.of(),
                                "rolePolicyList", inline(name),
                                "attachedManagedPolicies",
                                        iam
                                                .listAttachedRolePoliciesPaginator(request -> request.roleName(name))
                                                .attachedPolicies()
                                                .stream()
                                                .map(attached -> Json.object(
                                                        "policyName", attached.policyName(),
                                                        "policyArn", attached.policyArn()))
                                                .toList(),
                                "permissionsBoundary",
                                        Optional.ofNullable(role.permissionsBoundary())
                                                .map(boundary -> Json.object(
                                                        "permissionsBoundaryArn",
                                                        boundary.permissionsBoundaryArn(),
                                                        "permissionsBoundaryType",
                                                        "PermissionsBoundaryPolicy")),
                                "tags",
                                        role.tags().stream()
                                                .map(tag -> Json.object("key", tag.key(), "value", tag.value()))
                                                .toList()))
                .globally()
                .named(name)
                .withArn(role.arn());
    }

    private List<Map<String, Object>> inline(String role) {
        return iam.listRolePoliciesPaginator(request -> request.roleName(role)).policyNames().stream()
                .map(name -> Json.object(
                        "policyName",
                        name,
                        "policyDocument",
                        encoded(iam.getRolePolicy(
                                        request -> request.roleName(role).policyName(name))
                                .policyDocument())))
                .toList();
    }

    private CapturedItem policy(Policy policy) {
        return CapturedItem.of(
                        "AWS::IAM::Policy",
                        policy.policyId(),
                        Json.object(
                                "policyName", policy.policyName(),
                                "policyId", policy.policyId(),
                                "arn", policy.arn(),
                                "path", policy.path(),
                                "defaultVersionId", policy.defaultVersionId(),
                                "attachmentCount", policy.attachmentCount(),
                                "permissionsBoundaryUsageCount", 0,
                                "isAttachable", true,
                                "policyVersionList",
                                        iam
                                                .listPolicyVersionsPaginator(request -> request.policyArn(policy.arn()))
                                                .versions()
                                                .stream()
                                                .map(version -> version(policy.arn(), version.versionId()))
                                                .toList()))
                .globally()
                .named(policy.policyName())
                .withArn(policy.arn());
    }

    private Map<String, Object> version(String arn, String id) {
        PolicyVersion version = iam.getPolicyVersion(
                        request -> request.policyArn(arn).versionId(id))
                .policyVersion();
        return Json.object(
                "document", encoded(version.document()),
                "versionId", id,
                "isDefaultVersion", version.isDefaultVersion(),
                "createDate", version.createDate().toString());
    }

    private static CapturedItem secret(SecretListEntry secret) {
        return CapturedItem.of(
                        "AWS::SecretsManager::Secret",
                        secret.arn(),
                        Json.object(
                                "ARN", secret.arn(),
                                "Name", secret.name(),
                                "KMSKeyId", Optional.ofNullable(secret.kmsKeyId()),
                                "RotationEnabled", false,
                                "Deleted", secret.deletedDate() == null ? Optional.empty() : Optional.of(true)))
                .named(secret.name())
                .withArn(secret.arn());
    }

    private CapturedItem key(KeyMetadata key) {
        return CapturedItem.of(
                        "AWS::KMS::Key",
                        key.keyId(),
                        Json.object(
                                "keyId", key.keyId(),
                                "arn", key.arn(),
                                "description", Optional.ofNullable(key.description()),
                                "enabled", key.enabled(),
                                "keyManager", key.keyManagerAsString(),
                                "keyState", key.keyStateAsString(),
                                "keyUsage", key.keyUsageAsString()))
                .withArn(key.arn())
                .with(Json.object(
                        "Policy",
                        kms.getKeyPolicy(request -> request.keyId(key.keyId()).policyName("default"))
                                .policy()));
    }

    /** Policies of IAM are encoded as in an address; moto hands out some that are not. */
    private static String encoded(String document) {
        String plain = document.startsWith("%") ? URLDecoder.decode(document, StandardCharsets.UTF_8) : document;
        return URLEncoder.encode(plain, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
