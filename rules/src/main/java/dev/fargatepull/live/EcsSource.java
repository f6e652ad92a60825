package dev.fargatepull.live;

/** Task definitions and what ECS pinned, from ECS. */
final class EcsSource implements Source {

    EcsSource(AwsClients clients) {}

    @Override
    public void addTo(Gathering gathering) {}
}
