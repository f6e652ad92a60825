package dev.fargatepull.core.aws;

/**
 * The explicit association of a subnet with a route table, recorded as a resource of its own.
 *
 * @param resourceId the association id
 * @param subnetId the subnet
 * @param routeTableId the route table
 */
public record SubnetRouteTableAssociation(String resourceId, String subnetId, String routeTableId)
        implements AwsResource {}
