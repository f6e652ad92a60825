package dev.fargatepull.live;

import dev.fargatepull.core.rule.Fact;
import java.util.Arrays;
import java.util.Set;

/**
 * Networks as EC2 has them now. AWS Config records changes late, route tables by half an hour at times; so before
 * somebody is blamed for a network, it is read again and judged again.
 */
final class LiveNetwork {

    private final AwsClients clients;

    /** Networks as these clients read them. */
    LiveNetwork(AwsClients clients) {
        this.clients = clients;
    }

    /**
     * Reads the networks of VPCs again, as far as the evidence was to have them. What EC2 tells takes the place of what
     * AWS Config recorded, and what EC2 does not know any more is gone. What it denies stays as recorded, and the
     * denial is noted: rules leave open then what they would blame somebody for.
     *
     * @param evidence what was gathered
     * @param vpcIds the VPCs
     */
    void reread(Evidence evidence, Set<String> vpcIds) {
        Gathering gathering = evidence.gathering();
        if (vpcIds.isEmpty()) {
            return;
        }
        Ec2Network network = new Ec2Network(clients, gathering);
        Arrays.stream(Ec2Type.values())
                .filter(type -> type.vpcFilter().isPresent())
                .forEach(type -> network.reread(type, vpcIds));
        network.rereadById(Ec2Type.DHCP_OPTIONS, Ec2References.optionSets(vpcIds, gathering.known()));
        if (gathering.wants(Fact.BLOCK_PUBLIC_ACCESS)) {
            network.rereadBlockPublicAccess();
        }
        new Ec2References(clients, gathering).addIn(vpcIds);
    }
}
