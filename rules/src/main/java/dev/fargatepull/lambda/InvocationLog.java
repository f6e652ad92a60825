package dev.fargatepull.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.verdict.Evaluation;
import dev.fargatepull.json.Json;
import java.io.PrintStream;
import java.util.SortedMap;
import software.amazon.awssdk.services.config.model.ComplianceType;

/**
 * What an invocation writes into the log: a line of JSON for each verdict, and one that sums up.
 *
 * <p>The lines go to standard output as they are; the logger that Lambda hands over would put them into the text of a
 * line of its own. They hold ids, verdicts and counts only: configuration items have the environment of containers in
 * them, which has no place in a log.
 */
final class InvocationLog {

    private final String rule;
    private final RuleEvent event;
    private final String requestId;
    private final PrintStream out;

    InvocationLog(String rule, RuleEvent event, String requestId, PrintStream out) {
        this.rule = rule;
        this.event = event;
        this.requestId = requestId;
        this.out = out;
    }

    /** Writes of an event that was answered. */
    void write(Evaluator.Answer answer, SortedMap<String, Integer> requests) {
        answer.evaluations().forEach(evaluation -> out.println(Json.write(line(evaluation))));
        Report report = answer.report();
        ObjectNode summary = line("INFO", "answered")
                .put("items", answer.items())
                .put("workloads", answer.workloads())
                .put("compliant", report.count(ComplianceType.COMPLIANT))
                .put("nonCompliant", report.count(ComplianceType.NON_COMPLIANT))
                .put("notApplicable", report.count(ComplianceType.NOT_APPLICABLE))
                .put("undetermined", report.undetermined());
        write(summary, requests);
    }

    /** Writes of an event that could not be answered; Lambda writes the stack trace and invokes the function again. */
    void write(RuntimeException failed, SortedMap<String, Integer> requests) {
        ObjectNode summary = line("ERROR", "failed").put("error", String.valueOf(failed.getMessage()));
        write(summary, requests);
    }

    private void write(ObjectNode summary, SortedMap<String, Integer> requests) {
        summary.set("requests", Json.counts(requests));
        out.println(Json.write(summary));
    }

    private ObjectNode line(Evaluation evaluation) {
        ObjectNode line = line("INFO", "evaluated")
                .put("resourceType", evaluation.resourceType().awsName())
                .put("resourceId", evaluation.resourceId())
                .put("compliance", evaluation.compliance().name());
        evaluation.annotation().ifPresent(annotation -> line.put("annotation", annotation));
        ArrayNode causes = line.putArray("causes");
        evaluation.causes().forEach(cause -> causes.add(cause.code().code()));
        return line;
    }

    private ObjectNode line(String level, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("level", level)
                .put("message", message)
                .put("rule", rule)
                .put("configRuleName", event.configRuleName())
                .put("accountId", event.accountId())
                .put("requestId", requestId)
                .put("messageType", event.messageType());
    }
}
