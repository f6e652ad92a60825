package dev.fargatepull.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatepull.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads events. AWS Config writes the notification and the rule's parameters as JSON in strings, leaves keys out, sets
 * them to null and adds new ones.
 */
final class RuleEventReader {

    private static final String CHANGE = "ConfigurationItemChangeNotification";
    private static final String OVERSIZED_CHANGE = "OversizedConfigurationItemChangeNotification";
    private static final String SCHEDULE = "ScheduledNotification";

    private RuleEventReader() {}

    /**
     * Reads the input of a function.
     *
     * @throws InvalidEventException if it is not an event, or not one of those sent to rules
     */
    static RuleEvent read(InputStream input) throws IOException {
        JsonNode event = event(input);
        JsonNode notification = embedded("invokingEvent", require(event, "invokingEvent"));
        String messageType = require(notification, "messageType");
        Optional<Change> change = switch (messageType) {
            case CHANGE -> Optional.of(change(notification, "configurationItem", false));
            case OVERSIZED_CHANGE -> Optional.of(change(notification, "configurationItemSummary", true));
            case SCHEDULE -> Optional.empty();
            default ->
                throw new InvalidEventException("the message type is %s; a rule's function answers %s, %s and %s"
                        .formatted(messageType, CHANGE, OVERSIZED_CHANGE, SCHEDULE));
        };
        return new RuleEvent(
                messageType,
                change,
                orderingTimestamp(notification),
                ruleParameters(event),
                require(event, "resultToken"),
                event.path("eventLeftScope").asBoolean(),
                require(event, "accountId"),
                require(event, "configRuleName"));
    }

    private static JsonNode event(InputStream input) throws IOException {
        try {
            return Json.read(input);
        } catch (JsonProcessingException malformed) {
            throw new InvalidEventException("the event is not valid JSON", malformed);
        }
    }

    private static JsonNode embedded(String name, String text) {
        try {
            return Json.read(text);
        } catch (JsonProcessingException malformed) {
            throw new InvalidEventException("%s is not valid JSON".formatted(name), malformed);
        }
    }

    private static Change change(JsonNode notification, String key, boolean isOversized) {
        JsonNode item = notification.path(key);
        if (!item.isObject()) {
            throw new InvalidEventException("%s is missing".formatted(key));
        }
        ResourceId resource = new ResourceId(require(item, "resourceType"), require(item, "resourceId"));
        return new Change(resource, require(item, "configurationItemStatus"), Json.write(item), isOversized);
    }

    /** The capture time of the changed item, or on a schedule the time of the notification. */
    private static Instant orderingTimestamp(JsonNode notification) {
        for (String key : new String[] {"configurationItem", "configurationItemSummary"}) {
            if (notification.path(key).hasNonNull("configurationItemCaptureTime")) {
                return time(notification.path(key), "configurationItemCaptureTime");
            }
        }
        return time(notification, "notificationCreationTime");
    }

    private static Instant time(JsonNode object, String key) {
        String text = require(object, key);
        try {
            return Instant.parse(text);
        } catch (DateTimeException notATime) {
            throw new InvalidEventException("%s '%s' is not a time".formatted(key, text), notATime);
        }
    }

    private static Map<String, String> ruleParameters(JsonNode event) {
        String text = event.path("ruleParameters").asText("");
        Map<String, String> parameters = new LinkedHashMap<>();
        if (event.hasNonNull("ruleParameters") && !text.isBlank()) {
            embedded("ruleParameters", text).properties().forEach(parameter -> {
                if (!parameter.getValue().isNull()) {
                    parameters.put(parameter.getKey(), parameter.getValue().asText());
                }
            });
        }
        return parameters;
    }

    private static String require(JsonNode object, String key) {
        JsonNode value = object.path(key);
        if (!value.isTextual()) {
            throw new InvalidEventException("%s is missing".formatted(key));
        }
        return value.textValue();
    }
}
