package dev.fargatepull.lambda;

import dev.fargatepull.core.aws.AwsResource;
import dev.fargatepull.core.aws.DhcpOptions;
import dev.fargatepull.core.aws.EcrRepository;
import dev.fargatepull.core.aws.EcsCluster;
import dev.fargatepull.core.aws.EcsService;
import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.EcsTaskSet;
import dev.fargatepull.core.aws.IamRole;
import dev.fargatepull.core.aws.InternetGateway;
import dev.fargatepull.core.aws.NatGateway;
import dev.fargatepull.core.aws.NetworkAcl;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.RouteTable;
import dev.fargatepull.core.aws.SubnetRouteTableAssociation;
import dev.fargatepull.core.aws.TaskLaunch;
import dev.fargatepull.core.aws.VpcBlockPublicAccessExclusion;
import dev.fargatepull.core.aws.VpcEndpoint;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.live.Slice;
import dev.fargatepull.live.Slice.Around;
import dev.fargatepull.live.Slice.Bond;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which workloads a change can have altered a rule's verdicts on, and which others those verdicts rest on. One too many
 * costs calls, one too few leaves a verdict wrong until the next schedule.
 */
final class ChangeReach {

    private final Optional<Bond> bond;
    private final boolean isOnTheAccount;

    /** The reach of changes that wake a rule. */
    ChangeReach(RuleSpec rule) {
        this.bond = rule.reportsOn().stream().findFirst().flatMap(ChangeReach::bond);
        this.isOnTheAccount = rule.reportsOn().contains(ResourceType.ACCOUNT);
    }

    /** What workloads share that a rule reports on: the verdict depends on all who share it. */
    private static Optional<Bond> bond(ResourceType reportedOn) {
        return switch (reportedOn) {
            case ECS_SERVICE, ECS_TASK_SET, ACCOUNT -> Optional.empty();
            case ECS_TASK_DEFINITION -> Optional.of(Bond.FAMILY);
            case IAM_ROLE -> Optional.of(Bond.ROLE);
            case ECR_REPOSITORY -> Optional.of(Bond.REPOSITORY);
            case EC2_DHCP_OPTIONS -> Optional.of(Bond.DHCP_OPTIONS);
            default -> Optional.of(Bond.VPC);
        };
    }

    /**
     * The workloads to look at.
     *
     * @param changed the changed resource as it is or last was; empty if nothing is known of it
     */
    Slice slice(Optional<AwsResource> changed) {
        Slice concerned = changed.map(this::concerned).orElseGet(Slice.Region::new);
        return isOnTheAccount
                ? new Slice.Region()
                : bond.map(shared -> around(concerned, shared)).orElse(concerned);
    }

    /** Whether a slice of this reach tells all about what it shares, and not only about the workloads it names. */
    boolean sharesBeyondTheSlice() {
        return bond.filter(shared -> shared == Bond.ROLE || shared == Bond.REPOSITORY)
                .isPresent();
    }

    private static Slice around(Slice concerned, Bond shared) {
        boolean isComplete = switch (shared) {
            case VPC ->
                concerned instanceof Slice.Vpcs
                        || concerned instanceof Slice.Subnets
                        || concerned instanceof Slice.DhcpOptions;
            case DHCP_OPTIONS -> concerned instanceof Slice.DhcpOptions;
            case FAMILY -> concerned instanceof Slice.Families;
            case ROLE -> concerned instanceof Slice.Roles;
            case REPOSITORY -> concerned instanceof Slice.Repositories;
        };
        return isComplete || concerned instanceof Slice.Region ? concerned : new Around(concerned, shared);
    }

    private Slice concerned(AwsResource changed) {
        if (changed instanceof EcsService service) {
            return launch(service.resourceId(), service.launch());
        }
        if (changed instanceof EcsTaskSet taskSet) {
            return launch(taskSet.resourceId(), taskSet.launch());
        }
        if (changed instanceof EcsTaskDefinition definition) {
            return family(definition.reference());
        }
        if (changed instanceof EcsCluster cluster) {
            return new Slice.Clusters(Set.of(cluster.resourceId()));
        }
        if (changed instanceof IamRole role) {
            return new Slice.Roles(Set.of(role.reference()));
        }
        if (changed instanceof EcrRepository repository) {
            return new Slice.Repositories(Set.of(repository.resourceId()));
        }
        return network(changed);
    }

    /** A service that is gone still tells what it shared with others. */
    private Slice launch(String id, TaskLaunch launch) {
        if (bond.isEmpty()) {
            return new Slice.Launches(Set.of(id));
        }
        if (bond.get() == Bond.VPC || bond.get() == Bond.DHCP_OPTIONS) {
            return new Slice.Subnets(launch.network().stream()
                    .flatMap(network -> network.subnets().stream())
                    .collect(Collectors.toSet()));
        }
        return launch.taskDefinition().map(ChangeReach::family).orElseGet(() -> new Slice.Launches(Set.of(id)));
    }

    /** A new revision takes the place of the old one's item, so that the whole family is concerned. */
    private static Slice family(String taskDefinitionArn) {
        return Slice.Families.of(Stream.of(taskDefinitionArn));
    }

    private static Slice network(AwsResource changed) {
        if (changed instanceof RouteTable table) {
            return new Slice.Vpcs(Set.of(table.vpcId()));
        }
        if (changed instanceof VpcEndpoint endpoint) {
            return new Slice.Vpcs(Set.of(endpoint.vpcId()));
        }
        if (changed instanceof InternetGateway gateway
                && !gateway.attachedVpcs().isEmpty()) {
            return new Slice.Vpcs(Set.copyOf(gateway.attachedVpcs()));
        }
        if (changed instanceof NetworkAcl acl) {
            return new Slice.Subnets(acl.subnetIds());
        }
        if (changed instanceof NatGateway gateway && gateway.subnetId().isPresent()) {
            return new Slice.Subnets(Set.of(gateway.subnetId().get()));
        }
        if (changed instanceof SubnetRouteTableAssociation association) {
            return new Slice.Subnets(Set.of(association.subnetId()));
        }
        if (changed instanceof DhcpOptions options) {
            return new Slice.DhcpOptions(Set.of(options.resourceId()));
        }
        if (changed instanceof VpcBlockPublicAccessExclusion exclusion) {
            return exclusion
                    .vpcId()
                    .<Slice>map(vpcId -> new Slice.Vpcs(Set.of(vpcId)))
                    .orElseGet(() ->
                            new Slice.Subnets(exclusion.subnetId().stream().collect(Collectors.toSet())));
        }
        return new Slice.Region();
    }
}
