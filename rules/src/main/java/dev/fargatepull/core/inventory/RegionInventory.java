package dev.fargatepull.core.inventory;

import dev.fargatepull.core.aws.AwsResource;
import dev.fargatepull.core.aws.ConfigurationRecorder;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.Vpc;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is known of one account in one Region: its live resources, by type and reference. */
public final class RegionInventory {

    private final Inventory everywhere;
    private final Scope scope;
    private final Map<Class<? extends AwsResource>, Map<String, AwsResource>> resources;
    private final Map<Class<? extends AwsResource>, Set<String>> deleted;
    private final Set<Class<? extends AwsResource>> readable;

    private RegionInventory(
            Inventory everywhere,
            Scope scope,
            Map<Class<? extends AwsResource>, Map<String, AwsResource>> resources,
            Map<Class<? extends AwsResource>, Set<String>> deleted,
            Set<Class<? extends AwsResource>> readable) {
        this.everywhere = everywhere;
        this.scope = scope;
        this.resources = resources;
        this.deleted = deleted;
        this.readable = readable;
    }

    static RegionInventory of(
            Inventory everywhere,
            Scope scope,
            Map<Class<? extends AwsResource>, Map<String, AwsResource>> resources,
            Map<Class<? extends AwsResource>, Set<String>> deleted) {
        return new RegionInventory(everywhere, scope, resources, deleted, views(List.of(ResourceType.values())));
    }

    /** This inventory for a reader who promised to read these types only; it refuses all others. */
    public RegionInventory limitedTo(Collection<ResourceType> types) {
        return new RegionInventory(everywhere, scope, resources, deleted, views(types));
    }

    /** What the same evidence tells of another account or Region, for a reader under the same promise. */
    public RegionInventory in(Scope other) {
        RegionInventory there = everywhere.region(other);
        return new RegionInventory(everywhere, other, there.resources, there.deleted, readable);
    }

    /**
     * Something made out of what the same evidence tells of every account and Region, once for all who ask.
     *
     * @param type what it is
     * @param maker makes it, under the promise of whoever asks first
     */
    public <T> T onceFromEverywhere(Class<T> type, Function<List<RegionInventory>, T> maker) {
        return everywhere.once(
                type,
                regions -> maker.apply(
                        regions.stream().map(region -> in(region.scope())).toList()));
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

    /** Whether the newest item of a resource says that it was deleted; having no item of it proves nothing. */
    public boolean isDeleted(Class<? extends AwsResource> type, String reference) {
        refuseUnlessReadable(type);
        return deleted.getOrDefault(type, Set.of()).contains(reference);
    }

    /**
     * Whether a recorder records this type here.
     *
     * <p>Without an item of any recorder every type counts as recorded.
     */
    public boolean records(ResourceType type) {
        List<ConfigurationRecorder> recorders = all(ConfigurationRecorder.class);
        return recorders.isEmpty() || recorders.stream().anyMatch(recorder -> recorder.records(type));
    }

    /**
     * Whether having no item of this type means having no such resource: it is recorded, or whoever collected the
     * evidence added all there are.
     */
    public boolean knowsAll(ResourceType type) {
        return records(type)
                || all(ConfigurationRecorder.class).stream()
                        .anyMatch(recorder -> recorder.suppliedTypes().contains(type.awsName()));
    }

    /** The same of what stands in a VPC, as far as it is in evidence that reaches no further than the VPC. */
    public boolean knowsAll(ResourceType type, String vpcId) {
        return knowsAll(type)
                || find(Vpc.class, vpcId)
                        .filter(vpc -> vpc.suppliedTypes().contains(type.awsName()))
                        .isPresent();
    }

    private Map<String, AwsResource> byReference(Class<? extends AwsResource> type) {
        refuseUnlessReadable(type);
        return resources.getOrDefault(type, Map.of());
    }

    private void refuseUnlessReadable(Class<? extends AwsResource> type) {
        if (!readable.contains(type)) {
            throw new IllegalStateException("the rule does not declare that it consults " + type.getSimpleName());
        }
    }

    private static Set<Class<? extends AwsResource>> views(Collection<ResourceType> types) {
        return types.stream().map(ResourceType::view).collect(Collectors.toUnmodifiableSet());
    }
}
