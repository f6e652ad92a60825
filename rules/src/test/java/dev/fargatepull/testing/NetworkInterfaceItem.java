package dev.fargatepull.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code AWS::EC2::NetworkInterface}: of a VPC endpoint. */
public final class NetworkInterfaceItem extends Item<NetworkInterfaceItem> {

    private final String id;
    private final String subnetId;
    private Optional<String> address;

    NetworkInterfaceItem(String id, String subnetId, String address) {
        super("AWS::EC2::NetworkInterface");
        this.id = id;
        this.subnetId = subnetId;
        this.address = Optional.of(address);
    }

    /** Its item tells no address. */
    public NetworkInterfaceItem withoutAddress() {
        address = Optional.empty();
        return this;
    }

    @Override
    NetworkInterfaceItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return id;
    }

    @Override
    Optional<String> itemArn() {
        return Optional.of(arn("ec2", "network-interface/" + id));
    }

    @Override
    Map<String, Object> configuration() {
        return Json.object(
                "interfaceType",
                "vpc_endpoint",
                "ipv6Addresses",
                List.of(),
                "networkInterfaceId",
                id,
                "privateIpAddress",
                address,
                "privateIpAddresses",
                address.map(known -> List.of(Json.object("primary", true, "privateIpAddress", known)))
                        .orElse(List.of()),
                "requesterManaged",
                true,
                "status",
                "in-use",
                "subnetId",
                subnetId,
                "vpcId",
                "vpc-1");
    }
}
