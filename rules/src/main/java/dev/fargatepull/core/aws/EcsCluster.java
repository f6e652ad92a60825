package dev.fargatepull.core.aws;

import java.util.List;

/**
 * An ECS cluster.
 *
 * @param resourceId the cluster's name
 * @param defaultCapacityProviders the providers of its default capacity provider strategy
 */
public record EcsCluster(String resourceId, List<String> defaultCapacityProviders) implements AwsResource {}
