package dev.fargatepull.core.image;

import dev.fargatepull.core.aws.EcrPublicRepository;
import dev.fargatepull.core.aws.EcrPullThroughCacheRule;
import dev.fargatepull.core.aws.EcrRepository;
import dev.fargatepull.core.aws.OciRepository;
import dev.fargatepull.core.aws.RegistryImage;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.inventory.Scope;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The registries that an account's workloads in a Region pull from, as far as anybody looked into them. */
public final class Registries {

    /** The types it reads. */
    public static final Set<ResourceType> CONSULTS = Collections.unmodifiableSet(EnumSet.of(
            ResourceType.CONFIG_CONFIGURATION_RECORDER,
            ResourceType.ECR_PUBLIC_REPOSITORY,
            ResourceType.ECR_PULL_THROUGH_CACHE_RULE,
            ResourceType.ECR_REPOSITORY,
            ResourceType.OCI_REPOSITORY));

    /** ECR Public keeps every repository there (ECR API Reference, "Amazon ECR Public endpoints"). */
    private static final String REGION_OF_ECR_PUBLIC = "us-east-1";

    private final RegionInventory inventory;
    private final Map<ImageReference, ImageLookup> lookups = new HashMap<>();
    private final Map<String, Optional<RepositoryContents>> repositories = new HashMap<>();

    /** The registries that these items tell of, and those of other accounts and Regions in the same evidence. */
    public Registries(RegionInventory inventory) {
        this.inventory = inventory;
    }

    /** Looks an image up. */
    public ImageLookup find(ImageReference image) {
        return lookups.computeIfAbsent(image, this::look);
    }

    /**
     * The image, if it is known to be there and to be pulled by this reference, whether or not it is in the archive.
     */
    public Optional<RegistryImage> image(ImageReference image) {
        return find(image) instanceof ImageLookup.Found found ? Optional.of(found.image()) : Optional.empty();
    }

    /** The images among these that are there, or may be: what one holds that is proven to be missing is no question. */
    public List<ImageReference> notMissing(Set<ImageReference> images) {
        return images.stream()
                .filter(image -> find(image) instanceof ImageLookup.Found || find(image) instanceof ImageLookup.Unknown)
                .toList();
    }

    /**
     * Why nothing is known of what an image holds.
     *
     * @param image one that is neither known nor missing
     */
    public Cause whyUnseen(ImageReference image) {
        if (find(image) instanceof ImageLookup.Unknown unknown) {
            return unknown.why();
        }
        throw new IllegalArgumentException("it is known whether there is " + image);
    }

    /** The open question that an image leaves. */
    public static Cause unknown(ImageReference image, String why, String fix) {
        return Cause.open(CauseCode.IMAGE_UNKNOWN, image.path(), "image %s: %s".formatted(image.label(), why), fix);
    }

    private ImageLookup look(ImageReference image) {
        ImageLookup found =
                image.ecrRegistry().map(registry -> lookInEcr(image, registry)).orElseGet(() -> lookElsewhere(image));
        return found instanceof ImageLookup.Found
                ? found
                : image.flaw().<ImageLookup>map(ImageLookup.Invalid::new).orElse(found);
    }

    private ImageLookup lookInEcr(ImageReference image, ImageReference.EcrRegistry ecr) {
        RegionInventory registry = inventory.in(new Scope(ecr.accountId(), ecr.region()));
        if (registry.isDeleted(EcrRepository.class, image.repository())) {
            return fetchedOnPull(image, registry).orElseGet(ImageLookup.NoRepository::new);
        }
        Optional<RepositoryContents> repository = repositories.computeIfAbsent(
                image.path(),
                path -> registry.find(EcrRepository.class, image.repository())
                        .flatMap(EcrRepository::images)
                        .map(RepositoryContents::new));
        if (repository.isEmpty()) {
            return new ImageLookup.Unknown(notLookedInto(image, ecr));
        }
        return repository
                .get()
                .find(image)
                .<ImageLookup>map(ImageLookup.Found::new)
                .or(() -> fetchedOnPull(image, registry))
                .orElseGet(ImageLookup.NoImage::new);
    }

    /**
     * Whether ECR may fetch what is not there, and even create the repository, when a task asks for it (ECR User Guide,
     * "Sync an upstream registry").
     */
    private static Optional<ImageLookup> fetchedOnPull(ImageReference image, RegionInventory registry) {
        if (!registry.knowsAll(ResourceType.ECR_PULL_THROUGH_CACHE_RULE)) {
            return Optional.of(new ImageLookup.Unknown(unknown(
                    image,
                    "it is not in the registry, and whether a pull through cache rule fetches it is not recorded",
                    "Record AWS::ECR::PullThroughCacheRule in the registry's account and Region.")));
        }
        return registry.all(EcrPullThroughCacheRule.class).stream()
                .filter(rule -> rule.fills(image.repository()))
                .findFirst()
                .map(rule -> new ImageLookup.Unknown(unknown(
                        image,
                        "it is not in the registry, but pull through cache rule %s may fetch it"
                                .formatted(rule.prefix()),
                        "Pull it once, or see that the upstream registry has it.")));
    }

    private Cause notLookedInto(ImageReference image, ImageReference.EcrRegistry ecr) {
        return ecr.accountId().equals(inventory.scope().accountId())
                ? unknown(
                        image,
                        "what its repository in %s holds is not in the evidence".formatted(ecr.region()),
                        "See aws ecr describe-images, or add the repository's images to its item.")
                : unknown(
                        image,
                        "what the registry of account %s holds is not in the evidence".formatted(ecr.accountId()),
                        "Check the image there, or add that account's items to the evidence.");
    }

    private ImageLookup lookElsewhere(ImageReference image) {
        Optional<RepositoryContents> repository = repositories.computeIfAbsent(
                image.path(), path -> imagesElsewhere(image).map(RepositoryContents::new));
        if (repository.isEmpty()) {
            return new ImageLookup.Unknown(unknown(
                    image,
                    "what the registry holds is not in the evidence",
                    "Check the image there, or add an item with the repository's images."));
        }
        return repository
                .get()
                .find(image)
                .<ImageLookup>map(ImageLookup.Found::new)
                .orElseGet(ImageLookup.NoImage::new);
    }

    private Optional<List<RegistryImage>> imagesElsewhere(ImageReference image) {
        Optional<List<RegistryImage>> asked =
                inventory.find(OciRepository.class, image.path()).flatMap(OciRepository::images);
        if (asked.isPresent() || !image.host().equals(ImageReference.ECR_PUBLIC)) {
            return asked;
        }
        Scope home = new Scope(inventory.scope().accountId(), REGION_OF_ECR_PUBLIC);
        return Stream.of(inventory, inventory.in(home))
                .flatMap(place -> place.find(EcrPublicRepository.class, image.repository()).stream())
                .flatMap(repository -> repository.images().stream())
                .findFirst();
    }
}
