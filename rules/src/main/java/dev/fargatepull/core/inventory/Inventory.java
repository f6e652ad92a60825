package dev.fargatepull.core.inventory;

import dev.fargatepull.core.aws.AwsResource;
import dev.fargatepull.core.aws.ResourceType;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Everything known, by account and Region. */
public final class Inventory {

    private final SortedMap<Scope, RegionInventory> regions = new TreeMap<>();
    private final Map<String, Map<Class<? extends AwsResource>, Map<String, AwsResource>>> global = new HashMap<>();
    private final Map<Class<?>, Object> derived = new HashMap<>();

    private Inventory() {}

    /** What is known of each account and Region, sorted by account, then Region. */
    public Collection<RegionInventory> regions() {
        return Collections.unmodifiableCollection(regions.values());
    }

    /** What is known of one account and Region; nothing, if no item came from there. */
    public RegionInventory region(Scope scope) {
        RegionInventory region = regions.get(scope);
        return region == null ? RegionInventory.of(this, scope, globalResources(scope), Map.of()) : region;
    }

    private Map<Class<? extends AwsResource>, Map<String, AwsResource>> globalResources(Scope scope) {
        return global.getOrDefault(scope.accountId(), Map.of());
    }

    /**
     * Something made out of everything known, once for all who ask.
     *
     * @param type what it is
     * @param maker makes it from what is known of each account and Region
     */
    <T> T once(Class<T> type, Function<Collection<RegionInventory>, T> maker) {
        Object made = derived.get(type);
        if (made == null) {
            made = maker.apply(regions());
            derived.put(type, made);
        }
        return type.cast(made);
    }

    /** Collects items; of several captures of one resource the newest counts, at one time the last one given. */
    public static final class Builder {

        private final Map<Scope, Map<Key, ConfigurationItem>> newest = new HashMap<>();

        private record Key(ResourceType type, String reference) {}

        /** Adds an item, unless a newer capture of the same resource is here already. */
        public Builder add(ConfigurationItem item) {
            // IAM is recorded in one Region, or in several, and counts in all.
            Scope home = item.type().isGlobal() ? Scope.global(item.scope().accountId()) : item.scope();
            newest.computeIfAbsent(home, scope -> new HashMap<>())
                    .merge(
                            new Key(item.type(), item.reference()),
                            item,
                            (known, added) -> added.captureTime().isBefore(known.captureTime()) ? known : added);
            return this;
        }

        /** Everything added so far; of deleted resources no more than that they are gone. */
        public Inventory build() {
            Inventory inventory = new Inventory();
            newest.forEach((scope, items) -> {
                if (scope.isGlobal()) {
                    inventory.global.put(scope.accountId(), resources(items.values()));
                }
            });
            newest.forEach((scope, items) -> {
                if (!scope.isGlobal()) {
                    inventory.regions.put(scope, region(inventory, scope, items.values()));
                }
            });
            return inventory;
        }

        private static RegionInventory region(Inventory inventory, Scope scope, Collection<ConfigurationItem> items) {
            Map<Class<? extends AwsResource>, Map<String, AwsResource>> resources = resources(items);
            resources.putAll(inventory.globalResources(scope));
            Map<Class<? extends AwsResource>, Set<String>> deleted = new HashMap<>();
            for (ConfigurationItem item : items) {
                if (item.isDeletion()) {
                    deleted.computeIfAbsent(item.type().view(), type -> new HashSet<>())
                            .add(item.reference());
                }
            }
            return RegionInventory.of(inventory, scope, resources, deleted);
        }

        private static Map<Class<? extends AwsResource>, Map<String, AwsResource>> resources(
                Collection<ConfigurationItem> items) {
            Map<Class<? extends AwsResource>, Map<String, AwsResource>> resources = new HashMap<>();
            for (ConfigurationItem item : items) {
                item.resource()
                        .ifPresent(resource -> resources
                                .computeIfAbsent(item.type().view(), type -> new TreeMap<>())
                                .put(item.reference(), resource));
            }
            return resources;
        }
    }
}
