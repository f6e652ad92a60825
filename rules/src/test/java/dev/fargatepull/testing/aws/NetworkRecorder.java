package dev.fargatepull.testing.aws;

import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.Json;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.DhcpOptions;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/** Networks as AWS Config records them. The shapes are written down by hand, key by key as in real items. */
final class NetworkRecorder {

    private final Ec2Client ec2;

    NetworkRecorder(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    Stream<CapturedItem> items() {
        List<VpcEndpoint> endpoints =
                ec2.describeVpcEndpointsPaginator().vpcEndpoints().stream().toList();
        Set<String> endpointInterfaces = endpoints.stream()
                .flatMap(endpoint -> endpoint.networkInterfaceIds().stream())
                .collect(Collectors.toSet());
        List<RouteTable> tables =
                ec2.describeRouteTablesPaginator().routeTables().stream().toList();
        return Stream.of(
                        all(ec2.describeVpcsPaginator().vpcs().stream(), NetworkRecorder::vpc),
                        all(ec2.describeSubnetsPaginator().subnets().stream(), NetworkRecorder::subnet),
                        all(tables.stream(), NetworkRecorder::routeTable),
                        tables.stream()
                                .flatMap(table -> table.associations().stream()
                                        .filter(association -> association.subnetId() != null)
                                        .map(NetworkRecorder::association)),
                        all(
                                ec2.describeInternetGatewaysPaginator().internetGateways().stream(),
                                NetworkRecorder::internetGateway),
                        all(ec2.describeNatGatewaysPaginator().natGateways().stream(), NetworkRecorder::natGateway),
                        all(endpoints.stream(), NetworkRecorder::endpoint),
                        all(
                                ec2.describeSecurityGroupsPaginator().securityGroups().stream(),
                                NetworkRecorder::securityGroup),
                        all(ec2.describeNetworkAclsPaginator().networkAcls().stream(), NetworkRecorder::networkAcl),
                        all(ec2.describeDhcpOptionsPaginator().dhcpOptions().stream(), NetworkRecorder::dhcpOptions),
                        all(
                                ec2.describeNetworkInterfacesPaginator().networkInterfaces().stream()
                                        .filter(found -> endpointInterfaces.contains(found.networkInterfaceId())),
                                NetworkRecorder::endpointInterface))
                .flatMap(Function.identity());
    }

    private static <T> Stream<CapturedItem> all(Stream<T> resources, Function<T, CapturedItem> shape) {
        return resources.map(shape);
    }

    private static CapturedItem vpc(Vpc vpc) {
        return ec2Item(
                "VPC",
                "vpc",
                vpc.vpcId(),
                vpc.tags(),
                Json.object(
                        "cidrBlock", vpc.cidrBlock(),
                        "dhcpOptionsId", Optional.ofNullable(vpc.dhcpOptionsId()),
                        "state", vpc.stateAsString(),
                        "vpcId", vpc.vpcId(),
                        "ownerId", Item.HOME.accountId(),
                        "instanceTenancy", Optional.ofNullable(vpc.instanceTenancyAsString()),
                        "ipv6CidrBlockAssociationSet", List.of(),
                        "cidrBlockAssociationSet",
                                vpc.cidrBlockAssociationSet().stream()
                                        .map(block -> Json.object(
                                                "associationId", block.associationId(),
                                                "cidrBlock", block.cidrBlock(),
                                                "cidrBlockState", Map.of("state", "associated")))
                                        .toList(),
                        "isDefault", vpc.isDefault(),
                        "tags", tags(vpc.tags())));
    }

    private static CapturedItem subnet(Subnet subnet) {
        return ec2Item(
                "Subnet",
                "subnet",
                subnet.subnetId(),
                subnet.tags(),
                Json.object(
                        "availabilityZone", subnet.availabilityZone(),
                        "availableIpAddressCount", subnet.availableIpAddressCount(),
                        "cidrBlock", Optional.ofNullable(subnet.cidrBlock()),
                        "defaultForAz", subnet.defaultForAz(),
                        "mapPublicIpOnLaunch", subnet.mapPublicIpOnLaunch(),
                        "state", subnet.stateAsString(),
                        "subnetId", subnet.subnetId(),
                        "vpcId", subnet.vpcId(),
                        "ownerId", subnet.ownerId(),
                        "assignIpv6AddressOnCreation", false,
                        "ipv6CidrBlockAssociationSet", List.of(),
                        "subnetArn", arn("subnet", subnet.subnetId()),
                        "enableDns64", false,
                        "ipv6Native", false,
                        "tags", tags(subnet.tags())));
    }

    private static CapturedItem routeTable(RouteTable table) {
        return ec2Item(
                "RouteTable",
                "route-table",
                table.routeTableId(),
                table.tags(),
                Json.object(
                        "associations",
                                table.associations().stream()
                                        .map(association -> Json.object(
                                                "main", association.main(),
                                                "routeTableAssociationId", association.routeTableAssociationId(),
                                                "routeTableId", table.routeTableId(),
                                                "subnetId", Optional.ofNullable(association.subnetId()),
                                                "gatewayId", Optional.ofNullable(association.gatewayId()),
                                                "associationState", Map.of("state", "associated")))
                                        .toList(),
                        "propagatingVgws", List.of(),
                        "routeTableId", table.routeTableId(),
                        "routes",
                                table.routes().stream()
                                        .map(NetworkRecorder::route)
                                        .toList(),
                        "tags", tags(table.tags()),
                        "vpcId", table.vpcId(),
                        "ownerId", Item.HOME.accountId()));
    }

    private static Map<String, Object> route(Route route) {
        return Json.object(
                "destinationCidrBlock", Optional.ofNullable(route.destinationCidrBlock()),
                "destinationIpv6CidrBlock", Optional.ofNullable(route.destinationIpv6CidrBlock()),
                "destinationPrefixListId", Optional.ofNullable(route.destinationPrefixListId()),
                "gatewayId", Optional.ofNullable(route.gatewayId()),
                "natGatewayId", Optional.ofNullable(route.natGatewayId()),
                "transitGatewayId", Optional.ofNullable(route.transitGatewayId()),
                "vpcPeeringConnectionId", Optional.ofNullable(route.vpcPeeringConnectionId()),
                "egressOnlyInternetGatewayId", Optional.ofNullable(route.egressOnlyInternetGatewayId()),
                "carrierGatewayId", Optional.ofNullable(route.carrierGatewayId()),
                "localGatewayId", Optional.ofNullable(route.localGatewayId()),
                "networkInterfaceId", Optional.ofNullable(route.networkInterfaceId()),
                "instanceId", Optional.ofNullable(route.instanceId()),
                "origin", Optional.ofNullable(route.originAsString()),
                "state", Optional.ofNullable(route.stateAsString()));
    }

    private static CapturedItem association(RouteTableAssociation association) {
        return CapturedItem.of(
                "AWS::EC2::SubnetRouteTableAssociation",
                association.routeTableAssociationId(),
                Json.object(
                        "Id", association.routeTableAssociationId(),
                        "RouteTableId", association.routeTableId(),
                        "SubnetId", association.subnetId()));
    }

    private static CapturedItem internetGateway(InternetGateway gateway) {
        return ec2Item(
                "InternetGateway",
                "internet-gateway",
                gateway.internetGatewayId(),
                gateway.tags(),
                Json.object(
                        "attachments",
                                gateway.attachments().stream()
                                        .map(attachment -> Json.object(
                                                "state", attachment.stateAsString(), "vpcId", attachment.vpcId()))
                                        .toList(),
                        "internetGatewayId", gateway.internetGatewayId(),
                        "ownerId", Item.HOME.accountId(),
                        "tags", tags(gateway.tags())));
    }

    private static CapturedItem natGateway(NatGateway gateway) {
        return ec2Item(
                "NatGateway",
                "natgateway",
                gateway.natGatewayId(),
                gateway.tags(),
                Json.object(
                        "createTime", gateway.createTime().toEpochMilli(),
                        "natGatewayAddresses",
                                gateway.natGatewayAddresses().stream()
                                        .map(address -> Json.object(
                                                "allocationId", Optional.ofNullable(address.allocationId()),
                                                "networkInterfaceId", Optional.ofNullable(address.networkInterfaceId()),
                                                "privateIp", Optional.ofNullable(address.privateIp()),
                                                "publicIp", Optional.ofNullable(address.publicIp())))
                                        .toList(),
                        "natGatewayId", gateway.natGatewayId(),
                        "state", gateway.stateAsString(),
                        "subnetId", Optional.ofNullable(gateway.subnetId()),
                        "vpcId", gateway.vpcId(),
                        "connectivityType", Optional.ofNullable(gateway.connectivityTypeAsString()),
                        "tags", tags(gateway.tags())));
    }

    private static CapturedItem endpoint(VpcEndpoint endpoint) {
        return ec2Item(
                "VPCEndpoint",
                "vpc-endpoint",
                endpoint.vpcEndpointId(),
                endpoint.tags(),
                Json.object(
                        "vpcEndpointId", endpoint.vpcEndpointId(),
                        "vpcEndpointType", endpoint.vpcEndpointTypeAsString(),
                        "vpcId", endpoint.vpcId(),
                        "serviceName", endpoint.serviceName(),
                        "state", endpoint.stateAsString(),
                        "policyDocument", Optional.ofNullable(endpoint.policyDocument()),
                        "routeTableIds", endpoint.routeTableIds(),
                        "subnetIds", endpoint.subnetIds(),
                        "groups",
                                endpoint.groups().stream()
                                        .map(group -> Json.object(
                                                "groupId", group.groupId(),
                                                "groupName", Optional.ofNullable(group.groupName())))
                                        .toList(),
                        "ipAddressType", "ipv4",
                        "dnsOptions", Map.of("dnsRecordIpType", "service-defined"),
                        "privateDnsEnabled", Optional.ofNullable(endpoint.privateDnsEnabled()),
                        "requesterManaged", false,
                        "networkInterfaceIds", endpoint.networkInterfaceIds(),
                        "dnsEntries", List.of(),
                        "ownerId", Item.HOME.accountId(),
                        "tags", tags(endpoint.tags())));
    }

    private static CapturedItem securityGroup(SecurityGroup group) {
        return ec2Item(
                        "SecurityGroup",
                        "security-group",
                        group.groupId(),
                        group.tags(),
                        Json.object(
                                "description", group.description(),
                                "groupName", group.groupName(),
                                "ipPermissions", permissions(group.ipPermissions()),
                                "ownerId", Item.HOME.accountId(),
                                "groupId", group.groupId(),
                                "ipPermissionsEgress", permissions(group.ipPermissionsEgress()),
                                "tags", tags(group.tags()),
                                "vpcId", group.vpcId()))
                .named(group.groupName());
    }

    private static List<Map<String, Object>> permissions(List<IpPermission> permissions) {
        return permissions.stream()
                .map(permission -> Json.object(
                        "fromPort", Optional.ofNullable(permission.fromPort()),
                        "ipProtocol", permission.ipProtocol(),
                        "ipv6Ranges",
                                permission.ipv6Ranges().stream()
                                        .map(range -> Json.object("cidrIpv6", range.cidrIpv6()))
                                        .toList(),
                        "prefixListIds",
                                permission.prefixListIds().stream()
                                        .map(list -> Json.object("prefixListId", list.prefixListId()))
                                        .toList(),
                        "toPort", Optional.ofNullable(permission.toPort()),
                        "userIdGroupPairs",
                                permission.userIdGroupPairs().stream()
                                        .map(pair -> Json.object(
                                                "groupId", pair.groupId(),
                                                "userId", Optional.ofNullable(pair.userId())))
                                        .toList(),
                        "ipv4Ranges",
                                permission.ipRanges().stream()
                                        .map(range -> Json.object("cidrIp", range.cidrIp()))
                                        .toList(),
                        "ipRanges",
                                permission.ipRanges().stream()
                                        .map(IpRange::cidrIp)
                                        .toList()))
                .toList();
    }

    private static CapturedItem networkAcl(NetworkAcl acl) {
        return ec2Item(
                "NetworkAcl",
                "network-acl",
                acl.networkAclId(),
                acl.tags(),
                Json.object(
                        "associations",
                                acl.associations().stream()
                                        .map(association -> Json.object(
                                                "networkAclAssociationId", association.networkAclAssociationId(),
                                                "networkAclId", acl.networkAclId(),
                                                "subnetId", association.subnetId()))
                                        .toList(),
                        "entries",
                                acl.entries().stream()
                                        .map(NetworkRecorder::entry)
                                        .toList(),
                        "isDefault", acl.isDefault(),
                        "networkAclId", acl.networkAclId(),
                        "tags", tags(acl.tags()),
                        "vpcId", acl.vpcId(),
                        "ownerId", Item.HOME.accountId()));
    }

    private static Map<String, Object> entry(NetworkAclEntry entry) {
        return Json.object(
                "cidrBlock", Optional.ofNullable(entry.cidrBlock()),
                "ipv6CidrBlock", Optional.ofNullable(entry.ipv6CidrBlock()),
                "egress", entry.egress(),
                "portRange",
                        Optional.ofNullable(entry.portRange())
                                .filter(range -> range.from() != null)
                                .map(range -> Json.object("from", range.from(), "to", range.to())),
                "protocol", entry.protocol(),
                "ruleAction", entry.ruleActionAsString(),
                "ruleNumber", entry.ruleNumber());
    }

    private static CapturedItem dhcpOptions(DhcpOptions options) {
        Map<String, List<String>> values = options.dhcpConfigurations().stream()
                .collect(Collectors.toMap(
                        configuration -> configuration.key(),
                        configuration -> configuration.values().stream()
                                .map(AttributeValue::value)
                                .toList()));
        return ec2Item(
                "DHCPOptions",
                "dhcp-options",
                options.dhcpOptionsId(),
                options.tags(),
                Json.object(
                        "DhcpOptionsId", options.dhcpOptionsId(),
                        "DomainName",
                                values.getOrDefault("domain-name", List.of()).stream()
                                        .findFirst(),
                        "DomainNameServers", Optional.ofNullable(values.get("domain-name-servers")),
                        "Tags",
                                options.tags().stream()
                                        .map(tag -> Json.object("Key", tag.key(), "Value", tag.value()))
                                        .toList()));
    }

    /** AWS calls its interface type {@code vpc_endpoint}, moto does not. */
    private static CapturedItem endpointInterface(NetworkInterface found) {
        return ec2Item(
                "NetworkInterface",
                "network-interface",
                found.networkInterfaceId(),
                found.tagSet(),
                Json.object(
                        "availabilityZone", found.availabilityZone(),
                        "description", Optional.ofNullable(found.description()),
                        "groups",
                                found.groups().stream()
                                        .map(group -> Json.object(
                                                "groupName", Optional.ofNullable(group.groupName()),
                                                "groupId", group.groupId()))
                                        .toList(),
                        "interfaceType", "vpc_endpoint",
                        "networkInterfaceId", found.networkInterfaceId(),
                        "ownerId", Item.HOME.accountId(),
                        "privateIpAddress", found.privateIpAddress(),
                        "privateIpAddresses",
                                found.privateIpAddresses().stream()
                                        .map(address -> Json.object(
                                                "primary", address.primary(),
                                                "privateIpAddress", address.privateIpAddress()))
                                        .toList(),
                        "requesterManaged", true,
                        "status", found.statusAsString(),
                        "subnetId", found.subnetId(),
                        "tagSet", tags(found.tagSet()),
                        "vpcId", found.vpcId()));
    }

    private static CapturedItem ec2Item(
            String type, String arnType, String id, Collection<Tag> tags, Map<String, Object> configuration) {
        Map<String, String> map = new LinkedHashMap<>();
        tags.forEach(tag -> map.put(tag.key(), tag.value()));
        return CapturedItem.of("AWS::EC2::" + type, id, configuration)
                .withArn(arn(arnType, id))
                .tagged(map);
    }

    private static String arn(String arnType, String id) {
        return "arn:aws:ec2:%s:%s:%s/%s".formatted(Item.HOME.region(), Item.HOME.accountId(), arnType, id);
    }

    private static List<Map<String, Object>> tags(Collection<Tag> tags) {
        return tags.stream()
                .map(tag -> Json.object("key", tag.key(), "value", tag.value()))
                .toList();
    }
}
