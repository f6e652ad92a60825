package dev.fargatepull.core.aws;

import java.util.List;

/**
 * An internet gateway.
 *
 * @param resourceId the internet gateway id
 * @param attachedVpcs the VPCs it is attached to now
 * @param untoldVpcs the VPCs of attachments whose state the item does not tell
 */
public record InternetGateway(String resourceId, List<String> attachedVpcs, List<String> untoldVpcs)
        implements AwsResource {}
