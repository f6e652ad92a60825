package dev.fargatepull.core.aws;

import java.util.List;
import java.util.Optional;

/**
 * A repository on ECR Public.
 *
 * @param resourceId its id
 * @param reference its path on the host, registry alias first
 * @param images what it holds; empty where nobody looked
 */
public record EcrPublicRepository(String resourceId, String reference, Optional<List<RegistryImage>> images)
        implements AwsResource {}
