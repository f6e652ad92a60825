package dev.fargatepull.core.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressSetTest {

    private static final int CASES = 100_000;

    /** The addresses that the brute force counts one by one, split over both ends of the space. */
    private static final int SMALL_SPACE = 64;

    @Test
    void operations_agree_with_counting_addresses_one_by_one() {
        Random random = new Random(20_260_301);
        for (int i = 0; i < CASES; i++) {
            BitSet left = new BitSet();
            BitSet right = new BitSet();
            AddressSet leftSet = fill(left, random);
            AddressSet rightSet = fill(right, random);

            BitSet union = (BitSet) left.clone();
            union.or(right);
            BitSet intersection = (BitSet) left.clone();
            intersection.and(right);
            BitSet difference = (BitSet) left.clone();
            difference.andNot(right);

            assertThat(leftSet.union(rightSet)).isEqualTo(oneByOne(union));
            assertThat(leftSet.intersection(rightSet)).isEqualTo(oneByOne(intersection));
            assertThat(leftSet.minus(rightSet)).isEqualTo(oneByOne(difference));
            BitSet uncovered = (BitSet) right.clone();
            uncovered.andNot(left);
            assertThat(leftSet.covers(rightSet)).isEqualTo(uncovered.isEmpty());
            assertThat(leftSet.isEmpty()).isEqualTo(left.isEmpty());
        }
    }

    /** Adds some CIDR blocks to both forms of a set. */
    private static AddressSet fill(BitSet bits, Random random) {
        AddressSet set = AddressSet.NONE;
        for (int blocks = random.nextInt(5); blocks > 0; blocks--) {
            int prefix = 27 + random.nextInt(6);
            int size = 1 << (32 - prefix);
            int first = random.nextInt(SMALL_SPACE / size) * size;
            bits.set(first, first + size);
            set = set.union(AddressSet.cidr(address(first) + "/" + prefix));
        }
        return set;
    }

    private static AddressSet oneByOne(BitSet bits) {
        return bits.stream()
                .mapToObj(bit -> AddressSet.address(address(bit)))
                .reduce(AddressSet.NONE, AddressSet::union);
    }

    private static String address(int bit) {
        int half = SMALL_SPACE / 2;
        return bit < half ? "0.0.0." + bit : "255.255.255." + (256 - SMALL_SPACE + bit);
    }

    @Test
    void neighbouring_blocks_become_one() {
        assertThat(AddressSet.cidrs("10.0.0.0/25", "10.0.0.128/25")).isEqualTo(AddressSet.cidr("10.0.0.0/24"));
        assertThat(AddressSet.cidrs("0.0.0.0/1", "128.0.0.0/1")).isEqualTo(AddressSet.ALL);
    }

    @Test
    void the_whole_space_is_one_block() {
        assertThat(AddressSet.cidr("0.0.0.0/0")).isEqualTo(AddressSet.ALL);
        assertThat(AddressSet.ALL).hasToString("{0.0.0.0-255.255.255.255}");
        assertThat(AddressSet.ALL.minus(AddressSet.ALL)).isEqualTo(AddressSet.NONE);
    }

    @Test
    void bits_beyond_the_prefix_are_ignored_as_aws_does() {
        assertThat(AddressSet.cidr("100.68.0.18/18")).isEqualTo(AddressSet.cidr("100.68.0.0/18"));
    }

    @Test
    void the_resolver_stands_two_places_after_the_base() {
        assertThat(AddressSet.cidr("10.0.0.0/16").addressAt(2)).contains("10.0.0.2");
        assertThat(AddressSet.NONE.addressAt(2)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0/8",
                "10.0.0.256/32",
                "10.0.0.0.0/8",
                "010.0.0.0/8",
                "10.0.0.0/08",
                " 10.0.0.0/8",
                "10.0.0.0/8 ",
                "a.b.c.d/8",
                "2001:db8::/32",
                "::/0"
            })
    void anything_else_is_no_ipv4_block(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressSet.cidr(text))
                .withMessage("'%s' is not an IPv4 CIDR block", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/32", "10.0.0", "fd00:ec2::253", "10.0.0.300"})
    void anything_else_is_no_ipv4_address(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressSet.address(text))
                .withMessage("'%s' is not an IPv4 address", text);
    }
}
