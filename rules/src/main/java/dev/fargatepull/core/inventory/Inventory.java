package dev.fargatepull.core.inventory;

import dev.fargatepull.core.aws.AwsResource;
import dev.fargatepull.core.aws.ResourceType;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Everything known, by account and Region. */
public final class Inventory {

    private final Map<Scope, RegionInventory> regions;

    private Inventory(Map<Scope, RegionInventory> regions) {
        this.regions = regions;
    }

    /** What is known of each account and Region, sorted by account, then Region. */
    public Collection<RegionInventory> regions() {
        return regions.values();
    }

    /** What is known of one account and Region; nothing, if no item came from there. */
    public RegionInventory region(Scope scope) {
        RegionInventory region = regions.get(scope);
        return region == null ? RegionInventory.of(scope, Map.of()) : region;
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

        /** Everything added so far, deleted resources left out. */
        public Inventory build() {
            Map<Scope, RegionInventory> regions = new TreeMap<>();
            newest.forEach((scope, items) -> regions.put(scope, region(scope, items.values())));
            return new Inventory(regions);
        }

        private static RegionInventory region(Scope scope, Collection<ConfigurationItem> items) {
            Map<Class<? extends AwsResource>, Map<String, AwsResource>> resources = new HashMap<>();
            for (ConfigurationItem item : items) {
                item.resource()
                        .ifPresent(resource -> resources
                                .computeIfAbsent(resource.getClass(), type -> new TreeMap<>())
                                .put(item.reference(), resource));
            }
            return RegionInventory.of(scope, resources);
        }
    }
}
