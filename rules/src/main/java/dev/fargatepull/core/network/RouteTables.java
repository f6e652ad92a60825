package dev.fargatepull.core.network;

import dev.fargatepull.core.aws.RouteTable;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.core.aws.SubnetRouteTableAssociation;
import dev.fargatepull.core.inventory.RegionInventory;
import java.util.Optional;

/** Which route table is in force for a subnet. */
final class RouteTables {

    private final RegionInventory inventory;
    private final Claims<String> recordedAssociations = new Claims<>();
    private final Claims<RouteTable> claimants = new Claims<>();
    private final Claims<RouteTable> mainTables = new Claims<>();

    RouteTables(RegionInventory inventory) {
        this.inventory = inventory;
        for (RouteTable table : inventory.all(RouteTable.class)) {
            if (table.isMain()) {
                mainTables.add(table.vpcId(), table);
            }
            table.associations().stream()
                    .filter(RouteTable.Association::isInForce)
                    .flatMap(association -> association.subnetId().stream())
                    .forEach(subnetId -> claimants.add(subnetId, table));
        }
        for (SubnetRouteTableAssociation association : inventory.all(SubnetRouteTableAssociation.class)) {
            recordedAssociations.add(association.subnetId(), association.routeTableId());
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
        if (recordedAssociations.has(subnetId)) {
            return recordedAssociations.only(subnetId).flatMap(id -> inventory.find(RouteTable.class, id));
        }
        if (claimants.has(subnetId)) {
            return claimants.only(subnetId);
        }
        return inventory.find(Subnet.class, subnetId).flatMap(subnet -> mainTables.only(subnet.vpcId()));
    }
}
