package dev.fargatepull.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A repository of any kind of registry: nobody looked what it holds, unless images are named. */
public final class RepositoryItem extends Item<RepositoryItem> {

    private final String id;
    private final Map<String, Object> configuration;
    private Optional<List<Map<String, Object>>> images = Optional.empty();

    private RepositoryItem(String resourceType, String id, Map<String, Object> configuration) {
        super(resourceType);
        this.id = id;
        this.configuration = configuration;
    }

    static RepositoryItem ecr(String name) {
        return new RepositoryItem(
                "AWS::ECR::Repository",
                name,
                Json.object(
                        "RepositoryName",
                        name,
                        "ImageTagMutability",
                        "MUTABLE",
                        "ImageScanningConfiguration",
                        Map.of("ScanOnPush", false),
                        "LifecyclePolicy",
                        Map.of(),
                        "RepositoryPolicyText",
                        Map.of(),
                        "EncryptionConfiguration",
                        Map.of("EncryptionType", "AES256"),
                        "Tags",
                        List.of()));
    }

    static RepositoryItem ecrPublic(String alias, String name) {
        return new RepositoryItem(
                "AWS::ECR::PublicRepository",
                name,
                Json.object("RepositoryName", name, "RepositoryUri", "public.ecr.aws/%s/%s".formatted(alias, name)));
    }

    static RepositoryItem oci(String hostAndPath) {
        return new RepositoryItem("OCI::Registry::Repository", hostAndPath, Map.of());
    }

    /** Its repository policy, as JSON text. */
    public RepositoryItem withPolicy(StatementJson... statements) {
        configuration.put("RepositoryPolicyText", StatementJson.document(statements));
        return this;
    }

    /** Its repository policy, as an object. */
    public RepositoryItem withPolicyAsObject(StatementJson... statements) {
        configuration.put("RepositoryPolicyText", StatementJson.object(statements));
        return this;
    }

    /** A tag of it. */
    public RepositoryItem tagged(String key, String value) {
        configuration.put("Tags", List.of(Json.object("Key", key, "Value", value)));
        return this;
    }

    /** All that it holds. */
    public RepositoryItem holding(StoredImage... stored) {
        images = Optional.of(Arrays.stream(stored).map(StoredImage::json).toList());
        return this;
    }

    @Override
    RepositoryItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return id;
    }

    @Override
    Optional<String> resourceName() {
        return Optional.of(id);
    }

    @Override
    Map<String, Object> configuration() {
        return configuration;
    }

    @Override
    Map<String, Object> supplementaryConfiguration() {
        return Json.object("images", images);
    }
}
