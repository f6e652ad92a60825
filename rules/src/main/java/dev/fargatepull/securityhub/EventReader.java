package dev.fargatepull.securityhub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatepull.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Reads events of Amazon EventBridge. */
final class EventReader {

    private EventReader() {}

    /**
     * Reads an event: the change of a result, or empty for the schedule.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static Optional<ComplianceChange> read(InputStream input) throws IOException {
        JsonNode event = event(input);
        String source = event.path("source").asText();
        String kind = event.path("detail-type").asText();
        if (source.equals("aws.events") && kind.equals("Scheduled Event")) {
            return Optional.empty();
        }
        if (!source.equals("aws.config") || !kind.equals("Config Rules Compliance Change")) {
            throw new IllegalArgumentException(
                    "the event is '%s' of '%s'; the exporter answers 'Config Rules Compliance Change' of 'aws.config' and 'Scheduled Event' of 'aws.events'"
                            .formatted(kind, source));
        }
        JsonNode detail = event.path("detail");
        return Optional.of(new ComplianceChange(
                require(detail, "configRuleName"),
                require(detail, "resourceType"),
                require(detail, "resourceId"),
                time(require(detail.path("newEvaluationResult"), "resultRecordedTime"))));
    }

    private static JsonNode event(InputStream input) throws IOException {
        try {
            return Json.read(input);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("the event is not valid JSON", malformed);
        }
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException notATime) {
            throw new IllegalArgumentException("resultRecordedTime '%s' is not a time".formatted(text), notATime);
        }
    }

    private static String require(JsonNode object, String key) {
        JsonNode value = object.path(key);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new IllegalArgumentException("%s is missing".formatted(key));
        }
        return value.textValue();
    }
}
