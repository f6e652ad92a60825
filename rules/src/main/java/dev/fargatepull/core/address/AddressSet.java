package dev.fargatepull.core.address;

import java.util.Arrays;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A set of IPv4 addresses.
 *
 * <p>It is a row of ascending numbers at which the set begins and ends in turn; each end is the first address that is
 * no longer in it. So a set has one form only, and every operation is one walk along both rows.
 *
 * <p>There are no IPv6 addresses: a pull that is judged goes by IPv4, which no IPv6 range helps or hinders.
 */
public final class AddressSet {

    /** No address. */
    public static final AddressSet NONE = new AddressSet();

    /** Every address: {@code 0.0.0.0/0}. */
    public static final AddressSet ALL = new AddressSet(0, 1L << 32);

    private static final Pattern CIDR =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");

    /** All addresses but those of the IANA IPv4 Special-Purpose Address Registry that no host on the internet has. */
    public static final AddressSet INTERNET = ALL.minus(cidrs(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4"));

    private final long[] edges;

    private AddressSet(long... edges) {
        this.edges = edges;
    }

    /**
     * The addresses of a CIDR block. Bits beyond its prefix are ignored, as AWS does where it takes a block (Amazon EC2
     * API Reference, {@code CreateSubnet}).
     *
     * @throws IllegalArgumentException if it is not an IPv4 CIDR block
     */
    public static AddressSet cidr(String text) {
        if (text.indexOf('/') < 0) {
            throw new IllegalArgumentException("'%s' is not an IPv4 CIDR block".formatted(text));
        }
        return parse(text, "an IPv4 CIDR block");
    }

    /**
     * One address.
     *
     * @throws IllegalArgumentException if it is not an IPv4 address
     */
    public static AddressSet address(String text) {
        if (text.indexOf('/') >= 0) {
            throw new IllegalArgumentException("'%s' is not an IPv4 address".formatted(text));
        }
        return parse(text, "an IPv4 address");
    }

    /** The addresses of several CIDR blocks. */
    public static AddressSet cidrs(String... texts) {
        return Arrays.stream(texts).map(AddressSet::cidr).reduce(NONE, AddressSet::union);
    }

    private static AddressSet parse(String text, String expected) {
        Matcher parts = CIDR.matcher(text);
        boolean valid = parts.matches();
        long address = 0;
        for (int part = 1; valid && part <= 4; part++) {
            valid = isNumber(parts.group(part), 255);
            address = address << 8 | Integer.parseInt(parts.group(part));
        }
        String prefix = valid && parts.group(5) != null ? parts.group(5) : "32";
        if (!valid || !isNumber(prefix, 32)) {
            throw new IllegalArgumentException("'%s' is not %s".formatted(text, expected));
        }
        long size = 1L << (32 - Integer.parseInt(prefix));
        long first = address / size * size;
        return size == 1L << 32 ? ALL : new AddressSet(first, first + size);
    }

    /** In decimal without leading zeros, which some readers take for octal numbers. */
    private static boolean isNumber(String digits, int largest) {
        return (digits.length() == 1 || digits.charAt(0) != '0') && Integer.parseInt(digits) <= largest;
    }

    /** The addresses in either set. */
    public AddressSet union(AddressSet other) {
        return combine(other, (here, there) -> here || there);
    }

    /** The addresses in both sets. */
    public AddressSet intersection(AddressSet other) {
        return combine(other, (here, there) -> here && there);
    }

    /** The addresses in this set that are not in the other. */
    public AddressSet minus(AddressSet other) {
        return combine(other, (here, there) -> here && !there);
    }

    /** Whether every address of the other set is in this one. */
    public boolean covers(AddressSet other) {
        return other.minus(this).isEmpty();
    }

    /** Whether there is no address in it. */
    public boolean isEmpty() {
        return edges.length == 0;
    }

    /** The address that many places after the first, as in {@code 10.0.0.2}. */
    public Optional<String> addressAt(int offset) {
        return isEmpty() ? Optional.empty() : Optional.of(dotted(edges[0] + offset));
    }

    private interface Membership {
        boolean of(boolean here, boolean there);
    }

    private AddressSet combine(AddressSet other, Membership membership) {
        long[] combined = new long[edges.length + other.edges.length];
        int size = 0;
        int passed = 0;
        int passedThere = 0;
        while (passed < edges.length || passedThere < other.edges.length) {
            long edge = Math.min(edge(passed), other.edge(passedThere));
            passed += edge(passed) == edge ? 1 : 0;
            passedThere += other.edge(passedThere) == edge ? 1 : 0;
            // Past an odd number of edges one is inside.
            boolean inside = membership.of(passed % 2 == 1, passedThere % 2 == 1);
            if (inside != (size % 2 == 1)) {
                combined[size++] = edge;
            }
        }
        return new AddressSet(Arrays.copyOf(combined, size));
    }

    private long edge(int index) {
        return index < edges.length ? edges[index] : Long.MAX_VALUE;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AddressSet that && Arrays.equals(edges, that.edges);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(edges);
    }

    /** Its ranges from first to last address, as in {@code 10.0.0.0-10.0.0.255}. */
    @Override
    public String toString() {
        StringJoiner ranges = new StringJoiner(", ", "{", "}");
        for (int i = 0; i < edges.length; i += 2) {
            ranges.add(dotted(edges[i]) + "-" + dotted(edges[i + 1] - 1));
        }
        return ranges.toString();
    }

    private static String dotted(long address) {
        return "%d.%d.%d.%d".formatted(address >> 24, address >> 16 & 255, address >> 8 & 255, address & 255);
    }
}
