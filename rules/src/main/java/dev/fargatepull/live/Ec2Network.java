package dev.fargatepull.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.RouteTable;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.core.aws.SubnetRouteTableAssociation;
import dev.fargatepull.core.inventory.RegionInventory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeVpcBlockPublicAccessExclusionsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.VpcBlockPublicAccessExclusion;

/** Brings what EC2 says of networks into the evidence, in place of what AWS Config recorded of them. */
final class Ec2Network {

    /** How many values a filter takes (Amazon EC2 User Guide, "List and filter your resources"). */
    static final int VALUES_OF_A_FILTER = 200;

    private final AwsClients clients;
    private final Gathering gathering;

    Ec2Network(AwsClients clients, Gathering gathering) {
        this.clients = clients;
        this.gathering = gathering;
    }

    /**
     * Reads all of a type that VPCs have. What AWS Config still has of them and EC2 does not is gone.
     *
     * @return whether EC2 told; if not, the items stay as they are
     */
    boolean reread(Ec2Type type, Set<String> vpcIds) {
        Optional<List<Ec2Type.Described>> found = ask(type, type.vpcFilter().orElseThrow(), vpcIds);
        if (found.isEmpty()) {
            return false;
        }
        Set<String> unconfirmed = itemsOf(type, vpcIds);
        found.get().forEach(described -> {
            add(type, described);
            unconfirmed.remove(described.id());
        });
        if (type == Ec2Type.ROUTE_TABLE) {
            dropStaleAssociations(found.get(), vpcIds);
        }
        if (type == Ec2Type.INTERNET_GATEWAY) {
            // One that is no longer attached to the VPC is still there; nothing else ever leaves its VPC.
            return rereadById(type, unconfirmed);
        }
        unconfirmed.forEach(id -> delete(type.type(), id));
        return true;
    }

    /**
     * Reads single resources. Those that have an item and EC2 does not know are gone.
     *
     * @return whether EC2 told
     */
    boolean rereadById(Ec2Type type, Collection<String> ids) {
        Optional<List<Ec2Type.Described>> found = ask(type, type.idFilter(), ids);
        Set<String> gone = new TreeSet<>(ids);
        found.orElse(List.of()).forEach(described -> {
            add(type, described);
            gone.remove(described.id());
        });
        if (found.isPresent()) {
            gone.stream()
                    .filter(id -> gathering
                            .items()
                            .find(gathering.scope(), type.type(), id)
                            .isPresent())
                    .forEach(id -> delete(type.type(), id));
        }
        return found.isPresent();
    }

    /**
     * Reads what VPC Block Public Access blocks in the Region, and whom it leaves alone.
     *
     * @return whether EC2 told all exclusions
     */
    boolean rereadBlockPublicAccess() {
        Ec2Client ec2 = clients.ec2();
        String accountId = gathering.scope().accountId();
        gathering
                .ask(Optional.empty(), () -> ec2.describeVpcBlockPublicAccessOptions(request -> {}))
                .ifPresent(answer -> add(
                        ResourceType.EC2_VPC_BLOCK_PUBLIC_ACCESS_OPTIONS,
                        accountId,
                        Ec2Json.blockPublicAccess(accountId, answer.vpcBlockPublicAccessOptions())));
        Optional<List<VpcBlockPublicAccessExclusion>> exclusions =
                gathering.ask(Optional.empty(), this::describeExclusions);
        exclusions.ifPresent(this::replaceExclusions);
        return exclusions.isPresent();
    }

