package dev.fargatepull.lambda;

import dev.fargatepull.core.aws.ResourceType;
import java.util.Optional;
import java.util.Set;

/**
 * The change of a resource that AWS Config notifies of.
 *
 * @param resource the resource
 * @param status the {@code configurationItemStatus}
 * @param item its new configuration item as JSON, or the item's summary where the item is too large for an event
 * @param isOversized whether it is the summary
 */
record Change(ResourceId resource, String status, String item, boolean isOversized) {

    private static final Set<String> LIVE = Set.of("OK", "ResourceDiscovered");

    /** The resource's type, or empty when the rules have no use for it. */
    Optional<ResourceType> type() {
        return ResourceType.of(resource.type());
    }

    /** Whether the resource is still there and recorded. */
    boolean isLive() {
        return LIVE.contains(status);
    }
}
