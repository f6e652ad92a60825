package dev.fargatepull.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.core.address.AddressSet;
import dev.fargatepull.core.address.PortRange;
import dev.fargatepull.core.aws.NetworkAcl;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkAclsTest {

    private static final int CASES = 100_000;
    private static final int ADDRESSES = 8;
    private static final int PORTS = 8;

    @ParameterizedTest
    @CsvSource({"10.0.0.%d/%d, 0", "2001:db8::%d/%d, 96"})
    void what_passes_agrees_with_sending_every_packet(String cidr, int longerBy) {
        Random random = new Random(443);
        long packets = 0;
        for (int i = 0; i < CASES; i++) {
            List<Block> blocks = blocks(random);
            List<NetworkAcl.Entry> entries = new ArrayList<>();
            for (Block block : blocks) {
                AddressSet addresses = AddressSet.cidr(cidr.formatted(block.first(), block.prefix() + longerBy));
                entries.add(new NetworkAcl.Entry(entries.size(), block.allows(), block.ports(), addresses));
            }
            PortRange required = ports(random);

            AddressSet passing = NetworkAcls.passing(entries, required);

            for (int address = 0; address < ADDRESSES; address++) {
                boolean everyPacketPasses = true;
                for (int port = required.from(); port <= required.to(); port++) {
                    everyPacketPasses &= passes(blocks, address, port);
                    packets++;
                }
                assertThat(passing.covers(AddressSet.cidr(cidr.formatted(address, 32 + longerBy))))
                        .as("address %d, ports %s, %s", address, required, entries)
                        .isEqualTo(everyPacketPasses);
            }
        }
        assertThat(packets).isGreaterThan(CASES);
    }

    /** An entry told apart from the type under test. */
    private record Block(boolean allows, PortRange ports, int first, int prefix) {
        boolean isMetBy(int address, int port) {
            int size = 1 << (32 - prefix);
            return first <= address && address < first + size && ports.from() <= port && port <= ports.to();
        }
    }

    private static boolean passes(List<Block> blocks, int address, int port) {
        for (Block block : blocks) {
            if (block.isMetBy(address, port)) {
                return block.allows();
            }
        }
        return false;
    }

    private static List<Block> blocks(Random random) {
        List<Block> blocks = new ArrayList<>();
        for (int count = random.nextInt(6); count > 0; count--) {
            int prefix = 29 + random.nextInt(4);
            int size = 1 << (32 - prefix);
            int first = random.nextInt(ADDRESSES / size) * size;
            blocks.add(new Block(random.nextInt(3) > 0, ports(random), first, prefix));
        }
        return blocks;
    }

    private static PortRange ports(Random random) {
        int one = random.nextInt(PORTS);
        int other = random.nextInt(PORTS);
        return new PortRange(Math.min(one, other), Math.max(one, other));
    }
}
