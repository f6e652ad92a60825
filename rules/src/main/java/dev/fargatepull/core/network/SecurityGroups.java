package dev.fargatepull.core.network;

import dev.fargatepull.core.address.AddressSet;
import dev.fargatepull.core.address.PortRange;
import dev.fargatepull.core.aws.PrefixList;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.SecurityGroup;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.core.aws.VpcEndpoint;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.inventory.RegionInventory;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the security groups let pass of a pull. They remember connections, so that answers to what they let out come in
 * again; of several groups each opens what the others keep shut.
 */
public final class SecurityGroups {

    /** The types it reads beside those that paths are found with. */
    public static final Set<ResourceType> CONSULTS = Collections.unmodifiableSet(
            EnumSet.of(ResourceType.EC2_NETWORK_INTERFACE, ResourceType.EC2_SECURITY_GROUP));

    private final RegionInventory inventory;
    private final Network network;
    private final Map<String, String> defaultGroups = new HashMap<>();
    private final Map<List<String>, Opening> ingress = new HashMap<>();
    private final Map<List<String>, Opening> egress = new HashMap<>();

    /**
     * What groups together let pass to or from port 443.
     *
     * @param ranges the addresses they name, also by prefix lists
     * @param groupIds the groups they name
     * @param prefixListIds the prefix lists they name
     * @param unreadLists those among them whose entries are unknown
     * @param unknownGroups those among the groups that have no item
     */
    private record Opening(
            AddressSet ranges,
            Set<String> groupIds,
            Set<String> prefixListIds,
            List<String> unreadLists,
            List<String> unknownGroups) {}

    /** The security groups that these items tell of. */
    public SecurityGroups(RegionInventory inventory, Network network) {
        this.inventory = inventory;
        this.network = network;
        for (SecurityGroup group : inventory.all(SecurityGroup.class)) {
            if (group.isDefault()) {
                group.vpcId().ifPresent(vpcId -> defaultGroups.put(vpcId, group.resourceId()));
            }
        }
    }

    /**
     * What keeps a flow in, or leaves that open.
     *
     * @param given the groups of the tasks; none for the VPC's default group
     * @param flow the flow
     * @param path its way, which is known and leads on
     * @param subnetId where the tasks are
     */
    public Optional<Cause> obstacleOut(List<String> given, Flow flow, Path path, String subnetId) {
        Optional<String> vpcId = network.vpcOf(List.of(subnetId));
        List<String> groups = inForce(given, vpcId);
        if (groups.isEmpty()) {
            return Optional.of(defaultGroupUnknown(vpcId));
        }
        Opening opening = egress.computeIfAbsent(groups, ids -> open(ids, SecurityGroup::egress));
        Destination destination = network.destinations().of(flow, path);
        Optional<VpcEndpoint> endpoint = interfaceEndpoint(path);
        List<String> farGroups = endpoint.map(this::groupsOf).orElse(List.of());
        Destination.Reach reach = destination.within(opening.ranges());
        if (reach == Destination.Reach.ALL
                || !Collections.disjoint(opening.groupIds(), farGroups)
                || !Collections.disjoint(opening.prefixListIds(), destination.prefixLists())) {
            return Optional.empty();
        }
        Optional<Cause> unknown = unknownOf(opening);
        if (unknown.isPresent()) {
            return unknown;
        }
        if (endpoint.isPresent() && farGroups.isEmpty() && !opening.groupIds().isEmpty()) {
            return endpoint.map(VpcEndpoint::vpcId).map(vpc -> defaultGroupUnknown(Optional.of(vpc)));
        }
        boolean namesS3 = opening.unreadLists().stream().anyMatch(network.destinations()::isOfS3);
        boolean isPartlyOpen = reach == Destination.Reach.SOME || (namesS3 && endpoint.isEmpty());
        return Optional.of(
                isPartlyOpen ? partlyAllows(groups, destination) : blocks(groups, destination, endpoint.isPresent()));
    }

    /**
     * What keeps tasks out of an interface endpoint, or leaves that open.
     *
     * @param given the groups of the tasks; none for the VPC's default group
     * @param endpoint the endpoint
     * @param subnetId where the tasks are
     * @param workload what they are called
     */
    public Optional<Cause> obstacleInto(VpcEndpoint endpoint, List<String> given, String subnetId, String workload) {
        Optional<String> vpcId = Optional.of(endpoint.vpcId());
        List<String> groups = groupsOf(endpoint);
        if (groups.isEmpty()) {
            return Optional.of(defaultGroupUnknown(vpcId));
        }
        Opening opening = ingress.computeIfAbsent(groups, ids -> open(ids, SecurityGroup::ingress));
        List<String> taskGroups = inForce(given, vpcId);
        Destination.Reach reach = Destination.subnet(
                        subnetId, network.subnet(subnetId).flatMap(Subnet::ipv4Range))
                .within(opening.ranges());
        if (reach == Destination.Reach.ALL || !Collections.disjoint(opening.groupIds(), taskGroups)) {
            return Optional.empty();
        }
        Optional<Cause> unknown = unknownOf(opening);
        if (unknown.isPresent()) {
            return unknown;
        }
        if (taskGroups.isEmpty() && !opening.groupIds().isEmpty()) {
            return Optional.of(defaultGroupUnknown(vpcId));
        }
        if (reach == Destination.Reach.SOME) {
            return Optional.of(Cause.open(
                    CauseCode.SUBNET_UNKNOWN,
                    subnetId,
                    "the IPv4 range of %s is unknown".formatted(subnetId),
                    "Record AWS::EC2::Subnet in this account and Region."));
        }
        return Optional.of(Cause.breach(
                CauseCode.ENDPOINT_BLOCKS_443,
                groups.get(0),
                "%s of %s does not admit TCP 443 from all of %s, where %s runs"
                        .formatted(label(groups), endpoint.resourceId(), subnetId, workload),
                "Allow inbound TCP 443 from the tasks' security group."));
    }

