package dev.fargatepull.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.inventory.ConfigurationItem;
import dev.fargatepull.core.inventory.Inventory;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.items.ItemReader;
import dev.fargatepull.items.MalformedInputException;
import dev.fargatepull.json.Json;
import dev.fargatepull.json.JsonError;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Configuration items as they come in, in the spelling of delivered snapshots, of several captures of a resource the
 * newest. What AWS Config does not record is added to them before they are read.
 *
 * <p>They are kept as text: as trees they would take several times the room, and few are touched again.
 */
final class GatheredItems {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> EMBEDDED = List.of("configuration", "supplementaryConfiguration");
    private static final Set<String> KEPT_OF_CONTAINER =
            Set.of("Essential", "Image", "Name", "RepositoryCredentials", "VersionConsistency");
    private static final String SUPPLEMENT = "supplementaryConfiguration";
    private static final String CAPTURE_TIME = "configurationItemCaptureTime";

    /**
     * What tells items apart.
     *
     * @param id the resource id; of a task definition its ARN, since AWS Config knows all revisions by their family
     */
    private record Key(Scope scope, String type, String id) {}

    /**
     * An item.
     *
     * @param isOfEvent whether it came with an event, and so counts before another of the same time
     */
    private record Item(String captureTime, String text, boolean isOfEvent) {

        Instant time() {
            return captureTime.isEmpty()
                    ? Instant.MIN
                    : OffsetDateTime.parse(captureTime).toInstant();
        }

        boolean countsBefore(Item other) {
            return time().isAfter(other.time()) || (isOfEvent && time().equals(other.time()));
        }
    }

    private final Map<Key, Item> items = new LinkedHashMap<>();

    /** What has been read of them: sources look at all of them time and again, and change a few. */
    private final Map<Key, Optional<ConfigurationItem>> readings = new HashMap<>();

    /**
     * Adds an item that AWS Config hands out, unless a newer capture of the resource is here already.
     *
     * @param where what to call its origin in errors
     * @throws EvidenceException if it is not an item
     */
    void add(String where, String text) {
        add(where, text, item -> true);
    }

    /** The same, of an item that is one of those meant. */
    void add(String where, String text, Predicate<ObjectNode> isMeant) {
        try {
            if (!(Json.read(text) instanceof ObjectNode item)) {
                throw new EvidenceException("%s: expected an item, found %s".formatted(where, text));
            }
            if (isMeant.test(item)) {
                add(where, item);
            }
        } catch (JsonProcessingException malformed) {
            throw new EvidenceException("%s: not valid JSON: %s".formatted(where, JsonError.reason(malformed)));
        }
    }

    /** The same, of an item already read. */
    void add(String where, ObjectNode item) {
        add(where, item, false);
    }

    /** The same, of the item that came with an event, which queries may not find yet. */
    void addFromEvent(String text) {
        add("the event's item", tree(text), true);
    }

    private void add(String where, ObjectNode item, boolean isOfEvent) {
        rename(item, "accountId", "awsAccountId");
        rename(item, "arn", "ARN");
        for (String name : EMBEDDED) {
            unwrap(where, item, name);
        }
        Key key = new Key(
                new Scope(text(where, item, "awsAccountId"), text(where, item, "awsRegion")),
                text(where, item, "resourceType"),
                id(where, item));
        forgetSecrets(item);
        Item added = new Item(item.path(CAPTURE_TIME).asText(""), Json.write(item), isOfEvent);
        items.merge(key, added, (known, fresh) -> known.countsBefore(fresh) ? known : fresh);
        readings.remove(key);
    }

    /**
     * Adds what a service itself tells of a resource.
     *
     * @param scope where the resource is
     * @param id the id AWS Config knows it by
     * @param configuration the configuration as AWS Config would have recorded it
     * @param seen when the service said so
     */
    void addLive(Scope scope, ResourceType type, String id, ObjectNode configuration, Instant seen) {
        addLive(scope, type, id, find(scope, type, id).orElseGet(JSON::objectNode), configuration, seen);
    }

    /** The same, of a resource that others may refer to by its ARN. */
    void addLive(Scope scope, ResourceType type, String id, String arn, ObjectNode configuration, Instant seen) {
        ObjectNode item = find(scope, type, id).or(() -> find(scope, type, arn)).orElseGet(JSON::objectNode);
        addLive(scope, type, id, item.put("ARN", arn), configuration, seen);
    }

    private void addLive(
            Scope scope, ResourceType type, String id, ObjectNode item, ObjectNode configuration, Instant seen) {
        put(scope, type, id, item, seen);
        item.put("configurationItemStatus", "OK").set("configuration", configuration);
        add("live", item);
    }

