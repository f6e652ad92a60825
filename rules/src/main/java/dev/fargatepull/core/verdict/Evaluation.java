package dev.fargatepull.core.verdict;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.workload.Workload;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The verdict of a rule on a resource.
 *
 * @param rule the rule's name
 * @param scope where the resource was recorded
 * @param resourceType its type
 * @param resourceId its id
 * @param causes why it is not COMPLIANT, breaches before open questions; none if it is
 * @param note something worth knowing of a COMPLIANT resource
 * @param workloads the workloads that depend on the resource, in the order of the pull model
 * @param affected those among them that meet one of the causes
 */
public record Evaluation(
        String rule,
        Scope scope,
        ResourceType resourceType,
        String resourceId,
        List<Cause> causes,
        Optional<String> note,
        List<Workload> workloads,
        List<Workload> affected) {

    /** By account, Region, rule and resource: the order of every report. */
    public static final Comparator<Evaluation> ORDER = Comparator.comparing(Evaluation::scope)
            .thenComparing(Evaluation::rule)
            .thenComparing(Evaluation::resourceId)
            .thenComparing(Evaluation::resourceType);

    public Evaluation {
        causes = causes.stream().sorted(Comparator.comparing(Cause::isOpen)).toList();
    }

    /** The verdict. */
    public Compliance compliance() {
        return Compliance.of(causes);
    }

    /** The verdict's reason as AWS Config shows it, see {@link Annotation}; empty if there is nothing to say. */
    public Optional<String> annotation() {
        return causes.isEmpty() ? note.map(Annotation::cut) : Optional.of(Annotation.of(causes));
    }
}
