package dev.fargatepull.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code AWS::EC2::NetworkAcl}: it starts as every new ACL does, with nothing but the last rule, which denies. */
public final class NetworkAclItem extends Item<NetworkAclItem> {

    private final String id;
    private String vpcId = "vpc-1";
    private List<String> subnetIds = List.of();
    private final List<Map<String, Object>> entries = new ArrayList<>();

    NetworkAclItem(String id) {
        super("AWS::EC2::NetworkAcl");
        this.id = id;
        entry(32_767, false, "deny", "-1", Optional.empty(), "0.0.0.0/0");
        entry(32_767, true, "deny", "-1", Optional.empty(), "0.0.0.0/0");
    }

    /** The VPC it belongs to. */
    public NetworkAclItem inVpc(String vpc) {
        vpcId = vpc;
        return this;
    }

    /** The subnets it is associated with. */
    public NetworkAclItem of(String... ids) {
        subnetIds = List.of(ids);
        return this;
    }

    /** It lets everything pass, as a VPC's default ACL does. */
    public NetworkAclItem lettingEverythingPass() {
        entry(100, false, "allow", "-1", Optional.empty(), "0.0.0.0/0");
        return entry(100, true, "allow", "-1", Optional.empty(), "0.0.0.0/0");
    }

    /** It lets TCP in to these ports. */
    public NetworkAclItem admitting(int number, int from, int to, String cidr) {
        return entry(number, false, "allow", "6", Optional.of(List.of(from, to)), cidr);
    }

    /** It lets TCP out to these ports. */
    public NetworkAclItem lettingOut(int number, int from, int to, String cidr) {
        return entry(number, true, "allow", "6", Optional.of(List.of(from, to)), cidr);
    }

    /** It lets no TCP in to these ports. */
    public NetworkAclItem denyingIn(int number, int from, int to, String cidr) {
        return entry(number, false, "deny", "6", Optional.of(List.of(from, to)), cidr);
    }

    /** It lets no TCP out to these ports. */
    public NetworkAclItem denyingOut(int number, int from, int to, String cidr) {
        return entry(number, true, "deny", "6", Optional.of(List.of(from, to)), cidr);
    }

    /** A rule with every detail; an IPv6 range makes it one for IPv6. */
    public NetworkAclItem entry(
            int number, boolean egress, String action, String protocol, Optional<List<Integer>> ports, String cidr) {
        entries.add(Json.object(
                cidr.contains(":") ? "ipv6CidrBlock" : "cidrBlock",
                cidr,
                "egress",
                egress,
                "portRange",
                ports.map(range -> Json.object("from", range.get(0), "to", range.get(1))),
                "protocol",
                protocol,
                "ruleAction",
                action,
                "ruleNumber",
                number));
        return this;
    }

    @Override
    NetworkAclItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return id;
    }

    @Override
    Optional<String> itemArn() {
        return Optional.of(arn("ec2", "network-acl/" + id));
    }

    @Override
    Map<String, Object> configuration() {
        return Json.object(
                "associations",
                subnetIds.stream()
                        .map(subnetId -> Json.object(
                                "networkAclAssociationId",
                                "aclassoc-" + subnetId,
                                "networkAclId",
                                id,
                                "subnetId",
                                subnetId))
                        .toList(),
                "entries",
                entries,
                "isDefault",
                false,
                "networkAclId",
                id,
                "tags",
                List.of(),
                "vpcId",
                vpcId,
                "ownerId",
                scope().accountId());
    }
}
