package dev.fargatepull.bench;

/** How the tasks of a generated VPC get to the registry, or why they do not. Sound ways come up more often. */
enum Layout {
    NAT_GATEWAY(8),
    NAT_GATEWAY_DELETED(1),
    NAT_GATEWAY_IN_PRIVATE_SUBNET(1),
    PUBLIC(3),
    PUBLIC_WITHOUT_ADDRESS(1),
    PUBLIC_BEHIND_DETACHED_GATEWAY(1),
    PRIVATE_LINK(4),
    PRIVATE_LINK_WITHOUT_DKR(1),
    PRIVATE_LINK_WITHOUT_S3(1),
    ISOLATED(1),
    TRANSIT_GATEWAY(2);

    private final int frequency;

    Layout(int frequency) {
        this.frequency = frequency;
    }

    static Layout any(Dice dice) {
        int total = 0;
        for (Layout layout : values()) {
            total += layout.frequency;
        }
        int left = dice.below(total);
        for (Layout layout : values()) {
            left -= layout.frequency;
            if (left < 0) {
                return layout;
            }
        }
        throw new IllegalStateException("the frequencies do not add up");
    }

    boolean hasEcrEndpoints() {
        return this == PRIVATE_LINK || this == PRIVATE_LINK_WITHOUT_DKR || this == PRIVATE_LINK_WITHOUT_S3;
    }

    boolean hasDkrEndpoint() {
        return this == PRIVATE_LINK || this == PRIVATE_LINK_WITHOUT_S3;
    }

    boolean hasS3Endpoint() {
        return this == PRIVATE_LINK || this == PRIVATE_LINK_WITHOUT_DKR || this == NAT_GATEWAY;
    }

    boolean assignsPublicIp() {
        return this == PUBLIC || this == PUBLIC_BEHIND_DETACHED_GATEWAY;
    }
}
