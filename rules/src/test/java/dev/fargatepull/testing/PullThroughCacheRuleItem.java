package dev.fargatepull.testing;

import java.util.Map;

/** {@code AWS::ECR::PullThroughCacheRule}, for Docker Hub. */
public final class PullThroughCacheRuleItem extends Item<PullThroughCacheRuleItem> {

    private final String prefix;

    PullThroughCacheRuleItem(String prefix) {
        super("AWS::ECR::PullThroughCacheRule");
        this.prefix = prefix;
    }

    @Override
    PullThroughCacheRuleItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return prefix;
    }

    @Override
    Map<String, Object> configuration() {
        return Json.object("EcrRepositoryPrefix", prefix, "UpstreamRegistryUrl", "registry-1.docker.io");
    }
}
