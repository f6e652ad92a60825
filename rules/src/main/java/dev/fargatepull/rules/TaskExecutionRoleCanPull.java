package dev.fargatepull.rules;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.network.Network;
import dev.fargatepull.core.permission.RolePermissions;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.verdict.Findings;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.core.workload.Workloads;

/** ECS pulls in the name of the execution role; without its leave no task starts. */
public final class TaskExecutionRoleCanPull implements Rule {

    @Override
    public RuleSpec spec() {
        return RuleSpec.of(TaskExecutionRoleCanPull.class)
                .summary("ECS may assume the task execution role, which may pull the images from Amazon ECR")
                .description(
                        "ECS assumes the execution role to log in to ECR and to fetch manifest and layers. The login "
                                + "has to be allowed on * by the role's own policies; the repository of the same account may grant "
                                + "the rest. A boundary, a condition or a deny that nobody thought of stops it. Policies of the "
                                + "organization are not seen.")
                .guideStep("G7")
                .reportsOn(ResourceType.IAM_ROLE)
                .consults(Workloads.CONSULTS)
                .consults(Network.PATHS_CONSULT)
                .consults(RolePermissions.CONSULTS)
                .breaches(CauseCode.ROLE_NOT_ASSUMABLE, CauseCode.ROLE_CANNOT_PULL, CauseCode.ROLE_MISSING)
                .opens(
                        CauseCode.ROLE_UNKNOWN,
                        CauseCode.POLICY_UNKNOWN,
                        CauseCode.POLICY_UNCLEAR,
                        CauseCode.CLUSTER_UNKNOWN)
                .build();
    }

    @Override
    public void evaluate(PullModel model, Parameters parameters, Findings findings) {
        RolePermissions roles = model.rolePermissions();
        for (Workload workload : model.workloads()) {
            if (workload.isCertain()) {
                roles.roleUnnamed(workload).ifPresent(cause -> findings.addUnreported(cause, workload));
            }
            roles.pullingRole(workload).ifPresent(role -> {
                Findings.Subject subject = findings.on(ResourceType.IAM_ROLE, roles.resourceId(role))
                        .touchedBy(workload);
                if (workload.isCertain()) {
                    roles.obstacles(role, workload).forEach(cause -> subject.add(cause, workload));
                }
            });
        }
    }
}
