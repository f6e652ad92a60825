package dev.fargatepull.core.rule;

import dev.fargatepull.core.aws.ConfigurationRecorder;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.image.Registries;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.network.NameResolution;
import dev.fargatepull.core.network.Network;
import dev.fargatepull.core.network.NetworkAcls;
import dev.fargatepull.core.network.SecurityGroups;
import dev.fargatepull.core.permission.EndpointPermissions;
import dev.fargatepull.core.permission.RepositoryPermissions;
import dev.fargatepull.core.permission.RolePermissions;
import dev.fargatepull.core.permission.SecretPermissions;
import dev.fargatepull.core.verdict.Findings;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.core.workload.Workloads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the rules ask: the workloads of an account and Region, the network their pulls go through, and the registries
 * they end at.
 *
 * <p>It is built once and shared by all rules that judge the same evidence.
 */
public final class PullModel {

    private final RegionInventory inventory;
    private final List<Workload> workloads;
    private final Registries registries;
    private final Denials denials;
    private final Map<Question, Findings> findings = new HashMap<>();
    private @Nullable SecurityGroups securityGroups;
    private @Nullable NetworkAcls networkAcls;
    private @Nullable Network network;
    private @Nullable EndpointPermissions endpointPermissions;
    private @Nullable RolePermissions rolePermissions;
    private @Nullable RepositoryPermissions repositoryPermissions;
    private @Nullable SecretPermissions secretPermissions;

    private record Question(Rule rule, Parameters parameters) {}

    private PullModel(RegionInventory inventory) {
        this.inventory = inventory;
        this.workloads = Workloads.in(inventory);
        this.registries = new Registries(inventory);
        this.denials = Denials.in(inventory);
    }

    /** The model of what is known of an account and Region. */
    public static PullModel of(RegionInventory inventory) {
        return new PullModel(inventory);
    }

    /** The account and Region. */
    public Scope scope() {
        return inventory.scope();
    }

    /** The workloads: services first, then task sets, each sorted by id. */
    public List<Workload> workloads() {
        return workloads;
    }

    /** The network, which only rules that ask for it need to read. */
    public Network network() {
        Network known = network;
        if (known == null) {
            known = new Network(inventory);
            network = known;
        }
        return known;
    }

    /** The policies of endpoints, which only rules that ask for them need to read. */
    public EndpointPermissions endpointPermissions() {
        EndpointPermissions known = endpointPermissions;
        if (known == null) {
            known = new EndpointPermissions(inventory);
            endpointPermissions = known;
        }
        return known;
    }

    /** What execution roles may do, which only rules that ask for it need to read. */
    public RolePermissions rolePermissions() {
        RolePermissions known = rolePermissions;
        if (known == null) {
            known = new RolePermissions(inventory, network());
            rolePermissions = known;
        }
        return known;
    }

    /** The policies of repositories, which only rules that ask for them need to read. */
    public RepositoryPermissions repositoryPermissions() {
        RepositoryPermissions known = repositoryPermissions;
        if (known == null) {
            known = new RepositoryPermissions(inventory, network());
            repositoryPermissions = known;
        }
        return known;
    }

    /** The secrets that hold the credentials of registries, which only rules that ask for them need to read. */
    public SecretPermissions secretPermissions() {
        SecretPermissions known = secretPermissions;
        if (known == null) {
            known = new SecretPermissions(inventory);
            secretPermissions = known;
        }
        return known;
    }

    /** The registries. */
    public Registries registries() {
        return registries;
    }

    /** Whether AWS Config's recorder has an item here, so that it is known what is recorded. */
    public boolean hasRecorder() {
        return !inventory.all(ConfigurationRecorder.class).isEmpty();
    }

    /** Whether AWS Config records the type here, as far as is known. */
    public boolean records(ResourceType type) {
        return inventory.records(type);
    }

    /** The workloads by the VPC of their subnets; those none of whose subnets has an item are in none that is known. */
    public Map<String, List<Workload>> workloadsByVpc() {
        Map<String, List<Workload>> byVpc = new TreeMap<>();
        for (Workload workload : workloads) {
            network()
                    .vpcOf(workload.subnets())
                    .ifPresent(vpcId -> byVpc.computeIfAbsent(vpcId, vpc -> new ArrayList<>())
                            .add(workload));
        }
        return byVpc;
    }

    /** The security groups, which only rules that ask for them need to read. */
    public SecurityGroups securityGroups() {
        SecurityGroups known = securityGroups;
        if (known == null) {
            known = new SecurityGroups(inventory, network());
            securityGroups = known;
        }
        return known;
    }

    /** The network ACLs, which only rules that ask for them need to read. */
    public NetworkAcls networkAcls() {
        NetworkAcls known = networkAcls;
        if (known == null) {
            known = new NetworkAcls(inventory, network());
            networkAcls = known;
        }
        return known;
    }

    /** How the VPCs resolve names. */
    public NameResolution nameResolution() {
        return new NameResolution(inventory, network());
    }

    /** What a rule finds; it is asked once, however many rules fold its answer into theirs. */
    public Findings findings(Rule rule, Parameters parameters) {
        Question question = new Question(rule, parameters);
        Findings known = findings.get(question);
        if (known == null) {
            known = new Findings();
            rule.evaluate(this, parameters, known);
            denials.applyTo(rule, known);
            findings.put(question, known);
        }
        return known;
    }
}
