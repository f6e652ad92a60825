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
import dev.fargatepull.core.rule.Severity;
import dev.fargatepull.core.verdict.Findings;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.core.workload.Workloads;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A task keeps its images on its ephemeral storage, packed and unpacked; one that does not fit ends the pull. */
public final class TaskImageFitsStorage implements Rule {

    /** What a task gets where its task definition names no size (ECS Developer Guide, "Fargate task storage"). */
    private static final long DEFAULT_GIB = 20;

    private static final long GIB = 1L << 30;

    /** An exbibyte, at which sums stop so that no evidence makes them overflow. */
    private static final long MORE_THAN_ANY_STORAGE = 1L << 60;

    @Override
    public RuleSpec spec() {
        return RuleSpec.of(TaskImageFitsStorage.class)
                .summary("The images of a Fargate task fit into its ephemeral storage")
                .description(
                        "Fargate keeps each image of a task on the task's ephemeral storage, compressed as it comes and "
                                + "unpacked beside it. Images whose compressed size alone fills the storage end the pull with \"no "
                                + "space left on device\". From two fifths of the storage on, where unpacking may fill it, the "
                                + "verdict says so.")
                .severity(Severity.MEDIUM)
                .reportsOn(ResourceType.ECS_TASK_DEFINITION)
                .consults(Workloads.CONSULTS)
                .consults(Registries.CONSULTS)
                .facts(Set.of(Fact.IMAGES, Fact.IMAGE_SIZES, Fact.TASK_PLATFORMS))
                .breaches(CauseCode.IMAGES_EXCEED_STORAGE)
                .opens(CauseCode.IMAGE_UNKNOWN, CauseCode.CLUSTER_UNKNOWN)
                .build();
    }

    @Override
    public void evaluate(PullModel model, Parameters parameters, Findings findings) {
        TaskDefinitions.judgeImages(
                model,
                findings,
                (definition, images, workload, subject) ->
                        judge(model.registries(), definition, images, workload, subject));
    }

    private static void judge(
            Registries registries,
            EcsTaskDefinition definition,
            List<ImageReference> references,
            Workload workload,
            Findings.Subject subject) {
        long storageInGib = definition.ephemeralStorageInGib().orElse(DEFAULT_GIB);
        long images = 0;
        Set<String> digests = new HashSet<>();
        for (ImageReference reference : references) {
            Optional<RegistryImage> image = registries.image(reference);
            Optional<Long> size = image.flatMap(RegistryImage::sizeInBytes);
            if (size.isEmpty()) {
                subject.add(whySizeIsUnknown(registries, reference, image), workload);
            } else if (digests.add(image.get().digest().orElse(reference.toString()))) {
                // Layers are stored once, whichever names lead to them.
                images = Math.min(images + size.get(), MORE_THAN_ANY_STORAGE);
            }
        }
        if (images / GIB >= storageInGib) {
            subject.add(tooLarge(definition, images, storageInGib), workload);
        } else if (images * 5 / GIB >= storageInGib * 2) {
            subject.note("The images of %s take %s of %d GiB compressed; unpacked they may not fit."
                    .formatted(definition.label(), inGib(images), storageInGib));
        }
    }

    private static Cause whySizeIsUnknown(
            Registries registries, ImageReference reference, Optional<RegistryImage> image) {
        return image.isEmpty()
                ? registries.whyUnseen(reference)
                : Registries.unknown(
                        reference,
                        "its size is not in the evidence",
                        "See aws ecr describe-images, or add imageSizeInBytes to its repository's item.");
    }

    private static Cause tooLarge(EcsTaskDefinition definition, long images, long storageInGib) {
        return Cause.breach(
                CauseCode.IMAGES_EXCEED_STORAGE,
                definition.reference(),
                "the images of %s take %s GiB compressed, and fill its ephemeral storage of %d GiB"
                        .formatted(definition.label(), inGib(images), storageInGib),
                "Raise EphemeralStorage in the task definition, or make the images smaller.");
    }

    /** Rounded down, so that what is less than the storage reads as less. */
    private static String inGib(long bytes) {
        long tenths = bytes / GIB * 10 + bytes % GIB * 10 / GIB;
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : "%d.%d".formatted(tenths / 10, tenths % 10);
    }
}
