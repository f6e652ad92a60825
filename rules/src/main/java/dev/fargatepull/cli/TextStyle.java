package dev.fargatepull.cli;

import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.verdict.Compliance;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi.Style;

/** How verdicts and causes look to a person, in colour on a terminal. */
record TextStyle(boolean inColour) {

    private static final String INDENT = "       ";

    String bold(String text) {
        return styled(text, Style.bold);
    }

    String faint(String text) {
        return styled(text, Style.faint);
    }

    /** One character for a verdict. */
    String mark(Compliance compliance) {
        return switch (compliance) {
            case COMPLIANT -> styled("✓", Style.fg_green);
            case NON_COMPLIANT -> styled("✗", Style.fg_red);
            case UNDETERMINED -> styled("?", Style.fg_yellow);
        };
    }

    /** Each cause with its fix; an open question beside a breach is marked, so that nobody takes it for proven. */
    void printCauses(Collection<Cause> causes, PrintWriter out) {
        boolean proven = causes.stream().anyMatch(cause -> !cause.isOpen());
        List<Finding> findings = Finding.of(causes);
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            String mark = proven && finding.isOpen() ? mark(Compliance.UNDETERMINED) + " " : "";
            out.printf(
                    "%s%s%s: %s%s%n", INDENT, mark, bold(finding.code().code()), finding.message(), finding.onFlows());
            if (i + 1 == findings.size() || !finding.isMendedAs(findings.get(i + 1))) {
                JoinedSentences.of(finding.fixes())
                        .forEach(fix -> out.printf("%s%s %s%n", INDENT, styled("fix:", Style.fg_green), fix));
            }
        }
    }

    private String styled(String text, Style style) {
        return inColour ? style.on() + text + Style.reset.on() : text;
    }

    /** Causes that differ only in the flow they stop. */
    private record Finding(CauseCode code, boolean isOpen, String message, Set<Flow> flows, Set<String> fixes) {

        static List<Finding> of(Collection<Cause> causes) {
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

        /** Whether another, of the same kind, takes the very same to mend, which then needs to be said once. */
        boolean isMendedAs(Finding other) {
            return code == other.code && isOpen == other.isOpen && fixes.equals(other.fixes);
        }

        String onFlows() {
            return flows.isEmpty() ? "" : flows.stream().map(Flow::label).collect(Collectors.joining(", ", " (", ")"));
        }
    }
}
