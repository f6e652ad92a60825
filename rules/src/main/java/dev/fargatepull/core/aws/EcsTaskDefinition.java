package dev.fargatepull.core.aws;

import java.util.List;
import java.util.Optional;

/**
 * One revision of an ECS task definition.
 *
 * @param resourceId the family, or in older items {@code family:revision}
 * @param reference the revision's ARN
 * @param operatingSystemFamily {@code LINUX} or one of the {@code WINDOWS_SERVER_…} families; AWS Config does not
 *     record it, so absent means unknown here
 * @param containers the containers a task starts
 */
public record EcsTaskDefinition(
        String resourceId, String reference, Optional<String> operatingSystemFamily, List<Container> containers)
        implements AwsResource {

    /**
     * A container of the task.
     *
     * @param image the image reference as written
     * @param hasRepositoryCredentials whether a Secrets Manager secret holds the credentials for the registry
     */
    public record Container(String image, boolean hasRepositoryCredentials) {}
}
