package dev.fargatepull.core.network;

import dev.fargatepull.core.address.AddressSet;
import dev.fargatepull.core.address.PortRange;
import dev.fargatepull.core.aws.NetworkAcl;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.Route;
import dev.fargatepull.core.aws.RouteTarget;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.inventory.RegionInventory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the network ACLs let pass of a pull. They stand at the edge of a subnet, so that traffic within one subnet meets
 * none, and remember nothing, so that answers need a rule as well as requests (VPC User Guide, "Network ACL basics").
 */
public final class NetworkAcls {

    /** The types it reads beside those that paths are found with. */
    public static final Set<ResourceType> CONSULTS = Collections.unmodifiableSet(
            EnumSet.of(ResourceType.EC2_NAT_GATEWAY, ResourceType.EC2_NETWORK_ACL, ResourceType.EC2_NETWORK_INTERFACE));

    private final Network network;
    private final Claims<NetworkAcl> claimants = new Claims<>();
    private final Map<Question, AddressSet> answers = new HashMap<>();

    private enum Direction {
        IN,
        OUT;

        Direction opposite() {
            return this == IN ? OUT : IN;
        }

        /** As in "lets no TCP 443 out to the internet". */
        String towards(String other) {
            return this == IN ? "in from " + other : "out to " + other;
        }
    }

    private record Question(String aclId, Direction direction, PortRange ports) {}

    /**
     * The edge of a subnet that a flow crosses.
     *
     * @param subnetId the subnet
     * @param aclId its ACL, unless that is unknown
     * @param causes what stops the flow there, or leaves that open
     */
    public record Crossing(String subnetId, Optional<String> aclId, List<Cause> causes) {}

    /** The network ACLs that these items tell of. */
    public NetworkAcls(RegionInventory inventory, Network network) {
        this.network = network;
        for (NetworkAcl acl : inventory.all(NetworkAcl.class)) {
            acl.subnetIds().forEach(subnetId -> claimants.add(subnetId, acl));
        }
    }

    /**
     * The edges that a flow crosses on its way.
     *
     * @param flow the flow
     * @param path its way, which is known
     * @param subnetId where the tasks are
     * @param ephemeralPorts the ports tasks send from
     */
    public List<Crossing> crossings(Flow flow, Path path, String subnetId, PortRange ephemeralPorts) {
        Destination tasks =
                Destination.subnet(subnetId, network.subnet(subnetId).flatMap(Subnet::ipv4Range));
        Destination destination = network.destinations().of(flow, path).without(subnetId);
        if (path instanceof Path.ByDefaultRoute byDefaultRoute) {
            return byDefaultRoute.leadsOn()
                    ? byDefaultRoute(flow, byDefaultRoute, tasks, subnetId, destination, ephemeralPorts)
                    : List.of();
        }
        if (destination.places().isEmpty()) {
            return List.of();
        }
        List<Crossing> crossings = new ArrayList<>();
        crossings.add(crossing(flow, subnetId, new Exchange(Direction.OUT, destination, ephemeralPorts)));
        destination.places().stream()
                .flatMap(place -> place.subnetId().stream())
                .distinct()
                .forEach(far -> crossings.add(crossing(flow, far, new Exchange(Direction.IN, tasks, ephemeralPorts))));
        return crossings;
    }

    /** Requests to port 443 one way, and the answers to them the other way. */
    private record Exchange(Direction requests, Destination other, PortRange answersTo) {}

    private List<Crossing> byDefaultRoute(
            Flow flow,
            Path.ByDefaultRoute path,
            Destination tasks,
            String subnetId,
            Destination destination,
            PortRange ephemeralPorts) {
        Set<Crossing> crossings = new LinkedHashSet<>();
        Exchange withDestination = new Exchange(Direction.OUT, destination, ephemeralPorts);
        Exchange fromNatGateway = new Exchange(Direction.OUT, destination, PortRange.EPHEMERAL_ON_NAT_GATEWAYS);
        for (Route route : path.route().routes()) {
            Optional<String> natSubnet = natSubnet(route.target());
            if (natSubnet.equals(Optional.of(subnetId))) {
                crossings.add(crossing(flow, subnetId, fromNatGateway));
            } else {
                crossings.add(crossing(flow, subnetId, withDestination));
                natSubnet.ifPresent(far -> crossings.add(
                        crossing(flow, far, new Exchange(Direction.IN, tasks, ephemeralPorts), fromNatGateway)));
            }
        }
        return crossings.stream()
                .map(crossing -> new Crossing(
                        crossing.subnetId(),
                        crossing.aclId(),
                        crossing.causes().stream().map(path::asMet).toList()))
                .toList();
    }

    private Optional<String> natSubnet(RouteTarget target) {
        return target.kind() == RouteTarget.Kind.NAT_GATEWAY
                ? network.subnetOfNatGateway(target.label())
                : Optional.empty();
    }

    private Crossing crossing(Flow flow, String subnetId, Exchange... exchanges) {
        return inForceFor(subnetId)
                .map(acl -> new Crossing(
                        subnetId,
                        Optional.of(acl.resourceId()),
                        Arrays.stream(exchanges)
                                .flatMap(exchange -> obstacles(acl, exchange).stream())
                                .map(cause -> cause.on(flow))
                                .distinct()
                                .toList()))
                .orElseGet(() -> new Crossing(subnetId, Optional.empty(), List.of(unknown(subnetId))));
    }

