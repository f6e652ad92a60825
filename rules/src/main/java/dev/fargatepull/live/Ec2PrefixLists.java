package dev.fargatepull.live;

import dev.fargatepull.core.address.PortRange;
import dev.fargatepull.core.aws.PrefixList;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.RouteTable;
import dev.fargatepull.core.aws.SecurityGroup;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.rule.Fact;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;

/** Prefix lists: those of AWS, which AWS Config never records, and those that somebody shares with the account. */
final class Ec2PrefixLists {

    /** What EC2 says of a list that is gone, whichever way it spells the type. */
    private static final String NOT_FOUND = ".NotFound";

    private final AwsClients clients;
    private final Gathering gathering;

    Ec2PrefixLists(AwsClients clients, Gathering gathering) {
        this.clients = clients;
        this.gathering = gathering;
    }

    /** Adds S3's list of the Region, and those that rules for port 443 and routes in VPCs name. */
    void addNamedIn(Set<String> vpcIds) {
        if (!gathering.wants(Fact.PREFIX_LISTS)) {
            return;
        }
        RegionInventory known = gathering.known();
        boolean mayBeOld = !known.records(ResourceType.EC2_PREFIX_LIST);
        String s3 = "com.amazonaws.%s.s3".formatted(gathering.scope().region());
        if (mayBeOld
                || known.all(PrefixList.class).stream()
                        .noneMatch(list -> list.name().equals(s3))) {
            describe("prefix-list-name", Set.of(s3));
        }
        RegionInventory withS3 = gathering.known();
        describe(
                "prefix-list-id",
                Stream.concat(namedByGroups(vpcIds, known), namedByRoutes(vpcIds, known))
                        .filter(id -> isMissing(id, withS3) || (mayBeOld && !isMissing(id, known)))
                        .collect(Collectors.toSet()));
    }

    private static boolean isMissing(String id, RegionInventory known) {
        return known.find(PrefixList.class, id).isEmpty();
    }

    private static Stream<String> namedByGroups(Set<String> vpcIds, RegionInventory known) {
        return known.all(SecurityGroup.class).stream()
                .filter(group -> group.vpcId().filter(vpcIds::contains).isPresent())
                .flatMap(group -> Stream.concat(group.ingress().stream(), group.egress().stream()))
                .filter(permission -> permission.ports().contains(PortRange.HTTPS.from()))
                .flatMap(permission -> permission.prefixListIds().stream());
    }

    private static Stream<String> namedByRoutes(Set<String> vpcIds, RegionInventory known) {
        return known.all(RouteTable.class).stream()
                .filter(table -> vpcIds.contains(table.vpcId()))
                .flatMap(table -> table.routes().stream())
                .map(route -> route.destination())
                .filter(destination -> destination.startsWith("pl-"));
    }

    private void describe(String filter, Collection<String> values) {
        for (List<String> batch : Batches.of(new TreeSet<>(values), Ec2Network.VALUES_OF_A_FILTER)) {
            Filter among = Filter.builder().name(filter).values(batch).build();
            Optional<List<ManagedPrefixList>> lists =
                    gathering.ask(
                            Optional.empty(),
                            () -> clients
                                    .ec2()
                                    .describeManagedPrefixListsPaginator(request -> request.filters(among))
                                    .prefixLists()
                                    .stream()
                                    .toList());
            lists.ifPresent(described -> described.forEach(this::add));
        }
    }

    private void add(ManagedPrefixList list) {
        Optional<List<PrefixListEntry>> entries = gathering
                .ask(Optional.of(list.prefixListId()), () -> entries(list.prefixListId()))
                .flatMap(told -> told);
        gathering
                .items()
                .addLive(
                        gathering.scope(),
                        ResourceType.EC2_PREFIX_LIST,
                        list.prefixListId(),
                        Ec2Json.prefixList(list, entries),
                        gathering.now());
    }

    /** Empty if the list is gone since it was described. */
    private Optional<List<PrefixListEntry>> entries(String prefixListId) {
        try {
            return Optional.of(clients
                    .ec2()
                    .getManagedPrefixListEntriesPaginator(request -> request.prefixListId(prefixListId))
                    .entries()
                    .stream()
                    .toList());
        } catch (Ec2Exception refusal) {
            if (refusal.awsErrorDetails().errorCode().endsWith(NOT_FOUND)) {
                return Optional.empty();
            }
            throw refusal;
        }
    }
}
