package dev.fargatepull.core.address;

import java.util.Optional;

/**
 * TCP ports from one to another.
 *
 * @param from the first
 * @param to the last
 */
public record PortRange(int from, int to) {

    /** Every port. */
    public static final PortRange ALL = new PortRange(0, 65_535);

    /** Where registries, their endpoints and S3 listen. */
    public static final PortRange HTTPS = new PortRange(443, 443);

    /** Where Linux tasks send from, as Amazon Linux does (VPC User Guide, "Ephemeral ports"). */
    public static final PortRange EPHEMERAL_ON_LINUX = new PortRange(32_768, 60_999);

    /** Where Windows tasks send from. */
    public static final PortRange EPHEMERAL_ON_WINDOWS = new PortRange(49_152, 65_535);

    /** Where NAT gateways send from. */
    public static final PortRange EPHEMERAL_ON_NAT_GATEWAYS = new PortRange(1024, 65_535);

    /**
     * The TCP ports that a rule of a security group or a network ACL is about; empty if it is about other protocols.
     *
     * @param protocol its name or IANA number; {@code -1} for every protocol, of which AWS ignores the ports
     * @param from the first port; absent for none below
     * @param to the last port; absent for none above
     */
    public static Optional<PortRange> ofTcp(String protocol, Optional<Integer> from, Optional<Integer> to) {
        return switch (protocol) {
            case "-1" -> Optional.of(ALL);
            case "tcp", "6" -> Optional.of(new PortRange(from.orElse(ALL.from), to.orElse(ALL.to)));
            default -> Optional.empty();
        };
    }

    /** Whether the port is in it. */
    public boolean contains(int port) {
        return from <= port && port <= to;
    }

    /** As in {@code 443} or {@code 32768-60999}. */
    @Override
    public String toString() {
        return from == to ? Integer.toString(from) : from + "-" + to;
    }
}
