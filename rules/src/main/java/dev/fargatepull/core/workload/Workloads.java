package dev.fargatepull.core.workload;

import dev.fargatepull.core.aws.EcsCluster;
import dev.fargatepull.core.aws.EcsService;
import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.EcsTaskSet;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.TaskLaunch;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.image.ImageReference;
import dev.fargatepull.core.inventory.RegionInventory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds the workloads of an account and Region, and the flows each needs. */
public final class Workloads {

    /** The types it reads. */
    public static final Set<ResourceType> CONSULTS = Collections.unmodifiableSet(EnumSet.of(
            ResourceType.ECS_CLUSTER,
            ResourceType.ECS_SERVICE,
            ResourceType.ECS_TASK_DEFINITION,
            ResourceType.ECS_TASK_SET));

    /** What can keep a workload from being certain. */
    public static final Set<CauseCode> QUESTIONS =
            Collections.unmodifiableSet(EnumSet.of(CauseCode.CLUSTER_UNKNOWN, CauseCode.TASK_DEFINITION_UNKNOWN));

    private static final Set<String> FARGATE_PROVIDERS = Set.of("FARGATE", "FARGATE_SPOT");

    private final RegionInventory inventory;

    private Workloads(RegionInventory inventory) {
        this.inventory = inventory;
    }

    /** The workloads of this account and Region: services first, then task sets, each sorted by id. */
    public static List<Workload> in(RegionInventory inventory) {
        Workloads workloads = new Workloads(inventory);
        List<Workload> found = new ArrayList<>();
        for (EcsService service : inventory.all(EcsService.class)) {
            if (!service.leavesTasksToTaskSets()) {
                workloads
                        .workload(ResourceType.ECS_SERVICE, service.resourceId(), service.launch())
                        .ifPresent(found::add);
            }
        }
        for (EcsTaskSet taskSet : inventory.all(EcsTaskSet.class)) {
            workloads
                    .workload(ResourceType.ECS_TASK_SET, taskSet.resourceId(), taskSet.launch())
                    .ifPresent(found::add);
        }
        return Collections.unmodifiableList(found);
    }

    private Optional<Workload> workload(ResourceType type, String resourceId, TaskLaunch launch) {
        List<Cause> uncertainties = new ArrayList<>();
        switch (fargate(launch)) {
            case NO -> {
                return Optional.empty();
            }
            case UNKNOWN ->
                uncertainties.add(Cause.open(
                        CauseCode.CLUSTER_UNKNOWN,
                        launch.clusterName(),
                        "cluster %s has no item, so its default capacity provider strategy is unknown"
                                .formatted(launch.clusterName()),
                        "Record AWS::ECS::Cluster in this account and Region."));
            case YES -> {}
        }
        Optional<EcsTaskDefinition> taskDefinition =
                launch.taskDefinition().flatMap(arn -> inventory.find(EcsTaskDefinition.class, arn));
        if (taskDefinition.isEmpty()) {
            String name = launch.taskDefinition()
                    .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
                    .orElse("of " + resourceId.substring(resourceId.lastIndexOf('/') + 1));
            uncertainties.add(Cause.open(
                    CauseCode.TASK_DEFINITION_UNKNOWN,
                    launch.taskDefinition().orElse(resourceId),
                    "task definition %s has no item, so its images are unknown".formatted(name),
                    "Record AWS::ECS::TaskDefinition, or deploy the family's latest revision."));
        }
        Set<Flow> flows = uncertainties.isEmpty() ? flows(taskDefinition.orElseThrow(), launch) : Flow.ALL_POSSIBLE;
        return Optional.of(new Workload(type, resourceId, launch, taskDefinition, flows, List.copyOf(uncertainties)));
    }

    private enum Fargate {
        YES,
        NO,
        UNKNOWN
    }

    private Fargate fargate(TaskLaunch launch) {
        if (launch.launchType().equals(Optional.of("FARGATE")) || namesFargate(launch.capacityProviders())) {
            return Fargate.YES;
        }
        if (!launch.isAsTheClusterSays()) {
            return Fargate.NO;
        }
        return inventory
                .find(EcsCluster.class, launch.clusterName())
                .map(cluster -> namesFargate(cluster.defaultCapacityProviders()) ? Fargate.YES : Fargate.NO)
                .orElse(Fargate.UNKNOWN);
    }

    private static boolean namesFargate(List<String> capacityProviders) {
        return capacityProviders.stream()
                .map(provider -> provider.toUpperCase(Locale.ROOT))
                .anyMatch(FARGATE_PROVIDERS::contains);
    }

    private Set<Flow> flows(EcsTaskDefinition taskDefinition, TaskLaunch launch) {
        Set<Flow> flows = EnumSet.noneOf(Flow.class);
        taskDefinition
                .containers()
                .forEach(container -> flows.addAll(flows(
                        container, taskDefinition, launch, inventory.scope().region())));
        return Collections.unmodifiableSet(flows);
    }

    /** What starting a container needs in a Region. */
    static Set<Flow> flows(
            EcsTaskDefinition.Container container, EcsTaskDefinition taskDefinition, TaskLaunch launch, String region) {
        boolean modern = Platform.of(launch.platformVersion(), taskDefinition.operatingSystemFamily())
                .usesTaskInterfaceForLogin();
        Optional<ImageReference.EcrRegistry> ecr =
                ImageReference.parse(container.image()).ecrRegistry();
        if (ecr.isPresent()) {
            return ecrFlows(ecr.get(), modern, region);
        }
        return container.hasRepositoryCredentials() && modern
                ? EnumSet.of(Flow.INTERNET, Flow.SECRETS)
                : EnumSet.of(Flow.INTERNET);
    }

    private static Set<Flow> ecrFlows(ImageReference.EcrRegistry registry, boolean modern, String region) {
        if (!registry.region().equals(region)) {
            // Endpoints and the S3 prefix list serve their own Region only (ECR User Guide, "Considerations for VPC
            // endpoints").
            return EnumSet.of(Flow.INTERNET);
        }
        if (registry.isFips()) {
            return EnumSet.of(Flow.FIPS);
        }
        return modern ? EnumSet.of(Flow.API, Flow.DKR, Flow.LAYERS) : EnumSet.of(Flow.DKR, Flow.LAYERS);
    }
}
