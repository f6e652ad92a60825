package dev.fargatepull.live;

import dev.fargatepull.core.workload.Workload;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gathers evidence: first what AWS Config recorded, then from each service what only that can tell. */
public final class EvidenceLoader {

    private final AwsClients clients;
    private final Clock clock;
    private final Source taskDefinitions;
    private final List<Source> sources;
    private final Optional<LiveNetwork> network;

    private EvidenceLoader(
            AwsClients clients,
            Clock clock,
            Source taskDefinitions,
            List<Source> sources,
            Optional<LiveNetwork> network) {
        this.clients = clients;
        this.clock = clock;
        this.taskDefinitions = taskDefinitions;
        this.sources = sources;
        this.network = network;
    }

    /** A loader that asks AWS Config and the services, and gives the clock's time to what a service tells. */
    public static EvidenceLoader live(AwsClients clients, Clock clock) {
        Source taskDefinitions = new EcsSource(clients);
        return new EvidenceLoader(
                clients,
                clock,
                taskDefinitions,
                List.of(
                        new PinnedImagesSource(clients),
                        new Ec2Source(clients),
                        new IamSource(clients),
                        new EcrSource(clients),
                        new OciSource(),
                        new SecretsSource(clients)),
                Optional.of(new LiveNetwork(clients)));
    }

    /** A loader that asks AWS Config alone. */
    public static EvidenceLoader recorded(AwsClients clients, Clock clock) {
        return new EvidenceLoader(clients, clock, gathering -> {}, List.of(), Optional.empty());
    }

    /**
     * Reads the networks of VPCs again, from EC2 itself: AWS Config has changes late.
     *
     * @return whether anything was read
     */
    public boolean confirm(Evidence evidence, Set<String> vpcIds) {
        network.ifPresent(live -> live.reread(evidence, vpcIds));
        return network.isPresent() && !vpcIds.isEmpty();
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
        // What a revision names that only ECS knows may well be recorded.
        taskDefinitions.addTo(gathering);
        recorded.addDependencies(slice);
        sources.forEach(source -> source.addTo(gathering));
        return new Evidence(gathering, seed);
    }
}
