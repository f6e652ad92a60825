package dev.fargatepull.live;

/** Images of registries outside AWS, and of ECR Public, from the registries themselves. */
final class OciSource implements Source {

    OciSource(AwsClients clients) {}

    @Override
    public void addTo(Gathering gathering) {}
}
