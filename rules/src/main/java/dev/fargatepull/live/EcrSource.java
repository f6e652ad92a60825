package dev.fargatepull.live;

/** Private repositories, their images and policies, from ECR. */
final class EcrSource implements Source {

    EcrSource(AwsClients clients) {}

    @Override
    public void addTo(Gathering gathering) {}
}
