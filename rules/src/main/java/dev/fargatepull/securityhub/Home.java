package dev.fargatepull.securityhub;

import java.util.Collection;

/**
 * The account and Region that the function runs in, and the only ones it tells of.
 *
 * @param partition the partition, as in {@code aws}
 * @param region the Region's code
 * @param accountId the account's id
 */
record Home(String partition, String region, String accountId) {

    private static final int PARTS = 6;

    /** Where a function runs. Its own ARN comes from Lambda, not from an event. */
    static Home of(String functionArn) {
        String[] parts = functionArn.split(":", -1);
        if (parts.length < PARTS) {
            throw new IllegalArgumentException("'%s' is not the ARN of a function".formatted(functionArn));
        }
        return new Home(parts[1], parts[3], parts[4]);
    }

    /** What Security Hub knows findings by that an account makes of itself. */
    String productArn() {
        return "arn:%s:securityhub:%s:%s:product/%s/default".formatted(partition, region, accountId, accountId);
    }

    /** The beginning of the ARNs of a service's resources here. */
    String arn(String service, String resource) {
        return "arn:%s:%s:%s:%s:%s".formatted(partition, service, region, accountId, resource);
    }

    /** Whether an ARN is that of a function here with one of these names, qualified or not. */
    boolean hasFunction(String arn, Collection<String> names) {
        String functions = arn("lambda", "function:");
        return arn.startsWith(functions)
                && names.contains(arn.substring(functions.length()).split(":", -1)[0]);
    }
}
