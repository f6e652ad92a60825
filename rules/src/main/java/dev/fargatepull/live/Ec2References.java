package dev.fargatepull.live;

import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.fargatepull.core.aws.NatGateway;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.RouteTable;
import dev.fargatepull.core.aws.RouteTarget;
import dev.fargatepull.core.aws.Vpc;
import dev.fargatepull.core.aws.VpcEndpoint;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.core.workload.Workloads;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;

/** What the items of networks name and AWS Config does not have: EC2 is asked for it by its id. */
final class Ec2References {

    /** What EC2 says of a VPC that is gone. */
    private static final String NOT_FOUND = "InvalidVpcID.NotFound";

    private final AwsClients clients;
    private final Gathering gathering;
    private final Ec2Network network;

    Ec2References(AwsClients clients, Gathering gathering) {
        this.clients = clients;
        this.gathering = gathering;
        this.network = new Ec2Network(clients, gathering);
    }

    /** Adds the subnets of workloads. */
    void addSubnetsOfWorkloads() {
        RegionInventory known = gathering.known();
        addMissing(Ec2Type.SUBNET, subnets(Workloads.in(known)), known);
    }

    /** Adds what is named in VPCs. */
    void addIn(Set<String> vpcIds) {
        RegionInventory known = gathering.known();
        addMissing(Ec2Type.VPC, vpcIds, known);
        addMissing(Ec2Type.INTERNET_GATEWAY, targets("igw-", vpcIds, known), known);
        addMissing(Ec2Type.NAT_GATEWAY, targets("nat-", vpcIds, known), known);
        addMissing(Ec2Type.ENDPOINT, targets("vpce-", vpcIds, known), known);
        addWhatThoseName(vpcIds, gathering.known());
        new Ec2PrefixLists(clients, gathering).addNamedIn(vpcIds);
        addDnsAttributes(vpcIds);
    }

    private void addWhatThoseName(Set<String> vpcIds, RegionInventory known) {
        List<VpcEndpoint> endpoints = known.all(VpcEndpoint.class).stream()
                .filter(endpoint -> endpoint.kind() == VpcEndpoint.Kind.INTERFACE
                        && vpcIds.contains(endpoint.vpcId())
                        && !endpoint.isGone())
                .toList();
        Stream<String> subnetsOfNatGateways = targets("nat-", vpcIds, known).stream()
                .flatMap(id -> known.find(NatGateway.class, id).stream())
                .flatMap(gateway -> gateway.subnetId().stream());
        addMissing(
                Ec2Type.SUBNET,
                Stream.concat(
                                subnetsOfNatGateways,
                                endpoints.stream().flatMap(endpoint -> endpoint.subnetIds().stream()))
                        .collect(Collectors.toSet()),
                known);
        addMissing(Ec2Type.DHCP_OPTIONS, optionSets(vpcIds, known), known);
        Stream<String> groupsOfTasks = Workloads.in(known).stream()
                .filter(workload -> isIn(vpcIds, workload, known))
                .flatMap(workload -> workload.securityGroups().stream());
        addMissing(
                Ec2Type.SECURITY_GROUP,
                Stream.concat(groupsOfTasks, endpoints.stream().flatMap(endpoint -> endpoint.securityGroups().stream()))
                        .collect(Collectors.toSet()),
                known);
        addMissing(
                Ec2Type.NETWORK_INTERFACE,
                endpoints.stream()
                        .flatMap(endpoint -> endpoint.networkInterfaceIds().stream())
                        .collect(Collectors.toSet()),
                known);
    }

    /** The option sets that VPCs name. */
    static Set<String> optionSets(Set<String> vpcIds, RegionInventory known) {
        return vpcIds.stream()
                .flatMap(vpcId -> known.find(Vpc.class, vpcId).stream())
                .flatMap(vpc -> vpc.dhcpOptionsId().stream())
                .filter(id -> !id.equals(Vpc.NO_DHCP_OPTIONS))
                .collect(Collectors.toSet());
    }

    private static Set<String> subnets(List<Workload> workloads) {
        return workloads.stream()
                .flatMap(workload -> workload.subnets().stream())
                .collect(Collectors.toSet());
    }

    private static boolean isIn(Set<String> vpcIds, Workload workload, RegionInventory known) {
        return Bonds.vpcsOf(List.of(workload), known).stream().anyMatch(vpcIds::contains);
    }

    /** The ids of a kind that routes in VPCs lead to. */
    private static Set<String> targets(String prefix, Set<String> vpcIds, RegionInventory known) {
        return known.all(RouteTable.class).stream()
                .filter(table -> vpcIds.contains(table.vpcId()))
                .flatMap(table -> table.routes().stream())
                .map(route -> route.target())
                .map(RouteTarget::ids)
                .flatMap(List::stream)
                .filter(id -> id.startsWith(prefix))
                .collect(Collectors.toSet());
    }

    /**
     * What has no item is asked for; and what has one that may be of long ago, since the type is no longer recorded and
     * was not read by VPC.
     */
    private void addMissing(Ec2Type type, Collection<String> ids, RegionInventory known) {
        boolean mayBeOld = type.vpcFilter().isEmpty() && !known.records(type.type());
        Predicate<String> isMissing = id -> known.find(type.type().view(), id).isEmpty();
        network.rereadById(
                type, ids.stream().filter(id -> mayBeOld || isMissing.test(id)).toList());
    }

    /** AWS Config records neither of them. */
    private void addDnsAttributes(Set<String> vpcIds) {
        if (!gathering.wants(Fact.DNS_ATTRIBUTES)) {
            return;
        }
        RegionInventory known = gathering.known();
        for (String vpcId : vpcIds.stream().sorted().toList()) {
            boolean lacksAny = known.find(Vpc.class, vpcId)
                    .filter(vpc -> vpc.enableDnsSupport().isEmpty()
                            || vpc.enableDnsHostnames().isEmpty())
                    .isPresent();
            if (lacksAny && !addDnsAttributes(vpcId)) {
                return;
            }
        }
    }

    /** Adds both, unless EC2 denies one; then it will deny them of other VPCs as well. */
    private boolean addDnsAttributes(String vpcId) {
        return addDnsAttribute(
                        vpcId, VpcAttributeName.ENABLE_DNS_SUPPORT, DescribeVpcAttributeResponse::enableDnsSupport)
                && addDnsAttribute(
                        vpcId, VpcAttributeName.ENABLE_DNS_HOSTNAMES, DescribeVpcAttributeResponse::enableDnsHostnames);
    }

    private boolean addDnsAttribute(
            String vpcId,
            VpcAttributeName name,
            Function<DescribeVpcAttributeResponse, AttributeBooleanValue> attribute) {
        Ec2Client ec2 = clients.ec2();
        Optional<Optional<Boolean>> told = gathering.ask(Optional.empty(), () -> {
            try {
                DescribeVpcAttributeResponse answer =
                        ec2.describeVpcAttribute(request -> request.vpcId(vpcId).attribute(name));
                return Optional.of(attribute.apply(answer).value());
            } catch (Ec2Exception refusal) {
                if (NOT_FOUND.equals(refusal.awsErrorDetails().errorCode())) {
                    return Optional.empty();
                }
                throw refusal;
            }
        });
        told.flatMap(value -> value)
                .ifPresent(value -> gathering
                        .items()
                        .supplement(
                                gathering.scope(),
                                ResourceType.EC2_VPC,
                                vpcId,
                                name.toString(),
                                BooleanNode.valueOf(value)));
        return told.isPresent();
    }
}
