package dev.fargatepull.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What EC2 says of the resources that AWS Config has items of: the same, in XML and with other names for lists. */
final class Ec2Answers {

    private static final Map<String, String> TYPES = Map.of(
            "DescribeVpcs", "AWS::EC2::VPC",
            "DescribeSubnets", "AWS::EC2::Subnet",
            "DescribeRouteTables", "AWS::EC2::RouteTable",
            "DescribeVpcEndpoints", "AWS::EC2::VPCEndpoint",
            "DescribeInternetGateways", "AWS::EC2::InternetGateway",
            "DescribeNatGateways", "AWS::EC2::NatGateway",
            "DescribeNetworkAcls", "AWS::EC2::NetworkAcl",
            "DescribeSecurityGroups", "AWS::EC2::SecurityGroup");

    private static final Map<String, String> SETS = Map.of(
            "DescribeVpcs", "vpcSet",
            "DescribeSubnets", "subnetSet",
            "DescribeRouteTables", "routeTableSet",
            "DescribeVpcEndpoints", "vpcEndpointSet",
            "DescribeInternetGateways", "internetGatewaySet",
            "DescribeNatGateways", "natGatewaySet",
            "DescribeNetworkAcls", "networkAclSet",
            "DescribeSecurityGroups", "securityGroupInfo");

    private static final Map<String, String> NAMES = Map.of(
            "associations", "associationSet",
            "attachments", "attachmentSet",
            "entries", "entrySet",
            "groups", "groupSet",
            "ipv4Ranges", "ipRanges",
            "networkInterfaceIds", "networkInterfaceIdSet",
            "routes", "routeSet",
            "routeTableIds", "routeTableIdSet",
            "subnetIds", "subnetIdSet",
            "userIdGroupPairs", "groups");

    /** What AWS Config has twice, or writes in another way than as text or list. */
    private static final Set<String> LEFT_OUT = Set.of("createTime", "creationTimestamp", "ipRanges");

    private static final Map<String, String> ALWAYS_THE_SAME = Map.of(
            "DescribeVpcBlockPublicAccessOptions",
            "<vpcBlockPublicAccessOptions><internetGatewayBlockMode>off</internetGatewayBlockMode>"
                    + "</vpcBlockPublicAccessOptions>",
            "DescribeVpcBlockPublicAccessExclusions",
            "<vpcBlockPublicAccessExclusionSet/>",
            "DescribeDhcpOptions",
            "<dhcpOptionsSet><item><dhcpOptionsId>dopt-00000000000000000</dhcpOptionsId><dhcpConfigurationSet><item>"
                    + "<key>domain-name-servers</key><valueSet><item><value>AmazonProvidedDNS</value></item></valueSet>"
                    + "</item></dhcpConfigurationSet></item></dhcpOptionsSet>",
            "DescribeManagedPrefixLists",
            "<prefixListSet><item><prefixListId>pl-6da54004</prefixListId>"
                    + "<prefixListName>com.amazonaws.eu-west-1.s3</prefixListName><addressFamily>IPv4</addressFamily>"
                    + "</item></prefixListSet>",
            "GetManagedPrefixListEntries",
            "<entrySet><item><cidr>52.218.0.0/17</cidr></item></entrySet>");

    private final Map<String, List<JsonNode>> configurations;

    Ec2Answers(Collection<ObjectNode> items) {
        configurations = items.stream()
                .collect(Collectors.groupingBy(
                        item -> item.path("resourceType").asText(),
                        Collectors.mapping(item -> item.path("configuration"), Collectors.toList())));
    }

    /** The body of the answer to an action. */
    String answer(String action, Map<String, String> parameters) {
        return "<%1$sResponse><requestId>request-1</requestId>%2$s</%1$sResponse>"
                .formatted(action, body(action, parameters));
    }

    private String body(String action, Map<String, String> parameters) {
        if (action.equals("DescribeVpcAttribute")) {
            return "<vpcId>%1$s</vpcId><%2$s><value>true</value></%2$s>"
                    .formatted(parameters.get("VpcId"), parameters.get("Attribute"));
        }
        if (ALWAYS_THE_SAME.containsKey(action)) {
            return ALWAYS_THE_SAME.get(action);
        }
        if (!TYPES.containsKey(action)) {
            throw new IllegalArgumentException(parameters.toString());
        }
        Set<String> values = parameters.entrySet().stream()
                .filter(parameter -> parameter.getKey().startsWith("Filter.1.Value."))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
        StringBuilder xml = new StringBuilder();
        // All filters are for ids, which no two kinds of resources share.
        configurations.getOrDefault(TYPES.get(action), List.of()).stream()
                .filter(configuration -> holdsAny(configuration, values))
                .forEach(configuration -> write(xml, "item", configuration));
        return "<%1$s>%2$s</%1$s>".formatted(SETS.get(action), xml);
    }

    private static boolean holdsAny(JsonNode node, Set<String> values) {
        return node.isContainerNode()
                ? node.valueStream().anyMatch(child -> holdsAny(child, values))
                : values.contains(node.asText());
    }

    private static void write(StringBuilder xml, String name, JsonNode value) {
        xml.append('<').append(name).append('>');
        if (value.isArray()) {
            value.forEach(element -> write(xml, "item", element));
        } else if (value.isObject()) {
            value.properties().stream()
                    .filter(property -> !LEFT_OUT.contains(property.getKey())
                            && !property.getValue().isNull())
                    .forEach(property ->
                            write(xml, NAMES.getOrDefault(property.getKey(), property.getKey()), property.getValue()));
        } else {
            xml.append(value.asText().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        }
        xml.append("</").append(name).append('>');
    }
}
