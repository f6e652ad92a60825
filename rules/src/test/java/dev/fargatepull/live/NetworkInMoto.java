package dev.fargatepull.live;

import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AddPrefixListEntry;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NewDhcpConfiguration;
import software.amazon.awssdk.services.ec2.model.PortRange;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.RuleAction;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/**
 * A VPC as somebody builds it for Fargate: a public subnet with an internet gateway and a NAT gateway, a private one
 * behind that, endpoints, groups and ACLs.
 */
final class NetworkInMoto {

    static final String S3 = "com.amazonaws.eu-west-1.s3";
    static final String POLICY =
            "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}]}";

    final Ec2Client ec2;
    final String vpc;
    final String mainTable;
    final String defaultGroup;
    final String defaultAcl;

    NetworkInMoto(AwsClients clients) {
        this(clients, "10.0.0.0/16");
    }

    NetworkInMoto(AwsClients clients, String cidr) {
        ec2 = clients.ec2();
        vpc = ec2.createVpc(request -> request.cidrBlock(cidr)).vpc().vpcId();
        mainTable = ec2.describeRouteTables(request -> request.filters(ofVpc()))
                .routeTables()
                .get(0)
                .routeTableId();
        defaultGroup = ec2.describeSecurityGroups(request -> request.filters(ofVpc()))
                .securityGroups()
                .get(0)
                .groupId();
        defaultAcl = ec2.describeNetworkAcls(request -> request.filters(ofVpc()))
                .networkAcls()
                .get(0)
                .networkAclId();
    }

    private Filter ofVpc() {
        return Filter.builder().name("vpc-id").values(vpc).build();
    }

    String subnet(String cidr) {
        return ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock(cidr))
                .subnet()
                .subnetId();
    }

    String internetGateway() {
        String id = ec2.createInternetGateway(request -> {}).internetGateway().internetGatewayId();
        ec2.attachInternetGateway(request -> request.internetGatewayId(id).vpcId(vpc));
        return id;
    }

    String natGateway(String subnetId) {
        String address = ec2.allocateAddress(request -> {}).allocationId();
        return ec2.createNatGateway(request -> request.subnetId(subnetId).allocationId(address))
                .natGateway()
                .natGatewayId();
    }

    String routeTable(String... subnetIds) {
        String id =
                ec2.createRouteTable(request -> request.vpcId(vpc)).routeTable().routeTableId();
        for (String subnetId : subnetIds) {
            ec2.associateRouteTable(request -> request.routeTableId(id).subnetId(subnetId));
        }
        return id;
    }

    void routeToInternetGateway(String tableId, String gatewayId) {
        ec2.createRoute(request ->
                request.routeTableId(tableId).destinationCidrBlock("0.0.0.0/0").gatewayId(gatewayId));
    }

    void routeToNatGateway(String tableId, String gatewayId) {
        ec2.createRoute(request ->
                request.routeTableId(tableId).destinationCidrBlock("0.0.0.0/0").natGatewayId(gatewayId));
    }

    String gatewayEndpoint(String... tableIds) {
        return ec2.createVpcEndpoint(request -> request.vpcId(vpc)
                        .serviceName(S3)
                        .vpcEndpointType(VpcEndpointType.GATEWAY)
                        .privateDnsEnabled(false)
                        .policyDocument(POLICY)
                        .routeTableIds(tableIds))
                .vpcEndpoint()
                .vpcEndpointId();
    }

    String interfaceEndpoint(String service, String subnetId, String groupId) {
        return ec2.createVpcEndpoint(request -> request.vpcId(vpc)
                        .serviceName("com.amazonaws.eu-west-1." + service)
                        .vpcEndpointType(VpcEndpointType.INTERFACE)
                        .policyDocument(POLICY)
                        .privateDnsEnabled(true)
                        .subnetIds(subnetId)
                        .securityGroupIds(groupId))
                .vpcEndpoint()
                .vpcEndpointId();
    }

    String group(String name) {
        return ec2.createSecurityGroup(
                        request -> request.vpcId(vpc).groupName(name).description("for tests"))
                .groupId();
    }

    /** Lets TCP 443 in from a range, a group or a prefix list. */
    void admit(String groupId, String peer) {
        IpPermission.Builder https =
                IpPermission.builder().ipProtocol("tcp").fromPort(443).toPort(443);
        if (peer.startsWith("sg-")) {
            https.userIdGroupPairs(UserIdGroupPair.builder().groupId(peer).build());
        } else if (peer.startsWith("pl-")) {
            https.prefixListIds(PrefixListId.builder().prefixListId(peer).build());
        } else {
            https.ipRanges(IpRange.builder().cidrIp(peer).build());
        }
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(groupId).ipPermissions(https.build()));
    }

    void letNothingOut(String groupId) {
        IpPermission everything = IpPermission.builder()
                .ipProtocol("-1")
                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                .build();
        ec2.revokeSecurityGroupEgress(request -> request.groupId(groupId).ipPermissions(everything));
    }

    /** An ACL as AWS creates it: moto leaves out the last rule, which denies. */
    String acl() {
        String id =
                ec2.createNetworkAcl(request -> request.vpcId(vpc)).networkAcl().networkAclId();
        for (boolean egress : new boolean[] {false, true}) {
            ec2.createNetworkAclEntry(request -> request.networkAclId(id)
                    .ruleNumber(32_767)
                    .egress(egress)
                    .ruleAction(RuleAction.DENY)
                    .protocol("-1")
                    .cidrBlock("0.0.0.0/0"));
        }
        return id;
    }

    void aclEntry(String aclId, int number, boolean egress, RuleAction action, int from, int to, String cidr) {
        ec2.createNetworkAclEntry(request -> request.networkAclId(aclId)
                .ruleNumber(number)
                .egress(egress)
                .ruleAction(action)
                .protocol("6")
                .portRange(PortRange.builder().from(from).to(to).build())
                .cidrBlock(cidr));
    }

    String dhcpOptions(String... servers) {
        NewDhcpConfiguration resolvers = NewDhcpConfiguration.builder()
                .key("domain-name-servers")
                .values(servers)
                .build();
        String id = ec2.createDhcpOptions(request -> request.dhcpConfigurations(resolvers))
                .dhcpOptions()
                .dhcpOptionsId();
        ec2.associateDhcpOptions(request -> request.vpcId(vpc).dhcpOptionsId(id));
        return id;
    }

    void dnsHostnames(boolean enabled) {
        ec2.modifyVpcAttribute(request -> request.vpcId(vpc)
                .enableDnsHostnames(
                        AttributeBooleanValue.builder().value(enabled).build()));
    }

    String prefixList(String name, String cidr) {
        return ec2.createManagedPrefixList(request -> request.prefixListName(name)
                        .addressFamily("IPv4")
                        .maxEntries(5)
                        .entries(AddPrefixListEntry.builder().cidr(cidr).build()))
                .prefixList()
                .prefixListId();
    }
}