    private static Optional<VpcEndpoint> interfaceEndpoint(Path path) {
        return path instanceof Path.ThroughEndpoint through
                        && through.endpoint().kind() == VpcEndpoint.Kind.INTERFACE
                ? Optional.of(through.endpoint())
                : Optional.empty();
    }

    private List<String> groupsOf(VpcEndpoint endpoint) {
        return inForce(endpoint.securityGroups(), Optional.of(endpoint.vpcId()));
    }

    /** The groups that are given, else the VPC's default group, else none: nobody can tell. */
    private List<String> inForce(List<String> given, Optional<String> vpcId) {
        return given.isEmpty()
                ? vpcId.flatMap(vpc -> Optional.ofNullable(defaultGroups.get(vpc))).stream()
                        .toList()
                : given;
    }

    private Opening open(List<String> ids, Function<SecurityGroup, List<SecurityGroup.Permission>> side) {
        AddressSet ranges = AddressSet.NONE;
        Set<String> groupIds = new HashSet<>();
        Set<String> prefixListIds = new HashSet<>();
        List<String> unknownGroups = ids.stream()
                .filter(id -> inventory.find(SecurityGroup.class, id).isEmpty())
                .toList();
        List<SecurityGroup.Permission> permissions = ids.stream()
                .flatMap(id -> inventory.find(SecurityGroup.class, id).stream())
                .flatMap(group -> side.apply(group).stream())
                .filter(permission -> permission.ports().contains(PortRange.HTTPS.from()))
                .toList();
        for (SecurityGroup.Permission permission : permissions) {
            ranges = ranges.union(permission.ranges());
            groupIds.addAll(permission.groupIds());
            prefixListIds.addAll(permission.prefixListIds());
        }
        for (String prefixListId : prefixListIds) {
            ranges = ranges.union(entries(prefixListId).orElse(AddressSet.NONE));
        }
        List<String> unreadLists = prefixListIds.stream()
                .filter(id -> entries(id).isEmpty())
                .sorted()
                .toList();
        return new Opening(ranges, Set.copyOf(groupIds), Set.copyOf(prefixListIds), unreadLists, unknownGroups);
    }

    /** The addresses of a prefix list, unless they are unknown: S3's own list is never without IPv4. */
    private Optional<AddressSet> entries(String prefixListId) {
        return inventory
                .find(PrefixList.class, prefixListId)
                .flatMap(PrefixList::entries)
                .filter(entries ->
                        !(entries.ipv4().isEmpty() && network.destinations().isOfS3(prefixListId)));
    }

    /** What is unknown of groups and may let a flow pass: not the list of S3, which stands for S3 alone. */
    private Optional<Cause> unknownOf(Opening opening) {
        Optional<Cause> group = opening.unknownGroups().stream()
                .findFirst()
                .map(id -> Cause.open(
                        CauseCode.SECURITY_GROUP_UNKNOWN,
                        id,
                        "%s has no item, so what it lets pass is unknown".formatted(id),
                        "Record AWS::EC2::SecurityGroup in this account and Region."));
        return group.or(() -> opening.unreadLists().stream()
                .filter(id -> !network.destinations().isOfS3(id))
                .findFirst()
                .map(id -> Cause.open(
                        CauseCode.PREFIX_LIST_UNKNOWN,
                        id,
                        "%s has no item that lists its entries, and a rule for TCP 443 names it".formatted(id),
                        "Record AWS::EC2::PrefixList, or name address ranges in the rule.")));
    }

    private static Cause defaultGroupUnknown(Optional<String> vpcId) {
        return Cause.open(
                CauseCode.SECURITY_GROUP_UNKNOWN,
                vpcId.orElse(""),
                "no group is named, and the default group of %s has no item".formatted(vpcId.orElse("the VPC")),
                "Record AWS::EC2::SecurityGroup in this account and Region.");
    }

    private static Cause blocks(List<String> groups, Destination destination, boolean isEndpoint) {
        return Cause.breach(
                CauseCode.EGRESS_BLOCKS_443,
                groups.get(0),
                "%s does not let TCP 443 out to %s".formatted(label(groups), destination.label()),
                isEndpoint
                        ? "Allow outbound TCP 443 to a security group of %s.".formatted(destination.label())
                        : "Allow outbound TCP 443 to %s."
                                .formatted(
                                        destination.prefixLists().isEmpty()
                                                ? "0.0.0.0/0"
                                                : "0.0.0.0/0 or to the prefix list of S3"));
    }

    private static Cause partlyAllows(List<String> groups, Destination destination) {
        return Cause.open(
                CauseCode.EGRESS_PARTLY_ALLOWS_443,
                groups.get(0),
                "%s lets TCP 443 out to some addresses only, perhaps not to all it needs of %s"
                        .formatted(label(groups), destination.labelWithUnknowns()),
                "Allow outbound TCP 443 to all of it, or verify the pull by hand.");
    }

    private static String label(List<String> groups) {
        return groups.size() == 1 ? groups.get(0) : "%s (and %d more)".formatted(groups.get(0), groups.size() - 1);
    }
}
