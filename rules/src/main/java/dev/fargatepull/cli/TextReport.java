package dev.fargatepull.cli;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.verdict.Compliance;
import dev.fargatepull.core.verdict.Evaluation;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.rules.RuleCatalog;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The report for a person: what breaks first, by the workloads it breaks, then what is open, then the count. */
final class TextReport {

    private static final int NAMED_WORKLOADS = 3;

    private final TextStyle style;

    TextReport(TextStyle style) {
        this.style = style;
    }

    void print(Report report, PrintWriter out) {
        boolean folded = report.evaluations().stream().anyMatch(TextReport::isFold)
                && !report.evaluations().stream().allMatch(TextReport::isFold);
        Map<Group, List<Evaluation>> groups = report.evaluations().stream()
                .filter(evaluation -> evaluation.compliance() != Compliance.COMPLIANT)
                .filter(evaluation -> !(folded && isFold(evaluation)))
                .collect(Collectors.groupingBy(Group::of, LinkedHashMap::new, Collectors.toList()));
        groups.entrySet().stream()
                .sorted(Comparator.<Map.Entry<Group, List<Evaluation>>, Badness>comparing(
                                group -> worst(group.getValue()))
                        .thenComparing(group -> group.getKey().isOfEvidence()))
                .forEach(group -> print(group.getKey(), group.getValue(), out));
        printSummary(report, out);
    }

    /** The fold of the other rules: beside them it would say everything twice, so it gives the count instead. */
    private static boolean isFold(Evaluation evaluation) {
        return RuleCatalog.isTheAnswer(evaluation.rule());
    }

    /** Evaluations that affect the same workloads stand together; what AWS Config lacks follows what is broken. */
    private record Group(Scope scope, List<Workload> workloads, boolean isOfEvidence) {
        static Group of(Evaluation evaluation) {
            return new Group(
                    evaluation.scope(), evaluation.affected(), evaluation.resourceType() == ResourceType.ACCOUNT);
        }

        String label() {
            if (isOfEvidence) {
                return "evidence in AWS Config";
            }
            String named = workloads.stream()
                    .limit(NAMED_WORKLOADS)
                    .map(Workload::label)
                    .collect(Collectors.joining(", "));
            int others = workloads.size() - NAMED_WORKLOADS;
            if (workloads.isEmpty()) {
                return "accounts that are said to pull from here";
            }
            return others > 0 ? "%s and %d more".formatted(named, others) : named;
        }
    }

    private static Badness worst(List<Evaluation> evaluations) {
        return evaluations.stream()
                .map(evaluation -> Badness.of(evaluation.compliance()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private enum Badness {
        BREACH,
        OPEN;

        static Badness of(Compliance compliance) {
            return compliance == Compliance.NON_COMPLIANT ? BREACH : OPEN;
        }
    }

    private void print(Group group, List<Evaluation> evaluations, PrintWriter out) {
        out.printf(
                "%s  %s%n",
                style.bold(group.label()),
                style.faint(group.scope().accountId() + " " + group.scope().region()));
        // Rules that have the same to say of different resources say it together.
        Map<List<Cause>, List<Evaluation>> byCauses = evaluations.stream()
                .sorted(Comparator.comparing(evaluation -> Badness.of(evaluation.compliance())))
                .collect(Collectors.groupingBy(Evaluation::causes, LinkedHashMap::new, Collectors.toList()));
        byCauses.forEach((causes, alike) -> {
            for (Evaluation evaluation : alike) {
                out.printf(
                        "  %s  %s  %s%n",
                        style.mark(evaluation.compliance()), evaluation.rule(), style.faint(resource(evaluation)));
            }
            style.printCauses(causes, out);
        });
        out.println();
    }

    /** The resource as the reader knows it: a workload by its name, all else by its id. */
    private static String resource(Evaluation evaluation) {
        return evaluation.workloads().stream()
                .filter(workload -> workload.resourceId().equals(evaluation.resourceId()))
                .map(Workload::label)
                .findFirst()
                .orElse(evaluation.resourceId());
    }

    private void printSummary(Report report, PrintWriter out) {
        if (report.workloads() == 0) {
            out.printf("No Fargate workloads in %s.%n", count(report.resources(), "item"));
            return;
        }
        List<Evaluation> answers =
                report.evaluations().stream().filter(TextReport::isFold).toList();
        if (answers.isEmpty()) {
            out.printf(
                    "%s, %s: %s, %d undetermined, %d compliant.%n",
                    count(report.workloads(), "workload"),
                    count(report.evaluations().size(), "resource"),
                    style.bold("%d non-compliant".formatted(report.nonCompliant())),
                    report.undetermined(),
                    report.compliant());
            return;
        }
        Map<Compliance, Long> workloads =
                answers.stream().collect(Collectors.groupingBy(Evaluation::compliance, Collectors.counting()));
        out.printf(
                "%s: %s, %d undetermined, %d can.%n",
                count(report.workloads(), "workload"),
                style.bold("%d cannot pull".formatted(workloads.getOrDefault(Compliance.NON_COMPLIANT, 0L))),
                workloads.getOrDefault(Compliance.UNDETERMINED, 0L),
                workloads.getOrDefault(Compliance.COMPLIANT, 0L));
    }

    private static String count(long number, String noun) {
        return "%d %s%s".formatted(number, noun, number == 1 ? "" : "s");
    }
}
