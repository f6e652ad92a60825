package dev.fargatepull.lambda;

import dev.fargatepull.core.verdict.Compliance;
import dev.fargatepull.core.verdict.Evaluation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.config.model.ComplianceType;

/** What AWS Config is told at the end of an invocation: at most one result for a resource. */
final class Report {

    private final ComplianceType whereUndetermined;
    private final Map<ResourceId, Result> results = new TreeMap<>();
    private int undetermined;

    /**
     * An empty report.
     *
     * @param whereUndetermined what to say where evidence is missing: AWS Config has no type for it that a function may
     *     report
     */
    Report(ComplianceType whereUndetermined) {
        this.whereUndetermined = whereUndetermined;
    }

    /** Reports a verdict. */
    void add(Evaluation evaluation) {
        ResourceId resource = ResourceId.of(evaluation);
        results.put(resource, new Result(resource, complianceType(evaluation.compliance()), evaluation.annotation()));
    }

    private ComplianceType complianceType(Compliance compliance) {
        return switch (compliance) {
            case COMPLIANT -> ComplianceType.COMPLIANT;
            case NON_COMPLIANT -> ComplianceType.NON_COMPLIANT;
            case UNDETERMINED -> {
                undetermined++;
                yield whereUndetermined;
            }
        };
    }

    /** Takes back what was reported earlier of resources that have no verdict now. */
    void withdraw(Collection<ResourceId> resources) {
        resources.forEach(resource ->
                results.putIfAbsent(resource, new Result(resource, ComplianceType.NOT_APPLICABLE, Optional.empty())));
    }

    /** The results, sorted by type and id. */
    List<Result> results() {
        return List.copyOf(results.values());
    }

    /** How many verdicts are open, whatever AWS Config is told of them. */
    int undetermined() {
        return undetermined;
    }

    /** How many results are of this type. */
    long count(ComplianceType complianceType) {
        return results.values().stream()
                .filter(result -> result.complianceType() == complianceType)
                .count();
    }
}
