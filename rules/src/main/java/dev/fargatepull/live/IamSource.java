package dev.fargatepull.live;

/** Execution roles and their policies, from IAM. */
final class IamSource implements Source {

    IamSource(AwsClients clients) {}

    @Override
    public void addTo(Gathering gathering) {}
}
