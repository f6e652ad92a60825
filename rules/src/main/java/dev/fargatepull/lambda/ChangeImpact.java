package dev.fargatepull.lambda;

import dev.fargatepull.core.aws.AwsResource;
import dev.fargatepull.core.aws.EcsService;
import dev.fargatepull.core.aws.EcsTaskSet;
import dev.fargatepull.core.aws.NatGateway;
import dev.fargatepull.core.aws.NetworkAcl;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.RouteTable;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.core.aws.SubnetRouteTableAssociation;
import dev.fargatepull.core.aws.TaskLaunch;
import dev.fargatepull.core.aws.VpcEndpoint;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.verdict.Evaluation;
import dev.fargatepull.core.workload.Workload;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which verdicts a change can have altered. One too many costs an evaluation, one too few stays wrong until the next
 * schedule; in doubt a verdict counts as altered.
 *
 * <p>The VPC is the unit: routes, endpoints and gateways serve a whole one, and a service that moves between subnets
 * leaves verdicts behind in it. Of ECS only a verdict on a workload itself can tell exactly what it depends on.
 */
final class ChangeImpact {

    private static final Set<ResourceType> WORKLOADS =
            Collections.unmodifiableSet(EnumSet.of(ResourceType.ECS_SERVICE, ResourceType.ECS_TASK_SET));
    private static final Set<ResourceType> LAUNCHING = Collections.unmodifiableSet(EnumSet.of(
            ResourceType.ECS_CLUSTER,
            ResourceType.ECS_SERVICE,
            ResourceType.ECS_TASK_DEFINITION,
            ResourceType.ECS_TASK_SET));

    private final ResourceId changed;
    private final ResourceType type;
    private final RegionInventory evidence;
    private final Map<String, TaskLaunch> launches;
    private final Optional<Set<String>> vpcs;

    /**
     * The impact of a change.
     *
     * @param change of a type that the rules have use for
     * @param evidence everything known, the changed item included
     */
    ChangeImpact(Change change, RegionInventory evidence) {
        this.changed = change.resource();
        this.type = change.type().orElseThrow();
        this.evidence = evidence;
        this.launches = concernedLaunches();
        this.vpcs = LAUNCHING.contains(type) ? vpcsOfLaunches() : vpcOfNetworkResource();
    }

    /** Whether the change can have altered the verdict. */
    boolean reaches(Evaluation evaluation) {
        if (changed.equals(ResourceId.of(evaluation))) {
            return true;
        }
        if (LAUNCHING.contains(type) && WORKLOADS.contains(evaluation.resourceType())) {
            return launches.containsKey(evaluation.resourceId());
        }
        Optional<Set<String>> concerned = vpcsOfSubnets(
                evaluation.workloads().stream().map(Workload::subnets).flatMap(List::stream));
        return vpcs.isEmpty() || concerned.isEmpty() || !Collections.disjoint(vpcs.get(), concerned.get());
    }

    /** The services and task sets that are the changed resource, run in it, or start tasks of its family. */
    private Map<String, TaskLaunch> concernedLaunches() {
        Map<String, TaskLaunch> concerned = new HashMap<>();
        evidence.all(EcsService.class).forEach(service -> concerned.put(service.resourceId(), service.launch()));
        evidence.all(EcsTaskSet.class).forEach(taskSet -> concerned.put(taskSet.resourceId(), taskSet.launch()));
        concerned.entrySet().removeIf(entry -> !isConcerned(entry.getKey(), entry.getValue()));
        return concerned;
    }

    private boolean isConcerned(String resourceId, TaskLaunch launch) {
        if (type == ResourceType.ECS_CLUSTER) {
            return launch.clusterName().equals(changed.id());
        }
        if (type == ResourceType.ECS_TASK_DEFINITION) {
            return launch.taskDefinition().map(ChangeImpact::family).equals(Optional.of(family(changed.id())));
        }
        return resourceId.equals(changed.id());
    }

    /** A new revision takes the place of the old one's item, so that the whole family is concerned. */
    private static String family(String taskDefinition) {
        String familyAndRevision = taskDefinition.substring(taskDefinition.lastIndexOf('/') + 1);
        int colon = familyAndRevision.indexOf(':');
        return colon < 0 ? familyAndRevision : familyAndRevision.substring(0, colon);
    }

    /** The VPCs that the concerned launches place tasks in; unknown for one that is gone. */
    private Optional<Set<String>> vpcsOfLaunches() {
        if (launches.isEmpty()) {
            return WORKLOADS.contains(type) ? Optional.empty() : Optional.of(Set.of());
        }
        return vpcsOfSubnets(launches.values().stream()
                .flatMap(launch -> launch.network().stream())
                .flatMap(network -> network.subnets().stream()));
    }

    /** The VPC that the changed resource belongs to; unknown for one that is gone or serves several. */
    private Optional<Set<String>> vpcOfNetworkResource() {
        return evidence.find(type.view(), changed.id()).flatMap(this::vpc).map(Set::of);
    }

    private Optional<String> vpc(AwsResource resource) {
        if (resource instanceof RouteTable table) {
            return Optional.of(table.vpcId());
        }
        if (resource instanceof VpcEndpoint endpoint) {
            return Optional.of(endpoint.vpcId());
        }
        if (resource instanceof NetworkAcl acl) {
            return acl.subnetIds().stream().findFirst().flatMap(this::vpcOfSubnet);
        }
        if (resource instanceof NatGateway gateway) {
            return gateway.subnetId().flatMap(this::vpcOfSubnet);
        }
        if (resource instanceof SubnetRouteTableAssociation association) {
            return vpcOfSubnet(association.subnetId());
        }
        return Optional.empty();
    }

    /** The VPCs of the subnets; unknown if that of any is, or if there are none. */
    private Optional<Set<String>> vpcsOfSubnets(Stream<String> subnetIds) {
        Set<Optional<String>> found = subnetIds.map(this::vpcOfSubnet).collect(Collectors.toSet());
        return found.isEmpty() || found.contains(Optional.<String>empty())
                ? Optional.empty()
                : Optional.of(found.stream().flatMap(Optional::stream).collect(Collectors.toSet()));
    }

    private Optional<String> vpcOfSubnet(String subnetId) {
        return evidence.find(Subnet.class, subnetId).map(Subnet::vpcId);
    }
}
