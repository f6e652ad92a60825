package dev.fargatepull.core.inventory;

import dev.fargatepull.core.aws.AwsResource;
import dev.fargatepull.core.aws.ResourceType;
import java.time.Instant;
import java.util.Optional;

/**
 * What was known of one resource when it was captured.
 *
 * @param scope the account and Region it was recorded in
 * @param type its type
 * @param reference the name other items point at it by, see {@link AwsResource#reference()}
 * @param captureTime when it was captured; {@link Instant#MIN} if the item does not say
 * @param resource the resource, or empty where the item says that it is deleted or no longer recorded
 * @param isDeletion whether the item says that the resource was deleted
 */
public record ConfigurationItem(
        Scope scope,
        ResourceType type,
        String reference,
        Instant captureTime,
        Optional<AwsResource> resource,
        boolean isDeletion) {}
