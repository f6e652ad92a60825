package dev.fargatepull.cli;

import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.verdict.Compliance;
import dev.fargatepull.core.verdict.Evaluation;
import dev.fargatepull.core.workload.Workload;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi.Style;

/** The report for a person: what breaks first, by the workloads it breaks, then what is open, then the count. */
final class TextReport {

    private static final int NAMED_WORKLOADS = 3;

    private final boolean inColour;

    TextReport(boolean inColour) {
        this.inColour = inColour;
    }

    void print(Report report, PrintWriter out) {
        Map<Group, List<Evaluation>> groups = report.evaluations().stream()
                .filter(evaluation -> evaluation.compliance() != Compliance.COMPLIANT)
                .collect(Collectors.groupingBy(Group::of, LinkedHashMap::new, Collectors.toList()));
        groups.entrySet().stream()
                .sorted(Comparator.comparing(group -> worst(group.getValue())))
                .forEach(group -> print(group.getKey(), group.getValue(), out));
        printSummary(report, out);
    }

    /** Evaluations that affect the same workloads stand together. */
    private record Group(Scope scope, List<Workload> workloads) {
        static Group of(Evaluation evaluation) {
            return new Group(evaluation.scope(), evaluation.affected());
        }

        String label() {
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
                styled(group.label(), Style.bold),
                styled(group.scope().accountId() + " " + group.scope().region(), Style.faint));
        evaluations.stream()
                .sorted(Comparator.comparing(evaluation -> Badness.of(evaluation.compliance())))
                .forEach(evaluation -> print(evaluation, out));
        out.println();
    }

    private void print(Evaluation evaluation, PrintWriter out) {
        boolean breach = evaluation.compliance() == Compliance.NON_COMPLIANT;
        out.printf("  %s  %s  %s%n", mark(!breach), evaluation.rule(), styled(resource(evaluation), Style.faint));
        for (Finding finding : Finding.of(evaluation.causes())) {
            // An open question beside a breach keeps its mark, so that nobody takes it for proven.
            String mark = breach && finding.isOpen() ? mark(true) + " " : "";
            out.printf(
                    "       %s%s: %s%s%n",
                    mark, styled(finding.code().code(), Style.bold), finding.message(), finding.onFlows());
            finding.fixes().forEach(fix -> out.printf("       %s %s%n", styled("fix:", Style.fg_green), fix));
        }
    }

    /** The resource as the reader knows it: a workload by its name, all else by its id. */
    private static String resource(Evaluation evaluation) {
        return evaluation.workloads().stream()
                .filter(workload -> workload.resourceId().equals(evaluation.resourceId()))
                .map(Workload::label)
                .findFirst()
                .orElse(evaluation.resourceId());
    }

    private String mark(boolean open) {
        return open ? styled("?", Style.fg_yellow) : styled("✗", Style.fg_red);
    }

    /** Causes that differ only in the flow they stop. */
    private record Finding(CauseCode code, boolean isOpen, String message, Set<Flow> flows, Set<String> fixes) {

        static List<Finding> of(List<Cause> causes) {
            Map<List<Object>, Finding> findings = new LinkedHashMap<>();
            for (Cause cause : causes) {
                Finding finding = findings.computeIfAbsent(
                        List.of(cause.code(), cause.isOpen(), cause.message()),
                        key -> new Finding(
                                cause.code(),
                                cause.isOpen(),
                                cause.message(),
                                new LinkedHashSet<>(),
                                new LinkedHashSet<>()));
                cause.flow().ifPresent(finding.flows()::add);
                finding.fixes().add(cause.fix());
            }
            return new ArrayList<>(findings.values());
        }

        String onFlows() {
            return flows.isEmpty() ? "" : flows.stream().map(Flow::label).collect(Collectors.joining(", ", " (", ")"));
        }
    }

    private void printSummary(Report report, PrintWriter out) {
        if (report.workloads() == 0) {
            out.printf("No Fargate workloads in %s.%n", count(report.resources(), "item"));
            return;
        }
        out.printf(
                "%s: %s, %s, %s.%n",
                count(report.workloads(), "workload"),
                styled(count(report.nonCompliant(), "resource") + " break pulls", Style.bold),
                report.undetermined() + " undetermined",
                report.compliant() + " sound");
    }

    private static String count(long number, String noun) {
        return "%d %s%s".formatted(number, noun, number == 1 ? "" : "s");
    }

    private String styled(String text, Style style) {
        return inColour ? style.on() + text + Style.reset.on() : text;
    }
}
