package dev.fargatepull.core.permission;

import dev.fargatepull.core.aws.EcrRepository;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.iam.Answer;
import dev.fargatepull.core.iam.Caller;
import dev.fargatepull.core.iam.Policy;
import dev.fargatepull.core.iam.PolicyEvaluation;
import dev.fargatepull.core.iam.Request;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.network.Network;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.core.workload.Workloads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the policies of a registry and its repositories let those in who pull from there. */
public final class RepositoryPermissions {

    /** The types it reads beside those of {@link Network#PATHS_CONSULT}. */
    public static final Set<ResourceType> CONSULTS = Collections.unmodifiableSet(EnumSet.of(
            ResourceType.ECR_REGISTRY_POLICY,
            ResourceType.ECR_REPOSITORY,
            ResourceType.IAM_POLICY,
            ResourceType.IAM_ROLE));

    private final RegionInventory inventory;
    private final Permissions permissions;
    private final Network network;
    private final Map<Question, Optional<Cause>> known = new HashMap<>();

    private record Question(RepositoryName repository, String action, Caller caller, Way way) {}

    /**
     * A workload that pulls from a repository of this account and Region.
     *
     * @param workload the workload, wherever it is recorded
     * @param repository the repository
     * @param caller its execution role, or if nobody named it some role of its account
     * @param roleTags the role's tags, as far as they are known
     * @param ways the ways its requests take
     */
    private record Pull(
            Workload workload, RepositoryName repository, Caller caller, Map<String, String> roleTags, Set<Way> ways) {}

    /** The pulls that leave their own account or Region, by where they go. */
    private record PullsAbroad(Map<Scope, List<Pull>> byRegistry) {}

    /** The repositories of an account and Region. */
    public RepositoryPermissions(RegionInventory inventory, Network network) {
        this.inventory = inventory;
        this.permissions = new Permissions(inventory);
        this.network = network;
    }

    /** What a visitor is told. */
    @FunctionalInterface
    public interface Visitor {

        /** A workload pulls from a recorded repository, and meets these causes there. */
        void visit(String repository, Workload workload, Set<Cause> causes);
    }

    /** Tells of each pull from a recorded repository of this account and Region, wherever it comes from. */
    public void forEachPull(List<Workload> workloads, Visitor visitor) {
        Scope here = inventory.scope();
        List<Pull> pulls = new ArrayList<>();
        for (Workload workload : workloads) {
            pulls.addAll(pulls(permissions, network, workload, here));
        }
        pulls.addAll(inventory
                .onceFromEverywhere(PullsAbroad.class, RepositoryPermissions::pullsAbroad)
                .byRegistry()
                .getOrDefault(here, List.of()));
        for (Pull pull : pulls) {
            permissions
                    .repository(pull.repository())
                    .ifPresent(item -> visitor.visit(item.resourceId(), pull.workload(), obstacles(pull, item)));
        }
    }

    /** What keeps a workload of this account and Region from pulling from recorded repositories elsewhere. */
    public Set<Cause> obstaclesAbroad(Workload workload) {
        Set<Cause> causes = new LinkedHashSet<>();
        for (Scope registry : registriesAbroad(workload, inventory.scope())) {
            for (Pull pull : pulls(permissions, network, workload, registry)) {
                permissions.repository(pull.repository()).ifPresent(item -> causes.addAll(obstacles(pull, item)));
            }
        }
        return causes;
    }

    private static PullsAbroad pullsAbroad(List<RegionInventory> regions) {
        Map<Scope, List<Pull>> byRegistry = new HashMap<>();
        for (RegionInventory region : regions) {
            List<Workload> abroad = Workloads.in(region).stream()
                    .filter(workload ->
                            !registriesAbroad(workload, region.scope()).isEmpty())
                    .toList();
            if (!abroad.isEmpty()) {
                Permissions there = new Permissions(region);
                Network network = new Network(region);
                for (Workload workload : abroad) {
                    for (Scope registry : registriesAbroad(workload, region.scope())) {
                        byRegistry
                                .computeIfAbsent(registry, first -> new ArrayList<>())
                                .addAll(pulls(there, network, workload, registry));
                    }
                }
            }
        }
        return new PullsAbroad(byRegistry);
    }

    private static Set<Scope> registriesAbroad(Workload workload, Scope home) {
        Set<Scope> registries = new LinkedHashSet<>();
        RepositoryName.of(workload).keySet().forEach(repository -> registries.add(repository.registry()));
        registries.remove(home);
        return registries;
    }

    private static List<Pull> pulls(Permissions permissions, Network network, Workload workload, Scope registry) {
        Optional<ExecutionRole> role = ExecutionRole.of(workload);
        List<Pull> pulls = new ArrayList<>();
        RepositoryName.of(workload).forEach((repository, byFipsHost) -> {
            if (repository.registry().equals(registry)) {
                pulls.add(new Pull(
                        workload,
                        repository,
                        permissions.caller(role),
                        permissions.tags(role),
                        permissions.ways(network, workload, repository, byFipsHost)));
            }
        });
        return pulls;
    }

