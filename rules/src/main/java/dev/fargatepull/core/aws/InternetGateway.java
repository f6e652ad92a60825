package dev.fargatepull.core.aws;

import java.util.List;

/**
 * An internet gateway.
 *
 * @param resourceId the internet gateway id
 * @param attachedVpcs the VPCs it is attached to now
 */
public record InternetGateway(String resourceId, List<String> attachedVpcs) implements AwsResource {}
