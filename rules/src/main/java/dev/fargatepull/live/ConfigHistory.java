package dev.fargatepull.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.json.Json;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ChronologicalOrder;
import software.amazon.awssdk.services.config.model.ConfigurationItem;
import software.amazon.awssdk.services.config.model.ResourceNotDiscoveredException;

/** What AWS Config recorded of single resources in the past. */
public final class ConfigHistory {

    /** Of a resource that was deleted the last item says no more than that. */
    private static final int ITEMS = 2;

    private final ConfigClient config;

    /** The history that this client tells. */
    public ConfigHistory(ConfigClient config) {
        this.config = config;
    }

    /**
     * The newest item of a resource that has a configuration.
     *
     * @param resourceType the type's AWS name
     * @param resourceId the id AWS Config knows the resource by
     * @param until no newer item than of this time
     * @return the item as JSON, or empty if AWS Config has none
     */
    public Optional<String> lastConfigured(String resourceType, String resourceId, Instant until) {
        try {
            // Pages may be empty and name a next one.
            return config
                    .getResourceConfigHistoryPaginator(request -> request.resourceType(resourceType)
                            .resourceId(resourceId)
                            .laterTime(until)
                            .chronologicalOrder(ChronologicalOrder.REVERSE)
                            .limit(ITEMS))
                    .configurationItems()
                    .stream()
                    .limit(ITEMS)
                    .filter(item -> item.configuration() != null)
                    .findFirst()
                    .map(ConfigHistory::json);
        } catch (ResourceNotDiscoveredException neverRecorded) {
            return Optional.empty();
        }
    }

    private static String json(ConfigurationItem item) {
        ObjectNode object = SdkJson.CAMEL_CASE.object(item);
        object.remove("relationships");
        return Json.write(object);
    }
}
