package dev.fargatepull.live;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
     * All workloads with subnets in the VPCs of these subnets.
     *
     * @param subnetIds the subnets
     */
    record Subnets(Set<String> subnetIds) implements Slice {}

    /**
     * All workloads with subnets in VPCs that have one of these DHCP option sets.
     *
     * @param dhcpOptionsIds the option sets
     */
    record DhcpOptions(Set<String> dhcpOptionsIds) implements Slice {}

    /**
     * These services and task sets.
     *
     * @param resourceIds the ids AWS Config knows them by
     */
    record Launches(Set<String> resourceIds) implements Slice {}

    /**
     * Services and task sets that start tasks of any revision of these families.
     *
     * @param familyArns the families, each as the ARN of a task definition without the revision
     */
    record Families(Set<String> familyArns) implements Slice {

        /** The families of task definitions, each named by the ARN of a revision. */
        public static Families of(Stream<String> taskDefinitionArns) {
            return new Families(
                    taskDefinitionArns.map(Families::withoutRevision).collect(Collectors.toSet()));
        }

        private static String withoutRevision(String arn) {
            int colon = arn.lastIndexOf(':');
            return colon > arn.lastIndexOf('/') ? arn.substring(0, colon) : arn;
        }
    }

    /**
     * Services and task sets of a cluster.
     *
     * @param names the clusters
     */
    record Clusters(Set<String> names) implements Slice {}

    /**
     * Services and task sets of families whose recorded revision names one of these execution roles. One that still
     * runs an older revision, and has another role from it, is found by its own family only.
     *
     * @param roleArns the roles
     */
    record Roles(Set<String> roleArns) implements Slice {}

    /**
     * Services and task sets of families whose recorded revision pulls from one of these repositories.
     *
     * @param names the repositories, in the account's private registry in the Region
     */
    record Repositories(Set<String> names) implements Slice {}

    /**
     * The workloads of a slice, and all others that share something with one of them: a verdict on what they share
     * depends on them all.
     *
     * @param seed the slice
     * @param bond what they share
     */
    record Around(Slice seed, Bond bond) implements Slice {}

    /** What workloads can share. */
    enum Bond {
        /** A VPC. */
        VPC,
        /** The DHCP option set of their VPCs. */
        DHCP_OPTIONS,
        /** The family of their task definition. */
        FAMILY,
        /** The execution role. */
        ROLE,
        /** A repository that an image is pulled from. */
        REPOSITORY
    }
}
