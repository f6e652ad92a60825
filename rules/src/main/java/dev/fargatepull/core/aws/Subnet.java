package dev.fargatepull.core.aws;

import java.util.Optional;

/**
 * A subnet.
 *
 * @param resourceId the subnet id
 * @param vpcId the VPC it belongs to
 * @param ownerId the account that owns it: another one where the subnet is shared
 * @param hasIpv4 whether it has an IPv4 range
 */
public record Subnet(String resourceId, String vpcId, Optional<String> ownerId, boolean hasIpv4)
        implements AwsResource {}
