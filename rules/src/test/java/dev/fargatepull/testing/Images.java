package dev.fargatepull.testing;

import dev.fargatepull.core.inventory.Scope;

/** Image references of the kinds a pull tells apart. */
public final class Images {

    /** In the account's own registry in another Region. */
    public static final String ECR_IN_ANOTHER_REGION = ecr(new Scope(Item.HOME.accountId(), "us-east-1"), "app:1.0");

    /** In the account's own registry, by its FIPS host. */
    public static final String ECR_BY_FIPS_HOST =
            "%s.dkr.ecr-fips.%s.amazonaws.com/app:1.0".formatted(Item.HOME.accountId(), Item.HOME.region());

    /** On Docker Hub. */
    public static final String DOCKER_HUB = "nginx:1.29";

    private Images() {}

    /** A digest, always the same for one content. */
    public static String digest(String content) {
        return "sha256:%08x".formatted(content.hashCode()) + "0".repeat(56);
    }

    /** In the private registry of an account and Region. */
    public static String ecr(Scope registry, String repositoryAndTag) {
        String suffix = registry.region().startsWith("cn-") ? ".cn" : "";
        return "%s.dkr.ecr.%s.amazonaws.com%s/%s"
                .formatted(registry.accountId(), registry.region(), suffix, repositoryAndTag);
    }

    /** In the account's own registry in the same Region. */
    public static String ecr(String repositoryAndTag) {
        return ecr(Item.HOME, repositoryAndTag);
    }
}
