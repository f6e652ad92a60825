package dev.fargatepull.testing;

import java.util.Map;

/** {@code AWS::EC2::SubnetRouteTableAssociation}. */
public final class AssociationItem extends Item<AssociationItem> {

    private final String subnetId;
    private final String routeTableId;

    AssociationItem(String subnetId, String routeTableId) {
        super("AWS::EC2::SubnetRouteTableAssociation");
        this.subnetId = subnetId;
        this.routeTableId = routeTableId;
    }

    @Override
    AssociationItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return "rtbassoc-" + subnetId + "-" + routeTableId;
    }

    @Override
    Map<String, Object> configuration() {
        return Json.object("Id", resourceId(), "RouteTableId", routeTableId, "SubnetId", subnetId);
    }
}
