package dev.fargatepull.core.aws;

import java.util.Optional;

/**
 * An ECS service.
 *
 * @param resourceId the service's ARN
 * @param launch how it starts its tasks
 * @param deploymentController {@code ECS}, {@code CODE_DEPLOY} or {@code EXTERNAL}; absent means {@code ECS}
 */
public record EcsService(String resourceId, TaskLaunch launch, Optional<String> deploymentController)
        implements AwsResource {

    /**
     * Whether the service itself starts no task because its task sets do.
     *
     * <p>With the controllers {@code EXTERNAL} and {@code CODE_DEPLOY} the network configuration moves to the task
     * sets; a CodeDeploy service that still shows one starts tasks with it.
     */
    public boolean leavesTasksToTaskSets() {
        String controller = deploymentController.orElse("ECS");
        return controller.equals("EXTERNAL")
                || (controller.equals("CODE_DEPLOY") && launch.network().isEmpty());
    }
}
