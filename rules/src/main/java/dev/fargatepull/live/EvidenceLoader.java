package dev.fargatepull.live;

import dev.fargatepull.core.workload.Workload;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Gathers evidence: first what AWS Config recorded, then from each service what only that can tell. */
public final class EvidenceLoader {

    private final AwsClients clients;
    private final Source taskDefinitions;
    private final List<Source> sources;
    private final Clock clock;

    /** A loader that asks these clients, and gives the clock's time to what a service tells. */
    public EvidenceLoader(AwsClients clients, Clock clock) {
        this.clients = clients;
        this.taskDefinitions = new EcsSource(clients);
        this.sources = List.of(
                taskDefinitions,
                new Ec2Source(clients),
                new IamSource(clients),
                new EcrSource(clients),
                new OciSource(),
                new SecretsSource(clients));
        this.clock = clock;
    }

    /**
     * Gathers what is asked for.
     *
     * @param newest items that may be newer than what AWS Config answers queries with, as those in its events are
     * @throws EvidenceException if what is there cannot be had or read
     */
    public Evidence gather(Request request, List<String> newest) {
        Gathering gathering = new Gathering(request, new GatheredItems(), clock);
        newest.forEach(gathering.items()::addFromEvent);
        RecordedItems recorded = new RecordedItems(clients.config(), gathering);
        Slice slice = request.slice();
        Set<String> seed = Set.of();
        if (slice instanceof Slice.Around around) {
            recorded.addLaunches(around.seed());
            recorded.addTaskDefinitions();
            recorded.addVpcs();
            // An older revision than the recorded one tells its role and images only to who asks ECS.
            taskDefinitions.addTo(gathering);
            seed = gathering.workloads().stream().map(Workload::resourceId).collect(Collectors.toSet());
            slice = Bonds.slice(around.bond(), gathering.known());
        }
        recorded.addLaunches(slice);
        recorded.addTaskDefinitions();
        recorded.addDependencies(slice);
        sources.forEach(source -> source.addTo(gathering));
        return new Evidence(gathering, seed);
    }
}
