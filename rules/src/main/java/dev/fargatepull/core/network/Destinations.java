package dev.fargatepull.core.network;

import dev.fargatepull.core.address.AddressSet;
import dev.fargatepull.core.aws.NetworkInterface;
import dev.fargatepull.core.aws.PrefixList;
import dev.fargatepull.core.aws.Route;
import dev.fargatepull.core.aws.RouteTable;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.core.aws.VpcEndpoint;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.inventory.RegionInventory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the flows of a Region have to get to. */
final class Destinations {

    private final RegionInventory inventory;
    private final ServiceNames serviceNames;
    private final Destination internet = Destination.outside("the internet", AddressSet.INTERNET, Set.of());
    private final Destination s3;
    private final Map<String, Destination> endpoints = new HashMap<>();

    Destinations(RegionInventory inventory) {
        this.inventory = inventory;
        this.serviceNames = new ServiceNames(inventory.scope().region());
        Set<String> lists = new HashSet<>();
        AddressSet entries = AddressSet.NONE;
        for (PrefixList list : inventory.all(PrefixList.class)) {
            if (serviceNames.matches(Flow.LAYERS, list.name())) {
                lists.add(list.resourceId());
                entries = entries.union(list.entries().map(AddressSet::ipv4).orElse(AddressSet.NONE));
            }
        }
        for (RouteTable table : inventory.all(RouteTable.class)) {
            for (Route route : table.routes()) {
                if (route.destination().startsWith("pl-") && leadsToS3Gateway(route)) {
                    lists.add(route.destination());
                }
            }
        }
        this.s3 = Destination.outside("S3", entries.isEmpty() ? AddressSet.INTERNET : entries, Set.copyOf(lists));
    }

    private boolean leadsToS3Gateway(Route route) {
        return inventory
                .find(VpcEndpoint.class, route.target().label())
                .filter(endpoint -> endpoint.kind() == VpcEndpoint.Kind.GATEWAY
                        && serviceNames.matches(Flow.LAYERS, endpoint.serviceName()))
                .isPresent();
    }

    /** Whether this is the Region's prefix list of S3. */
    boolean isOfS3(String prefixListId) {
        return s3.prefixLists().contains(prefixListId);
    }

    /**
     * What a flow has to get to.
     *
     * @param path a way that is known
     */
    Destination of(Flow flow, Path path) {
        if (path instanceof Path.ThroughEndpoint through && through.endpoint().kind() == VpcEndpoint.Kind.INTERFACE) {
            return of(through.endpoint());
        }
        return flow == Flow.LAYERS ? s3 : internet;
    }

    private Destination of(VpcEndpoint endpoint) {
        return endpoints.computeIfAbsent(endpoint.resourceId(), id -> {
            List<Destination.Place> interfaces = interfaces(endpoint);
            boolean isExact = !interfaces.isEmpty();
            return new Destination(id, isExact, isExact ? interfaces : subnets(endpoint), Set.of());
        });
    }

    /** The endpoint's interfaces; none unless all of them are recorded with their addresses. */
    private List<Destination.Place> interfaces(VpcEndpoint endpoint) {
        List<NetworkInterface> recorded = endpoint.networkInterfaceIds().stream()
                .flatMap(id -> inventory.find(NetworkInterface.class, id).stream())
                .filter(known -> !known.addresses().isEmpty())
                .toList();
        return recorded.size() < endpoint.networkInterfaceIds().size()
                ? List.of()
                : recorded.stream()
                        .map(known ->
                                new Destination.Place(Optional.of(known.subnetId()), Optional.of(known.addresses())))
                        .toList();
    }

    private List<Destination.Place> subnets(VpcEndpoint endpoint) {
        return endpoint.subnetIds().isEmpty()
                ? List.of(new Destination.Place(Optional.empty(), Optional.empty()))
                : endpoint.subnetIds().stream()
                        .map(subnetId -> new Destination.Place(
                                Optional.of(subnetId),
                                inventory.find(Subnet.class, subnetId).flatMap(Subnet::ipv4Range)))
                        .toList();
    }
}
