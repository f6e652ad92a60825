package dev.fargatepull.core.permission;

import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.IamRole;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.iam.Answer;
import dev.fargatepull.core.iam.Authorization;
import dev.fargatepull.core.iam.Caller;
import dev.fargatepull.core.iam.Policy;
import dev.fargatepull.core.iam.PolicyEvaluation;
import dev.fargatepull.core.iam.Reason;
import dev.fargatepull.core.iam.Request;
import dev.fargatepull.core.iam.RolePolicies;
import dev.fargatepull.core.iam.Truth;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.network.Network;
import dev.fargatepull.core.workload.Workload;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether execution roles may be assumed for tasks, and pull. */
public final class RolePermissions {

    /** The types it reads beside those of {@link Network#PATHS_CONSULT}. */
    public static final Set<ResourceType> CONSULTS = Collections.unmodifiableSet(EnumSet.of(
            ResourceType.ECR_REGISTRY_POLICY,
            ResourceType.ECR_REPOSITORY,
            ResourceType.IAM_POLICY,
            ResourceType.IAM_ROLE));

    private final Permissions permissions;
    private final Network network;
    private final Map<ExecutionRole, Optional<Cause>> trust = new HashMap<>();
    private final Map<ExecutionRole, Optional<Cause>> logIn = new HashMap<>();
    private final Map<Question, Optional<Cause>> pull = new HashMap<>();

    private record Question(ExecutionRole role, RepositoryName repository, String action, Way way) {}

    /** The roles that workloads of an account and Region use. */
    public RolePermissions(RegionInventory inventory, Network network) {
        this.permissions = new Permissions(inventory);
        this.network = network;
    }

    /** The execution role of a workload that pulls from a private ECR registry; all others get along without. */
    public Optional<ExecutionRole> pullingRole(Workload workload) {
        return RepositoryName.of(workload).isEmpty() ? Optional.empty() : ExecutionRole.of(workload);
    }

    /**
     * That a workload needs an execution role and its task definition names none, if so: without one ECS neither logs
     * in to a private ECR registry nor reads the credentials of another. It refuses to register such a task definition
     * for Fargate (Amazon ECS Developer Guide, "Task execution IAM role"), so that what is recorded may not be all.
     */
    public Optional<Cause> roleUnnamed(Workload workload) {
        return workload.taskDefinition()
                .filter(definition -> definition.executionRole().isEmpty())
                .filter(definition -> definition.hasRepositoryCredentials()
                        || !RepositoryName.of(workload).isEmpty())
                .map(definition -> Cause.open(
                        CauseCode.ROLE_UNKNOWN,
                        definition.reference(),
                        "%s names no execution role, and its images cannot be pulled without one"
                                .formatted(definition.label()),
                        "Name one as ExecutionRoleArn."));
    }

    /** The id AWS Config knows a role by; where nobody recorded it, its ARN. */
    public String resourceId(ExecutionRole role) {
        return permissions.role(role).map(IamRole::resourceId).orElse(role.arn());
    }

    /** What keeps a workload's tasks from pulling with its execution role, or leaves that open. */
    public Set<Cause> obstacles(ExecutionRole role, Workload workload) {
        Optional<IamRole> item = permissions.role(role);
        if (item.isEmpty()) {
            boolean isGone = workload.taskDefinition()
                    .filter(EcsTaskDefinition::lacksExecutionRole)
                    .isPresent();
            return Set.of(isGone ? missing(role) : unknown(role));
        }
        Set<Cause> causes = new LinkedHashSet<>();
        trust.computeIfAbsent(role, asked -> distrust(asked, item.get())).ifPresent(causes::add);
        logIn.computeIfAbsent(role, asked -> refusedLogIn(asked, item.get())).ifPresent(causes::add);
        RepositoryName.of(workload).forEach((repository, byFipsHost) -> {
            for (Way way : permissions.ways(network, workload, repository, byFipsHost)) {
                for (String action : Requests.PULL) {
                    pull.computeIfAbsent(
                                    new Question(role, repository, action, way),
                                    question -> refusedPull(question, item.get()))
                            .ifPresent(causes::add);
                }
            }
        });
        return causes;
    }

    private static Cause missing(ExecutionRole role) {
        return Cause.breach(
                CauseCode.ROLE_MISSING,
                role.arn(),
                "the execution role %s does not exist".formatted(role.arn()),
                "Create it, or name another in the task definition.");
    }

