package dev.fargatepull.core.permission;

import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.workload.Workload;

/**
 * The parts of an ARN that say where a resource is.
 *
 * @param partition as in {@code aws}
 * @param region empty for IAM
 * @param accountId empty for S3
 */
public record Arn(String partition, String region, String accountId) {

    private static final int PARTS = 6;

    /** The parts of an ARN; all empty if it is none. */
    public static Arn of(String arn) {
        String[] parts = arn.split(":", PARTS);
        return parts.length < PARTS ? new Arn("", "", "") : new Arn(parts[1], parts[3], parts[4]);
    }

    static Arn of(EcsTaskDefinition definition) {
        return of(definition.reference());
    }

    /** The partition that a workload is in. */
    static String partitionOf(Workload workload) {
        return workload.taskDefinition().map(Arn::of).map(Arn::partition).orElse("aws");
    }

    /** The partition of a Region; those that are not public cannot be told from its name and are never asked for. */
    static String partitionOf(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    /** The account and Region. */
    public Scope scope() {
        return new Scope(accountId, region);
    }
}
