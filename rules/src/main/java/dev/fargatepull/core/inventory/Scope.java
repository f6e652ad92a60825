package dev.fargatepull.core.inventory;

import java.util.Comparator;

/**
 * An account in a Region: what one AWS Config recorder sees, and where a verdict is reported.
 *
 * @param accountId the twelve-digit account id
 * @param region the Region's code, as in {@code eu-west-1}
 */
public record Scope(String accountId, String region) implements Comparable<Scope> {

    /** What AWS Config calls the Region of IAM's items. */
    private static final String GLOBAL = "global";

    private static final Comparator<Scope> ORDER =
            Comparator.comparing(Scope::accountId).thenComparing(Scope::region);

    /** Where what belongs to an account as a whole is kept. */
    public static Scope global(String accountId) {
        return new Scope(accountId, GLOBAL);
    }

    /** Whether this is no Region, but what belongs to the account as a whole. */
    boolean isGlobal() {
        return region.equals(GLOBAL);
    }

    @Override
    public int compareTo(Scope other) {
        return ORDER.compare(this, other);
    }
}
