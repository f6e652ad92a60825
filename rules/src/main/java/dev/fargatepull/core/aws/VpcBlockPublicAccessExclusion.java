package dev.fargatepull.core.aws;

import java.util.Optional;

/**
 * A VPC or subnet that VPC Block Public Access leaves alone.
 *
 * @param resourceId the exclusion id
 * @param allowsIngress {@code allow-bidirectional}, as opposed to {@code allow-egress}
 * @param vpcId the VPC left alone, if it is a VPC
 * @param subnetId the subnet left alone, if it is a subnet
 */
public record VpcBlockPublicAccessExclusion(
        String resourceId, boolean allowsIngress, Optional<String> vpcId, Optional<String> subnetId)
        implements AwsResource {}
