package dev.fargatepull.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Cuts lists to what one call of an API takes. */
public final class Batches {

    /** How many elements most calls of AWS take at the most. */
    public static final int LIMIT = 100;

    private Batches() {}

    /** The elements in pieces of {@link #LIMIT}, in order; no piece of an empty list. */
    public static <T> List<List<T>> of(Collection<T> whole) {
        return of(whole, LIMIT);
    }

    /** The elements in pieces of at most {@code size}, in order; no piece of an empty list. */
    static <T> List<List<T>> of(Collection<T> whole, int size) {
        List<T> elements = List.copyOf(whole);
        List<List<T>> batches = new ArrayList<>();
        for (int start = 0; start < elements.size(); start += size) {
            batches.add(elements.subList(start, Math.min(start + size, elements.size())));
        }
        return batches;
    }
}
