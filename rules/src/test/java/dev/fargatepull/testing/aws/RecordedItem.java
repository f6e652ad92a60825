package dev.fargatepull.testing.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An item as AWS Config keeps it, in the spellings of its several doors. */
final class RecordedItem {

    private static final Set<String> LIVE = Set.of("OK", "ResourceDiscovered");

    private final ObjectNode delivered;

    /** An item as it is delivered in snapshots and events. */
    RecordedItem(ObjectNode delivered) {
        this.delivered = delivered;
    }

    String type() {
        return delivered.path("resourceType").asText();
    }

    String id() {
        return delivered.path("resourceId").asText();
    }

    boolean isLive() {
        return LIVE.contains(delivered.path("configurationItemStatus").asText());
    }

    /**
     * The values of a property, as in {@code configuration.vpcId}; of each element where there is a list on the way.
     */
    List<String> values(String property) {
        List<JsonNode> nodes = List.of(delivered);
        for (String name : property.equals("arn") ? new String[] {"ARN"} : property.split("\\.", -1)) {
            nodes = nodes.stream()
                    .map(node -> node.path(name))
                    .flatMap(value ->
                            value.isArray() ? StreamSupport.stream(value.spliterator(), false) : Stream.of(value))
                    .toList();
        }
        return nodes.stream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
    }

    /** A row of an advanced query: JSON in a string, with the selected columns. */
    String row(String[] columns) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (String column : columns) {
            JsonNode value = delivered.get(
                    switch (column) {
                        case "accountId" -> "awsAccountId";
                        case "arn" -> "ARN";
                        default -> column;
                    });
            if (value != null) {
                row.set(column, value);
            }
        }
        return row.toString();
    }

    /** As {@code BatchGetResourceConfig} answers: other names, and configurations as JSON in strings. */
    ObjectNode base() {
        ObjectNode base = JsonNodeFactory.instance
                .objectNode()
                .put("version", delivered.path("configurationItemVersion").asText())
                .put("accountId", delivered.path("awsAccountId").asText())
                .put("configurationItemCaptureTime", captured())
                .put(
                        "configurationItemStatus",
                        delivered.path("configurationItemStatus").asText())
                .put(
                        "configurationStateId",
                        delivered.path("configurationStateId").asText())
                .put("resourceType", type())
                .put("resourceId", id())
                .put("awsRegion", delivered.path("awsRegion").asText());
        if (delivered.hasNonNull("configuration")) {
            base.put("configuration", delivered.path("configuration").toString());
        }
        ObjectNode supplementary = base.putObject("supplementaryConfiguration");
        delivered
                .path("supplementaryConfiguration")
                .properties()
                .forEach(entry ->
                        supplementary.put(entry.getKey(), entry.getValue().toString()));
        return base;
    }

    private double captured() {
        return Instant.parse(delivered.path("configurationItemCaptureTime").asText())
                        .toEpochMilli()
                / 1000.0;
    }
}
