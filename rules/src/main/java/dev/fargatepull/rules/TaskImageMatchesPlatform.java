package dev.fargatepull.rules;

import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.RegistryImage;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.image.ImageReference;
import dev.fargatepull.core.image.Registries;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.verdict.Findings;
import dev.fargatepull.core.workload.TaskPlatform;
import dev.fargatepull.core.workload.Workloads;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An image built on a laptop with another processor is pushed without a word, and no task can use it. */
public final class TaskImageMatchesPlatform implements Rule {

    @Override
    public RuleSpec spec() {
        return RuleSpec.of(TaskImageMatchesPlatform.class)
                .summary("Every image of a Fargate task has a manifest for the platform the task runs on")
                .description(
                        "A task runs on Linux and X86_64 unless its task definition says otherwise. An image built on an "
                                + "ARM laptop without --platform has a manifest for arm64 only, and the pull ends with \"image Manifest "
                                + "does not contain descriptor matching platform\". Windows images also have to be of the host's "
                                + "build.")
                .reportsOn(ResourceType.ECS_TASK_DEFINITION)
                .consults(Workloads.CONSULTS)
                .consults(Registries.CONSULTS)
                .facts(Set.of(Fact.IMAGES, Fact.IMAGE_PLATFORMS, Fact.TASK_PLATFORMS))
                .breaches(CauseCode.IMAGE_PLATFORM_MISMATCH)
                .opens(CauseCode.IMAGE_UNKNOWN, CauseCode.CLUSTER_UNKNOWN)
                .build();
    }

    @Override
    public void evaluate(PullModel model, Parameters parameters, Findings findings) {
        TaskDefinitions.judgeImages(model, findings, (definition, images, workload, subject) -> {
            TaskPlatform platform =
                    TaskPlatform.of(definition, workload.launch().platformVersion());
            for (ImageReference image : images) {
                obstacle(model.registries(), definition, platform, image)
                        .ifPresent(cause -> subject.add(cause, workload));
            }
        });
    }

    private static Optional<Cause> obstacle(
            Registries registries, EcsTaskDefinition definition, TaskPlatform platform, ImageReference image) {
        Optional<RegistryImage> found = registries.image(image);
        if (found.isEmpty()) {
            return Optional.of(registries.whyUnseen(image));
        }
        return switch (platform.among(found.get().platforms())) {
            case YES -> Optional.empty();
            case NO -> Optional.of(mismatch(definition, platform, image, found.get()));
            case UNKNOWN ->
                Optional.of(Registries.unknown(
                        image,
                        "whether it has a manifest for %s is not in the evidence".formatted(platform.label()),
                        "Check it with docker buildx imagetools inspect."));
        };
    }

    private static Cause mismatch(
            EcsTaskDefinition definition, TaskPlatform platform, ImageReference image, RegistryImage found) {
        String has = found.platforms().stream()
                .filter(known -> !known.isAttestation())
                .map(RegistryImage.ImagePlatform::label)
                .distinct()
                .collect(Collectors.joining(", "));
        return Cause.breach(
                CauseCode.IMAGE_PLATFORM_MISMATCH,
                image.path(),
                "%s runs on %s, and %s is for %s"
                        .formatted(
                                definition.label(),
                                platform.label(),
                                image.label(),
                                has.isEmpty() ? "no platform" : has),
                "Build it with --platform %s, or set RuntimePlatform.".formatted(platform.name()));
    }
}
