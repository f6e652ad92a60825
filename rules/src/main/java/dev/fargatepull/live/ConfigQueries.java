package dev.fargatepull.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.aws.ResourceType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.BatchGetResourceConfigResponse;
import software.amazon.awssdk.services.config.model.InvalidExpressionException;
import software.amazon.awssdk.services.config.model.ResourceKey;
import software.amazon.awssdk.services.config.model.ValidationException;

/** Advanced queries to AWS Config, which find the live resources it has recorded. */
final class ConfigQueries {

    /**
     * Columns are selected whole: a projection into {@code configuration} turns lists of one into their element, and
     * misses keys that are not in the schema of advanced queries.
     */
    private static final String QUERY = """
            SELECT accountId, awsRegion, resourceType, resourceId, resourceName, arn, configurationItemCaptureTime, \
            configurationItemStatus, configuration, supplementaryConfiguration WHERE %s""";

    /** What is left for values where an expression may have 4,096 characters (AWS Config API Reference). */
    private static final int ROOM_FOR_VALUES = 3000;

    private static final int ATTEMPTS = 5;

    private final ConfigClient config;
    private final GatheredItems items;

    ConfigQueries(ConfigClient config, GatheredItems items) {
        this.config = config;
        this.items = items;
    }

    /** Finds all resources of these types. */
    void all(Set<ResourceType> types) {
        find(types, "");
    }

    /**
     * Finds the resources of these types one of whose values of a property is among those given. Where AWS Config lists
     * several values, one suffices.
     */
    void where(Set<ResourceType> types, String property, Collection<String> values) {
        for (List<String> some : inExpressions(values)) {
            find(types, " AND %s IN (%s)".formatted(property, quoted(some)));
        }
    }

    /**
     * Finds the resources of a type whose property begins like this, or one of whose values does.
     *
     * <p>An underscore stands for any character in a query, and may stand at its end only; so the query takes what
     * comes before, and what it finds too much is left out.
     */
    void startingWith(ResourceType type, String property, String beginning) {
        String asked = beginning.contains("_") ? beginning.substring(0, beginning.indexOf('_')) : beginning;
        if (!beginning.contains("'")) {
            find(
                    Set.of(type),
                    " AND %s LIKE '%s%%'".formatted(property, asked),
                    row -> values(row, property).anyMatch(value -> value.startsWith(beginning)));
        }
    }

    private static Stream<String> values(JsonNode row, String property) {
        Stream<JsonNode> nodes = Stream.of(row);
        for (String name : property.split("\\.", -1)) {
            nodes = nodes.map(node -> node.path(name))
                    .flatMap(
                            node -> node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node));
        }
        return nodes.map(JsonNode::asText);
    }

    private void find(Set<ResourceType> types, String condition) {
        find(types, condition, row -> true);
    }

    /**
     * One query answers for all types. AWS Config refuses queries for some types that it records, and which they are
     * changes; those are listed and fetched one type at a time, all there are.
     */
    private void find(Set<ResourceType> types, String condition, Predicate<ObjectNode> meant) {
        if (types.isEmpty()) {
            return;
        }
        try {
            query(types, condition, meant);
        } catch (InvalidExpressionException | ValidationException refused) {
            if (types.size() == 1) {
                types.forEach(this::discover);
            } else {
                types.forEach(type -> find(Set.of(type), condition, meant));
            }
        }
    }

    private void query(Set<ResourceType> types, String condition, Predicate<ObjectNode> meant) {
        String names = quoted(types.stream().map(ResourceType::awsName).sorted().toList());
        String expression = QUERY.formatted("resourceType IN (%s)%s".formatted(names, condition));
        config.selectResourceConfigPaginator(
                        request -> request.expression(expression).limit(Batches.LIMIT))
                .results()
                .forEach(row -> items.add("SelectResourceConfig", row, meant));
    }

    private void discover(ResourceType type) {
        List<ResourceKey> keys = config
                .listDiscoveredResourcesPaginator(
                        request -> request.resourceType(type.awsName()).limit(Batches.LIMIT))
                .resourceIdentifiers()
                .stream()
                .map(found -> ResourceKey.builder()
                        .resourceType(type.awsName())
                        .resourceId(found.resourceId())
                        .build())
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
            answer.baseConfigurationItems()
                    .forEach(item -> items.add("BatchGetResourceConfig", SdkJson.CAMEL_CASE.object(item)));
            pending = answer.unprocessedResourceKeys();
        }
    }

    private static String quoted(Collection<String> values) {
        return values.stream().map(value -> "'" + value + "'").collect(Collectors.joining(", "));
    }

    /** Values in as few expressions as can be; nothing in AWS has a quote in its id, so one that has finds nothing. */
    private static List<List<String>> inExpressions(Collection<String> values) {
        List<List<String>> expressions = new ArrayList<>();
        int room = 0;
        for (String value : values.stream().sorted().distinct().toList()) {
            if (value.contains("'")) {
                continue;
            }
            int needed = value.length() + 4;
            if (expressions.isEmpty() || needed > room) {
                expressions.add(new ArrayList<>());
                room = ROOM_FOR_VALUES;
            }
            expressions.get(expressions.size() - 1).add(value);
            room -= needed;
        }
        return expressions;
    }
}
