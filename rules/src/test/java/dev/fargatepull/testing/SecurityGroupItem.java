package dev.fargatepull.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code AWS::EC2::SecurityGroup}: it starts as AWS creates it, letting everything out and nothing in. */
public final class SecurityGroupItem extends Item<SecurityGroupItem> {

    private final String id;
    private String vpcId = "vpc-1";
    private String name;
    private final List<Map<String, Object>> ingress = new ArrayList<>();
    private List<Map<String, Object>> egress = new ArrayList<>();

    SecurityGroupItem(String id) {
        super("AWS::EC2::SecurityGroup");
        this.id = id;
        this.name = id + "-name";
        egress.add(rule("-1", Optional.empty(), "0.0.0.0/0"));
    }

    /** The VPC it belongs to. */
    public SecurityGroupItem inVpc(String vpc) {
        vpcId = vpc;
        return this;
    }

    /** It is its VPC's default group. */
    public SecurityGroupItem asDefault() {
        name = "default";
        return this;
    }

    /** It lets nothing out. */
    public SecurityGroupItem lettingNothingOut() {
        egress = new ArrayList<>();
        return this;
    }

    /** It lets TCP 443 out to these and to nothing else: ranges, groups and prefix lists. */
    public SecurityGroupItem lettingOutTo(String... peers) {
        return lettingOut("tcp", 443, 443, peers);
    }

    /** A rule for another protocol or other ports, beside those there are; the rule for everything goes. */
    public SecurityGroupItem lettingOut(String protocol, int from, int to, String... peers) {
        egress.removeIf(rule -> rule.containsValue("-1"));
        for (String peer : peers) {
            egress.add(rule(protocol, Optional.of(List.of(from, to)), peer));
        }
        return this;
    }

    /** It lets TCP 443 in from these: ranges, groups and prefix lists. */
    public SecurityGroupItem admitting(String... peers) {
        return admittingOn("tcp", 443, 443, peers);
    }

    /** A rule for another protocol or other ports. */
    public SecurityGroupItem admittingOn(String protocol, int from, int to, String... peers) {
        for (String peer : peers) {
            ingress.add(rule(protocol, Optional.of(List.of(from, to)), peer));
        }
        return this;
    }

    /** It lets in everything from these. */
    public SecurityGroupItem admittingEverythingFrom(String... peers) {
        for (String peer : peers) {
            ingress.add(rule("-1", Optional.empty(), peer));
        }
        return this;
    }

    /** A rule as items of old show it: ranges as strings alone. */
    public SecurityGroupItem admittingAsOfOld(String cidr) {
        Map<String, Object> rule = rule("tcp", Optional.of(List.of(443, 443)), cidr);
        rule.remove("ipv4Ranges");
        ingress.add(rule);
        return this;
    }

    private static Map<String, Object> rule(String protocol, Optional<List<Integer>> ports, String peer) {
        boolean isIpv6 = peer.contains(":");
        boolean isIpv4 = !isIpv6 && peer.contains("/");
        return Json.object(
                "ipProtocol",
                protocol,
                "fromPort",
                ports.map(range -> range.get(0)),
                "toPort",
                ports.map(range -> range.get(1)),
                "ipRanges",
                isIpv4 ? List.of(peer) : List.of(),
                "ipv4Ranges",
                isIpv4 ? List.of(Map.of("cidrIp", peer)) : List.of(),
                "ipv6Ranges",
                isIpv6 ? List.of(Map.of("cidrIpv6", peer)) : List.of(),
                "prefixListIds",
                peer.startsWith("pl-") ? List.of(Map.of("prefixListId", peer)) : List.of(),
                "userIdGroupPairs",
                peer.startsWith("sg-") ? List.of(Json.object("groupId", peer, "userId", HOME.accountId())) : List.of());
    }

    @Override
    SecurityGroupItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return id;
    }

    @Override
    Optional<String> itemArn() {
        return Optional.of(arn("ec2", "security-group/" + id));
    }

    @Override
    Map<String, Object> configuration() {
        return Json.object(
                "description",
                "for tests",
                "groupName",
                name,
                "ipPermissions",
                ingress,
                "ownerId",
                scope().accountId(),
                "groupId",
                id,
                "ipPermissionsEgress",
                egress,
                "tags",
                List.of(),
                "vpcId",
                vpcId);
    }
}
