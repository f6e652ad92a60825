package dev.fargatepull.core.aws;

/**
 * An ECS task set.
 *
 * @param resourceId the id AWS Config knows it by
 * @param launch how it starts its tasks
 */
public record EcsTaskSet(String resourceId, TaskLaunch launch) implements AwsResource {}
