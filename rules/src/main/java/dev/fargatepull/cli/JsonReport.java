package dev.fargatepull.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.verdict.Evaluation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** The report as JSON, in a form that is stable within a schema version; README documents it. */
final class JsonReport {

    private static final String SCHEMA_VERSION = "1.0";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonReport() {}

    static void print(Report report, PrintWriter out) {
        try (JsonGenerator json = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            // The same bytes on every system, whatever its line ends.
            json.setPrettyPrinter(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")));
            json.writeStartObject();
            json.writeStringField("schemaVersion", SCHEMA_VERSION);
            json.writeObjectFieldStart("summary");
            json.writeNumberField("resources", report.resources());
            json.writeNumberField("workloads", report.workloads());
            json.writeNumberField("compliant", report.compliant());
            json.writeNumberField("nonCompliant", report.nonCompliant());
            json.writeNumberField("undetermined", report.undetermined());
            json.writeEndObject();
            json.writeArrayFieldStart("evaluations");
            for (Evaluation evaluation : report.evaluations()) {
                write(evaluation, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException impossible) {
            throw new UncheckedIOException("a print writer does not fail", impossible);
        }
    }

    private static void write(Evaluation evaluation, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("rule", evaluation.rule());
        json.writeStringField("accountId", evaluation.scope().accountId());
        json.writeStringField("region", evaluation.scope().region());
        json.writeStringField("resourceType", evaluation.resourceType().awsName());
        json.writeStringField("resourceId", evaluation.resourceId());
        json.writeStringField("compliance", evaluation.compliance().name());
        json.writeStringField("annotation", evaluation.annotation().orElse(""));
        json.writeArrayFieldStart("causes");
        for (Cause cause : evaluation.causes()) {
            json.writeStartObject();
            json.writeStringField("code", cause.code().code());
            json.writeBooleanField("open", cause.isOpen());
            json.writeStringField("resourceId", cause.resourceId());
            if (cause.flow().isPresent()) {
                json.writeStringField("flow", cause.flow().get().label());
            }
            json.writeStringField("message", cause.message());
            json.writeStringField("fix", cause.fix());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
