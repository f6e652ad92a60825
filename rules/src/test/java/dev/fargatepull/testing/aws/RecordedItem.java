package dev.fargatepull.testing.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An item as AWS Config keeps it, in the spellings of its several doors. */
final class RecordedItem {

    private static final Set<String> LIVE = Set.of("OK", "ResourceDiscovered");

    /** Types whose state is an object in answers to queries. */
    private static final Set<String> STATE_IN_AN_OBJECT =
            Set.of("AWS::EC2::NatGateway", "AWS::EC2::Subnet", "AWS::EC2::VPC", "AWS::EC2::VPCEndpoint");

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

    /** What tells resources apart. */
    String key() {
        return String.join(
                " ",
                type(),
                id(),
                delivered.path("awsAccountId").asText(),
                delivered.path("awsRegion").asText());
    }

    boolean isLive() {
        return LIVE.contains(delivered.path("configurationItemStatus").asText());
    }

    /**
     * The values of a property, as in {@code configuration.vpcId}; of each element where there is a list on the way.
     */
    List<String> values(String property) {
        List<JsonNode> nodes = List.of(delivered);
        for (String name : delivered(property).split("\\.", -1)) {
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
    String row(List<String> columns) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (String column : columns) {
            JsonNode value = delivered.get(delivered(column));
            if (value != null) {
                row.set(column, value.deepCopy());
            }
        }
        if (STATE_IN_AN_OBJECT.contains(type())
                && row.get("configuration") instanceof ObjectNode configuration
                && configuration.get("state") instanceof TextNode state) {
            configuration.putObject("state").set("value", state);
        }
        return row.toString();
    }

    private static String delivered(String property) {
        return switch (property) {
            case "accountId" -> "awsAccountId";
            case "arn" -> "ARN";
            case "version" -> "configurationItemVersion";
            default -> property;
        };
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
        if (delivered.hasNonNull("ARN")) {
            base.put("arn", delivered.path("ARN").asText());
        }
        if (delivered.hasNonNull("resourceName")) {
            base.put("resourceName", delivered.path("resourceName").asText());
        }
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

    /** As {@code GetResourceConfigHistory} answers: the same, with tags and relationships. */
    ObjectNode past() {
        ObjectNode past = base().put("configurationItemMD5Hash", "");
        past.putArray("relatedEvents");
        past.putArray("relationships");
        past.set("tags", delivered.path("tags"));
        return past;
    }

    /** When, in seconds as the API has it. */
    double captured() {
        return Instant.parse(delivered.path("configurationItemCaptureTime").asText())
                        .toEpochMilli()
                / 1000.0;
    }
}
