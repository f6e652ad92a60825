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

    /** Whether every port of the other range is in this one. */
    public boolean covers(PortRange other) {
        return from <= other.from && other.to <= to;
    }

    /** Whether some port of the other range is in this one. */
    public boolean overlaps(PortRange other) {
        return from <= other.to && other.from <= to;
    }

    /** As in {@code 443} or {@code 32768-60999}. */
    @Override
    public String toString() {
        return from == to ? Integer.toString(from) : from + "-" + to;
    }
}
