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
 * @param pinnedImages the digests that ECS pinned for the current revision of a service; empty where nobody looked,
 *     since AWS Config does not record them
 */
public record TaskLaunch(
        Optional<String> cluster,
        Optional<String> taskDefinition,
        Optional<String> launchType,
        List<String> capacityProviders,
        Optional<String> platformVersion,
        Optional<AwsvpcConfiguration> network,
        Optional<List<PinnedImage>> pinnedImages) {

    /**
     * The image that ECS starts a container with, whatever becomes of its tag.
     *
     * @param containerName the container in the task definition
     * @param image the image as the task definition names it
     * @param digest the digest pinned for it; absent where ECS found none and goes by the tag
     */
    public record PinnedImage(String containerName, String image, Optional<String> digest) {}

    /** Whether it names neither launch type nor capacity provider, so that the cluster's default counts. */
    public boolean isAsTheClusterSays() {
        return launchType.isEmpty() && capacityProviders.isEmpty();
    }

    /** The cluster's name, whether an ARN or a name was given. */
    public String clusterName() {
        String given = cluster.orElse("default");
        return given.substring(given.lastIndexOf('/') + 1);
    }
}
