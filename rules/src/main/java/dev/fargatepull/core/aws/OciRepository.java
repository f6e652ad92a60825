package dev.fargatepull.core.aws;

import java.util.List;
import java.util.Optional;

/**
 * A repository of any other registry. AWS Config has no such type: whoever asked the registry writes its items.
 *
 * @param resourceId host and path
 * @param reference the same as image references name it, with Docker Hub as {@code docker.io}
 * @param images what it holds; empty where nobody looked
 */
public record OciRepository(String resourceId, String reference, Optional<List<RegistryImage>> images)
        implements AwsResource {}
