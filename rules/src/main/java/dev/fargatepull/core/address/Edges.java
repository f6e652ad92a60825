package dev.fargatepull.core.address;

import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A set of unsigned numbers of 128 bits.
 *
 * <p>It is a row of ascending numbers at which the set begins and ends in turn; each end is the first number that is no
 * longer in it, and a set that reaches the last number does not end. So a set has one form only, and every operation is
 * one walk along both rows.
 */
final class Edges {

    static final Edges NONE = new Edges();
    static final Edges ALL = new Edges(0, 0);

    /** Of each edge in turn its first 64 bits and the others. */
    private final long[] halves;

    private Edges(long... halves) {
        this.halves = halves;
    }

    /** The numbers that begin with the same bits. */
    static Edges block(long high, long low, int prefix) {
        long highMask = prefix == 0 ? 0 : -1L << Math.max(0, Long.SIZE - prefix);
        long lowMask = prefix <= Long.SIZE ? 0 : -1L << (2 * Long.SIZE - prefix);
        long endLow = (low | ~lowMask) + 1;
        long endHigh = (high | ~highMask) + (endLow == 0 ? 1 : 0);
        return endHigh == 0 && endLow == 0
                ? new Edges(high & highMask, low & lowMask)
                : new Edges(high & highMask, low & lowMask, endHigh, endLow);
    }

    /** Whether a number is in a set that is made of two, by whether it is in each. */
    interface Membership {
        boolean of(boolean here, boolean there);
    }

    /** The set made of two; what is in neither is not in it. */
    Edges combine(Edges other, Membership membership) {
        if (isEmpty() && other.isEmpty()) {
            return this;
        }
        long[] combined = new long[halves.length + other.halves.length];
        int size = 0;
        int passed = 0;
        int passedThere = 0;
        while (passed < halves.length || passedThere < other.halves.length) {
            int order = compare(passed, other, passedThere);
            long high = order <= 0 ? halves[passed] : other.halves[passedThere];
            long low = order <= 0 ? halves[passed + 1] : other.halves[passedThere + 1];
            passed += order <= 0 ? 2 : 0;
            passedThere += order >= 0 ? 2 : 0;
            // Past an odd number of edges one is inside.
            boolean inside = membership.of(isInside(passed), isInside(passedThere));
            if (inside != isInside(size)) {
                combined[size++] = high;
                combined[size++] = low;
            }
        }
        return new Edges(Arrays.copyOf(combined, size));
    }

    private static boolean isInside(int halvesPassed) {
        return halvesPassed % 4 == 2;
    }

    /** Which edge comes first; one there is before one there is not. */
    private int compare(int index, Edges other, int indexThere) {
        if (index == halves.length || indexThere == other.halves.length) {
            return index < halves.length ? -1 : 1;
        }
        int order = Long.compareUnsigned(halves[index], other.halves[indexThere]);
        return order == 0 ? Long.compareUnsigned(halves[index + 1], other.halves[indexThere + 1]) : order;
    }

    boolean isEmpty() {
        return halves.length == 0;
    }

    /** The first 64 bits of the first number. */
    long firstHigh() {
        return halves[0];
    }

    /** Adds each range as the addresses of a family, from first to last. */
    void print(Address.Family family, StringJoiner ranges) {
        for (int i = 0; i < halves.length; i += 4) {
            boolean ends = i + 2 < halves.length;
            long lastLow = (ends ? halves[i + 3] : 0) - 1;
            long lastHigh = (ends ? halves[i + 2] : 0) - (lastLow == -1 ? 1 : 0);
            ranges.add(new Address(family, halves[i], halves[i + 1]) + "-" + new Address(family, lastHigh, lastLow));
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Edges that && Arrays.equals(halves, that.halves);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(halves);
    }
}
