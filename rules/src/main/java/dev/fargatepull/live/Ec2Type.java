package dev.fargatepull.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.rule.Fact;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * What networks are made of, as EC2 describes it, in the order in which one leads to the next.
 *
 * <p>EC2 is asked with filters and not for ids: one id that is gone would fail the call for all others.
 */
enum Ec2Type {
    VPC(Fact.VPCS, ResourceType.EC2_VPC, "vpc-id", Optional.of("vpc-id")) {
        @Override
        Stream<Described> describe(Ec2Client ec2, Filter filter) {
            return ec2.describeVpcsPaginator(request -> request.filters(filter)).vpcs().stream()
                    .map(vpc -> new Described(vpc.vpcId(), SdkJson.CAMEL_CASE.object(vpc)));
        }
    },
    SUBNET(Fact.SUBNETS, ResourceType.EC2_SUBNET, "subnet-id", Optional.of("vpc-id")) {
        @Override
        Stream<Described> describe(Ec2Client ec2, Filter filter) {
            return ec2.describeSubnetsPaginator(request -> request.filters(filter)).subnets().stream()
                    .map(subnet -> new Described(subnet.subnetId(), SdkJson.CAMEL_CASE.object(subnet)));
        }
    },
    ROUTE_TABLE(Fact.ROUTE_TABLES, ResourceType.EC2_ROUTE_TABLE, "route-table-id", Optional.of("vpc-id")) {
        @Override
        Stream<Described> describe(Ec2Client ec2, Filter filter) {
            return ec2.describeRouteTablesPaginator(request -> request.filters(filter)).routeTables().stream()
                    .map(table -> new Described(table.routeTableId(), SdkJson.CAMEL_CASE.object(table)));
        }
    },
    ENDPOINT(Fact.ENDPOINTS, ResourceType.EC2_VPC_ENDPOINT, "vpc-endpoint-id", Optional.of("vpc-id")) {
        @Override
        Stream<Described> describe(Ec2Client ec2, Filter filter) {
            // EC2 lists one for a while that is deleted, and AWS Config does not.
            return ec2.describeVpcEndpointsPaginator(request -> request.filters(filter)).vpcEndpoints().stream()
                    .filter(endpoint -> !"deleted".equalsIgnoreCase(endpoint.stateAsString()))
                    .map(endpoint -> new Described(endpoint.vpcEndpointId(), SdkJson.CAMEL_CASE.object(endpoint)));
        }
    },
    INTERNET_GATEWAY(
            Fact.INTERNET_GATEWAYS,
            ResourceType.EC2_INTERNET_GATEWAY,
            "internet-gateway-id",
            Optional.of("attachment.vpc-id")) {
        @Override
        Stream<Described> describe(Ec2Client ec2, Filter filter) {
            return ec2.describeInternetGatewaysPaginator(request -> request.filters(filter)).internetGateways().stream()
                    .map(gateway -> new Described(gateway.internetGatewayId(), SdkJson.CAMEL_CASE.object(gateway)));
        }
    },
    NAT_GATEWAY(Fact.NAT_GATEWAYS, ResourceType.EC2_NAT_GATEWAY, "nat-gateway-id", Optional.of("vpc-id")) {
        @Override
        Stream<Described> describe(Ec2Client ec2, Filter filter) {
            return ec2.describeNatGatewaysPaginator(request -> request.filter(filter)).natGateways().stream()
                    .map(gateway -> new Described(gateway.natGatewayId(), SdkJson.CAMEL_CASE.object(gateway)));
        }
    },
    NETWORK_ACL(Fact.NETWORK_ACLS, ResourceType.EC2_NETWORK_ACL, "network-acl-id", Optional.of("vpc-id")) {
        @Override
        Stream<Described> describe(Ec2Client ec2, Filter filter) {
            return ec2.describeNetworkAclsPaginator(request -> request.filters(filter)).networkAcls().stream()
                    .map(acl -> new Described(acl.networkAclId(), SdkJson.CAMEL_CASE.object(acl)));
        }
    },
    SECURITY_GROUP(Fact.SECURITY_GROUPS, ResourceType.EC2_SECURITY_GROUP, "group-id", Optional.of("vpc-id")) {
        @Override
        Stream<Described> describe(Ec2Client ec2, Filter filter) {
            return ec2.describeSecurityGroupsPaginator(request -> request.filters(filter)).securityGroups().stream()
                    .map(group -> new Described(group.groupId(), Ec2Json.securityGroup(group)));
        }
    },
    DHCP_OPTIONS(Fact.DHCP_OPTIONS, ResourceType.EC2_DHCP_OPTIONS, "dhcp-options-id", Optional.empty()) {
        @Override
        Stream<Described> describe(Ec2Client ec2, Filter filter) {
            return ec2.describeDhcpOptionsPaginator(request -> request.filters(filter)).dhcpOptions().stream()
                    .map(options -> new Described(options.dhcpOptionsId(), Ec2Json.dhcpOptions(options)));
        }
    },
    NETWORK_INTERFACE(
            Fact.NETWORK_INTERFACES, ResourceType.EC2_NETWORK_INTERFACE, "network-interface-id", Optional.empty()) {
        @Override
        Stream<Described> describe(Ec2Client ec2, Filter filter) {
            return ec2
                    .describeNetworkInterfacesPaginator(request -> request.filters(filter))
                    .networkInterfaces()
                    .stream()
                    .map(networkInterface -> new Described(
                            networkInterface.networkInterfaceId(), SdkJson.CAMEL_CASE.object(networkInterface)));
        }
    };

    private final Fact fact;
    private final ResourceType type;
    private final String idFilter;
    private final Optional<String> vpcFilter;

    Ec2Type(Fact fact, ResourceType type, String idFilter, Optional<String> vpcFilter) {
        this.fact = fact;
        this.type = type;
        this.idFilter = idFilter;
        this.vpcFilter = vpcFilter;
    }

    /**
     * A resource as EC2 describes it.
     *
     * @param id its id
     * @param configuration what EC2 says, in the spelling of AWS Config
     */
    record Described(String id, ObjectNode configuration) {}

    /** What passes a filter, from all pages of the answer. */
    abstract Stream<Described> describe(Ec2Client ec2, Filter filter);

    /** Who needs it needs this fact. */
    Fact fact() {
        return fact;
    }

    /** The type of its items. */
    ResourceType type() {
        return type;
    }

    /** The filter that finds one by its id. */
    String idFilter() {
        return idFilter;
    }

    /** The filter that finds those of a VPC; empty for what is found by the id that others name alone. */
    Optional<String> vpcFilter() {
        return vpcFilter;
    }
}
