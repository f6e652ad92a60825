package dev.fargatepull.core.network;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who says to be in force for something. Only one can be: of two that claim it one is out of date, and which, nobody
 * can tell.
 *
 * @param <T> what claims
 */
final class Claims<T> {

    private final Map<String, Set<T>> byId = new HashMap<>();

    void add(String id, T claimant) {
        byId.computeIfAbsent(id, first -> new HashSet<>()).add(claimant);
    }

    /** Whether anything claims it, however many do. */
    boolean has(String id) {
        return byId.containsKey(id);
    }

    /** The only claimant; empty if there is none, or more than one. */
    Optional<T> only(String id) {
        Set<T> claimants = byId.getOrDefault(id, Set.of());
        return claimants.size() == 1 ? claimants.stream().findFirst() : Optional.empty();
    }
}
