package dev.fargatepull.core.aws;

import dev.fargatepull.core.address.AddressSet;
import java.util.Optional;
import java.util.Set;

/**
 * A VPC.
 *
 * @param resourceId the VPC id
 * @param primaryRange its first IPv4 range
 * @param dhcpOptionsId its DHCP option set, or {@link #NO_DHCP_OPTIONS}
 * @param enableDnsSupport whether the Amazon resolver answers in it; AWS Config does not record it
 * @param enableDnsHostnames whether hosts get DNS names in it; AWS Config does not record it
 * @param suppliedTypes AWS names of the types that AWS Config leaves out and of which whoever collected the evidence
 *     added all that the VPC has
 */
public record Vpc(
        String resourceId,
        Optional<AddressSet> primaryRange,
        Optional<String> dhcpOptionsId,
        Optional<Boolean> enableDnsSupport,
        Optional<Boolean> enableDnsHostnames,
        Set<String> suppliedTypes)
        implements AwsResource {

    /** Stands for no option set at all, so that tasks are told no DNS server. */
    public static final String NO_DHCP_OPTIONS = "default";

    /**
     * Whether one of the two DNS attributes is known to be off.
     *
     * <p>Private DNS of interface endpoints needs both (VPC User Guide, "DNS attributes for your VPC").
     */
    public boolean isKnownToLackDns() {
        return enableDnsSupport.equals(Optional.of(false)) || enableDnsHostnames.equals(Optional.of(false));
    }
}
