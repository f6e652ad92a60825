package dev.fargatepull.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.inventory.Inventory;
import dev.fargatepull.items.ItemReader;
import dev.fargatepull.items.MalformedInputException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.BatchGetResourceConfigResponse;
import software.amazon.awssdk.services.config.model.InvalidExpressionException;
import software.amazon.awssdk.services.config.model.ResourceKey;
import software.amazon.awssdk.services.config.model.ValidationException;

/** The evidence of one invocation: what AWS Config has recorded, and what the event tells beyond. */
final class Evidence {

    /**
     * Columns are selected whole: a projection into {@code configuration} turns lists of one into their element, and
     * misses keys that are not in the schema of advanced queries.
     */
    private static final String QUERY = """
            SELECT accountId, awsRegion, resourceType, resourceId, resourceName, arn, configurationItemCaptureTime, \
            configurationItemStatus, configuration, supplementaryConfiguration WHERE resourceType IN (%s)""";

    private static final int ATTEMPTS = 5;

    private final ConfigClient config;
    private final ApiItem apiItem;
    private final Inventory.Builder inventory = new Inventory.Builder();
    private int items;
    private final ItemReader reader = new ItemReader(inventory::add, () -> items++);

    Evidence(ConfigClient config, ObjectMapper json) {
        this.config = config;
        this.apiItem = new ApiItem(json);
    }

    /**
     * Loads all live resources of these types.
     *
     * <p>One query answers for all of them. AWS Config refuses queries for some types that it records, and which they
     * are changes; those are listed and fetched one type at a time.
     */
    Evidence load(Collection<ResourceType> types) {
        try {
            query(types);
        } catch (InvalidExpressionException | ValidationException refused) {
            if (types.size() == 1) {
                types.forEach(this::discover);
            } else {
                types.forEach(type -> load(List.of(type)));
            }
        }
        return this;
    }

    /** Lays the item of an event over what was loaded: AWS Config's own index may not have it yet. */
    Evidence overlay(Change change) {
        if (change.isLive() && change.isOversized()) {
            batchGet(List.of(key(change.resource().type(), change.resource().id())));
        } else {
            read("the event's item", change.item());
        }
        return this;
    }

    /** How many items were read. */
    int items() {
        return items;
    }

    /** Everything loaded so far; of several captures of a resource the newest. */
    Inventory inventory() {
        return inventory.build();
    }

    private void query(Collection<ResourceType> types) {
        String names =
                types.stream().map(type -> "'%s'".formatted(type.awsName())).collect(Collectors.joining(", "));
        config.selectResourceConfigPaginator(
                        request -> request.expression(QUERY.formatted(names)).limit(Batches.LIMIT))
                .results()
                .forEach(row -> read("SelectResourceConfig", row));
    }

    private void discover(ResourceType type) {
        List<ResourceKey> keys = config
                .listDiscoveredResourcesPaginator(
                        request -> request.resourceType(type.awsName()).limit(Batches.LIMIT))
                .resourceIdentifiers()
                .stream()
                .map(found -> key(type.awsName(), found.resourceId()))
                .toList();
        Batches.of(keys).forEach(this::batchGet);
    }

    /** AWS Config hands back the keys it had no time for. */
    private void batchGet(List<ResourceKey> keys) {
        List<ResourceKey> pending = keys;
        for (int attempt = 1; !pending.isEmpty(); attempt++) {
            if (attempt > ATTEMPTS) {
                throw new EvidenceException("BatchGetResourceConfig left %d of %d resources out, among them %s %s"
                        .formatted(
                                pending.size(),
                                keys.size(),
                                pending.get(0).resourceTypeAsString(),
                                pending.get(0).resourceId()));
            }
            List<ResourceKey> asked = pending;
            BatchGetResourceConfigResponse answer =
                    config.batchGetResourceConfig(request -> request.resourceKeys(asked));
            answer.baseConfigurationItems().forEach(item -> read("BatchGetResourceConfig", apiItem.toJson(item)));
            pending = answer.unprocessedResourceKeys();
        }
    }

    private static ResourceKey key(String type, String id) {
        return ResourceKey.builder().resourceType(type).resourceId(id).build();
    }

    private void read(String where, String item) {
        try {
            reader.readRow(where, item);
        } catch (MalformedInputException malformed) {
            throw new EvidenceException(malformed);
        }
    }
}
