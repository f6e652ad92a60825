package dev.fargatepull.core.permission;

import dev.fargatepull.core.aws.EcrRegistryPolicy;
import dev.fargatepull.core.aws.EcrRepository;
import dev.fargatepull.core.aws.IamPolicy;
import dev.fargatepull.core.aws.IamRole;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.iam.Caller;
import dev.fargatepull.core.iam.Policy;
import dev.fargatepull.core.iam.PolicyDocument;
import dev.fargatepull.core.iam.RolePolicies;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.network.Network;
import dev.fargatepull.core.network.TrustedEgress;
import dev.fargatepull.core.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The policies of an account and Region that a pull meets, and who meets them. */
final class Permissions {

    private final RegionInventory inventory;
    private final Map<String, RolePolicies> policies = new HashMap<>();

    Permissions(RegionInventory inventory) {
        this.inventory = inventory;
    }

    RegionInventory inventory() {
        return inventory;
    }

    /** The role, unless nobody recorded it. */
    Optional<IamRole> role(ExecutionRole role) {
        return inventory.find(IamRole.class, role.arn());
    }

    /** Who calls with a workload's role: with a role nobody named, some role of the account. */
    Caller caller(Optional<ExecutionRole> role) {
        return role.<Caller>map(known -> new Caller.RoleSession(known.arn(), known.accountId()))
                .orElseGet(() -> new Caller.SomeRole(inventory.scope().accountId()));
    }

    Map<String, String> tags(Optional<ExecutionRole> role) {
        return role.flatMap(this::role).map(IamRole::tags).orElse(Map.of());
    }

    /** A role's own policies. */
    RolePolicies policiesOf(IamRole role) {
        return policies.computeIfAbsent(role.reference(), arn -> {
            List<Policy> granting = new ArrayList<>();
            for (IamRole.InlinePolicy inline : role.inlinePolicies()) {
                granting.add(new Policy("inline policy " + inline.name(), Policy.Kind.IDENTITY, inline.document()));
            }
            role.attachedPolicies().forEach(attached -> granting.add(managed("policy ", attached)));
            return new RolePolicies(
                    List.copyOf(granting),
                    role.permissionsBoundary()
                            .map(boundary -> List.of(managed("boundary ", boundary)))
                            .orElse(List.of()));
        });
    }

    private Policy managed(String label, IamRole.ManagedPolicy policy) {
        Optional<IamPolicy> item = inventory.find(IamPolicy.class, policy.arn());
        Optional<PolicyDocument> document = item.isPresent() ? item.get().document() : policy.asPublished();
        String name = policy.arn().substring(policy.arn().lastIndexOf('/') + 1);
        return new Policy(label + name, Policy.Kind.IDENTITY, document);
    }

    Optional<EcrRepository> repository(RepositoryName repository) {
        return inventory.in(repository.registry()).find(EcrRepository.class, repository.name());
    }

    /** A repository's policy; none if it has none, unread if nobody recorded the repository. */
    List<Policy> policyOf(RepositoryName repository) {
        return policyOf(repository.name(), repository(repository));
    }

    static List<Policy> policyOf(String name, Optional<EcrRepository> repository) {
        String label = "the policy of repository " + name;
        if (repository.isEmpty()) {
            return List.of(Policy.unread(label, Policy.Kind.REPOSITORY));
        }
        return repository
                .get()
                .policy()
                .map(document -> List.of(Policy.of(label, Policy.Kind.REPOSITORY, document)))
                .orElse(List.of());
    }

    /** A registry's policy; none if it is known to have none. */
    List<Policy> policyOf(Scope registry) {
        String label = "the policy of registry " + registry.accountId();
        RegionInventory there = inventory.in(registry);
        List<Policy> found = there.all(EcrRegistryPolicy.class).stream()
                .map(policy -> new Policy(label, Policy.Kind.RESOURCE, policy.policy()))
                .toList();
        return found.isEmpty() && !there.knowsAll(ResourceType.ECR_REGISTRY_POLICY)
                ? List.of(Policy.unread(label, Policy.Kind.RESOURCE))
                : found;
    }

    /** The ways that a workload's requests to a repository take from its subnets, each once. */
    Set<Way> ways(Network network, Workload workload, RepositoryName repository, boolean byFipsHost) {
        Flow flow = byFipsHost
                ? Flow.FIPS
                : repository.registry().region().equals(inventory.scope().region()) ? Flow.DKR : Flow.INTERNET;
        Set<Way> ways = new LinkedHashSet<>();
        for (String subnetId : workload.subnets()) {
            ways.add(Way.of(network.path(flow, subnetId, TrustedEgress.NONE)));
        }
        if (ways.isEmpty()) {
            ways.add(Way.UNKNOWN);
        }
        return ways;
    }
}
