package dev.fargatepull.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Turns an item from an answer of the AWS Config API back into the JSON it came in, so that items of every origin are
 * read in one place.
 */
final class ApiItem {

    private final ObjectMapper json;

    ApiItem(ObjectMapper json) {
        this.json = json;
    }

    /** The item's texts, times and maps of texts; the rules have no use for its lists of relationships and events. */
    String toJson(SdkPojo item) {
        ObjectNode object = json.createObjectNode();
        for (SdkField<?> field : item.sdkFields()) {
            Object value = field.getValueOrDefault(item);
            if (value instanceof String || value instanceof Instant) {
                object.put(field.locationName(), value.toString());
            } else if (value instanceof Map<?, ?> map) {
                object.set(field.locationName(), json.valueToTree(map));
            }
        }
        return object.toString();
    }
}
