package dev.fargatepull.rules;

import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.verdict.Findings;
import dev.fargatepull.core.workload.Workload;

/** What the rules on task definitions have in common: each is judged for the workloads that run it. */
final class TaskDefinitions {

    private TaskDefinitions() {}

    /** Judges a task definition for a workload that is known to run it. */
    interface Check {

        /** Adds what it finds to the subject. */
        void judge(EcsTaskDefinition definition, Workload workload, Findings.Subject subject);
    }

    /** Puts a check to the task definition of every workload; one that is uncertain leaves the verdict open. */
    static void judge(PullModel model, Findings findings, Check check) {
        for (Workload workload : model.workloads()) {
            workload.taskDefinition().ifPresent(definition -> {
                Findings.Subject subject = findings.on(ResourceType.ECS_TASK_DEFINITION, definition.resourceId())
                        .touchedBy(workload);
                if (workload.isCertain()) {
                    check.judge(definition, workload, subject);
                }
            });
        }
    }
}
