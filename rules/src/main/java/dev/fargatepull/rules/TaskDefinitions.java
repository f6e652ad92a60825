package dev.fargatepull.rules;

import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.image.ImageReference;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.verdict.Findings;
import dev.fargatepull.core.workload.Workload;
import java.util.List;

/** What the rules on task definitions have in common: each is judged for the workloads that run it. */
final class TaskDefinitions {

    private TaskDefinitions() {}

    /** Judges a task definition for a workload that is known to run it. */
    interface Check {

        /** Adds what it finds to the subject. */
        void judge(EcsTaskDefinition definition, Workload workload, Findings.Subject subject);
    }

    /** Judges what the images of a task definition hold, as far as they are not proven to be missing. */
    interface ImageCheck {

        /** Adds what it finds to the subject. */
        void judge(
                EcsTaskDefinition definition, List<ImageReference> images, Workload workload, Findings.Subject subject);
    }

    /**
     * Puts a check to the images of every workload. Those that are missing break the pull and are reported so; there is
     * nothing to say of what they hold, and nothing at all of a task definition that has no others.
     */
    static void judgeImages(PullModel model, Findings findings, ImageCheck check) {
        for (Workload workload : model.workloads()) {
            List<ImageReference> images = model.registries().notMissing(workload.images());
            if (!images.isEmpty()) {
                judge(
                        workload,
                        findings,
                        (definition, runner, subject) -> check.judge(definition, images, runner, subject));
            }
        }
    }

    /** Puts a check to the task definition of every workload; one that is uncertain leaves the verdict open. */
    static void judge(PullModel model, Findings findings, Check check) {
        model.workloads().forEach(workload -> judge(workload, findings, check));
    }

    private static void judge(Workload workload, Findings findings, Check check) {
        workload.taskDefinition().ifPresent(definition -> {
            Findings.Subject subject = findings.on(ResourceType.ECS_TASK_DEFINITION, definition.resourceId())
                    .touchedBy(workload);
            if (workload.isCertain()) {
                check.judge(definition, workload, subject);
            }
        });
    }
}
