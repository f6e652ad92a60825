package dev.fargatepull.core.aws;

import dev.fargatepull.core.address.AddressSet;
import dev.fargatepull.core.address.PortRange;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A security group.
 *
 * @param resourceId the group id
 * @param vpcId the VPC it belongs to
 * @param isDefault whether it is the VPC's default group, which counts where no group is named
 * @param ingress what it lets in over TCP
 * @param egress what it lets out over TCP
 */
public record SecurityGroup(
        String resourceId, Optional<String> vpcId, boolean isDefault, List<Permission> ingress, List<Permission> egress)
        implements AwsResource {

    /**
     * What one rule lets pass.
     *
     * @param ports the ports it is about
     * @param ranges the addresses it names, of either family
     * @param prefixListIds the prefix lists it names
     * @param groupIds the groups it names: every interface that has one of them
     */
    public record Permission(PortRange ports, AddressSet ranges, Set<String> prefixListIds, Set<String> groupIds) {}
}
