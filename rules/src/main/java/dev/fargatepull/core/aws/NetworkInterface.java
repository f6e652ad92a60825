package dev.fargatepull.core.aws;

import dev.fargatepull.core.address.AddressSet;

/**
 * A network interface of a VPC endpoint.
 *
 * @param resourceId the interface id
 * @param subnetId the subnet it stands in
 * @param addresses its private IPv4 addresses
 */
public record NetworkInterface(String resourceId, String subnetId, AddressSet addresses) implements AwsResource {}
