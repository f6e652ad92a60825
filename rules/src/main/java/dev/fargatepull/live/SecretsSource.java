package dev.fargatepull.live;

/** Secrets and the keys they are encrypted with, from Secrets Manager and KMS. */
final class SecretsSource implements Source {

    SecretsSource(AwsClients clients) {}

    @Override
    public void addTo(Gathering gathering) {}
}
