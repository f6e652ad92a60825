package dev.fargatepull.core.aws;

import java.util.Optional;

/**
 * A VPC.
 *
 * @param resourceId the VPC id
 * @param enableDnsSupport whether the Amazon resolver answers in it; AWS Config does not record it
 * @param enableDnsHostnames whether hosts get DNS names in it; AWS Config does not record it
 */
public record Vpc(String resourceId, Optional<Boolean> enableDnsSupport, Optional<Boolean> enableDnsHostnames)
        implements AwsResource {

    /**
     * Whether one of the two DNS attributes is known to be off.
     *
     * <p>Private DNS of interface endpoints needs both (VPC User Guide, "DNS attributes for your VPC").
     */
    public boolean isKnownToLackDns() {
        return enableDnsSupport.equals(Optional.of(false)) || enableDnsHostnames.equals(Optional.of(false));
    }
}
