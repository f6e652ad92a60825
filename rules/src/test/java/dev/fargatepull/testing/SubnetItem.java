package dev.fargatepull.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code AWS::EC2::Subnet}: one of the account's own, with IPv4 alone. */
public final class SubnetItem extends Item<SubnetItem> {

    private final String id;
    private String vpcId = "vpc-1";
    private String cidr = "10.0.1.0/24";
    private Optional<String> owner = Optional.empty();
    private boolean hasIpv6 = false;
    private boolean ipv6Only = false;

    SubnetItem(String id) {
        super("AWS::EC2::Subnet");
        this.id = id;
    }

    /** The VPC it belongs to. */
    public SubnetItem inVpc(String vpc) {
        vpcId = vpc;
        return this;
    }

    /** Its IPv4 range. */
    public SubnetItem withCidr(String ipv4) {
        cidr = ipv4;
        return this;
    }

    /** The account that owns it and shares it with the one that recorded it. */
    public SubnetItem ownedBy(String accountId) {
        owner = Optional.of(accountId);
        return this;
    }

    /** It has IPv6 beside IPv4. */
    public SubnetItem dualStack() {
        hasIpv6 = true;
        return this;
    }

    /** It has no IPv4. */
    public SubnetItem ipv6Only() {
        hasIpv6 = true;
        ipv6Only = true;
        return this;
    }

    @Override
    SubnetItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return id;
    }

    @Override
    Optional<String> itemArn() {
        return Optional.of(arn("ec2", "subnet/" + id));
    }

    @Override
    Map<String, Object> configuration() {
        return Json.object(
                "availabilityZone",
                scope().region() + "a",
                "availableIpAddressCount",
                251,
                "cidrBlock",
                ipv6Only ? Optional.empty() : Optional.of(cidr),
                "mapPublicIpOnLaunch",
                false,
                "state",
                "available",
                "subnetId",
                id,
                "vpcId",
                vpcId,
                "ownerId",
                owner.orElse(scope().accountId()),
                "ipv6CidrBlockAssociationSet",
                hasIpv6
                        ? List.of(Json.object(
                                "associationId",
                                "subnet-cidr-assoc-1",
                                "ipv6CidrBlock",
                                "2001:db8:1::/64",
                                "ipv6CidrBlockState",
                                Map.of("state", "associated")))
                        : List.of(),
                "ipv6Native",
                ipv6Only,
                "enableDns64",
                ipv6Only,
                "tags",
                List.of());
    }
}
