package dev.fargatepull.testing.aws;

import java.time.Instant;
import java.util.Optional;

/**
 * The result that stands for a resource.
 *
 * @param resourceType the resource's type
 * @param resourceId its id
 * @param complianceType {@code COMPLIANT}, {@code NON_COMPLIANT} or {@code NOT_APPLICABLE}
 * @param annotation why
 * @param orderingTimestamp the time of the state that was evaluated
 */
public record StoredResult(
        String resourceType,
        String resourceId,
        String complianceType,
        Optional<String> annotation,
        Instant orderingTimestamp) {}