    /** What keeps another account from pulling from a repository of this account and Region, or leaves that open. */
    public Set<Cause> obstaclesFor(String accountId, String repository) {
        Scope here = inventory.scope();
        Optional<EcrRepository> item = inventory.find(EcrRepository.class, repository);
        Set<Cause> causes = new LinkedHashSet<>();
        for (String action : Requests.PULL) {
            Caller caller = new Caller.SomeRole(accountId);
            RepositoryName name = new RepositoryName(here, repository, Arn.partitionOf(here.region()));
            Request request = Requests.pull(action, caller, Map.of(), name, item, Way.UNKNOWN);
            obstacle(request, "account " + accountId, accountId, name, item).ifPresent(causes::add);
        }
        return causes;
    }

    private Set<Cause> obstacles(Pull pull, EcrRepository item) {
        Set<Cause> causes = new LinkedHashSet<>();
        for (Way way : pull.ways()) {
            for (String action : Requests.PULL) {
                known.computeIfAbsent(
                                new Question(pull.repository(), action, pull.caller(), way),
                                question -> obstacle(pull, action, way, item))
                        .ifPresent(causes::add);
            }
        }
        return causes;
    }

    private Optional<Cause> obstacle(Pull pull, String action, Way way, EcrRepository item) {
        Request request =
                Requests.pull(action, pull.caller(), pull.roleTags(), pull.repository(), Optional.of(item), way);
        if (pull.caller() instanceof Caller.RoleSession role) {
            String name = role.roleArn().substring(role.roleArn().indexOf(":role/") + ":role/".length());
            String label = role.accountId().equals(pull.repository().registry().accountId())
                    ? name
                    : "%s of account %s".formatted(name, role.accountId());
            return obstacle(request, label, role.accountId(), pull.repository(), Optional.of(item));
        }
        String accountId = ((Caller.SomeRole) pull.caller()).accountId();
        return obstacle(request, "a role of account " + accountId, accountId, pull.repository(), Optional.of(item));
    }

    private Optional<Cause> obstacle(
            Request request, String who, String accountId, RepositoryName repository, Optional<EcrRepository> item) {
        List<Policy> policy = Permissions.policyOf(repository.name(), item);
        List<Policy> registryPolicy = permissions.policyOf(repository.registry());
        boolean isForeign = !accountId.equals(repository.registry().accountId());
        Answer deny = PolicyEvaluation.denies(policy, request);
        Answer allow = PolicyEvaluation.allows(policy, request);
        String what = "%s %s".formatted(who, request.action());
        if (deny.isYes()) {
            return Optional.of(refused(
                    repository,
                    "%s denies %s".formatted(deny.reason().text(), what),
                    "Take the pull out of that statement."));
        }
        if (isForeign && allow.isNo()) {
            Answer byRegistry = PolicyEvaluation.allows(registryPolicy, request);
            return Optional.of(
                    byRegistry.isNo()
                            ? refused(
                                    repository,
                                    "%s does not let %s: %s"
                                            .formatted(
                                                    repository.name(),
                                                    what,
                                                    policy.isEmpty()
                                                            ? "it has no policy"
                                                            : allow.reason().text()),
                                    "Allow it to that account in the repository's policy.")
                            : registryUnclear(repository, what, byRegistry));
        }
        Answer deniedByRegistry = PolicyEvaluation.denies(registryPolicy, request);
        if (!deniedByRegistry.isNo()) {
            return Optional.of(registryUnclear(repository, what, deniedByRegistry));
        }
        boolean isSettled = deny.isNo() && (!isForeign || allow.isYes());
        return isSettled
                ? Optional.empty()
                : Optional.of(Cause.open(
                        CauseCode.REPOSITORY_POLICY_UNCLEAR,
                        repository.name(),
                        "whether %s lets %s hangs on %s"
                                .formatted(
                                        repository.name(),
                                        what,
                                        (deny.isNo() ? allow : deny).reason().text()),
                        "Allow the pull in a statement of its own, without conditions."));
    }

    private static Cause refused(RepositoryName repository, String message, String fix) {
        return Cause.breach(CauseCode.REPOSITORY_POLICY_DENIES, repository.name(), message, fix);
    }

    private static Cause registryUnclear(RepositoryName repository, String what, Answer answer) {
        return Cause.open(
                CauseCode.REGISTRY_POLICY_UNCLEAR,
                repository.name(),
                "%s decides on %s, if it is of scope V2"
                        .formatted(answer.reason().text(), what),
                "Grant the pull in the repository's policy.");
    }
}
