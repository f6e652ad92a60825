package dev.fargatepull.cli;

import dev.fargatepull.core.inventory.Inventory;
import dev.fargatepull.core.verdict.Compliance;
import dev.fargatepull.core.verdict.Evaluation;
import dev.fargatepull.rules.Judge;
import java.util.List;

/**
 * What a check found.
 *
 * @param resources how many configuration items were read, of whatever type
 * @param workloads how many workloads are in them
 * @param evaluations the verdicts, sorted
 */
record Report(long resources, int workloads, List<Evaluation> evaluations) {

    /** Judges every account and Region. */
    static Report of(Inventory inventory, Judge judge, long resources) {
        // No account needs another's answer, and the order of the answers is that of the accounts.
        List<Judge.Judgement> judgements =
                inventory.regions().parallelStream().map(judge::judge).toList();
        return new Report(
                resources,
                judgements.stream().mapToInt(Judge.Judgement::workloads).sum(),
                judgements.stream()
                        .flatMap(judgement -> judgement.evaluations().stream())
                        .toList());
    }

    long compliant() {
        return count(Compliance.COMPLIANT);
    }

    long nonCompliant() {
        return count(Compliance.NON_COMPLIANT);
    }

    long undetermined() {
        return count(Compliance.UNDETERMINED);
    }

    private long count(Compliance compliance) {
        return evaluations.stream()
                .filter(evaluation -> evaluation.compliance() == compliance)
                .count();
    }
}
