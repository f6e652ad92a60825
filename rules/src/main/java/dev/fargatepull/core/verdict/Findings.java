package dev.fargatepull.core.verdict;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.workload.Workload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Gathers what a rule finds, resource by resource, and folds it into verdicts. */
public final class Findings {

    private final Map<String, Subject> subjects = new TreeMap<>();

    /** What has been found of a resource. */
    public static final class Subject {

        private final ResourceType type;
        private final Set<Cause> causes = new LinkedHashSet<>();
        private final Set<Workload> workloads = new LinkedHashSet<>();
        private final Set<Workload> affected = new LinkedHashSet<>();
        private Optional<String> note = Optional.empty();

        private Subject(ResourceType type) {
            this.type = type;
        }

        /** Notes that a workload depends on the resource; a workload that is uncertain leaves the verdict open. */
        public Subject touchedBy(Workload workload) {
            workloads.add(workload);
            workload.uncertainties().forEach(open -> add(open, workload));
            return this;
        }

        /** Adds a breach or an open question, and the workload that meets it. */
        public void add(Cause cause, Workload workload) {
            causes.add(cause);
            workloads.add(workload);
            affected.add(workload);
        }

        /** Adds what is worth knowing even if the resource is COMPLIANT. */
        public void note(String text) {
            note = Optional.of(text);
        }
    }

    /** The findings on a resource, which from now on gets a verdict. */
    public Subject on(ResourceType type, String resourceId) {
        return subjects.computeIfAbsent(resourceId, id -> new Subject(type));
    }

    /** The findings on a workload itself. */
    public Subject on(Workload workload) {
        Subject subject = on(workload.type(), workload.resourceId());
        subject.workloads.add(workload);
        return subject;
    }

    /** The verdicts, sorted by resource id. */
    public List<Evaluation> evaluations(String rule, Scope scope) {
        List<Evaluation> evaluations = new ArrayList<>();
        subjects.forEach((resourceId, subject) -> evaluations.add(new Evaluation(
                rule,
                scope,
                subject.type,
                resourceId,
                List.copyOf(subject.causes),
                subject.note,
                List.copyOf(subject.workloads),
                List.copyOf(subject.affected))));
        return List.copyOf(evaluations);
    }
}