    /**
     * The ACLs that a flow may cross whose way nobody can tell: those on the ways that come into question, and that of
     * its own subnet, unless none of these ways leaves it and there is no other.
     */
    public Set<String> edgesTouched(Flow flow, String subnetId, Path.Unknown path, List<Path> possible) {
        Stream<String> onTheWays = possible.stream()
                .flatMap(way -> crossings(flow, way, subnetId, PortRange.ALL).stream())
                .map(Crossing::subnetId);
        return Stream.concat(path.hasOnlyKnownWays() ? Stream.empty() : Stream.of(subnetId), onTheWays)
                .flatMap(edge -> inForceFor(edge).stream())
                .map(NetworkAcl::resourceId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The ACL that is associated with the subnet; two that claim it contradict each other, so that it is unknown. */
    private Optional<NetworkAcl> inForceFor(String subnetId) {
        return claimants.only(subnetId);
    }

    private List<Cause> obstacles(NetworkAcl acl, Exchange exchange) {
        AddressSet requests = passing(acl, exchange.requests(), PortRange.HTTPS);
        AddressSet answersPass = passing(acl, exchange.requests().opposite(), exchange.answersTo());
        Destination other = exchange.other();
        List<Cause> obstacles = new ArrayList<>();
        if (other.within(requests) == Destination.Reach.NONE) {
            obstacles.add(blocksRequests(acl, exchange));
        }
        if (other.within(answersPass) == Destination.Reach.NONE) {
            obstacles.add(blocksReplies(acl, exchange));
        }
        if (obstacles.isEmpty()) {
            switch (other.within(requests.intersection(answersPass))) {
                case ALL -> {}
                case SOME -> obstacles.add(partlyBlocks(acl, exchange));
                // Whatever gets through gets no answer.
                case NONE -> obstacles.add(blocksReplies(acl, exchange));
            }
        }
        return obstacles;
    }

    /** The addresses on the other side of which every packet to each of the ports passes. */
    private AddressSet passing(NetworkAcl acl, Direction direction, PortRange ports) {
        return answers.computeIfAbsent(
                new Question(acl.resourceId(), direction, ports),
                question -> passing(direction == Direction.IN ? acl.ingress() : acl.egress(), ports));
    }

    static AddressSet passing(List<NetworkAcl.Entry> entries, PortRange ports) {
        // Between two ports at which some rule begins or ends, every port meets the same rules.
        return entries.stream()
                .flatMapToInt(entry ->
                        IntStream.of(entry.ports().from(), entry.ports().to() + 1))
                .filter(port -> ports.from() < port && port <= ports.to())
                .distinct()
                .mapToObj(port -> passing(entries, port))
                .reduce(passing(entries, ports.from()), AddressSet::intersection);
    }

    private static AddressSet passing(List<NetworkAcl.Entry> entries, int port) {
        AddressSet passing = AddressSet.NONE;
        AddressSet undecided = AddressSet.ALL;
        for (NetworkAcl.Entry entry : entries) {
            if (entry.ports().contains(port)) {
                if (entry.allows()) {
                    passing = passing.union(undecided.intersection(entry.addresses()));
                }
                undecided = undecided.minus(entry.addresses());
            }
        }
        return passing;
    }

    private static Cause blocksRequests(NetworkAcl acl, Exchange exchange) {
        return Cause.breach(
                CauseCode.ACL_BLOCKS_443,
                acl.resourceId(),
                "%s does not let TCP 443 %s"
                        .formatted(
                                acl.resourceId(),
                                exchange.requests().towards(exchange.other().label())),
                "Allow it before any rule that denies it.");
    }

    private static Cause blocksReplies(NetworkAcl acl, Exchange exchange) {
        return Cause.breach(
                CauseCode.ACL_BLOCKS_REPLIES,
                acl.resourceId(),
                "%s does not let replies (TCP %s) %s"
                        .formatted(
                                acl.resourceId(),
                                exchange.answersTo(),
                                exchange.requests()
                                        .opposite()
                                        .towards(exchange.other().label())),
                "Allow those ports before any rule that denies them.");
    }

    private static Cause partlyBlocks(NetworkAcl acl, Exchange exchange) {
        return Cause.open(
                CauseCode.ACL_PARTLY_BLOCKS,
                acl.resourceId(),
                "%s lets TCP 443 and replies (TCP %s) pass for some addresses only, perhaps not all needed of %s"
                        .formatted(
                                acl.resourceId(),
                                exchange.answersTo(),
                                exchange.other().labelWithUnknowns()),
                "Allow both for all of it, or verify the pull by hand.");
    }

    private static Cause unknown(String subnetId) {
        return Cause.open(
                CauseCode.NETWORK_ACL_UNKNOWN,
                subnetId,
                "the network ACL of %s has no item".formatted(subnetId),
                "Record AWS::EC2::NetworkAcl in this account and Region.");
    }
}
