package dev.fargatepull.live;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.core.workload.Workloads;
import java.util.Arrays;
import java.util.Set;

/**
 * What AWS Config does not record of the networks of workloads, or lacks, from EC2.
 *
 * <p>Of a type that the recorder leaves out, everything in the workloads' VPCs is read, and the VPC's item tells so:
 * that there is no endpoint can be known then. It tells so of these VPCs only, since files of several slices may be
 * judged together.
 */
final class Ec2Source implements Source {

    private final AwsClients clients;

    Ec2Source(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public void addTo(Gathering gathering) {
        Ec2References references = new Ec2References(clients, gathering);
        references.addSubnetsOfWorkloads();
        RegionInventory known = gathering.known();
        Set<String> vpcIds = Bonds.vpcsOf(Workloads.in(known), known);
        if (vpcIds.isEmpty()) {
            return;
        }
        addLeftOut(gathering, vpcIds, known);
        addBlockPublicAccess(gathering, known);
        references.addIn(vpcIds);
    }

    private void addLeftOut(Gathering gathering, Set<String> vpcIds, RegionInventory known) {
        Ec2Network network = new Ec2Network(clients, gathering);
        Arrays.stream(Ec2Type.values())
                .filter(type -> type.vpcFilter().isPresent() && !known.records(type.type()))
                .filter(type -> network.reread(type, vpcIds))
                .forEach(type -> vpcIds.forEach(vpcId -> gathering.supplied(type.type(), vpcId)));
    }

    private void addBlockPublicAccess(Gathering gathering, RegionInventory known) {
        ResourceType exclusion = ResourceType.EC2_VPC_BLOCK_PUBLIC_ACCESS_EXCLUSION;
        boolean isLeftOut =
                !known.records(ResourceType.EC2_VPC_BLOCK_PUBLIC_ACCESS_OPTIONS) || !known.records(exclusion);
        if (isLeftOut
                && gathering.wants(Fact.BLOCK_PUBLIC_ACCESS)
                && new Ec2Network(clients, gathering).rereadBlockPublicAccess()) {
            gathering.supplied(exclusion);
        }
    }
}
