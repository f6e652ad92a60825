package dev.fargatepull.core.workload;

import dev.fargatepull.core.address.PortRange;
import dev.fargatepull.core.aws.AwsvpcConfiguration;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.TaskLaunch;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.cause.Flow;
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
 * @param flows the conversations its pulls need, in the order of {@link Flow}
 * @param ephemeralPorts the ports its tasks send from
 * @param uncertainties what is not known of it; if anything, none of its flows is certain: it leaves verdicts open, and
 *     neither breaches nor proves any
 */
public record Workload(
        ResourceType type,
        String resourceId,
        TaskLaunch launch,
        Set<Flow> flows,
        PortRange ephemeralPorts,
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
