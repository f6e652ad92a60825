package dev.fargatepull.live;

import java.time.Clock;
import java.util.List;

/** Gathers evidence: first what AWS Config recorded, then from each service what only that can tell. */
public final class EvidenceLoader {

    private final List<Source> sources;
    private final Clock clock;

    /** A loader that asks these clients, and gives the clock's time to what a service tells. */
    public EvidenceLoader(AwsClients clients, Clock clock) {
        this.sources = List.of(
                new EcsSource(clients),
                new Ec2Source(clients),
                new IamSource(clients),
                new EcrSource(clients),
                new OciSource(clients),
                new SecretsSource(clients));
        this.clock = clock;
    }

    /** Gathers what is asked for. */
    public Evidence gather(Request request) {
        GatheredItems items = new GatheredItems();
        Gathering gathering = new Gathering(request, items, clock);
        sources.forEach(source -> source.addTo(gathering));
        return new Evidence(items);
    }
}
