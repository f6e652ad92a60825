package dev.fargatepull.core.verdict;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.workload.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Gathers what a rule finds, resource by resource, and folds it into verdicts. */
public final class Findings {

    private final Map<String, Subject> subjects = new TreeMap<>();
    private final Map<Workload, List<Cause>> unreported = new LinkedHashMap<>();

    /** What has been found of a resource. */
    public static final class Subject {

        private final ResourceType type;
        private final Set<Cause> ownCauses = new LinkedHashSet<>();
        private final Map<Workload, List<Cause>> causesByWorkload = new LinkedHashMap<>();
        private Optional<String> note = Optional.empty();

        private Subject(ResourceType type) {
            this.type = type;
        }

        /** Notes that a workload depends on the resource; a workload that is uncertain leaves the verdict open. */
        public Subject touchedBy(Workload workload) {
            List<Cause> causes = causesOf(workload);
            workload.uncertainties().forEach(open -> addTo(causes, open));
            return this;
        }

        /** Adds a breach or an open question, and the workload that meets it. */
        public void add(Cause cause, Workload workload) {
            addTo(causesOf(workload), cause);
        }

        /** Adds a breach or an open question that no recorded workload meets: it is the resource's own. */
        public void add(Cause cause) {
            ownCauses.add(cause);
        }

        private List<Cause> causesOf(Workload workload) {
            return causesByWorkload.computeIfAbsent(workload, first -> new ArrayList<>());
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
        subject.causesOf(workload);
        return subject;
    }

    /**
     * Adds what a workload meets where there is no resource to report on, because it is the one nobody recorded. It
     * shows in what is said of the workload alone.
     */
    public void addUnreported(Cause cause, Workload workload) {
        addTo(unreported.computeIfAbsent(workload, first -> new ArrayList<>()), cause);
    }

    /**
     * Hands out what each workload meets, on whichever resource, or where there is none to report on; one workload may
     * come several times, and meet one cause on several resources.
     */
    public void forEachWorkload(BiConsumer<Workload, List<Cause>> taker) {
        unreported.forEach(taker);
        subjects.values().forEach(subject -> subject.causesByWorkload.forEach(taker));
    }

    /**
     * A workload meets a handful of causes at the most, and mostly none: a list is smaller than a set, and as quick.
     */
    private static void addTo(List<Cause> causes, Cause cause) {
        if (!causes.contains(cause)) {
            causes.add(cause);
        }
    }

    /** Puts another cause in the place of each. */
    public void replaceCauses(UnaryOperator<Cause> replacement) {
        subjects.values().forEach(subject -> {
            List<Cause> own = List.copyOf(subject.ownCauses);
            subject.ownCauses.clear();
            own.forEach(cause -> subject.ownCauses.add(replacement.apply(cause)));
            subject.causesByWorkload.values().forEach(causes -> causes.replaceAll(replacement));
        });
        unreported.values().forEach(causes -> causes.replaceAll(replacement));
    }

    /** Adds a cause to the findings on every resource, which every workload that depends on it meets. */
    public void addToAll(Cause cause) {
        subjects.values().forEach(subject -> {
            subject.causesByWorkload.values().forEach(causes -> addTo(causes, cause));
            subject.ownCauses.add(cause);
        });
    }

    /** The verdicts, sorted by resource id. */
    public List<Evaluation> evaluations(String rule, Scope scope) {
        List<Evaluation> evaluations = new ArrayList<>();
        subjects.forEach((resourceId, subject) -> evaluations.add(evaluation(rule, scope, resourceId, subject)));
        return List.copyOf(evaluations);
    }

    private static Evaluation evaluation(String rule, Scope scope, String resourceId, Subject subject) {
        Set<Cause> causes = new LinkedHashSet<>();
        List<Workload> affected = new ArrayList<>();
        subject.causesByWorkload.forEach((workload, met) -> {
            causes.addAll(met);
            if (!met.isEmpty()) {
                affected.add(workload);
            }
        });
        causes.addAll(subject.ownCauses);
        return new Evaluation(
                rule,
                scope,
                subject.type,
                resourceId,
                List.copyOf(causes),
                subject.note,
                List.copyOf(subject.causesByWorkload.keySet()),
                List.copyOf(affected));
    }
}
