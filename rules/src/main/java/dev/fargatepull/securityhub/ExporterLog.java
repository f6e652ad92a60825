package dev.fargatepull.securityhub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.json.Json;
import dev.fargatepull.securityhub.Exporter.Step;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What an invocation writes into the log: a line of JSON for each finding written, and one that sums up. They hold ids
 * and counts only.
 */
final class ExporterLog {

    private final Optional<ComplianceChange> change;
    private final Home home;
    private final String requestId;
    private final PrintStream out;

    ExporterLog(Optional<ComplianceChange> change, Home home, String requestId, PrintStream out) {
        this.change = change;
        this.home = home;
        this.requestId = requestId;
        this.out = out;
    }

    /** Writes of an event that was answered. */
    void answered(List<Step> steps, SortedMap<String, Integer> requests) {
        write(steps, line("INFO", "answered"), requests);
    }

    /** Writes that there is no Security Hub to tell. */
    void notEnabled(SortedMap<String, Integer> requests) {
        write(List.of(), line("INFO", "Security Hub is not enabled in this account and Region"), requests);
    }

    /** Writes of an event that could not be answered, and of what was done before that was known. */
    void failed(RuntimeException failure, List<Step> steps, SortedMap<String, Integer> requests) {
        write(steps, line("ERROR", "failed").put("error", String.valueOf(failure.getMessage())), requests);
    }

    private void write(List<Step> steps, ObjectNode summary, SortedMap<String, Integer> requests) {
        for (Step step : steps) {
            ObjectNode exported = line("INFO", "exported")
                    .put("step", step.kind())
                    .put("generatorId", step.finding().generatorId())
                    .put("resourceId", step.finding().resources().get(0).id())
                    .put("findingId", step.finding().id());
            out.println(Json.write(exported));
        }
        for (String kind : List.of("failed", "passed", "archived")) {
            summary.put(
                    kind,
                    steps.stream().filter(step -> step.kind().equals(kind)).count());
        }
        summary.set("requests", Json.counts(requests));
        out.println(Json.write(summary));
    }

    private ObjectNode line(String level, String message) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("level", level)
                .put("message", message)
                .put("accountId", home.accountId())
                .put("requestId", requestId)
                .put("event", change.isPresent() ? "change" : "reconcile");
        change.ifPresent(known -> line.put("configRuleName", known.configRuleName()));
        return line;
    }
}
