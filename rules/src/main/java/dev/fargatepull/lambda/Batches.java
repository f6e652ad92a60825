package dev.fargatepull.lambda;

import java.util.ArrayList;
import java.util.List;

/** Cuts lists to the 100 elements that calls of AWS Config take at most. */
final class Batches {

    static final int LIMIT = 100;

    private Batches() {}

    /** The list in pieces that AWS Config takes, in order; none of an empty list. */
    static <T> List<List<T>> of(List<T> whole) {
        List<List<T>> batches = new ArrayList<>();
        for (int start = 0; start < whole.size(); start += LIMIT) {
            batches.add(whole.subList(start, Math.min(start + LIMIT, whole.size())));
        }
        return batches;
    }
}
