package dev.fargatepull.core.network;

import dev.fargatepull.core.aws.DhcpOptions;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.Vpc;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.inventory.RegionInventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How names of registries resolve in a VPC: its DNS attributes, and the servers its DHCP option set hands out. */
public final class NameResolution {

    /** The Amazon resolver, by the names it has in every VPC (VPC User Guide, "Amazon DNS server"). */
    private static final Set<String> AMAZON = Set.of("amazonprovideddns", "169.254.169.253", "fd00:ec2::253");

    /** It has another address at the base of the VPC's first IPv4 range plus two. */
    private static final int OFFSET_OF_RESOLVER = 2;

    private final RegionInventory inventory;
    private final Network network;

    /**
     * The DNS servers of a VPC.
     *
     * @param type the type of the resource that tells of them
     * @param resourceId its id: the option set, or the VPC where that is unknown
     * @param unknown what is unknown of them
     * @param custom those among them that are not the Amazon resolver
     */
    public record Servers(ResourceType type, String resourceId, Optional<Cause> unknown, List<String> custom) {}

    /** The name resolution that these items tell of. */
    public NameResolution(RegionInventory inventory, Network network) {
        this.inventory = inventory;
        this.network = network;
    }

    /** The DNS servers that the VPC's option set hands out; empty if it has no option set. */
    public Optional<Servers> servers(String vpcId) {
        Optional<Vpc> vpc = inventory.find(Vpc.class, vpcId);
        if (vpc.isEmpty()) {
            return Optional.of(unknown(ResourceType.EC2_VPC, vpcId, vpcUnknown(vpcId)));
        }
        Optional<String> optionsId = vpc.get().dhcpOptionsId();
        if (optionsId.isEmpty()) {
            return Optional.of(
                    unknown(ResourceType.EC2_VPC, vpcId, optionsUnknown(vpcId, "the option set of " + vpcId)));
        }
        String id = optionsId.get();
        if (id.equals(Vpc.NO_DHCP_OPTIONS)) {
            return Optional.empty();
        }
        Optional<DhcpOptions> options = inventory.find(DhcpOptions.class, id);
        if (options.isEmpty()) {
            return Optional.of(unknown(ResourceType.EC2_DHCP_OPTIONS, id, optionsUnknown(id, id)));
        }
        List<String> servers = options.get().domainNameServers();
        if (servers.isEmpty()) {
            return Optional.of(unknown(ResourceType.EC2_DHCP_OPTIONS, id, serversUnset(id)));
        }
        List<String> custom = servers.stream()
                .filter(server -> !isAmazonResolver(server, vpc.get()))
                .toList();
        return Optional.of(new Servers(ResourceType.EC2_DHCP_OPTIONS, id, Optional.empty(), custom));
    }

    private static boolean isAmazonResolver(String server, Vpc vpc) {
        return AMAZON.contains(server.toLowerCase(Locale.ROOT))
                || vpc.primaryRange()
                        .flatMap(range -> range.ipv4AddressAt(OFFSET_OF_RESOLVER))
                        .filter(server::equals)
                        .isPresent();
    }

    private static Servers unknown(ResourceType type, String resourceId, Cause cause) {
        return new Servers(type, resourceId, Optional.of(cause), List.of());
    }

    /**
     * What keeps names from resolving in a VPC, or leaves that open.
     *
     * @param flows the flows that need it
     * @param subnetIds the subnets they come from
     */
    public List<Cause> defects(String vpcId, Set<Flow> flows, List<String> subnetIds) {
        Optional<Vpc> vpc = inventory.find(Vpc.class, vpcId);
        if (vpc.isEmpty()) {
            return List.of(vpcUnknown(vpcId));
        }
        List<Cause> defects = new ArrayList<>();
        if (vpc.get().enableDnsSupport().equals(Optional.of(false))) {
            defects.add(Cause.breach(
                    CauseCode.DNS_SUPPORT_OFF,
                    vpcId,
                    "enableDnsSupport of %s is off, so no registry is found by name".formatted(vpcId),
                    "Set enableDnsSupport to true."));
        }
        if (vpc.get().dhcpOptionsId().equals(Optional.of(Vpc.NO_DHCP_OPTIONS))) {
            defects.add(Cause.breach(
                    CauseCode.NO_DHCP_OPTIONS,
                    vpcId,
                    "%s has no DHCP option set, so tasks are told no DNS server".formatted(vpcId),
                    "Associate an option set with AmazonProvidedDNS."));
        }
        if (vpc.get().enableDnsHostnames().equals(Optional.of(false))) {
            subnetIds.stream()
                    .flatMap(subnetId -> network.needOfPrivateNames(flows, subnetId, vpcId).stream())
                    .distinct()
                    .forEach(defects::add);
        }
        if (vpc.get().enableDnsSupport().isEmpty()
                || vpc.get().enableDnsHostnames().isEmpty()) {
            defects.add(Cause.open(
                    CauseCode.DNS_ATTRIBUTES_UNKNOWN,
                    vpcId,
                    "AWS Config does not record enableDnsSupport and enableDnsHostnames of %s".formatted(vpcId),
                    "Look at both with aws ec2 describe-vpc-attribute."));
        }
        return defects;
    }

    private static Cause vpcUnknown(String vpcId) {
        return Cause.open(
                CauseCode.VPC_UNKNOWN,
                vpcId,
                "%s has no item, so how names resolve in it is unknown".formatted(vpcId),
                "Record AWS::EC2::VPC in this account and Region.");
    }

    private static Cause optionsUnknown(String resourceId, String label) {
        return Cause.open(
                CauseCode.DHCP_OPTIONS_UNKNOWN,
                resourceId,
                "%s has no item, so its DNS servers are unknown".formatted(label),
                "Record AWS::EC2::DHCPOptions in this account and Region.");
    }

    private static Cause serversUnset(String optionsId) {
        return Cause.open(
                CauseCode.DNS_SERVERS_UNSET,
                optionsId,
                "%s names no DNS server".formatted(optionsId),
                "Name AmazonProvidedDNS in it.");
    }
}
