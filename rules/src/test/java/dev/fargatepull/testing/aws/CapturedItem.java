package dev.fargatepull.testing.aws;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What AWS Config's recorder makes of a resource, before it has a time and a status.
 *
 * @param region where it is; {@code global} for IAM
 * @param name its {@code resourceName}
 * @param arn its ARN; a few types have none
 */
record CapturedItem(
        String type,
        String id,
        String region,
        Optional<String> name,
        Optional<String> arn,
        Map<String, Object> configuration,
        Map<String, Object> supplement,
        Map<String, String> tags) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A resource of the Region, with neither name nor ARN nor tags. */
    static CapturedItem of(String type, String id, Map<String, Object> configuration) {
        return new CapturedItem(
                type, id, Item.HOME.region(), Optional.empty(), Optional.empty(), configuration, Map.of(), Map.of());
    }

    CapturedItem globally() {
        return new CapturedItem(type, id, "global", name, arn, configuration, supplement, tags);
    }

    CapturedItem named(String resourceName) {
        return new CapturedItem(type, id, region, Optional.of(resourceName), arn, configuration, supplement, tags);
    }

    CapturedItem withArn(String resourceArn) {
        return new CapturedItem(type, id, region, name, Optional.of(resourceArn), configuration, supplement, tags);
    }

    CapturedItem with(Map<String, Object> supplementaryConfiguration) {
        return new CapturedItem(type, id, region, name, arn, configuration, supplementaryConfiguration, tags);
    }

    CapturedItem tagged(Map<String, String> itsTags) {
        return new CapturedItem(type, id, region, name, arn, configuration, supplement, itsTags);
    }

    /** What tells resources apart. */
    String key() {
        return type + " " + id;
    }

    /** The item, as it is delivered in snapshots and events. */
    ObjectNode at(Instant captured, String status) {
        return item(captured, status, Optional.of(configuration), supplement, tags);
    }

    /** The item that says that the resource is gone. */
    ObjectNode deletedAt(Instant captured) {
        ObjectNode item = item(captured, "ResourceDeleted", Optional.empty(), Map.of(), Map.of());
        item.putNull("configuration");
        return item;
    }

    private ObjectNode item(
            Instant captured,
            String status,
            Optional<Map<String, Object>> current,
            Map<String, Object> supplementary,
            Map<String, String> currentTags) {
        return JSON.valueToTree(new LinkedHashMap<>(Json.object(
                "relatedEvents", new Object[0],
                "relationships", new Object[0],
                "configuration", current,
                "supplementaryConfiguration", supplementary,
                "tags", currentTags,
                "configurationItemVersion", "1.3",
                "configurationItemCaptureTime", captured.toString(),
                "configurationStateId", captured.toEpochMilli(),
                "awsAccountId", Item.HOME.accountId(),
                "configurationItemStatus", status,
                "resourceType", type,
                "resourceId", id,
                "resourceName", name,
                "ARN", arn,
                "awsRegion", region,
                "availabilityZone", "Not Applicable",
                "configurationStateMd5Hash", "")));
    }
}