    private static Cause unknown(ExecutionRole role) {
        return Cause.open(
                CauseCode.ROLE_UNKNOWN,
                role.arn(),
                "the execution role %s has no item".formatted(role.name()),
                "Record AWS::IAM::Role in one Region of the account.");
    }

    private Optional<Cause> distrust(ExecutionRole role, IamRole item) {
        String accountId = permissions.inventory().scope().accountId();
        Request request =
                Requests.assume(role, accountId, permissions.inventory().scope().region());
        List<Policy> policy = List.of(new Policy("its trust policy", Policy.Kind.TRUST, item.trustPolicy()));
        Ruling ruling = Ruling.of(policy, request);
        if (ruling.isRefusal()) {
            return Optional.of(Cause.breach(
                    CauseCode.ROLE_NOT_ASSUMABLE,
                    item.resourceId(),
                    "ECS may not assume %s for tasks: %s".formatted(role.name(), ruling.why()),
                    "Let ecs-tasks.amazonaws.com sts:AssumeRole it."));
        }
        return open(
                ruling,
                item.resourceId(),
                "ECS may assume %s for tasks".formatted(role.name()),
                "Let ecs-tasks.amazonaws.com sts:AssumeRole it without conditions.");
    }

    private Optional<Cause> refusedLogIn(ExecutionRole role, IamRole item) {
        Request request = Requests.logIn(
                caller(role), item.tags(), permissions.inventory().scope().region());
        RolePolicies policies = permissions.policiesOf(item);
        return refused(role, item, request, new Ruling(policies.deny(request), policies.allow(request)));
    }

    private Optional<Cause> refusedPull(Question question, IamRole item) {
        RepositoryName repository = question.repository();
        ExecutionRole role = question.role();
        Request request = Requests.pull(
                question.action(),
                caller(role),
                item.tags(),
                repository,
                permissions.repository(repository),
                question.way());
        RolePolicies policies = permissions.policiesOf(item);
        Answer allow = role.accountId().equals(repository.registry().accountId())
                ? Authorization.inSameAccount(policies, permissions.policyOf(repository), request)
                        .or(() -> registryGrants(repository, request))
                : policies.allow(request);
        return refused(role, item, request, new Ruling(policies.deny(request), allow));
    }

    /** Whether a registry's policy can grant a pull hangs on its scope, an account setting nobody records. */
    private Answer registryGrants(RepositoryName repository, Request request) {
        Answer answer = PolicyEvaluation.allows(permissions.policyOf(repository.registry()), request);
        return answer.isYes()
                ? new Answer(
                        Truth.UNKNOWN,
                        new Reason(
                                Reason.Kind.UNRESOLVED,
                                "whether the registry's policy is of scope V2: %s"
                                        .formatted(answer.reason().text())))
                : answer;
    }

    private static Optional<Cause> refused(ExecutionRole role, IamRole item, Request request, Ruling ruling) {
        String resource = request.resource().substring(request.resource().lastIndexOf(':') + 1);
        String what = "%s on %s".formatted(request.action(), resource);
        if (ruling.isRefusal()) {
            return Optional.of(Cause.breach(
                    CauseCode.ROLE_CANNOT_PULL,
                    item.resourceId(),
                    "%s may not %s: %s".formatted(role.name(), what, ruling.why()),
                    ruling.deny().isYes()
                            ? "Take the pull out of that statement."
                            : "Allow it in a policy of the role."));
        }
        return open(
                ruling,
                item.resourceId(),
                "%s may %s".formatted(role.name(), what),
                "Allow it in a statement of its own, without conditions.");
    }

    private static Optional<Cause> open(Ruling ruling, String resourceId, String what, String fix) {
        return ruling.doubt().map(doubt -> {
            String message = "whether %s hangs on %s".formatted(what, doubt.text());
            return doubt.kind() == Reason.Kind.UNREAD
                    ? Cause.open(
                            CauseCode.POLICY_UNKNOWN,
                            resourceId,
                            message,
                            "Have AWS Config record it, or add its item to the snapshot.")
                    : Cause.open(CauseCode.POLICY_UNCLEAR, resourceId, message, fix);
        });
    }

    private static Caller caller(ExecutionRole role) {
        return new Caller.RoleSession(role.arn(), role.accountId());
    }
}
