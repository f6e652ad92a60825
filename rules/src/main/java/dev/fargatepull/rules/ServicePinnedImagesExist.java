package dev.fargatepull.rules;

import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.TaskLaunch.PinnedImage;
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
import dev.fargatepull.core.rule.Severity;
import dev.fargatepull.core.verdict.Findings;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.core.workload.Workloads;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** ECS keeps to the digest it first saw. Once a lifecycle policy takes that image away, a service cannot scale out. */
public final class ServicePinnedImagesExist implements Rule {

    @Override
    public RuleSpec spec() {
        return RuleSpec.of(ServicePinnedImagesExist.class)
                .summary("The digests that ECS pinned for a Fargate service are still in their repositories")
                .description(
                        "When a service is deployed, ECS notes the digest behind each tag and starts all later tasks "
                                + "with it. If the tag is pushed anew and a lifecycle policy takes the old image away, the running "
                                + "tasks go on, and scaling out or replacing one of them fails weeks later, although the tag is there.")
                .severity(Severity.MEDIUM)
                .reportsOn(ResourceType.ECS_SERVICE)
                .consults(Workloads.CONSULTS)
                .consults(Registries.CONSULTS)
                .facts(Set.of(Fact.IMAGES, Fact.PINNED_IMAGES))
                .breaches(CauseCode.PINNED_DIGEST_MISSING, CauseCode.PINNED_DIGEST_ARCHIVED)
                .opens(CauseCode.PINNED_DIGEST_UNKNOWN, CauseCode.NETWORK_CONFIGURATION_UNKNOWN)
                .opens(Workloads.QUESTIONS)
                .build();
    }

    @Override
    public void evaluate(PullModel model, Parameters parameters, Findings findings) {
        for (Workload workload : model.workloads()) {
            if (workload.type() == ResourceType.ECS_SERVICE) {
                workload.networkUnknown()
                        .ifPresent(cause -> findings.on(workload).add(cause, workload));
                workload.launch()
                        .pinnedImages()
                        .ifPresentOrElse(
                                pinned -> judge(model.registries(), workload, pinned, findings),
                                () -> leaveOpen(workload, findings));
            }
        }
    }

    private static void judge(Registries registries, Workload workload, List<PinnedImage> pinned, Findings findings) {
        for (PinnedImage image : pinned) {
            if (image.digest().isEmpty() || goesByTag(workload, image.containerName())) {
                continue;
            }
            Findings.Subject service = findings.on(workload).touchedBy(workload);
            if (workload.isCertain()) {
                obstacle(registries, workload, image, image.digest().get())
                        .ifPresent(cause -> service.add(cause, workload));
            }
        }
    }

    private static boolean goesByTag(Workload workload, String containerName) {
        return workload.taskDefinition().stream()
                .flatMap(definition -> definition.containers().stream())
                .anyMatch(container -> container.name().equals(containerName) && !container.pinsDigest());
    }

    private static void leaveOpen(Workload workload, Findings findings) {
        boolean mayPin = workload.taskDefinition()
                .map(definition -> definition.containers().stream().anyMatch(EcsTaskDefinition.Container::pinsDigest))
                .orElse(true);
        if (mayPin) {
            Findings.Subject service = findings.on(workload).touchedBy(workload);
            if (workload.isCertain()) {
                service.add(
                        Cause.open(
                                CauseCode.PINNED_DIGEST_UNKNOWN,
                                workload.resourceId(),
                                "which digests ECS pinned for %s is not in the evidence".formatted(workload.label()),
                                "See aws ecs describe-service-revisions, or add pinnedImages to the service's item."),
                        workload);
            }
        }
    }

    private static Optional<Cause> obstacle(
            Registries registries, Workload workload, PinnedImage pinned, String digest) {
        ImageReference image = ImageReference.parse(pinned.image()).pinnedTo(digest);
        ImageLookup lookup = registries.find(image);
        if (lookup instanceof ImageLookup.Found found) {
            return switch (found.image().status()) {
                case ACTIVE -> Optional.empty();
                case ARCHIVED -> Optional.of(archived(workload, image));
                case UNCLEAR ->
                    Optional.of(unknown(Registries.unknown(
                            image,
                            "it is neither active nor archived, perhaps on its way back from the archive",
                            "Wait until aws ecr describe-images shows it as ACTIVE.")));
            };
        }
        return Optional.of(
                lookup instanceof ImageLookup.Unknown unknown ? unknown(unknown.why()) : missing(workload, image));
    }

    private static Cause missing(Workload workload, ImageReference image) {
        return Cause.breach(
                CauseCode.PINNED_DIGEST_MISSING,
                image.path(),
                "%s keeps to %s, and the repository no longer has it".formatted(workload.label(), image.label()),
                "Force a new deployment of the service.");
    }

    private static Cause archived(Workload workload, ImageReference image) {
        return Cause.breach(
                CauseCode.PINNED_DIGEST_ARCHIVED,
                image.path(),
                "%s keeps to %s, which is in ECR's archive".formatted(workload.label(), image.label()),
                "Restore it with aws ecr update-image-storage-class, or force a new deployment.");
    }

    private static Cause unknown(Cause why) {
        return Cause.open(CauseCode.PINNED_DIGEST_UNKNOWN, why.resourceId(), why.message(), why.fix());
    }
}
