package dev.fargatepull.core.inventory;

import dev.fargatepull.core.aws.AwsResource;
import dev.fargatepull.core.aws.ConfigurationRecorder;
import dev.fargatepull.core.aws.ResourceType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is known of one account in one Region: its live resources, by type and reference. */
public final class RegionInventory {

    private final Scope scope;
    private final Map<Class<? extends AwsResource>, Map<String, AwsResource>> resources;
    private final Set<Class<? extends AwsResource>> readable;

    private RegionInventory(
            Scope scope,
            Map<Class<? extends AwsResource>, Map<String, AwsResource>> resources,
            Set<Class<? extends AwsResource>> readable) {
        this.scope = scope;
        this.resources = resources;
        this.readable = readable;
    }

    static RegionInventory of(Scope scope, Map<Class<? extends AwsResource>, Map<String, AwsResource>> resources) {
        return new RegionInventory(scope, resources, views(List.of(ResourceType.values())));
    }

    /** This inventory for a reader who promised to read these types only; it refuses all others. */
    public RegionInventory limitedTo(Collection<ResourceType> types) {
        return new RegionInventory(scope, resources, views(types));
    }

    /** The account and Region. */
    public Scope scope() {
        return scope;
    }

    /** All live resources of a type, sorted by reference. */
    public <R extends AwsResource> List<R> all(Class<R> type) {
        return byReference(type).values().stream().map(type::cast).toList();
    }

    /** The live resource another item refers to, or empty if nobody recorded it. */
    public <R extends AwsResource> Optional<R> find(Class<R> type, String reference) {
        return Optional.ofNullable(byReference(type).get(reference)).map(type::cast);
    }

    /**
     * Whether a recorder records this type here, so that having no item of it means having no such resource.
     *
     * <p>Without an item of any recorder every type counts as recorded.
     */
    public boolean records(ResourceType type) {
        List<ConfigurationRecorder> recorders = all(ConfigurationRecorder.class);
        return recorders.isEmpty() || recorders.stream().anyMatch(recorder -> recorder.records(type));
    }

    private Map<String, AwsResource> byReference(Class<? extends AwsResource> type) {
        if (!readable.contains(type)) {
            throw new IllegalStateException("the rule does not declare that it consults " + type.getSimpleName());
        }
        return resources.getOrDefault(type, Map.of());
    }

    private static Set<Class<? extends AwsResource>> views(Collection<ResourceType> types) {
        return types.stream().map(ResourceType::view).collect(Collectors.toUnmodifiableSet());
    }
}
