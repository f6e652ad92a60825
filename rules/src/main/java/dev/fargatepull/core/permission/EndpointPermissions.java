package dev.fargatepull.core.permission;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.VpcEndpoint;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.iam.Caller;
import dev.fargatepull.core.iam.Policy;
import dev.fargatepull.core.iam.Request;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.network.Network;
import dev.fargatepull.core.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the policies of endpoints let pulls through. */
public final class EndpointPermissions {

    /** The types it reads beside those of {@link Network#PATHS_CONSULT}. */
    public static final Set<ResourceType> CONSULTS =
            Set.of(ResourceType.ECR_REPOSITORY, ResourceType.IAM_POLICY, ResourceType.IAM_ROLE);

    private final Permissions permissions;
    private final Map<Question, Optional<Cause>> known = new HashMap<>();
    private final Map<Passage, List<Cause>> passages = new HashMap<>();

    private record Passage(String endpointId, Flow flow, Workload workload) {}

    private record Question(
            String endpointId, Flow flow, Optional<ExecutionRole> role, String action, String resource) {}

    /** The endpoints of an account and Region. */
    public EndpointPermissions(RegionInventory inventory) {
        this.permissions = new Permissions(inventory);
    }

    /**
     * What keeps a workload's flow from passing an endpoint's policy, or leaves that open.
     *
     * @param flow one that the endpoint takes
     */
    public List<Cause> obstacles(VpcEndpoint endpoint, Flow flow, Workload workload) {
        return passages.computeIfAbsent(
                new Passage(endpoint.resourceId(), flow, workload), passage -> findObstacles(endpoint, flow, workload));
    }

    private List<Cause> findObstacles(VpcEndpoint endpoint, Flow flow, Workload workload) {
        if (endpoint.policy().isEmpty()) {
            return List.of();
        }
        Optional<ExecutionRole> role = ExecutionRole.of(workload);
        String region = permissions.inventory().scope().region();
        Caller caller = permissions.caller(role);
        Map<String, String> tags = permissions.tags(role);
        return switch (flow) {
            case API -> obstacles(endpoint, flow, role, List.of(Requests.logInThroughEndpoint(caller, tags, region)));
            case DKR -> {
                List<Request> requests = new ArrayList<>();
                RepositoryName.of(workload).forEach((repository, byFipsHostAlone) -> {
                    if (!byFipsHostAlone && repository.registry().region().equals(region)) {
                        for (String action : Requests.PULL) {
                            requests.add(Requests.pull(
                                    action,
                                    caller,
                                    tags,
                                    repository,
                                    permissions.repository(repository),
                                    Way.through(endpoint)));
                        }
                    }
                });
                yield obstacles(endpoint, flow, role, requests);
            }
            case LAYERS -> {
                String accountId = permissions.inventory().scope().accountId();
                yield obstacles(
                        endpoint,
                        flow,
                        Optional.empty(),
                        List.of(Requests.fetchLayer(accountId, Arn.partitionOf(workload), region, endpoint)));
            }
            case SECRETS, INTERNET, FIPS -> List.of();
        };
    }

    private List<Cause> obstacles(
            VpcEndpoint endpoint, Flow flow, Optional<ExecutionRole> role, List<Request> requests) {
        return requests.stream()
                .flatMap(request -> known
                        .computeIfAbsent(
                                new Question(endpoint.resourceId(), flow, role, request.action(), request.resource()),
                                question -> obstacle(endpoint, request).map(cause -> cause.on(flow)))
                        .stream())
                .toList();
    }

    private static Optional<Cause> obstacle(VpcEndpoint endpoint, Request request) {
        Policy.Kind kind = endpoint.kind() == VpcEndpoint.Kind.GATEWAY
                ? Policy.Kind.GATEWAY_ENDPOINT
                : Policy.Kind.INTERFACE_ENDPOINT;
        List<Policy> policy = List.of(new Policy("its policy", kind, endpoint.policy()));
        Ruling ruling = Ruling.of(policy, request);
        String id = endpoint.resourceId();
        if (ruling.isRefusal()) {
            return Optional.of(Cause.breach(
                    CauseCode.ENDPOINT_POLICY_DENIES,
                    id,
                    "%s refuses %s: %s".formatted(id, request.action(), ruling.why()),
                    fix(request)));
        }
        return ruling.doubt()
                .map(doubt -> Cause.open(
                        CauseCode.ENDPOINT_POLICY_UNCLEAR,
                        id,
                        "whether %s lets %s through hangs on %s".formatted(id, request.action(), doubt.text()),
                        fix(request)));
    }

    private static String fix(Request request) {
        return request.caller() instanceof Caller.AwsOwned
                ? "Allow it to Principal * on %s.".formatted(request.resource())
                : "Allow it to the execution role on %s.".formatted(request.resource());
    }
}
