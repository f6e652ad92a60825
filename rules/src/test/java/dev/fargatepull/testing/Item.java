package dev.fargatepull.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.inventory.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration item, as AWS Config writes it into a snapshot.
 *
 * <p>A resource starts as AWS creates it by default, in VPC {@code vpc-1} of one account and Region; methods tell where
 * it differs.
 *
 * @param <I> the kind of item, so that calls can be chained
 */
public abstract class Item<I extends Item<I>> {

    /** Where items are recorded unless they say otherwise. */
    public static final Scope HOME = new Scope("111122223333", "eu-west-1");

    /** When they are captured unless they say otherwise. */
    public static final String CAPTURED = "2026-03-01T12:00:00.000Z";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String resourceType;
    private Scope scope = HOME;
    private String captured = CAPTURED;
    private String status = "ResourceDiscovered";
    private boolean isSupplementInStrings = false;

    Item(String resourceType) {
        this.resourceType = resourceType;
    }

    /** The account and Region that recorded it. */
    public I recordedIn(Scope place) {
        scope = place;
        return self();
    }

    /** When AWS Config captured it, as ISO 8601. */
    public I capturedAt(String time) {
        captured = time;
        return self();
    }

    /** The resource is gone: AWS Config keeps an item that says so and has no configuration. */
    public I deleted() {
        return withStatus("ResourceDeleted");
    }

    /** The item's {@code configurationItemStatus}. */
    public I withStatus(String configurationItemStatus) {
        status = configurationItemStatus;
        return self();
    }

    /** Its supplement is written as the AWS Config API does: each value is JSON in a string. */
    public I withSupplementInStrings() {
        isSupplementInStrings = true;
        return self();
    }

    /** The JSON of this item, and of those that come with it. */
    public List<ObjectNode> json() {
        return List.of(item());
    }

    abstract I self();

    abstract String resourceId();

    abstract Map<String, Object> configuration();

    Map<String, Object> supplementaryConfiguration() {
        return Map.of();
    }

    Optional<String> resourceName() {
        return Optional.empty();
    }

    Optional<String> itemArn() {
        return Optional.empty();
    }

    final Scope scope() {
        return scope;
    }

    final String captured() {
        return captured;
    }

    final String arn(String service, String resource) {
        return "arn:%s:%s:%s:%s:%s".formatted(partition(), service, scope.region(), scope.accountId(), resource);
    }

    private String partition() {
        if (scope.region().startsWith("cn-")) {
            return "aws-cn";
        }
        return scope.region().startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    private Map<String, Object> supplement() {
        Map<String, Object> supplement = new LinkedHashMap<>(supplementaryConfiguration());
        if (isSupplementInStrings) {
            supplement.replaceAll((key, value) -> MAPPER.valueToTree(value).toString());
        }
        return supplement;
    }

    final ObjectNode item() {
        boolean isLive = status.equals("OK") || status.equals("ResourceDiscovered");
        return MAPPER.valueToTree(Json.object(
                "relatedEvents",
                List.of(),
                "relationships",
                List.of(),
                "configuration",
                isLive ? Optional.of(configuration()) : Optional.empty(),
                "supplementaryConfiguration",
                isLive ? supplement() : Map.of(),
                "tags",
                Map.of(),
                "configurationItemVersion",
                "1.3",
                "configurationItemCaptureTime",
                captured,
                "configurationStateId",
                1_772_366_400_000L,
                "awsAccountId",
                scope.accountId(),
                "configurationItemStatus",
                status,
                "resourceType",
                resourceType,
                "resourceId",
                resourceId(),
                "resourceName",
                resourceName(),
                "ARN",
                itemArn(),
                "awsRegion",
                scope.region(),
                "availabilityZone",
                "Regional",
                "configurationStateMd5Hash",
                ""));
    }
}
