package dev.fargatepull.rules;

import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.permission.SecretPermissions;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.verdict.Findings;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.core.workload.Workloads;

/** Without the credentials in Secrets Manager a private registry refuses the pull. */
public final class RegistryCredentialsAreReadable implements Rule {

    @Override
    public RuleSpec spec() {
        return RuleSpec.of(RegistryCredentialsAreReadable.class)
                .summary("The execution role can read the credentials of the registries that ask for some")
                .description(
                        "For a private registry other than ECR the task definition names a secret. Before each pull ECS "
                                + "reads it in the name of the execution role, which therefore has to be allowed to read it and, "
                                + "where a key of the account's own encrypts it, to decrypt with that key.")
                .reportsOn(ResourceType.ECS_TASK_DEFINITION)
                .consults(Workloads.CONSULTS)
                .consults(SecretPermissions.CONSULTS)
                .breaches(CauseCode.SECRET_MISSING, CauseCode.SECRET_NOT_READABLE)
                .opens(CauseCode.SECRET_UNKNOWN, CauseCode.CLUSTER_UNKNOWN)
                .build();
    }

    @Override
    public void evaluate(PullModel model, Parameters parameters, Findings findings) {
        for (Workload workload : model.workloads()) {
            workload.taskDefinition()
                    .filter(EcsTaskDefinition::hasRepositoryCredentials)
                    .ifPresent(definition -> {
                        Findings.Subject subject = findings.on(
                                        ResourceType.ECS_TASK_DEFINITION, definition.resourceId())
                                .touchedBy(workload);
                        if (workload.isCertain()) {
                            model.secretPermissions()
                                    .obstacles(definition, workload)
                                    .forEach(cause -> subject.add(cause, workload));
                        }
                    });
        }
    }
}