    private List<VpcBlockPublicAccessExclusion> describeExclusions() {
        List<VpcBlockPublicAccessExclusion> exclusions = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Optional<String> next = token;
            DescribeVpcBlockPublicAccessExclusionsResponse page =
                    clients.ec2().describeVpcBlockPublicAccessExclusions(request -> next.ifPresent(request::nextToken));
            exclusions.addAll(page.vpcBlockPublicAccessExclusions());
            token = Optional.ofNullable(page.nextToken()).filter(text -> !text.isEmpty());
        } while (token.isPresent());
        return exclusions;
    }

    private void replaceExclusions(List<VpcBlockPublicAccessExclusion> exclusions) {
        ResourceType type = ResourceType.EC2_VPC_BLOCK_PUBLIC_ACCESS_EXCLUSION;
        Set<String> gone = new TreeSet<>(gathering.items().ids(gathering.scope(), type));
        exclusions.forEach(exclusion -> Ec2Json.exclusion(exclusion).ifPresent(configuration -> {
            add(type, exclusion.exclusionId(), configuration);
            gone.remove(exclusion.exclusionId());
        }));
        gone.forEach(id -> delete(type, id));
    }

    /** Empty if it was denied, and nothing where nobody needs the answer. */
    private Optional<List<Ec2Type.Described>> ask(Ec2Type type, String filter, Collection<String> values) {
        if (!gathering.wants(type.fact())) {
            return Optional.empty();
        }
        List<Ec2Type.Described> found = new ArrayList<>();
        for (List<String> batch : Batches.of(new TreeSet<>(values), VALUES_OF_A_FILTER)) {
            Filter among = Filter.builder().name(filter).values(batch).build();
            Optional<List<Ec2Type.Described>> described = gathering.ask(
                    Optional.empty(), () -> type.describe(clients.ec2(), among).toList());
            if (described.isEmpty()) {
                return Optional.empty();
            }
            found.addAll(described.get());
        }
        return Optional.of(found);
    }

    /** The ids of items that say to belong to these VPCs. */
    private Set<String> itemsOf(Ec2Type type, Set<String> vpcIds) {
        return gathering.items().ids(gathering.scope(), type.type()).stream()
                .filter(id -> vpcsOf(configuration(type.type(), id)).stream().anyMatch(vpcIds::contains))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private JsonNode configuration(ResourceType type, String id) {
        return gathering.items().find(gathering.scope(), type, id).orElseThrow().path("configuration");
    }

    /** Internet gateways name their VPC in their attachments. */
    private static List<String> vpcsOf(JsonNode configuration) {
        List<String> vpcIds = new ArrayList<>();
        vpcIds.add(configuration.path("vpcId").asText());
        configuration
                .path("attachments")
                .forEach(attachment -> vpcIds.add(attachment.path("vpcId").asText()));
        return vpcIds;
    }

    /**
     * Associations that AWS Config recorded as resources of their own stand before what route tables say; so those that
     * are no more have to go with the tables that said so.
     */
    private void dropStaleAssociations(List<Ec2Type.Described> tables, Set<String> vpcIds) {
        Set<String> inForce = tables.stream()
                .flatMap(table -> table.configuration().path("associations").findParents("subnetId").stream())
                .filter(association -> association
                        .path("associationState")
                        .path("state")
                        .asText("associated")
                        .equals("associated"))
                .map(association -> link(
                        association.path("subnetId").asText(),
                        association.path("routeTableId").asText()))
                .collect(Collectors.toSet());
        RegionInventory known = gathering.known();
        known.all(SubnetRouteTableAssociation.class).stream()
                .filter(association -> isIn(vpcIds, association, known))
                .filter(association -> !inForce.contains(link(association.subnetId(), association.routeTableId())))
                .forEach(association ->
                        delete(ResourceType.EC2_SUBNET_ROUTE_TABLE_ASSOCIATION, association.resourceId()));
    }

    private static boolean isIn(Set<String> vpcIds, SubnetRouteTableAssociation association, RegionInventory known) {
        return known.find(Subnet.class, association.subnetId())
                .map(Subnet::vpcId)
                .or(() ->
                        known.find(RouteTable.class, association.routeTableId()).map(RouteTable::vpcId))
                .filter(vpcIds::contains)
                .isPresent();
    }

    private static String link(String subnetId, String routeTableId) {
        return subnetId + " " + routeTableId;
    }

    private void add(Ec2Type type, Ec2Type.Described described) {
        add(type.type(), described.id(), described.configuration());
    }

    /** Adds an item as EC2 tells it now. */
    private void add(ResourceType type, String id, ObjectNode configuration) {
        gathering.items().addLive(gathering.scope(), type, id, configuration, gathering.now());
    }

    private void delete(ResourceType type, String id) {
        gathering.items().addDeleted(gathering.scope(), type, id, gathering.now());
    }
}
