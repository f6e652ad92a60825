package dev.fargatepull.core.address;

import dev.fargatepull.core.address.Address.Family;
import java.util.Arrays;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A set of IPv4 and IPv6 addresses.
 *
 * <p>The families are apart: no range of one says anything about an address of the other, not even {@code ::/0} or the
 * IPv4-mapped addresses of {@code ::ffff:0:0/96}. A packet is of either family, and so are the rules it meets.
 */
public final class AddressSet {

    /** No address. */
    public static final AddressSet NONE = new AddressSet(Edges.NONE, Edges.NONE);

    /** Every IPv4 address: {@code 0.0.0.0/0}. */
    public static final AddressSet ALL_IPV4 = new AddressSet(Edges.ALL, Edges.NONE);

    /** Every IPv6 address: {@code ::/0}. */
    public static final AddressSet ALL_IPV6 = new AddressSet(Edges.NONE, Edges.ALL);

    /** Every address of both families. */
    public static final AddressSet ALL = new AddressSet(Edges.ALL, Edges.ALL);

    /**
     * All IPv4 addresses but those of the IANA IPv4 Special-Purpose Address Registry that no host on the internet has.
     */
    public static final AddressSet INTERNET = ALL_IPV4.minus(cidrs(
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

    private final Edges ipv4;
    private final Edges ipv6;

    private AddressSet(Edges ipv4, Edges ipv6) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
    }

    /**
     * The addresses of an IPv4 CIDR block. Bits beyond its prefix are ignored, as AWS does where it takes a block
     * (Amazon EC2 API Reference, {@code CreateSubnet}).
     *
     * @throws IllegalArgumentException if it is not an IPv4 CIDR block
     */
    public static AddressSet ipv4Cidr(String text) {
        return block(Family.IPV4, text);
    }

    /**
     * The addresses of an IPv6 CIDR block, in any form of RFC 4291; bits beyond its prefix are ignored.
     *
     * @throws IllegalArgumentException if it is not an IPv6 CIDR block
     */
    public static AddressSet ipv6Cidr(String text) {
        return block(Family.IPV6, text);
    }

    /**
     * The addresses of a CIDR block of either family: only IPv6 has colons.
     *
     * @throws IllegalArgumentException if it is not a CIDR block
     */
    public static AddressSet cidr(String text) {
        return text.indexOf(':') < 0 ? ipv4Cidr(text) : ipv6Cidr(text);
    }

    /** The addresses of several CIDR blocks of either family. */
    public static AddressSet cidrs(String... texts) {
        return Arrays.stream(texts).map(AddressSet::cidr).reduce(NONE, AddressSet::union);
    }

    /**
     * One IPv4 address.
     *
     * @throws IllegalArgumentException if it is not an IPv4 address
     */
    public static AddressSet ipv4Address(String text) {
        return Address.parse(Family.IPV4, text)
                .map(address -> of(address, Family.IPV4.bits()))
                .orElseThrow(() -> new IllegalArgumentException("'%s' is not an IPv4 address".formatted(text)));
    }

    /** Whether the text is an address of either family. */
    public static boolean isAddress(String text) {
        return Address.parse(text.indexOf(':') < 0 ? Family.IPV4 : Family.IPV6, text)
                .isPresent();
    }

    private static AddressSet block(Family family, String text) {
        int slash = text.indexOf('/');
        String prefix = text.substring(slash + 1);
        return Optional.of(prefix)
                .filter(digits -> slash >= 0 && Address.isPrefix(family, digits))
                .flatMap(digits -> Address.parse(family, text.substring(0, slash)))
                .map(address -> of(address, Integer.parseInt(prefix)))
                .orElseThrow(() ->
                        new IllegalArgumentException("'%s' is not an %s CIDR block".formatted(text, family.label())));
    }

    private static AddressSet of(Address address, int prefix) {
        Edges block = Edges.block(address.high(), address.low(), prefix);
        return address.family() == Family.IPV4 ? new AddressSet(block, Edges.NONE) : new AddressSet(Edges.NONE, block);
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

    private AddressSet combine(AddressSet other, Edges.Membership membership) {
        return new AddressSet(ipv4.combine(other.ipv4, membership), ipv6.combine(other.ipv6, membership));
    }

    /** Those of its addresses that are IPv4. */
    public AddressSet ipv4() {
        return new AddressSet(ipv4, Edges.NONE);
    }

    /** Whether every address of the other set is in this one. */
    public boolean covers(AddressSet other) {
        return other.minus(this).isEmpty();
    }

    /** Whether there is no address in it. */
    public boolean isEmpty() {
        return ipv4.isEmpty() && ipv6.isEmpty();
    }

    /** The IPv4 address that many places after the first, as in {@code 10.0.0.2}. */
    public Optional<String> ipv4AddressAt(int offset) {
        return ipv4.isEmpty()
                ? Optional.empty()
                : Optional.of(new Address(Family.IPV4, ipv4.firstHigh() + ((long) offset << Integer.SIZE), 0))
                        .map(Address::toString);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AddressSet that && ipv4.equals(that.ipv4) && ipv6.equals(that.ipv6);
    }

    @Override
    public int hashCode() {
        return 31 * ipv4.hashCode() + ipv6.hashCode();
    }

    /** Its ranges from first to last address, as in {@code {10.0.0.0-10.0.0.255}}. */
    @Override
    public String toString() {
        StringJoiner ranges = new StringJoiner(", ", "{", "}");
        ipv4.print(Family.IPV4, ranges);
        ipv6.print(Family.IPV6, ranges);
        return ranges.toString();
    }
}
