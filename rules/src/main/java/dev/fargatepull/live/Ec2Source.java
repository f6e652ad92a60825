package dev.fargatepull.live;

/** What AWS Config does not record of networks, lacks or has late, from EC2. */
final class Ec2Source implements Source {

    Ec2Source(AwsClients clients) {}

    @Override
    public void addTo(Gathering gathering) {}
}
