package dev.fargatepull.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code AWS::ECS::Cluster}. */
public final class ClusterItem extends Item<ClusterItem> {

    private final String name;
    private List<Map<String, Object>> defaultStrategy = List.of();

    ClusterItem(String name) {
        super("AWS::ECS::Cluster");
        this.name = name;
    }

    /** Its default capacity provider strategy. */
    public ClusterItem defaultingTo(String... providers) {
        defaultStrategy = Arrays.stream(providers)
                .map(provider -> Json.object("CapacityProvider", provider, "Weight", 1, "Base", 0))
                .toList();
        return this;
    }

    @Override
    ClusterItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return name;
    }

    @Override
    Optional<String> itemArn() {
        return Optional.of(arn("ecs", "cluster/" + name));
    }

    @Override
    Map<String, Object> configuration() {
        return Json.object(
                "Arn",
                arn("ecs", "cluster/" + name),
                "ClusterName",
                name,
                "CapacityProviders",
                List.of("FARGATE", "FARGATE_SPOT"),
                "DefaultCapacityProviderStrategy",
                defaultStrategy);
    }
}
