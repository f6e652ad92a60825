package dev.fargatepull.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code AWS::EC2::VPC}: its DNS attributes, which AWS Config does not record, are unknown unless given. */
public final class VpcItem extends Item<VpcItem> {

    private final String id;
    private String dhcpOptionsId = "dopt-1";
    private String cidr = "10.0.0.0/16";
    private final Map<String, Object> supplement = new LinkedHashMap<>();

    VpcItem(String id) {
        super("AWS::EC2::VPC");
        this.id = id;
    }

    /** Its attribute {@code enableDnsSupport}. */
    public VpcItem withDnsSupport(boolean enabled) {
        supplement.put("enableDnsSupport", enabled);
        return this;
    }

    /** Its attribute {@code enableDnsHostnames}. */
    public VpcItem withDnsHostnames(boolean enabled) {
        supplement.put("enableDnsHostnames", enabled);
        return this;
    }

    /** Whoever collected the evidence read these types of it, which AWS Config leaves out. */
    public VpcItem withSupplied(String... resourceTypes) {
        supplement.put("suppliedTypes", List.of(resourceTypes));
        return this;
    }

    /** Its first IPv4 range. */
    public VpcItem withCidr(String ipv4) {
        cidr = ipv4;
        return this;
    }

    /** Its DHCP option set. */
    public VpcItem withDhcpOptions(String optionsId) {
        dhcpOptionsId = optionsId;
        return this;
    }

    @Override
    VpcItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return id;
    }

    @Override
    Optional<String> itemArn() {
        return Optional.of(arn("ec2", "vpc/" + id));
    }

    @Override
    Map<String, Object> configuration() {
        return Json.object(
                "cidrBlock",
                cidr,
                "dhcpOptionsId",
                dhcpOptionsId,
                "state",
                "available",
                "vpcId",
                id,
                "ownerId",
                scope().accountId(),
                "instanceTenancy",
                "default",
                "cidrBlockAssociationSet",
                List.of(Json.object(
                        "associationId",
                        "vpc-cidr-assoc-1",
                        "cidrBlock",
                        cidr,
                        "cidrBlockState",
                        Map.of("state", "associated"))),
                "isDefault",
                false,
                "tags",
                List.of());
    }

    @Override
    Map<String, Object> supplementaryConfiguration() {
        return supplement;
    }
}
