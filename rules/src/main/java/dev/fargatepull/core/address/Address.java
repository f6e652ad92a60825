package dev.fargatepull.core.address;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of either family as the first bits of 128: an IPv6 address takes all of them, an IPv4 address 32. So a
 * prefix means the same in both.
 *
 * @param family which numbers these are
 * @param high the first 64 bits
 * @param low the others
 */
record Address(Family family, long high, long low) {

    /** IPv4 and IPv6, which have no address in common. */
    enum Family {
        IPV4("IPv4", 32),
        IPV6("IPv6", 128);

        private final String label;
        private final int bits;

        Family(String label, int bits) {
            this.label = label;
            this.bits = bits;
        }

        String label() {
            return label;
        }

        /** How long an address is, and so the longest prefix. */
        int bits() {
            return bits;
        }
    }

    /** In decimal without leading zeros, which some readers take for octal numbers. */
    private static final Pattern NUMBER = Pattern.compile("(0|[1-9][0-9]{0,2})");

    private static final Pattern DOTTED = Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER + "\\." + NUMBER);
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final int GROUPS = 8;
    private static final int BITS_OF_GROUP = 16;
    private static final int HEXADECIMAL = 16;

    /** An address in the text of its family; empty if it is none. */
    static Optional<Address> parse(Family family, String text) {
        return family == Family.IPV4 ? ipv4(text) : ipv6(text);
    }

    private static Optional<Address> ipv4(String text) {
        long number = dotted(text);
        return number < 0 ? Optional.empty() : Optional.of(new Address(Family.IPV4, number << Integer.SIZE, 0));
    }

    /** The number that four decimal parts stand for; negative if they are none. */
    private static long dotted(String text) {
        Matcher parts = DOTTED.matcher(text);
        if (!parts.matches()) {
            return -1;
        }
        long number = 0;
        for (int part = 1; part <= 4; part++) {
            int value = Integer.parseInt(parts.group(part));
            if (value > 255) {
                return -1;
            }
            number = number << 8 | value;
        }
        return number;
    }

    /** Whether the text is the length of a prefix. */
    static boolean isPrefix(Family family, String text) {
        return NUMBER.matcher(text).matches() && Integer.parseInt(text) <= family.bits;
    }

    /**
     * The forms of RFC 4291, section 2.2: eight groups, of which {@code ::} stands once for one or more that are zero,
     * and of which the last two may be written as an IPv4 address.
     */
    private static Optional<Address> ipv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return Optional.of(new Groups())
                    .filter(groups -> groups.read(text, true) && groups.count == GROUPS)
                    .map(Groups::address);
        }
        String before = text.substring(0, gap);
        String after = text.substring(gap + 2);
        Groups groups = new Groups();
        boolean valid = before.isEmpty() || groups.read(before, false);
        int leading = groups.count;
        valid = valid && (after.isEmpty() || groups.read(after, true)) && groups.count < GROUPS;
        return valid ? Optional.of(groups.spread(leading).address()) : Optional.empty();
    }

    /** The groups of an IPv6 address, as they are read. */
    private static final class Groups {

        private final long[] values = new long[GROUPS];
        private int count = 0;

        /** Adds groups between colons; {@code false} if some are none, or too many. */
        boolean read(String text, boolean mayEndDotted) {
            String[] groups = text.split(":", -1);
            for (int i = 0; i < groups.length; i++) {
                boolean isDotted = groups[i].indexOf('.') >= 0;
                boolean mayBeDotted = mayEndDotted && i == groups.length - 1;
                if (isDotted ? !mayBeDotted || !addDotted(groups[i]) : !addGroup(groups[i])) {
                    return false;
                }
            }
            return true;
        }

        private boolean addGroup(String text) {
            return GROUP.matcher(text).matches() && add(Long.parseLong(text, HEXADECIMAL));
        }

        private boolean addDotted(String text) {
            long number = dotted(text);
            return number >= 0 && add(number >> BITS_OF_GROUP) && add(number & 0xffff);
        }

        private boolean add(long value) {
            if (count == GROUPS) {
                return false;
            }
            values[count++] = value;
            return true;
        }

        /** Moves all but the leading groups to the end. */
        Groups spread(int leading) {
            Groups spread = new Groups();
            spread.count = GROUPS;
            for (int i = 0; i < count; i++) {
                spread.values[i < leading ? i : GROUPS - count + i] = values[i];
            }
            return spread;
        }

        Address address() {
            return new Address(Family.IPV6, half(0), half(GROUPS / 2));
        }

        private long half(int from) {
            long bits = 0;
            for (int i = from; i < from + GROUPS / 2; i++) {
                bits = bits << BITS_OF_GROUP | values[i];
            }
            return bits;
        }
    }

    /** In the full form of its family, as in {@code 10.0.0.1} or {@code 2001:db8:0:0:0:0:0:1}. */
    @Override
    public String toString() {
        if (family == Family.IPV4) {
            return "%d.%d.%d.%d".formatted(high >>> 56, high >> 48 & 255, high >> 40 & 255, high >> 32 & 255);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            long half = i < GROUPS / 2 ? high : low;
            int shift = (GROUPS - 1 - i) % (GROUPS / 2) * BITS_OF_GROUP;
            text.append(i == 0 ? "" : ":").append(Long.toHexString(half >> shift & 0xffff));
        }
        return text.toString();
    }
}
