package dev.fargatepull.core.workload;

import dev.fargatepull.core.address.PortRange;
import dev.fargatepull.core.aws.AwsvpcConfiguration;
import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.TaskLaunch;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.image.ImageReference;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that starts Fargate tasks: an ECS service or a task set.
 *
 * @param type which of the two
 * @param resourceId the id AWS Config knows it by
 * @param launch how it starts its tasks
 * @param taskDefinition its task definition, unless nobody recorded it
 * @param flows the conversations its pulls need, in the order of {@link Flow}
 * @param uncertainties what is not known of it; if anything, none of its flows is certain: it leaves verdicts open, and
 *     neither breaches nor proves any
 */
public record Workload(
        ResourceType type,
        String resourceId,
        TaskLaunch launch,
        Optional<EcsTaskDefinition> taskDefinition,
        Set<Flow> flows,
        List<Cause> uncertainties) {

    /** Whether it is known to be on Fargate, and which images it pulls. */
    public boolean isCertain() {
        return uncertainties.isEmpty();
    }

    /** The subnets its tasks may be placed in; none if its network configuration is unknown. */
    public List<String> subnets() {
        return launch.network().map(AwsvpcConfiguration::subnets).orElse(List.of());
    }

    /** The security groups of its tasks; none where the VPC's default group counts. */
    public List<String> securityGroups() {
        return launch.network().map(AwsvpcConfiguration::securityGroups).orElse(List.of());
    }

    /** The ports its tasks send from. */
    public PortRange ephemeralPorts() {
        return Platform.isWindows(
                        launch.platformVersion(), taskDefinition.flatMap(EcsTaskDefinition::operatingSystemFamily))
                ? PortRange.EPHEMERAL_ON_WINDOWS
                : PortRange.EPHEMERAL_ON_LINUX;
    }

    /** That it should have a network configuration and shows none, if so. */
    public Optional<Cause> networkUnknown() {
        return launch.network().isPresent()
                ? Optional.empty()
                : Optional.of(Cause.open(
                        CauseCode.NETWORK_CONFIGURATION_UNKNOWN,
                        resourceId,
                        "%s shows no network configuration, so where its tasks run is unknown".formatted(label()),
                        "Have AWS Config record it anew, for example by updating it."));
    }

    /** The images its tasks pull, each once; none if its task definition is unknown. */
    public Set<ImageReference> images() {
        Set<ImageReference> images = new LinkedHashSet<>();
        taskDefinition.ifPresent(definition ->
                definition.containers().forEach(container -> images.add(ImageReference.parse(container.image()))));
        return images;
    }

    /**
     * The flows that one of its images needs.
     *
     * @param region the workload's Region
     */
    public Set<Flow> flowsOf(ImageReference image, String region) {
        Set<Flow> flows = EnumSet.noneOf(Flow.class);
        taskDefinition.ifPresent(definition -> definition.containers().stream()
                .filter(container -> ImageReference.parse(container.image()).equals(image))
                .forEach(container -> flows.addAll(Workloads.flows(container, definition, launch, region))));
        return Collections.unmodifiableSet(flows);
    }

    /** Its name in a sentence: cluster and service, without the rest of an ARN. */
    public String label() {
        return resourceId.startsWith("arn:") ? resourceId.substring(resourceId.indexOf('/') + 1) : resourceId;
    }

    /** By id alone, which is what tells workloads apart: rules keep many of them in sets. */
    @Override
    public int hashCode() {
        return resourceId.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Workload that && type == that.type && resourceId.equals(that.resourceId);
    }
}
