package dev.fargatepull.core.aws;

import dev.fargatepull.core.address.AddressSet;
import java.util.Optional;

/**
 * A subnet.
 *
 * @param resourceId the subnet id
 * @param vpcId the VPC it belongs to
 * @param ownerId the account that owns it: another one where the subnet is shared
 * @param hasIpv4 whether it has an IPv4 range
 * @param ipv4Range that range; absent where the item does not tell
 */
public record Subnet(
        String resourceId, String vpcId, Optional<String> ownerId, boolean hasIpv4, Optional<AddressSet> ipv4Range)
        implements AwsResource {}
