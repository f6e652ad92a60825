package dev.fargatepull.items;

import dev.fargatepull.core.address.AddressSet;
import dev.fargatepull.core.address.PortRange;
import dev.fargatepull.core.aws.NetworkAcl;
import dev.fargatepull.core.aws.SecurityGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The shape of security groups and network ACLs. Rules about other protocols than TCP are left out. */
final class NetworkFilterMappers {

    private NetworkFilterMappers() {}

    static SecurityGroup securityGroup(String id, Fields configuration) throws MalformedInputException {
        return new SecurityGroup(
                id,
                configuration.text("vpcId"),
                configuration.text("groupName").equals(Optional.of("default")),
                permissions(configuration.objects("ipPermissions")),
                permissions(configuration.objects("ipPermissionsEgress")));
    }

    private static List<SecurityGroup.Permission> permissions(List<Fields> rules) throws MalformedInputException {
        List<SecurityGroup.Permission> permissions = new ArrayList<>();
        for (Fields rule : rules) {
            Optional<PortRange> ports =
                    PortRange.ofTcp(rule.require("ipProtocol"), rule.integer("fromPort"), rule.integer("toPort"));
            if (ports.isPresent()) {
                permissions.add(new SecurityGroup.Permission(
                        ports.get(),
                        ranges(rule),
                        ids(rule.objects("prefixListIds"), "prefixListId"),
                        ids(rule.objects("userIdGroupPairs"), "groupId")));
            }
        }
        return List.copyOf(permissions);
    }

    /** Newer items tell IPv4 ranges twice, older ones in {@code ipRanges} alone. */
    private static AddressSet ranges(Fields rule) throws MalformedInputException {
        AddressSet ranges = rule.ipv4Cidrs("ipRanges");
        for (Fields range : rule.objects("ipv4Ranges")) {
            ranges = ranges.union(range.ipv4Cidr("cidrIp").orElse(AddressSet.NONE));
        }
        for (Fields range : rule.objects("ipv6Ranges")) {
            ranges = ranges.union(range.ipv6Cidr("cidrIpv6").orElse(AddressSet.NONE));
        }
        return ranges;
    }

    private static Set<String> ids(List<Fields> references, String key) throws MalformedInputException {
        Set<String> ids = new HashSet<>();
        for (Fields reference : references) {
            reference.text(key).ifPresent(ids::add);
        }
        return Set.copyOf(ids);
    }

    static NetworkAcl networkAcl(String id, Fields configuration) throws MalformedInputException {
        List<NetworkAcl.Entry> ingress = new ArrayList<>();
        List<NetworkAcl.Entry> egress = new ArrayList<>();
        for (Fields rule : configuration.objects("entries")) {
            Optional<AddressSet> ipv4 = rule.ipv4Cidr("cidrBlock");
            Optional<AddressSet> addresses = ipv4.isPresent() ? ipv4 : rule.ipv6Cidr("ipv6CidrBlock");
            Fields ports = rule.object("portRange");
            Optional<PortRange> tcp =
                    PortRange.ofTcp(rule.require("protocol"), ports.integer("from"), ports.integer("to"));
            if (addresses.isPresent() && tcp.isPresent()) {
                List<NetworkAcl.Entry> direction = rule.flag("egress").orElse(false) ? egress : ingress;
                direction.add(new NetworkAcl.Entry(
                        rule.integer("ruleNumber").orElse(Integer.MAX_VALUE),
                        rule.require("ruleAction").equals("allow"),
                        tcp.get(),
                        addresses.get()));
            }
        }
        return new NetworkAcl(
                id, ids(configuration.objects("associations"), "subnetId"), inOrder(ingress), inOrder(egress));
    }

    private static List<NetworkAcl.Entry> inOrder(List<NetworkAcl.Entry> entries) {
        return entries.stream()
                .sorted(Comparator.comparingInt(NetworkAcl.Entry::number))
                .toList();
    }
}
