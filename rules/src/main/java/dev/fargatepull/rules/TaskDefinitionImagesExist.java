package dev.fargatepull.rules;

import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.RegistryImage;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.image.ImageLookup;
import dev.fargatepull.core.image.ImageReference;
import dev.fargatepull.core.image.Registries;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.verdict.Findings;
import dev.fargatepull.core.workload.Workloads;
import java.util.Optional;
import java.util.Set;

/** A task definition is registered whether or not its images are there; only the pull finds out. */
public final class TaskDefinitionImagesExist implements Rule {

    @Override
    public RuleSpec spec() {
        return RuleSpec.of(TaskDefinitionImagesExist.class)
                .summary("Every image of a Fargate task definition is in its registry and can be pulled")
                .description("ECS registers a task definition without looking at its images. A repository with another "
                        + "name, a tag that was never pushed or that a lifecycle policy took away, a digest that is gone, an "
                        + "image that was moved to the archive: each is found out by the task that cannot start.")
                .guideStep("G8")
                .reportsOn(ResourceType.ECS_TASK_DEFINITION)
                .consults(Workloads.CONSULTS)
                .consults(Registries.CONSULTS)
                .facts(Set.of(Fact.IMAGES))
                .breaches(
                        CauseCode.REPOSITORY_MISSING,
                        CauseCode.IMAGE_TAG_MISSING,
                        CauseCode.IMAGE_DIGEST_MISSING,
                        CauseCode.IMAGE_ARCHIVED,
                        CauseCode.IMAGE_REFERENCE_INVALID)
                .opens(CauseCode.IMAGE_UNKNOWN, CauseCode.CLUSTER_UNKNOWN)
                .build();
    }

    @Override
    public void evaluate(PullModel model, Parameters parameters, Findings findings) {
        TaskDefinitions.judge(model, findings, (definition, workload, subject) -> {
            for (ImageReference image : workload.images()) {
                obstacle(model.registries(), definition, image).ifPresent(cause -> subject.add(cause, workload));
            }
        });
    }

    private static Optional<Cause> obstacle(Registries registries, EcsTaskDefinition definition, ImageReference image) {
        ImageLookup lookup = registries.find(image);
        if (lookup instanceof ImageLookup.Found found) {
            return obstacle(definition, image, found.image().status());
        }
        if (lookup instanceof ImageLookup.Unknown unknown) {
            return Optional.of(unknown.why());
        }
        if (lookup instanceof ImageLookup.Invalid invalid) {
            return Optional.of(Cause.breach(
                    CauseCode.IMAGE_REFERENCE_INVALID,
                    definition.reference(),
                    "%s names an image with the %s, which no registry accepts"
                            .formatted(definition.label(), invalid.flaw()),
                    "Correct the image in the task definition."));
        }
        return Optional.of(
                lookup instanceof ImageLookup.NoRepository
                        ? repositoryMissing(definition, image)
                        : imageMissing(definition, image));
    }

    private static Optional<Cause> obstacle(
            EcsTaskDefinition definition, ImageReference image, RegistryImage.Status status) {
        return switch (status) {
            case ACTIVE -> Optional.empty();
            case ARCHIVED ->
                Optional.of(Cause.breach(
                        CauseCode.IMAGE_ARCHIVED,
                        image.path(),
                        "%s pulls %s, which is in ECR's archive".formatted(definition.label(), image.label()),
                        "Restore it with aws ecr update-image-storage-class, or name another image."));
            case UNCLEAR ->
                Optional.of(Registries.unknown(
                        image,
                        "it is neither active nor archived, perhaps on its way back from the archive",
                        "Wait until aws ecr describe-images shows it as ACTIVE."));
        };
    }

    private static Cause repositoryMissing(EcsTaskDefinition definition, ImageReference image) {
        return Cause.breach(
                CauseCode.REPOSITORY_MISSING,
                image.path(),
                "%s pulls %s, and the registry has no repository %s"
                        .formatted(definition.label(), image.label(), image.repository()),
                "Create the repository and push the image, or correct its name.");
    }

    private static Cause imageMissing(EcsTaskDefinition definition, ImageReference image) {
        return image.digest()
                .map(digest -> Cause.breach(
                        CauseCode.IMAGE_DIGEST_MISSING,
                        image.path(),
                        "%s pulls %s, and the repository has no such digest"
                                .formatted(definition.label(), image.label()),
                        "Push the image anew, or name a digest that exists."))
                .orElseGet(() -> Cause.breach(
                        CauseCode.IMAGE_TAG_MISSING,
                        image.path(),
                        "%s pulls %s, and the repository has no such tag".formatted(definition.label(), image.label()),
                        "Push the image with this tag, or name one that exists."));
    }
}
