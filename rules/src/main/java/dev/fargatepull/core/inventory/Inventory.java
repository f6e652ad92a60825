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

/** Everything known, by account and Region. */
public final class Inventory {

    private final SortedMap<Scope, RegionInventory> regions = new TreeMap<>();

    private Inventory() {}

    /** What is known of each account and Region, sorted by account, then Region. */
    public Collection<RegionInventory> regions() {
        return Collections.unmodifiableCollection(regions.values());
    }

    /** What is known of one account and Region; nothing, if no item came from there. */
    public RegionInventory region(Scope scope) {
        RegionInventory region = regions.get(scope);
        return region == null ? RegionInventory.of(this, scope, Map.of(), Map.of()) : region;
    }

    /** Collects items; of several captures of one resource the newest counts, at one time the last one given. */
    public static final class Builder {

        private final Map<Scope, Map<Key, ConfigurationItem>> newest = new HashMap<>();

        private record Key(ResourceType type, String reference) {}

        /** Adds an item, unless a newer capture of the same resource is here already. */
        public Builder add(ConfigurationItem item) {
            newest.computeIfAbsent(item.scope(), scope -> new HashMap<>())
                    .merge(
                            new Key(item.type(), item.reference()),
                            item,
                            (known, added) -> added.captureTime().isBefore(known.captureTime()) ? known : added);
            return this;
        }

        /** Everything added so far; of deleted resources no more than that they are gone. */
        public Inventory build() {
            Inventory inventory = new Inventory();
            newest.forEach((scope, items) -> inventory.regions.put(scope, region(inventory, scope, items.values())));
            return inventory;
        }

        private static RegionInventory region(Inventory inventory, Scope scope, Collection<ConfigurationItem> items) {
            Map<Class<? extends AwsResource>, Map<String, AwsResource>> resources = new HashMap<>();
            Map<Class<? extends AwsResource>, Set<String>> deleted = new HashMap<>();
            for (ConfigurationItem item : items) {
                Class<? extends AwsResource> view = item.type().view();
                item.resource()
                        .ifPresent(resource -> resources
                                .computeIfAbsent(view, type -> new TreeMap<>())
                                .put(item.reference(), resource));
                if (item.isDeletion()) {
                    deleted.computeIfAbsent(view, type -> new HashSet<>()).add(item.reference());
                }
            }
            return RegionInventory.of(inventory, scope, resources, deleted);
        }
    }
}