    /** Adds that a resource, as its service says, does not exist. */
    void addDeleted(Scope scope, ResourceType type, String id, Instant seen) {
        ObjectNode item = JSON.objectNode();
        put(scope, type, id, item, seen);
        add("live", item.put("configurationItemStatus", "ResourceDeleted"));
    }

    private static void put(Scope scope, ResourceType type, String id, ObjectNode item, Instant seen) {
        item.put("awsAccountId", scope.accountId())
                .put("awsRegion", scope.region())
                .put("resourceType", type.awsName())
                .put("resourceId", id)
                .put(CAPTURE_TIME, seen.toString());
    }

    /** The item of a resource as it stands. */
    Optional<ObjectNode> find(Scope scope, ResourceType type, String id) {
        return Optional.ofNullable(items.get(new Key(scope, type.awsName(), id)))
                .map(item -> tree(item.text()));
    }

    /** The ids of all items of a type in an account and Region. */
    List<String> ids(Scope scope, ResourceType type) {
        return items.keySet().stream()
                .filter(key -> key.scope().equals(scope) && key.type().equals(type.awsName()))
                .map(Key::id)
                .toList();
    }

    /** Adds a fact to an item's {@code supplementaryConfiguration}; to none, if there is no such item. */
    void supplement(Scope scope, ResourceType type, String id, String name, JsonNode fact) {
        items.computeIfPresent(new Key(scope, type.awsName(), id), (key, known) -> {
            readings.remove(key);
            ObjectNode item = tree(known.text());
            item.withObjectProperty(SUPPLEMENT).set(name, fact);
            return new Item(known.captureTime(), Json.write(item), known.isOfEvent());
        });
    }

    /** Adds to what an item's {@code supplementaryConfiguration} lists; to nothing, if there is no such item. */
    void supplementList(Scope scope, ResourceType type, String id, String name, String element) {
        ArrayNode list = JSON.arrayNode();
        find(scope, type, id).ifPresent(item -> item.path(SUPPLEMENT).path(name).forEach(list::add));
        if (list.valueStream().map(JsonNode::asText).noneMatch(element::equals)) {
            supplement(scope, type, id, name, list.add(element));
        }
    }

    /** How many there are. */
    int size() {
        return items.size();
    }

    /** Each as JSON, in the order they first came in. */
    List<String> texts() {
        return items.values().stream().map(Item::text).toList();
    }

    /** Everything here, read. */
    Inventory inventory() {
        Inventory.Builder inventory = new Inventory.Builder();
        items.forEach((key, item) ->
                readings.computeIfAbsent(key, unread -> read(item)).ifPresent(inventory::add));
        return inventory.build();
    }

    private static Optional<ConfigurationItem> read(Item item) {
        List<ConfigurationItem> found = new ArrayList<>(1);
        try {
            new ItemReader(found::add, () -> {}).readRow("AWS Config", item.text());
        } catch (MalformedInputException malformed) {
            throw new EvidenceException(malformed);
        }
        return found.stream().findFirst();
    }

    private static void rename(ObjectNode item, String apiName, String deliveredName) {
        JsonNode value = item.remove(apiName);
        if (value != null && !item.has(deliveredName)) {
            item.set(deliveredName, value);
        }
    }

    /** The API has it as JSON in a string, or of an object's values. */
    private static void unwrap(String where, ObjectNode item, String name) {
        if (item.get(name) instanceof TextNode text) {
            try {
                item.set(name, Json.read(text.textValue()));
            } catch (JsonProcessingException malformed) {
                throw new EvidenceException(
                        "%s: %s is not valid JSON: %s".formatted(where, name, JsonError.reason(malformed)));
            }
        }
    }

    private static String text(String where, ObjectNode item, String name) {
        if (!item.path(name).isTextual()) {
            throw new EvidenceException("%s: %s is missing".formatted(where, name));
        }
        return item.get(name).textValue();
    }

    /** Environment variables and commands hold secrets more often than they should; no rule has a use for them. */
    private static void forgetSecrets(ObjectNode item) {
        for (JsonNode container : item.path("configuration").path("ContainerDefinitions")) {
            if (container instanceof ObjectNode definition) {
                definition.retain(KEPT_OF_CONTAINER);
            }
        }
    }

    private static String id(String where, ObjectNode item) {
        boolean isRevision = text(where, item, "resourceType").equals(ResourceType.ECS_TASK_DEFINITION.awsName());
        return isRevision && item.hasNonNull("ARN") ? text(where, item, "ARN") : text(where, item, "resourceId");
    }

    private static ObjectNode tree(String text) {
        try {
            return (ObjectNode) Json.read(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an item that was written cannot be read", impossible);
        }
    }
}
