package dev.fargatepull.core.aws;

import java.util.List;
import java.util.Optional;

/**
 * A repository of a private ECR registry.
 *
 * @param resourceId its name
 * @param images what it holds; empty where nobody looked, since AWS Config does not record images
 */
public record EcrRepository(String resourceId, Optional<List<RegistryImage>> images) implements AwsResource {}
