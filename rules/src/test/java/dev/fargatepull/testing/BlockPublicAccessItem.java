package dev.fargatepull.testing;

import java.util.Map;

/** {@code AWS::EC2::VPCBlockPublicAccessOptions}. */
public final class BlockPublicAccessItem extends Item<BlockPublicAccessItem> {

    private final String mode;

    BlockPublicAccessItem(String mode) {
        super("AWS::EC2::VPCBlockPublicAccessOptions");
        this.mode = mode;
    }

    @Override
    BlockPublicAccessItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return scope().accountId();
    }

    @Override
    Map<String, Object> configuration() {
        return Json.object("AccountId", scope().accountId(), "InternetGatewayBlockMode", mode);
    }
}
