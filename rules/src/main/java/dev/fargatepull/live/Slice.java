package dev.fargatepull.live;

import java.util.Set;

/**
 * Which workloads evidence is gathered for: all of an account and Region, or as few as a verdict needs. What they
 * depend on comes with them: task definitions, roles, images, and the networks of their VPCs.
 */
public sealed interface Slice {

    /** All workloads. */
    record Region() implements Slice {}

    /**
     * All workloads with subnets in these VPCs.
     *
     * @param vpcIds the VPCs
     */
    record Vpcs(Set<String> vpcIds) implements Slice {}

    /**
     * These services and task sets.
     *
     * @param arnsOrIds the ids AWS Config knows them by
     */
    record Launches(Set<String> arnsOrIds) implements Slice {}

    /**
     * Services and task sets that start tasks of any revision of these families.
     *
     * @param taskDefinitions the families, each as the beginning of its task definitions' ARN up to the colon before
     *     the revision
     */
    record Families(Set<String> taskDefinitions) implements Slice {}

    /**
     * Services and task sets of these clusters.
     *
     * @param clusterArns the clusters
     */
    record Clusters(Set<String> clusterArns) implements Slice {}
}
