package dev.fargatepull.core.network;

import dev.fargatepull.core.aws.RouteTable;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.core.aws.SubnetRouteTableAssociation;
import dev.fargatepull.core.inventory.RegionInventory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which route table is in force for a subnet. */
final class RouteTables {

    private final RegionInventory inventory;
    private final Map<String, Set<String>> recordedAssociations = new HashMap<>();
    private final Map<String, Set<RouteTable>> claimants = new HashMap<>();
    private final Map<String, Set<RouteTable>> mainTables = new HashMap<>();

    RouteTables(RegionInventory inventory) {
        this.inventory = inventory;
        for (RouteTable table : inventory.all(RouteTable.class)) {
            if (table.isMain()) {
                mainTables
                        .computeIfAbsent(table.vpcId(), vpc -> new HashSet<>())
                        .add(table);
            }
            table.associations().stream()
                    .filter(RouteTable.Association::isInForce)
                    .flatMap(association -> association.subnetId().stream())
                    .forEach(subnetId -> claimants
                            .computeIfAbsent(subnetId, subnet -> new HashSet<>())
                            .add(table));
        }
        for (SubnetRouteTableAssociation association : inventory.all(SubnetRouteTableAssociation.class)) {
            recordedAssociations
                    .computeIfAbsent(association.subnetId(), subnet -> new HashSet<>())
                    .add(association.routeTableId());
        }
    }

    /**
     * The table in force: the one explicitly associated, else the main table of the subnet's VPC; empty if unknown.
     *
     * <p>An association recorded as a resource of its own wins over what a table says of its subnets: AWS Config
     * updates route tables late. If the table it names has no item, the table in force is unknown, as it is where two
     * tables claim the subnet, or two associations place it, and one of them must be out of date.
     */
    Optional<RouteTable> inForceFor(String subnetId) {
        Set<String> recorded = recordedAssociations.get(subnetId);
        if (recorded != null) {
            return onlyOne(recorded).flatMap(id -> inventory.find(RouteTable.class, id));
        }
        Set<RouteTable> associated = claimants.get(subnetId);
        if (associated != null) {
            return onlyOne(associated);
        }
        return inventory
                .find(Subnet.class, subnetId)
                .flatMap(subnet -> onlyOne(mainTables.getOrDefault(subnet.vpcId(), Set.of())));
    }

    private static <T> Optional<T> onlyOne(Set<T> claims) {
        return claims.size() == 1 ? claims.stream().findFirst() : Optional.empty();
    }
}
