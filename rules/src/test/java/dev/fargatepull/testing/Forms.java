package dev.fargatepull.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/** The forms beside snapshots in which AWS hands items out, as JSON text. */
public final class Forms {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Forms() {}

    /** A single item. */
    public static String single(Item<?> item) {
        return text(first(item));
    }

    /** An array of items. */
    public static String array(Item<?>... items) {
        ArrayNode array = MAPPER.createArrayNode();
        nodes(items).forEach(array::add);
        return text(array);
    }

    /** The notification inside an event. */
    public static String notification(Item<?> item) {
        ObjectNode notification = MAPPER.createObjectNode();
        notification.putNull("configurationItemDiff");
        notification.set("configurationItem", first(item));
        notification.put("notificationCreationTime", "2026-03-01T12:00:01.000Z");
        notification.put("messageType", "ConfigurationItemChangeNotification");
        notification.put("recordVersion", "1.3");
        return text(notification);
    }

    /** The event of a rule's function; the notification is JSON in a string. */
    public static String event(String notification) {
        return text(MAPPER.createObjectNode()
                .put("version", "1.0")
                .put("invokingEvent", notification)
                .put("ruleParameters", "{}")
                .put("resultToken", "token")
                .put("eventLeftScope", false)
                .put("accountId", "111122223333"));
    }

    /** The answer of {@code GetResourceConfigHistory}: other names, and configurations as JSON in strings. */
    public static String historyAnswer(Item<?>... items) {
        return answer("configurationItems", items);
    }

    /** The answer of {@code BatchGetResourceConfig}. */
    public static String batchAnswer(Item<?>... items) {
        return answer("baseConfigurationItems", items);
    }

    /** The answer of {@code SelectResourceConfig}, whose rows are JSON in strings. */
    public static String queryAnswer(Item<?>... items) {
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode rows = answer.putArray("Results");
        nodes(items).forEach(item -> rows.add(text(renamed(item))));
        answer.putObject("QueryInfo").putArray("SelectFields").addObject().put("Name", "configuration");
        return text(answer);
    }

    /** One row of an advanced query. */
    public static String row(Item<?> item) {
        return text(renamed(first(item)));
    }

    private static String answer(String key, Item<?>... items) {
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode list = answer.putArray(key);
        for (ObjectNode item : nodes(items)) {
            ObjectNode renamed = renamed(item);
            if (renamed.has("configuration")) {
                renamed.put("configuration", text(renamed.get("configuration")));
            }
            ObjectNode supplementary = MAPPER.createObjectNode();
            renamed.path("supplementaryConfiguration")
                    .properties()
                    .forEach(entry -> supplementary.put(entry.getKey(), text(entry.getValue())));
            renamed.set("supplementaryConfiguration", supplementary);
            list.add(renamed);
        }
        return text(answer);
    }

    private static ObjectNode renamed(ObjectNode item) {
        ObjectNode renamed = MAPPER.createObjectNode();
        item.properties().forEach(entry -> renamed.set(apiName(entry.getKey()), entry.getValue()));
        return renamed;
    }

    private static String apiName(String name) {
        return switch (name) {
            case "configurationItemVersion" -> "version";
            case "awsAccountId" -> "accountId";
            case "ARN" -> "arn";
            case "configurationStateMd5Hash" -> "configurationItemMD5Hash";
            default -> name;
        };
    }

    private static List<ObjectNode> nodes(Item<?>... items) {
        return Arrays.stream(items).flatMap(item -> item.json().stream()).toList();
    }

    private static ObjectNode first(Item<?> item) {
        return item.json().get(0);
    }

    private static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
