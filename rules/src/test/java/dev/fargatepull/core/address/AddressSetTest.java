package dev.fargatepull.core.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressSetTest {

    private static final int CASES = 100_000;

    /**
     * Where the brute force counts cell by cell: neighbouring blocks, and where they end others far away.
     *
     * @param name what is special about it
     * @param cells how many blocks
     * @param bits how long the prefix of one IPv6 block is
     * @param text the address of each
     */
    private record Space(String name, int cells, int bits, IntFunction<String> text) {

        int prefix(int cell) {
            return text.apply(cell).contains(":") ? bits : 32;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Space> spaces() {
        return Stream.of(
                new Space("both ends of IPv4", 64, 0, halves("0.0.0.%d", 0, "255.255.255.%d", 224)),
                new Space("the last 8 bits of IPv6", 256, 128, cell -> "2001:db8::%x".formatted(cell)),
                new Space(
                        "both ends of IPv6",
                        64,
                        128,
                        halves("::%x", 0, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ff%x", 0xe0)),
                new Space(
                        "addresses where the last 64 bits overflow",
                        64,
                        128,
                        halves("2001:db8:0:1:ffff:ffff:ffff:ff%x", 0xe0, "2001:db8:0:2::%x", 0)),
                new Space(
                        "blocks of bits on both sides of the 64th",
                        256,
                        68,
                        cell -> "2001:db8:0:7ff%x:%x000::".formatted(cell >> 4, cell & 15)),
                new Space("both families", 64, 128, halves("10.0.0.%d", 0, "::ffff:10.0.0.%d", 0)));
    }

    private static IntFunction<String> halves(String low, int lowFrom, String high, int highFrom) {
        return cell -> cell < 32 ? low.formatted(lowFrom + cell) : high.formatted(highFrom + cell - 32);
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void operations_agree_with_counting_cell_by_cell(Space space) {
        Random random = new Random(20_260_301);
        CellByCell cellByCell = new CellByCell(space);
        for (int i = 0; i < CASES; i++) {
            BitSet left = new BitSet();
            BitSet right = new BitSet();
            AddressSet leftSet = fill(space, left, random);
            AddressSet rightSet = fill(space, right, random);

            BitSet union = (BitSet) left.clone();
            union.or(right);
            BitSet intersection = (BitSet) left.clone();
            intersection.and(right);
            BitSet difference = (BitSet) left.clone();
            difference.andNot(right);

            assertThat(leftSet.union(rightSet)).isEqualTo(cellByCell.set(union));
            assertThat(leftSet.intersection(rightSet)).isEqualTo(cellByCell.set(intersection));
            assertThat(leftSet.minus(rightSet)).isEqualTo(cellByCell.set(difference));
            BitSet uncovered = (BitSet) right.clone();
            uncovered.andNot(left);
            assertThat(leftSet.covers(rightSet)).isEqualTo(uncovered.isEmpty());
            assertThat(leftSet.isEmpty()).isEqualTo(left.isEmpty());
        }
    }

    /** Adds some CIDR blocks to both forms of a set. */
    private static AddressSet fill(Space space, BitSet bits, Random random) {
        AddressSet set = AddressSet.NONE;
        for (int blocks = random.nextInt(5); blocks > 0; blocks--) {
            int shift = random.nextInt(6);
            int size = 1 << shift;
            int first = random.nextInt(space.cells / size) * size;
            bits.set(first, first + size);
            int prefix = space.prefix(first) - shift;
            set = set.union(AddressSet.cidr(space.text.apply(first) + "/" + prefix));
        }
        return set;
    }

    /** The same sets made of single cells. */
    private static final class CellByCell {

        private final Space space;
        private final Map<BitSet, AddressSet> runs = new HashMap<>();

        CellByCell(Space space) {
            this.space = space;
        }

        AddressSet set(BitSet bits) {
            AddressSet set = AddressSet.NONE;
            int from = bits.nextSetBit(0);
            while (from >= 0) {
                int to = bits.nextClearBit(from);
                BitSet run = new BitSet();
                run.set(from, to);
                set = set.union(runs.computeIfAbsent(run, this::ofCells));
                from = bits.nextSetBit(to);
            }
            return set;
        }

        private AddressSet ofCells(BitSet run) {
            return run.stream()
                    .mapToObj(cell -> AddressSet.cidr(space.text.apply(cell) + "/" + space.prefix(cell)))
                    .reduce(AddressSet.NONE, AddressSet::union);
        }
    }

    @Test
    void neighbouring_blocks_become_one() {
        assertThat(AddressSet.cidrs("10.0.0.0/25", "10.0.0.128/25")).isEqualTo(AddressSet.cidr("10.0.0.0/24"));
        assertThat(AddressSet.cidrs("0.0.0.0/1", "128.0.0.0/1")).isEqualTo(AddressSet.ALL_IPV4);
        assertThat(AddressSet.cidrs("::/1", "8000::/1")).isEqualTo(AddressSet.ALL_IPV6);
        assertThat(AddressSet.cidrs("2001:db8::/64", "2001:db8:0:1::/64")).isEqualTo(AddressSet.cidr("2001:db8::/63"));
    }

    @Test
    void the_whole_space_is_one_block() {
        assertThat(AddressSet.cidr("0.0.0.0/0")).isEqualTo(AddressSet.ALL_IPV4);
        assertThat(AddressSet.cidr("::/0")).isEqualTo(AddressSet.ALL_IPV6);
        assertThat(AddressSet.ALL.minus(AddressSet.ALL)).isEqualTo(AddressSet.NONE);
        assertThat(AddressSet.ALL)
                .hasToString("{0.0.0.0-255.255.255.255, 0:0:0:0:0:0:0:0-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff}");
    }

    @Test
    void neither_family_says_anything_about_the_other() {
        assertThat(AddressSet.ALL_IPV4.union(AddressSet.ALL_IPV6)).isEqualTo(AddressSet.ALL);
        assertThat(AddressSet.ALL_IPV4.intersection(AddressSet.ALL_IPV6)).isEqualTo(AddressSet.NONE);
        assertThat(AddressSet.ALL_IPV6.covers(AddressSet.cidr("10.0.0.0/8"))).isFalse();
        assertThat(AddressSet.cidr("::ffff:0:0/96").covers(AddressSet.cidr("10.0.0.0/8")))
                .isFalse();
        assertThat(AddressSet.cidrs("10.0.0.0/8", "2001:db8::/32").ipv4()).isEqualTo(AddressSet.cidr("10.0.0.0/8"));
    }

    @Test
    void bits_beyond_the_prefix_are_ignored_as_aws_does() {
        assertThat(AddressSet.cidr("100.68.0.18/18")).isEqualTo(AddressSet.cidr("100.68.0.0/18"));
        assertThat(AddressSet.cidr("2001:db8:1234:1a00::5/56")).isEqualTo(AddressSet.cidr("2001:db8:1234:1a00::/56"));
        assertThat(AddressSet.cidr("2001:db8::1:2:3:4/100")).isEqualTo(AddressSet.cidr("2001:db8::1:2:0:0/100"));
    }

    @Test
    void the_resolver_stands_two_places_after_the_base() {
        assertThat(AddressSet.cidr("10.0.0.0/16").ipv4AddressAt(2)).contains("10.0.0.2");
        assertThat(AddressSet.cidr("192.168.0.0/16").ipv4AddressAt(2)).contains("192.168.0.2");
        assertThat(AddressSet.ALL_IPV6.ipv4AddressAt(2)).isEmpty();
    }

    // RFC 4291, section 2.2.
    @ParameterizedTest
    @CsvSource({
        "ABCD:EF01:2345:6789:ABCD:EF01:2345:6789, abcd:ef01:2345:6789:abcd:ef01:2345:6789",
        "2001:DB8:0:0:8:800:200C:417A, 2001:db8:0:0:8:800:200c:417a",
        "2001:DB8::8:800:200C:417A, 2001:db8:0:0:8:800:200c:417a",
        "FF01::101, ff01:0:0:0:0:0:0:101",
        "::1, 0:0:0:0:0:0:0:1",
        "::, 0:0:0:0:0:0:0:0",
        "1::, 1:0:0:0:0:0:0:0",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "1:2:3::5:6:7:8, 1:2:3:0:5:6:7:8",
        "0db8:0000::00ff, db8:0:0:0:0:0:0:ff",
        "::13.1.68.3, 0:0:0:0:0:0:d01:4403",
        "::FFFF:129.144.52.38, 0:0:0:0:0:ffff:8190:3426",
        "64:ff9b::255.0.0.1, 64:ff9b:0:0:0:0:ff00:1",
        "1:2:3:4:5:6:7.8.9.10, 1:2:3:4:5:6:708:90a"
    })
    void every_form_of_an_ipv6_address_is_read(String text, String full) {
        assertThat(AddressSet.cidr(text + "/128")).hasToString("{%s-%s}", full, full);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":/0",
                ":::/0",
                "2001:db8::",
                "2001:db8::/",
                "2001:db8::/129",
                "2001:db8::/032",
                "2001:db8::/-1",
                "2001:db8::/+1",
                "2001:db8::/32/32",
                "2001:db8::1::/64",
                "1:2:3:4:5:6:7/64",
                "1:2:3:4:5:6:7:8:9/64",
                "1:2:3:4:5:6:7:8::/64",
                "::1:2:3:4:5:6:7:8/64",
                "1:2:3:4::5:6:7:8/64",
                ":1:2:3:4:5:6:7/64",
                "1:2:3:4:5:6:7:/64",
                "1::2:/64",
                "12345::/64",
                "g::/64",
                "-1::/64",
                "fe80::1%eth0/64",
                "[::1]/64",
                " ::/0",
                "::/0 ",
                "::10.0.0.256/128",
                "::010.0.0.1/128",
                "::10.0.1/128",
                "10.0.0.1::/64",
                "::10.0.0.1:1/64",
                "1:2:3:4:5:6:7:10.0.0.1/64",
                "::1:2:3:4:5:6:10.0.0.1/64"
            })
    void anything_else_is_no_ipv6_block(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressSet.cidr(text))
                .withMessage("'%s' is not an IPv6 CIDR block", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0/8",
                "10.0.0.256/32",
                "10.0.0.0.0/8",
                "010.0.0.0/8",
                "10.0.0.0/08",
                "10.0.0.0/00000000000000000008",
                " 10.0.0.0/8",
                "10.0.0.0/8 ",
                "a.b.c.d/8",
                "2001:db8::/32",
                "::/0",
                "::ffff:10.0.0.0/128"
            })
    void anything_else_is_no_ipv4_block(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressSet.ipv4Cidr(text))
                .withMessage("'%s' is not an IPv4 CIDR block", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/32", "10.0.0", "fd00:ec2::253", "10.0.0.300"})
    void anything_else_is_no_ipv4_address(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressSet.ipv4Address(text))
                .withMessage("'%s' is not an IPv4 address", text);
    }
}
