package dev.fargatepull.live;

import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.core.aws.Vpc;
import dev.fargatepull.core.image.ImageReference;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.core.workload.Workloads;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What workloads share with others. */
final class Bonds {

    private Bonds() {}

    /** The slice of all who share something with one of these workloads. */
    static Slice slice(Slice.Bond bond, RegionInventory known) {
        List<Workload> workloads = Workloads.in(known);
        return switch (bond) {
            case VPC -> new Slice.Vpcs(vpcsOf(workloads, known));
            case DHCP_OPTIONS ->
                new Slice.DhcpOptions(known.all(Vpc.class).stream()
                        .flatMap(vpc -> vpc.dhcpOptionsId().stream())
                        .collect(Collectors.toSet()));
            case FAMILY ->
                Slice.Families.of(workloads.stream().flatMap(workload -> workload.launch().taskDefinition().stream()));
            case ROLE ->
                new Slice.Roles(definitions(workloads)
                        .flatMap(definition -> definition.executionRole().stream())
                        .collect(Collectors.toSet()));
            case REPOSITORY ->
                new Slice.Repositories(definitions(workloads)
                        .flatMap(definition -> repositories(definition, known.scope()))
                        .collect(Collectors.toSet()));
        };
    }

    private static Stream<EcsTaskDefinition> definitions(List<Workload> workloads) {
        return workloads.stream().map(Workload::taskDefinition).flatMap(Optional::stream);
    }

    /** The VPCs of subnets, as far as they are known. */
    static Set<String> vpcs(Stream<String> subnetIds, RegionInventory known) {
        return subnetIds
                .flatMap(subnetId -> known.find(Subnet.class, subnetId).stream())
                .map(Subnet::vpcId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The VPCs that workloads have subnets in, as far as they are known. */
    static Set<String> vpcsOf(Collection<Workload> workloads, RegionInventory known) {
        return vpcs(workloads.stream().map(Workload::subnets).flatMap(List::stream), known);
    }

    /** The repositories in an account's private registry in a Region that its images come from. */
    static Stream<String> repositories(EcsTaskDefinition definition, Scope registry) {
        return definition.containers().stream()
                .map(container -> ImageReference.parse(container.image()))
                .filter(image -> image.ecrRegistry()
                        .filter(ecr -> new Scope(ecr.accountId(), ecr.region()).equals(registry))
                        .isPresent())
                .map(ImageReference::repository);
    }
}
