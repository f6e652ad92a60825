package dev.fargatepull.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.aws.EcsCluster;
import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.TaskLaunch;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.core.workload.Workload;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Clusters and task definitions, from ECS. */
final class EcsSource implements Source {

    private static final String RUNTIME_PLATFORM = "RuntimePlatform";
    private static final String EPHEMERAL_STORAGE = "EphemeralStorage";

    /** Everything else stays where it is. */
    private static final Set<String> KEPT_OF_TASK_DEFINITION = Set.of(
            "ContainerDefinitions",
            "Cpu",
            EPHEMERAL_STORAGE,
            "ExecutionRoleArn",
            "Family",
            "Memory",
            "NetworkMode",
            "RequiresCompatibilities",
            "Revision",
            RUNTIME_PLATFORM,
            "Status",
            "TaskDefinitionArn");

    private static final Set<String> KEPT_OF_CLUSTER =
            Set.of("CapacityProviders", "ClusterName", "DefaultCapacityProviderStrategy", "Status");

    /** All that ECS says of a revision that it does not know; the same error also says other things. */
    private static final String NO_SUCH_TASK_DEFINITION = "Unable to describe task definition";

    private final AwsClients clients;

    EcsSource(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public void addTo(Gathering gathering) {
        if (gathering.wants(Fact.CLUSTERS)) {
            addClusters(gathering);
        }
        if (gathering.wants(Fact.TASK_DEFINITIONS)) {
            addTaskDefinitions(gathering);
        }
    }

    /** Adds the clusters without an item whose default capacity provider strategy tells what a workload runs on. */
    private void addClusters(Gathering gathering) {
        RegionInventory known = gathering.known();
        List<String> names = gathering.workloads().stream()
                .map(Workload::launch)
                .filter(TaskLaunch::isAsTheClusterSays)
                .map(TaskLaunch::clusterName)
                .filter(name ->
                        known.find(EcsCluster.class, name).isEmpty() && !known.isDeleted(EcsCluster.class, name))
                .distinct()
                .toList();
        for (List<String> batch : Batches.of(names)) {
            gathering
                    .ask(Optional.empty(), () -> clients.ecs().describeClusters(request -> request.clusters(batch)))
                    .ifPresent(answer -> {
                        EcsAnswers.requireAll("ecs:DescribeClusters", batch, answer.clusters(), answer.failures());
                        answer.clusters().forEach(cluster -> add(cluster, gathering));
                        answer.failures()
                                .forEach(missing -> gathering
                                        .items()
                                        .addDeleted(
                                                gathering.scope(),
                                                ResourceType.ECS_CLUSTER,
                                                missing.arn()
                                                        .substring(missing.arn().lastIndexOf('/') + 1),
                                                gathering.now()));
                    });
        }
    }

    private static void add(Cluster cluster, Gathering gathering) {
        ObjectNode configuration = SdkJson.PASCAL_CASE.object(cluster).retain(KEPT_OF_CLUSTER);
        configuration.put("Arn", cluster.clusterArn());
        gathering
                .items()
                .addLive(
                        gathering.scope(),
                        ResourceType.ECS_CLUSTER,
                        cluster.clusterName(),
                        cluster.clusterArn(),
                        configuration,
                        gathering.now());
    }

    /**
     * Adds the task definitions that workloads name and that have no item, such as all revisions but the last of a
     * family, and where somebody looks at it, to those that have one what AWS Config leaves out.
     */
    private void addTaskDefinitions(Gathering gathering) {
        RegionInventory known = gathering.known();
        List<String> arns = gathering.workloads().stream()
                .flatMap(workload -> workload.launch().taskDefinition().stream())
                .distinct()
                .filter(arn -> !known.isDeleted(EcsTaskDefinition.class, arn))
                .filter(arn -> known.find(EcsTaskDefinition.class, arn)
                        .filter(definition -> !gathering.wants(Fact.TASK_PLATFORMS) || tellsPlatform(definition))
                        .isEmpty())
                .toList();
        for (String arn : arns) {
            // IAM knows no resource for this action, so that a denial holds for all of them.
            Optional<Optional<TaskDefinition>> answer = gathering.ask(Optional.empty(), () -> describe(arn));
            if (answer.isEmpty()) {
                return;
            }
            answer.get()
                    .ifPresentOrElse(
                            definition -> add(definition, gathering),
                            () -> gathering
                                    .items()
                                    .addDeleted(
                                            gathering.scope(), ResourceType.ECS_TASK_DEFINITION, arn, gathering.now()));
        }
    }

    private static boolean tellsPlatform(EcsTaskDefinition definition) {
        return definition.cpuArchitecture().isPresent()
                || definition.operatingSystemFamily().isPresent();
    }

    /** A revision, also one that was deregistered; empty if it was deleted. */
    private Optional<TaskDefinition> describe(String arn) {
        try {
            TaskDefinition definition = clients.ecs()
                    .describeTaskDefinition(request -> request.taskDefinition(arn))
                    .taskDefinition();
            if (definition == null || !arn.equals(definition.taskDefinitionArn())) {
                throw new EvidenceException("ecs:DescribeTaskDefinition: no answer for " + arn);
            }
            return Optional.of(definition);
        } catch (ClientException refusal) {
            if (String.valueOf(refusal.getMessage()).contains(NO_SUCH_TASK_DEFINITION)) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    private static void add(TaskDefinition definition, Gathering gathering) {
        ObjectNode configuration = SdkJson.PASCAL_CASE.object(definition).retain(KEPT_OF_TASK_DEFINITION);
        // Where it names none, ECS starts the task on these.
        ObjectNode platform = configuration.withObjectProperty(RUNTIME_PLATFORM);
        platform.putIfAbsent("CpuArchitecture", platform.textNode("X86_64"));
        platform.putIfAbsent("OperatingSystemFamily", platform.textNode("LINUX"));

        String arn = definition.taskDefinitionArn();
        GatheredItems items = gathering.items();
        if (items.find(gathering.scope(), ResourceType.ECS_TASK_DEFINITION, arn).isPresent()) {
            items.supplement(gathering.scope(), ResourceType.ECS_TASK_DEFINITION, arn, RUNTIME_PLATFORM, platform);
            JsonNode storage = configuration.get(EPHEMERAL_STORAGE);
            if (storage != null) {
                items.supplement(gathering.scope(), ResourceType.ECS_TASK_DEFINITION, arn, EPHEMERAL_STORAGE, storage);
            }
        } else {
            // AWS Config has the family's last revision under the family alone, and would take this for the same.
            String id = definition.family() + ":" + definition.revision();
            items.addLive(gathering.scope(), ResourceType.ECS_TASK_DEFINITION, id, arn, configuration, gathering.now());
        }
    }
}
