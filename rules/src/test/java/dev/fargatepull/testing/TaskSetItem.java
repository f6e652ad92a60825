package dev.fargatepull.testing;

import java.util.Map;

/** {@code AWS::ECS::TaskSet} of the service {@code web}. */
public final class TaskSetItem extends LaunchItem<TaskSetItem> {

    TaskSetItem(String id) {
        super("AWS::ECS::TaskSet", "AwsVpcConfiguration", id);
    }

    @Override
    TaskSetItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return name();
    }

    @Override
    Map<String, Object> configuration() {
        Map<String, Object> configuration = launchConfiguration();
        configuration.putAll(Json.object(
                "Id",
                name(),
                "Service",
                arn("ecs", "service/%s/web".formatted(clusterName())),
                "Scale",
                Map.of("Unit", "PERCENT", "Value", 100)));
        return configuration;
    }
}
