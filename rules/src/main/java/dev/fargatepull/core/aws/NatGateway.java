package dev.fargatepull.core.aws;

import java.util.Optional;

/**
 * A NAT gateway.
 *
 * @param resourceId the NAT gateway id
 * @param subnetId the subnet it stands in; a regional NAT gateway stands in none
 * @param state {@code available}, {@code pending}, {@code failed}, {@code deleting} or {@code deleted}
 * @param isPrivate whether it translates to private addresses only
 */
public record NatGateway(String resourceId, Optional<String> subnetId, Optional<String> state, boolean isPrivate)
        implements AwsResource {}
