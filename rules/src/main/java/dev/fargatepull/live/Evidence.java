package dev.fargatepull.live;

import dev.fargatepull.core.inventory.Inventory;
import java.util.List;

/** Evidence gathered: configuration items, complete with what AWS Config does not record. */
public final class Evidence {

    private final GatheredItems items;

    Evidence(GatheredItems items) {
        this.items = items;
    }

    /** How many items there are. */
    public int size() {
        return items.size();
    }

    /** Each item as JSON, in the spelling of delivered snapshots. */
    public List<String> texts() {
        return items.texts();
    }

    /** Everything, for the rules to judge. */
    public Inventory inventory() {
        return items.inventory();
    }
}
