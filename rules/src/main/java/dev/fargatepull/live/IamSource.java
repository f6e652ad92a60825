package dev.fargatepull.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.IamPolicy;
import dev.fargatepull.core.aws.IamRole;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.permission.ExecutionRole;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.core.workload.Workloads;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * Execution roles and their policies, from IAM.
 *
 * <p>Each role is asked for by itself, which takes three calls and one more for each inline policy.
 * {@code GetAccountAuthorizationDetails} would tell hundreds of roles at once, but every role, user and group of the
 * account with them, and a function that may call it may read all of that.
 */
final class IamSource implements Source {

    /** The ARN of a role, which may have a path, and its name (IAM API Reference, {@code CreateRole}). */
    private static final Pattern ROLE_ARN =
            Pattern.compile("arn:[^:]+:iam::(?<account>\\d{12}):role/(?:[!-~]+/)?(?<name>[\\w+=,.@-]{1,64})");

    private final AwsClients clients;

    IamSource(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public void addTo(Gathering gathering) {
        if (gathering.wants(Fact.ROLES)) {
            addRoles(gathering);
        }
        if (gathering.wants(Fact.MANAGED_POLICIES)) {
            addPolicies(gathering);
        }
    }

    /** The execution roles of workloads, each with the task definitions that name it. */
    private static Map<ExecutionRole, Set<EcsTaskDefinition>> roles(RegionInventory known) {
        Map<ExecutionRole, Set<EcsTaskDefinition>> roles = new LinkedHashMap<>();
        for (Workload workload : Workloads.in(known)) {
            ExecutionRole.of(workload)
                    .ifPresent(role -> roles.computeIfAbsent(role, first -> new LinkedHashSet<>())
                            .add(workload.taskDefinition().orElseThrow()));
        }
        return roles;
    }

    private void addRoles(Gathering gathering) {
        RegionInventory known = gathering.known();
        roles(known).forEach((role, definitions) -> {
            Matcher arn = ROLE_ARN.matcher(role.arn());
            boolean isKnown = known.find(IamRole.class, role.arn()).isPresent();
            if (!isKnown
                    && arn.matches()
                    && arn.group("account").equals(gathering.scope().accountId())) {
                addRole(gathering, role, arn.group("name"), definitions);
            }
        });
    }

    private void addRole(Gathering gathering, ExecutionRole role, String name, Set<EcsTaskDefinition> definitions) {
        Set<String> questions = questions(role.arn(), definitions);
        Optional<Role> found;
        try {
            found = gathering.ask(
                    questions,
                    () -> clients.iam()
                            .getRole(request -> request.roleName(name))
                            .role());
        } catch (NoSuchEntityException none) {
            definitions.forEach(definition -> addThatRoleIsMissing(gathering, definition));
            return;
        }
        found.ifPresent(there -> {
            definitions.stream()
                    .filter(definition -> namesAnother(definition, there))
                    .forEach(definition -> addThatRoleIsMissing(gathering, definition));
            // All of it or nothing: without one of its policies a role would seem to lack what that grants.
            gathering
                    .ask(questions, () -> configuration(there))
                    .ifPresent(configuration -> gathering
                            .items()
                            .addLive(
                                    account(gathering),
                                    ResourceType.IAM_ROLE,
                                    there.roleId(),
                                    configuration,
                                    gathering.now()));
        });
    }

    /**
     * Whether a task definition names a role of this name under another path. Names are unique in an account whatever
     * the path, so there is no such role. How ECS completes a bare name is not documented; that proves nothing.
     */
    private static boolean namesAnother(EcsTaskDefinition definition, Role role) {
        return definition
                .executionRole()
                .filter(named -> named.startsWith("arn:") && !named.equalsIgnoreCase(role.arn()))
                .isPresent();
    }

    private static void addThatRoleIsMissing(Gathering gathering, EcsTaskDefinition definition) {
        gathering
                .items()
                .supplement(
                        gathering.scope(),
                        ResourceType.ECS_TASK_DEFINITION,
                        definition.reference(),
                        "executionRoleExists",
                        BooleanNode.FALSE);
    }

    private ObjectNode configuration(Role role) {
        ObjectNode configuration = SdkJson.CAMEL_CASE.object(role);
        ArrayNode inline = configuration.putArray("rolePolicyList");
        clients.iam()
                .listRolePoliciesPaginator(request -> request.roleName(role.roleName()))
                .policyNames()
                .forEach(policy -> inline.addObject()
                        .put("policyName", policy)
                        .put(
                                "policyDocument",
                                clients.iam()
                                        .getRolePolicy(request -> request.roleName(role.roleName())
                                                .policyName(policy))
                                        .policyDocument()));
        ArrayNode attached = configuration.putArray("attachedManagedPolicies");
        clients.iam()
                .listAttachedRolePoliciesPaginator(request -> request.roleName(role.roleName()))
                .attachedPolicies()
                .forEach(policy -> attached.add(SdkJson.CAMEL_CASE.object(policy)));
        return configuration;
    }

    private void addPolicies(Gathering gathering) {
        RegionInventory known = gathering.known();
        Map<String, Set<String>> unread = new LinkedHashMap<>();
        roles(known)
                .forEach((role, definitions) -> known.find(IamRole.class, role.arn())
                        .ifPresent(item -> Stream.concat(
                                        item.attachedPolicies().stream(), item.permissionsBoundary().stream())
                                .filter(policy -> policy.asPublished().isEmpty()
                                        && known.find(IamPolicy.class, policy.arn())
                                                .flatMap(IamPolicy::document)
                                                .isEmpty())
                                .forEach(policy -> unread.computeIfAbsent(policy.arn(), first -> new HashSet<>())
                                        .addAll(questions(item.resourceId(), definitions)))));
        unread.forEach((arn, questions) -> addPolicy(gathering, arn, questions));
    }

    private void addPolicy(Gathering gathering, String arn, Set<String> questions) {
        try {
            gathering
                    .ask(questions, () -> policy(arn))
                    .ifPresent(configuration -> gathering
                            .items()
                            .addLive(
                                    account(gathering),
                                    ResourceType.IAM_POLICY,
                                    configuration.path("policyId").asText(),
                                    configuration,
                                    gathering.now()));
        } catch (NoSuchEntityException none) {
            gathering.items().addDeleted(account(gathering), ResourceType.IAM_POLICY, arn, gathering.now());
        }
    }

    private ObjectNode policy(String arn) {
        Policy policy =
                clients.iam().getPolicy(request -> request.policyArn(arn)).policy();
        PolicyVersion version = clients.iam()
                .getPolicyVersion(request -> request.policyArn(arn).versionId(policy.defaultVersionId()))
                .policyVersion();
        ObjectNode configuration = SdkJson.CAMEL_CASE.object(policy);
        configuration.putArray("policyVersionList").add(SdkJson.CAMEL_CASE.object(version));
        return configuration;
    }

    /** What open questions about a role are asked of: it, and the secrets it is to read. */
    private static Set<String> questions(String role, Set<EcsTaskDefinition> definitions) {
        Set<String> questions = new LinkedHashSet<>(Set.of(role));
        definitions.forEach(definition -> questions.addAll(definition.secretsOfRegistries()));
        return questions;
    }

    /** IAM's items belong to no Region. */
    private static Scope account(Gathering gathering) {
        return Scope.global(gathering.scope().accountId());
    }
}
