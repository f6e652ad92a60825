package dev.fargatepull.cli;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.inventory.Inventory;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.core.workload.Workloads;
import dev.fargatepull.items.ItemReader;
import dev.fargatepull.items.MalformedInputException;
import dev.fargatepull.live.AwsClients;
import dev.fargatepull.live.Evidence;
import dev.fargatepull.live.EvidenceException;
import dev.fargatepull.live.EvidenceLoader;
import dev.fargatepull.live.Request;
import dev.fargatepull.live.Slice;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** Gathers evidence from AWS with the credentials of whoever runs the program. */
final class LiveAccount {

    private final LiveOptions options;
    private final PrintWriter err;

    LiveAccount(LiveOptions options, PrintWriter err) {
        this.options = options;
        this.err = err;
    }

    /**
     * The items of each Region asked for, as JSON.
     *
     * @throws CouldNotRunException if AWS cannot be asked
     */
    List<String> items(Collection<Rule> rules) {
        List<String> items = new ArrayList<>();
        for (String region : options.account().regions()) {
            try (AwsClients clients =
                    new AwsClients(builder -> options.account().configure(builder, region))) {
                items.addAll(items(clients, region, rules));
            } catch (SdkException | EvidenceException failed) {
                throw new CouldNotRunException("%s: %s".formatted(region, reason(failed)), failed);
            }
        }
        return items;
    }

    private static String reason(RuntimeException failed) {
        String message = String.valueOf(failed.getMessage());
        return message.startsWith("Unable to load credentials")
                ? "there are no credentials for AWS: sign in, set AWS_PROFILE or give --profile"
                : message;
    }

    /** The same items, read. */
    static Inventory inventory(List<String> items) {
        Inventory.Builder inventory = new Inventory.Builder();
        ItemReader reader = new ItemReader(inventory::add, () -> {});
        for (String item : items) {
            try {
                reader.readRow("AWS", item);
            } catch (MalformedInputException malformed) {
                throw new CouldNotRunException(String.valueOf(malformed.getMessage()), malformed);
            }
        }
        return inventory.build();
    }

    private List<String> items(AwsClients clients, String region, Collection<Rule> rules) {
        Scope scope = new Scope(clients.accountId(), region);
        Set<ResourceType> types = EnumSet.noneOf(ResourceType.class);
        Set<Fact> facts = EnumSet.noneOf(Fact.class);
        rules.forEach(rule -> {
            types.addAll(rule.spec().consults());
            facts.addAll(rule.spec().facts());
        });
        EvidenceLoader loader = EvidenceLoader.live(clients, Clock.systemUTC());
        Evidence evidence = loader.gather(new Request(scope, slice(scope), types, facts), List.of());
        List<Workload> workloads = Workloads.in(evidence.inventory(scope));
        if (!options.workloads().isEmpty() && workloads.isEmpty()) {
            throw new CouldNotRunException("%s: AWS Config has no Fargate workload %s in account %s"
                    .formatted(region, String.join(", ", options.workloads()), scope.accountId()));
        }
        // Functions read a network again before they blame it; here nobody knows yet what will be blamed.
        loader.confirm(evidence, evidence.vpcsOf(workloads));
        err.println("%s, account %s: %,d items, %,d requests"
                .formatted(
                        region,
                        scope.accountId(),
                        evidence.size(),
                        clients.requests().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum()));
        return evidence.texts();
    }

    private Slice slice(Scope scope) {
        return options.workloads().isEmpty()
                ? new Slice.Region()
                : new Slice.Launches(options.workloads().stream()
                        .map(workload -> arn(workload, scope))
                        .collect(Collectors.toSet()));
    }

    private static String arn(String workload, Scope scope) {
        String partition = PartitionMetadata.of(Region.of(scope.region())).id();
        return workload.startsWith("arn:") || !workload.contains("/")
                ? workload
                : "arn:%s:ecs:%s:%s:service/%s".formatted(partition, scope.region(), scope.accountId(), workload);
    }
}
