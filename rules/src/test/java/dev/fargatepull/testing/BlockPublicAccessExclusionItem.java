package dev.fargatepull.testing;

import java.util.Map;

/** {@code AWS::EC2::VPCBlockPublicAccessExclusion}: in both directions. */
public final class BlockPublicAccessExclusionItem extends Item<BlockPublicAccessExclusionItem> {

    private final String excludedId;
    private String mode = "allow-bidirectional";

    BlockPublicAccessExclusionItem(String excludedId) {
        super("AWS::EC2::VPCBlockPublicAccessExclusion");
        this.excludedId = excludedId;
    }

    /** It lets packets out only. */
    public BlockPublicAccessExclusionItem forEgressOnly() {
        mode = "allow-egress";
        return this;
    }

    @Override
    BlockPublicAccessExclusionItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return "vpcbpa-exclude-" + excludedId;
    }

    @Override
    Map<String, Object> configuration() {
        return Json.object(
                "ExclusionId",
                resourceId(),
                "InternetGatewayExclusionMode",
                mode,
                excludedId.startsWith("vpc-") ? "VpcId" : "SubnetId",
                excludedId);
    }
}
