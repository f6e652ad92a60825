package dev.fargatepull.live;

import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.workload.Workload;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Evidence gathered: configuration items, complete with what AWS Config does not record. */
public final class Evidence {

    private final Gathering gathering;
    private final Set<String> seed;

    Evidence(Gathering gathering, Set<String> seed) {
        this.gathering = gathering;
        this.seed = seed;
    }

    Gathering gathering() {
        return gathering;
    }

    /** How many items there are. */
    public int size() {
        return gathering.items().size();
    }

    /** Each item as JSON, in the spelling of delivered snapshots. */
    public List<String> texts() {
        return gathering.items().texts();
    }

    /** What the items tell of an account and Region, and through it of others; for the rules to judge. */
    public RegionInventory inventory(Scope scope) {
        return gathering.items().inventory().region(scope);
    }

    /** The VPCs that workloads of the account and Region have subnets in, as far as that is known. */
    public Set<String> vpcsOf(Collection<Workload> workloads) {
        return Bonds.vpcsOf(workloads, gathering.known());
    }

    /** Whether all workloads of the account and Region are in it. */
    public boolean coversAll() {
        return gathering.request().slice() instanceof Slice.Region;
    }

    /**
     * The workloads, by id, that were asked for, as opposed to those around them.
     *
     * @see Slice.Around
     */
    public Set<String> seed() {
        return seed;
    }
}
