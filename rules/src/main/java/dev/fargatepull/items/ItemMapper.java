package dev.fargatepull.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.aws.AwsResource;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.inventory.ConfigurationItem;
import dev.fargatepull.core.inventory.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the JSON of one item, in any of its spellings, into a {@link ConfigurationItem}. */
final class ItemMapper {

    /** Statuses of resources that are there; an advanced query, which finds no others, may leave the status out. */
    private static final Set<String> LIVE = Set.of("OK", "ResourceDiscovered");

    /** Types of which nothing counts but the id and what was added to the item. */
    private static final Set<ResourceType> SAY_ALL_IN_THEIR_SUPPLEMENT =
            Collections.unmodifiableSet(EnumSet.of(ResourceType.ECR_PUBLIC_REPOSITORY, ResourceType.OCI_REPOSITORY));

    private static final String DELETED = "ResourceDeleted";

    /** Statuses of resources that are gone, or of which AWS Config keeps nothing. */
    private static final Set<String> NOT_LIVE = Set.of(DELETED, "ResourceDeletedNotRecorded", "ResourceNotRecorded");

    private static final Set<ResourceType> REFERRED_TO_BY_ARN = Set.of(
            ResourceType.ECS_TASK_DEFINITION,
            ResourceType.IAM_POLICY,
            ResourceType.IAM_ROLE,
            ResourceType.SECRETSMANAGER_SECRET);

    private final Map<Scope, Scope> scopes = new HashMap<>();

    /**
     * The item, or empty if the rules have no use for its type or kind.
     *
     * @param where the file and the item's place in it
     * @throws MalformedInputException if a field the rules need is missing or of the wrong kind
     */
    Optional<ConfigurationItem> map(String where, ObjectNode item) throws MalformedInputException {
        String typeName = new Fields(item, where, "").require("resourceType");
        Optional<ResourceType> type = ResourceType.of(typeName);
        return type.isEmpty() ? Optional.empty() : map(where, item, type.get());
    }

    private Optional<ConfigurationItem> map(String where, ObjectNode item, ResourceType type)
            throws MalformedInputException {
        String resourceId = new Fields(item, where, "").require("resourceId");
        String place = where + ", " + type.awsName() + " " + resourceId;
        Fields fields = new Fields(item, place, "");
        Scope scope = scope(fields);
        Instant captureTime = captureTime(place, item.get("configurationItemCaptureTime"));
        String status = fields.text("configurationItemStatus").orElse("OK");
        if (!LIVE.contains(status) && !NOT_LIVE.contains(status)) {
            throw new MalformedInputException(
                    "%s: configurationItemStatus '%s' is none that AWS Config has".formatted(place, status));
        }
        if (!LIVE.contains(status)) {
            return Optional.of(new ConfigurationItem(
                    scope,
                    type,
                    deletedReference(fields, type, resourceId),
                    captureTime,
                    Optional.empty(),
                    status.equals(DELETED)));
        }
        Fields configuration = fields.object("configuration");
        if (configuration.isEmpty() && !SAY_ALL_IN_THEIR_SUPPLEMENT.contains(type)) {
            throw new MalformedInputException("%s: configuration is missing".formatted(place));
        }
        if (!ResourceMappers.isOfUse(type, configuration)) {
            return Optional.empty();
        }
        AwsResource resource =
                ResourceMappers.map(type, resourceId, configuration, fields.object("supplementaryConfiguration"));
        return Optional.of(
                new ConfigurationItem(scope, type, resource.reference(), captureTime, Optional.of(resource), false));
    }

    private Scope scope(Fields fields) throws MalformedInputException {
        Scope scope = new Scope(fields.require("awsAccountId", "accountId"), fields.require("awsRegion"));
        return scopes.computeIfAbsent(scope, first -> first);
    }

    /** A deleted item has no configuration; what some types are referred to by stands in its ARN. */
    private static String deletedReference(Fields fields, ResourceType type, String resourceId)
            throws MalformedInputException {
        Optional<String> arn = fields.text("ARN");
        return REFERRED_TO_BY_ARN.contains(type)
                ? (arn.isPresent() ? arn : fields.text("arn")).orElse(resourceId)
                : resourceId;
    }

    /** ISO 8601 with any offset, or seconds since 1970 as older versions of the AWS CLI print them. */
    private static Instant captureTime(String where, @Nullable JsonNode time) throws MalformedInputException {
        if (time == null || time.isNull()) {
            return Instant.MIN;
        }
        if (time.isNumber()) {
            return Instant.ofEpochMilli(Math.round(time.doubleValue() * 1000));
        }
        try {
            return time.asText().endsWith("Z")
                    ? Instant.parse(time.asText())
                    : OffsetDateTime.parse(time.asText()).toInstant();
        } catch (DateTimeException notATime) {
            throw new MalformedInputException(
                    "%s: configurationItemCaptureTime '%s' is not a time".formatted(where, time.asText()), notATime);
        }
    }
}
