package dev.fargatepull.live;

import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.core.aws.Vpc;
import dev.fargatepull.core.image.ImageReference;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.core.workload.Workloads;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What workloads share with others. */
final class Bonds {

    private Bonds() {}

    /** The slice of all who share something with one of these workloads. */
    static Slice slice(Slice.Bond bond, RegionInventory known) {
        List<Workload> workloads = Workloads.in(known);
        return switch (bond) {
            case VPC ->
                new Slice.Vpcs(workloads.stream()
                        .flatMap(workload -> workload.subnets().stream())
                        .flatMap(subnetId -> known.find(Subnet.class, subnetId).stream())
                        .map(Subnet::vpcId)
                        .collect(Collectors.toSet()));
            case DHCP_OPTIONS ->
                new Slice.DhcpOptions(known.all(Vpc.class).stream()
                        .flatMap(vpc -> vpc.dhcpOptionsId().stream())
                        .collect(Collectors.toSet()));
            case FAMILY ->
                new Slice.Families(workloads.stream()
                        .flatMap(workload -> workload.launch().taskDefinition().stream())
                        .map(Bonds::family)
                        .collect(Collectors.toSet()));
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

    /** The family of a task definition, as its ARN without the revision. */
    static String family(EcsTaskDefinition definition) {
        return family(definition.reference());
    }

    private static String family(String taskDefinitionArn) {
        int colon = taskDefinitionArn.lastIndexOf(':');
        return colon > taskDefinitionArn.lastIndexOf('/') ? taskDefinitionArn.substring(0, colon) : taskDefinitionArn;
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
