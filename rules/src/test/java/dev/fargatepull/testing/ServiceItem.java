package dev.fargatepull.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code AWS::ECS::Service}. */
public final class ServiceItem extends LaunchItem<ServiceItem> {

    private String controller = "ECS";
    private int desiredCount = 1;
    private Optional<List<Map<String, Object>>> pinnedImages = Optional.empty();

    ServiceItem(String name) {
        super("AWS::ECS::Service", "AwsvpcConfiguration", name);
    }

    /** Its deployment controller: {@code ECS}, {@code CODE_DEPLOY} or {@code EXTERNAL}. */
    public ServiceItem controlledBy(String type) {
        controller = type;
        return this;
    }

    /** How many tasks it is to keep running. */
    public ServiceItem withDesiredCount(int count) {
        desiredCount = count;
        return this;
    }

    /** ECS pinned nothing for its current revision. */
    public ServiceItem pinningNothing() {
        pinnedImages = Optional.of(List.of());
        return this;
    }

    /** ECS pinned the image of one more container to a digest. */
    public ServiceItem pinning(String containerName, String image, String digest) {
        return pinning(containerName, image, Optional.of(digest));
    }

    /** ECS could not tell the digest of one more container's image. */
    public ServiceItem pinningInVain(String containerName, String image) {
        return pinning(containerName, image, Optional.empty());
    }

    private ServiceItem pinning(String containerName, String image, Optional<String> digest) {
        List<Map<String, Object>> pinned = new ArrayList<>(pinnedImages.orElse(List.of()));
        pinned.add(Json.object("containerName", containerName, "image", image, "imageDigest", digest));
        pinnedImages = Optional.of(pinned);
        return this;
    }

    @Override
    Map<String, Object> supplementaryConfiguration() {
        return Json.object("pinnedImages", pinnedImages);
    }

    @Override
    ServiceItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return arn("ecs", "service/%s/%s".formatted(clusterName(), name()));
    }

    @Override
    Optional<String> resourceName() {
        return Optional.of(name());
    }

    @Override
    Optional<String> itemArn() {
        return Optional.of(resourceId());
    }

    @Override
    Map<String, Object> configuration() {
        Map<String, Object> configuration = launchConfiguration();
        configuration.putAll(Json.object(
                "ServiceArn",
                resourceId(),
                "ServiceName",
                name(),
                "Name",
                name(),
                "DeploymentController",
                Map.of("Type", controller),
                "DesiredCount",
                desiredCount,
                "SchedulingStrategy",
                "REPLICA",
                "LoadBalancers",
                List.of(),
                "ServiceConnectConfiguration",
                List.of(),
                "FargateEphemeralStorage",
                List.of(),
                "Tags",
                List.of()));
        return configuration;
    }
}
