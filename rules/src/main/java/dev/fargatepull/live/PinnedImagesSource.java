package dev.fargatepull.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.core.workload.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerImage;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceCurrentRevisionSummary;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;

/**
 * The digests that ECS pinned for services, from their current revisions. Of revisions older than October 25, 2024 ECS
 * tells nothing (ECS API Reference, DescribeServiceRevisions).
 */
final class PinnedImagesSource implements Source {

    private static final int SERVICES_IN_A_CALL = 10;
    private static final int REVISIONS_IN_A_CALL = 20;

    private final AwsClients clients;

    PinnedImagesSource(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public void addTo(Gathering gathering) {
        if (!gathering.wants(Fact.PINNED_IMAGES)) {
            return;
        }
        Map<String, Workload> services = gathering.workloads().stream()
                .filter(workload -> workload.type() == ResourceType.ECS_SERVICE && mayPin(workload))
                .collect(Collectors.toMap(Workload::resourceId, service -> service, (one, same) -> one, TreeMap::new));
        revisions(currentRevisions(services, gathering), gathering).stream()
                .filter(revision -> isOf(services.get(revision.serviceArn()), revision))
                .collect(Collectors.groupingBy(ServiceRevision::serviceArn, LinkedHashMap::new, Collectors.toList()))
                .forEach((service, revisions) -> add(service, newest(revisions), gathering));
    }

    /** Nothing is pinned for containers without version consistency. */
    private static boolean mayPin(Workload service) {
        return service.launch().pinnedImages().isEmpty()
                && service.taskDefinition()
                        .map(definition ->
                                definition.containers().stream().anyMatch(EcsTaskDefinition.Container::pinsDigest))
                        .orElse(true);
    }

    private List<String> currentRevisions(Map<String, Workload> services, Gathering gathering) {
        SortedMap<String, List<String>> byCluster = services.values().stream()
                .collect(Collectors.groupingBy(
                        service -> service.launch().clusterName(),
                        TreeMap::new,
                        Collectors.mapping(Workload::resourceId, Collectors.toList())));
        List<String> revisions = new ArrayList<>();
        byCluster.forEach((cluster, arns) -> {
            for (List<String> batch : Batches.of(arns, SERVICES_IN_A_CALL)) {
                gathering
                        .ask(
                                Optional.empty(),
                                () -> clients.ecs()
                                        .describeServices(request ->
                                                request.cluster(cluster).services(batch)))
                        .ifPresent(answer -> {
                            EcsAnswers.requireAll("ecs:DescribeServices", batch, answer.services(), answer.failures());
                            answer.services().stream()
                                    .map(Service::currentServiceRevisions)
                                    .flatMap(List::stream)
                                    .map(ServiceCurrentRevisionSummary::arn)
                                    .forEach(revisions::add);
                        });
            }
        });
        return revisions;
    }

    private List<ServiceRevision> revisions(List<String> arns, Gathering gathering) {
        List<ServiceRevision> revisions = new ArrayList<>();
        for (List<String> batch : Batches.of(arns, REVISIONS_IN_A_CALL)) {
            gathering
                    .ask(
                            Optional.empty(),
                            () -> clients.ecs().describeServiceRevisions(request -> request.serviceRevisionArns(batch)))
                    .ifPresent(answer -> {
                        EcsAnswers.requireAll(
                                "ecs:DescribeServiceRevisions", batch, answer.serviceRevisions(), answer.failures());
                        revisions.addAll(answer.serviceRevisions());
                    });
        }
        return revisions;
    }

    /** While a deployment is under way there is a revision before it as well, of another task definition mostly. */
    private static boolean isOf(@Nullable Workload service, ServiceRevision revision) {
        return service != null
                && service.launch().taskDefinition().equals(Optional.ofNullable(revision.taskDefinition()));
    }

    private static ServiceRevision newest(List<ServiceRevision> revisions) {
        return revisions.stream()
                .max(Comparator.comparing(
                        revision -> Optional.ofNullable(revision.createdAt()).orElse(Instant.MIN)))
                .orElseThrow();
    }

    /** Adds what a revision pins. It may not tell yet: ECS finds the digests when it starts the first task. */
    private static void add(String serviceArn, ServiceRevision revision, Gathering gathering) {
        boolean tells = revision.hasContainerImages()
                && revision.containerImages().stream()
                        .allMatch(image -> image.containerName() != null && image.image() != null);
        if (tells) {
            ArrayNode pinned = JsonNodeFactory.instance.arrayNode();
            revision.containerImages().forEach(image -> pinned.add(pinned(image)));
            gathering
                    .items()
                    .supplement(gathering.scope(), ResourceType.ECS_SERVICE, serviceArn, "pinnedImages", pinned);
        }
    }

    private static ObjectNode pinned(ContainerImage image) {
        ObjectNode pinned = JsonNodeFactory.instance
                .objectNode()
                .put("containerName", image.containerName())
                .put("image", image.image());
        Optional.ofNullable(image.imageDigest()).ifPresent(digest -> pinned.put("imageDigest", digest));
        return pinned;
    }
}
