package dev.fargatepull.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code AWS::EC2::NatGateway}: public, available, in {@code subnet-public}. */
public final class NatGatewayItem extends Item<NatGatewayItem> {

    private final String id;
    private Optional<String> subnetId = Optional.of("subnet-public");
    private String vpcId = "vpc-1";
    private Optional<String> state = Optional.of("available");
    private String connectivityType = "public";

    NatGatewayItem(String id) {
        super("AWS::EC2::NatGateway");
        this.id = id;
    }

    /** The subnet it stands in. */
    public NatGatewayItem in(String subnet) {
        subnetId = Optional.of(subnet);
        return this;
    }

    /** It is regional: it stands in no subnet, and AWS routes it out. */
    public NatGatewayItem regional() {
        subnetId = Optional.empty();
        return this;
    }

    /** The VPC it belongs to. */
    public NatGatewayItem inVpc(String vpc) {
        vpcId = vpc;
        return this;
    }

    /** Its state. */
    public NatGatewayItem inState(String text) {
        state = Optional.of(text);
        return this;
    }

    /** Its item does not tell its state. */
    public NatGatewayItem withoutState() {
        state = Optional.empty();
        return this;
    }

    /** It translates to private addresses only. */
    public NatGatewayItem withPrivateConnectivity() {
        connectivityType = "private";
        return this;
    }

    @Override
    NatGatewayItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return id;
    }

    @Override
    Optional<String> itemArn() {
        return Optional.of(arn("ec2", "natgateway/" + id));
    }

    @Override
    Map<String, Object> configuration() {
        return Json.object(
                "natGatewayId",
                id,
                "subnetId",
                subnetId,
                "vpcId",
                vpcId,
                "state",
                state,
                "connectivityType",
                connectivityType,
                "natGatewayAddresses",
                List.of(Json.object("allocationId", "eipalloc-1", "privateIp", "10.0.0.5", "publicIp", "198.51.100.5")),
                "createTime",
                1_772_366_400_000L,
                "tags",
                List.of());
    }
}
