package dev.fargatepull.core.aws;

import dev.fargatepull.core.address.AddressSet;
import dev.fargatepull.core.address.PortRange;
import java.util.List;
import java.util.Set;

/**
 * A network ACL.
 *
 * @param resourceId the ACL id
 * @param subnetIds the subnets it is associated with
 * @param ingress its rules for packets into the subnet, lowest number first
 * @param egress its rules for packets out of the subnet, lowest number first
 */
public record NetworkAcl(String resourceId, Set<String> subnetIds, List<Entry> ingress, List<Entry> egress)
        implements AwsResource {

    /**
     * One rule about TCP. The first that a packet meets decides, and a packet that meets none is dropped.
     *
     * @param number its place among the rules
     * @param allows whether it lets packets pass
     * @param ports the ports packets go to
     * @param addresses the addresses on the other side
     */
    public record Entry(int number, boolean allows, PortRange ports, AddressSet addresses) {}
}
