package dev.fargatepull.core.inventory;

import java.util.Comparator;

/**
 * An account in a Region: what one AWS Config recorder sees, and where a verdict is reported.
 *
 * @param accountId the twelve-digit account id
 * @param region the Region's code, as in {@code eu-west-1}
 */
public record Scope(String accountId, String region) implements Comparable<Scope> {

    private static final Comparator<Scope> ORDER =
            Comparator.comparing(Scope::accountId).thenComparing(Scope::region);

    @Override
    public int compareTo(Scope other) {
        return ORDER.compare(this, other);
    }
}
