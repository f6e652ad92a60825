package dev.fargatepull.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code AWS::ECS::Service}. */
public final class ServiceItem extends LaunchItem<ServiceItem> {

    private String controller = "ECS";
    private int desiredCount = 1;

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
