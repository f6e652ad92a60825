package dev.fargatepull.core.aws;

import java.util.List;
import java.util.Optional;

/**
 * How an ECS service or task set starts its tasks.
 *
 * @param cluster ARN or name of the cluster; absent for the cluster called {@code default}
 * @param taskDefinition ARN of the task definition's revision
 * @param launchType {@code FARGATE}, {@code EC2} or {@code EXTERNAL}; absent with capacity providers
 * @param capacityProviders the providers its capacity provider strategy names
 * @param platformVersion the Fargate platform version, as in {@code 1.4.0} or {@code LATEST}
 * @param network where its tasks' network interfaces are placed
 */
public record TaskLaunch(
        Optional<String> cluster,
        Optional<String> taskDefinition,
        Optional<String> launchType,
        List<String> capacityProviders,
        Optional<String> platformVersion,
        Optional<AwsvpcConfiguration> network) {

    /** The cluster's name, whether an ARN or a name was given. */
    public String clusterName() {
        String given = cluster.orElse("default");
        return given.substring(given.lastIndexOf('/') + 1);
    }
}
