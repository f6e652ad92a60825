package dev.fargatepull.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.rule.Fact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageStatus;
import software.amazon.awssdk.services.ecr.model.ImageStatusFilter;
import software.amazon.awssdk.services.ecr.model.LayerInaccessibleException;
import software.amazon.awssdk.services.ecr.model.LayersNotFoundException;

/**
 * The images of one ECR repository.
 *
 * <p>{@code DescribeImages} tells which are there. It tells of what ECR keeps and fetches nothing, where
 * {@code BatchGetImage} by tag is what a pull does, and has a pull through cache rule ask the upstream registry: its
 * failures are named {@code Upstream…} (ECR API Reference, {@code ImageFailure}). So manifests are asked for by digest,
 * of images that are there.
 */
final class EcrImages {

    /** Of every kind, so that each comes as it was pushed. */
    private static final List<String> MANIFESTS = List.of(
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.docker.distribution.manifest.v2+json");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Web layers;

    EcrImages(Web layers) {
        this.layers = layers;
    }

    /**
     * The asked images that are there, in the shape of items.
     *
     * @param mayMiss whether an image that is not there counts as missing
     * @return empty if it is not known of each whether it is there
     */
    Optional<ArrayNode> in(
            Gathering gathering, EcrClient ecr, Scope registry, String name, AskedImages asked, boolean mayMiss) {
        return new Repository(gathering, ecr, registry.accountId(), name, asked).images(mayMiss);
    }

    private final class Repository {

        private final Gathering gathering;
        private final EcrClient ecr;
        private final String registryId;
        private final String name;
        private final AskedImages asked;
        private final Set<ImageIdentifier> missing = new HashSet<>();

        Repository(Gathering gathering, EcrClient ecr, String registryId, String name, AskedImages asked) {
            this.gathering = gathering;
            this.ecr = ecr;
            this.registryId = registryId;
            this.name = name;
            this.asked = asked;
        }

        Optional<ArrayNode> images(boolean mayMiss) {
            List<ImageIdentifier> ids = Stream.concat(
                            asked.digests().stream()
                                    .map(digest -> ImageIdentifier.builder()
                                            .imageDigest(digest)
                                            .build()),
                            asked.tags().stream()
                                    .map(tag -> ImageIdentifier.builder()
                                            .imageTag(tag)
                                            .build()))
                    .toList();
            Map<String, ObjectNode> found = new LinkedHashMap<>();
            for (List<ImageIdentifier> batch : Batches.of(ids)) {
                Optional<List<ImageDetail>> details = gathering.ask(asked.paths(), () -> describe(batch));
                if (details.isEmpty()) {
                    return Optional.empty();
                }
                details.get().forEach(detail -> found.put(detail.imageDigest(), image(detail)));
                boolean isComplete = batch.stream()
                        .allMatch(id ->
                                missing.contains(id) || details.get().stream().anyMatch(detail -> answers(detail, id)));
                if (!isComplete) {
                    return Optional.empty();
                }
            }
            if (!missing.isEmpty() && !mayMiss) {
                return Optional.empty();
            }
            if (gathering.wants(Fact.IMAGE_PLATFORMS)) {
                addPlatforms(found);
            }
            return Optional.of(JsonNodeFactory.instance.arrayNode().addAll(found.values()));
        }

        /** One that is missing fails the whole call, which names no more than one: halves find out which. */
        private List<ImageDetail> describe(List<ImageIdentifier> ids) {
            try {
                return ecr.describeImages(request -> request.registryId(registryId)
                                .repositoryName(name)
                                .imageIds(ids)
                                // Archived ones are passed over otherwise (DescribeImagesFilter).
                                .filter(filter -> filter.imageStatus(ImageStatusFilter.ANY)))
                        .imageDetails();
            } catch (ImageNotFoundException notAll) {
                if (ids.size() == 1) {
                    missing.add(ids.get(0));
                    return List.of();
                }
                List<ImageDetail> details = new ArrayList<>(describe(ids.subList(0, ids.size() / 2)));
                details.addAll(describe(ids.subList(ids.size() / 2, ids.size())));
                return details;
            }
        }

        private static boolean answers(ImageDetail detail, ImageIdentifier id) {
            return id.imageDigest() == null
                    ? detail.imageTags().contains(id.imageTag())
                    : id.imageDigest().equals(detail.imageDigest());
        }

        /** Of an index ECR gives the size of its largest manifest (ECR API Reference, {@code ImageDetail}). */
        private ObjectNode image(ImageDetail detail) {
            ObjectNode image = JsonNodeFactory.instance.objectNode().put("imageDigest", detail.imageDigest());
            detail.imageTags().forEach(image.withArray("imageTags")::add);
            if (detail.imageStatusAsString() != null) {
                image.put("imageStatus", detail.imageStatusAsString());
            }
            if (detail.imageSizeInBytes() != null) {
                image.put("imageSizeInBytes", detail.imageSizeInBytes());
            }
            return image;
        }

        private void addPlatforms(Map<String, ObjectNode> found) {
            List<ImageIdentifier> active = found.entrySet().stream()
                    .filter(image -> image.getValue()
                            .path("imageStatus")
                            .asText(ImageStatus.ACTIVE.toString())
                            .equals(ImageStatus.ACTIVE.toString()))
                    .map(image -> ImageIdentifier.builder()
                            .imageDigest(image.getKey())
                            .build())
                    .toList();
            for (List<ImageIdentifier> batch : Batches.of(active)) {
                // Failures are images that went away in between, or that nobody can read: their platforms stay unknown.
                gathering
                        .ask(
                                asked.paths(),
                                () -> ecr.batchGetImage(request -> request.registryId(registryId)
                                                .repositoryName(name)
                                                .imageIds(batch)
                                                .acceptedMediaTypes(MANIFESTS))
                                        .images())
                        .orElse(List.of())
                        .forEach(image -> Optional.ofNullable(
                                        found.get(image.imageId().imageDigest()))
                                .ifPresent(there ->
                                        platforms(image).ifPresent(platforms -> there.set("platforms", platforms))));
            }
        }

        private Optional<ArrayNode> platforms(Image image) {
            ImageManifest manifest = ImageManifest.of(image.imageManifest().getBytes(StandardCharsets.UTF_8));
            return manifest.platforms().isPresent()
                    ? manifest.platforms()
                    : manifest.configDigest().flatMap(this::layer).flatMap(ImageManifest::platformsOf);
        }

        private Optional<byte[]> layer(String digest) {
            try {
                Optional<String> url = gathering.ask(
                        asked.paths(),
                        () -> ecr.getDownloadUrlForLayer(request -> request.registryId(registryId)
                                        .repositoryName(name)
                                        .layerDigest(digest))
                                .downloadUrl());
                return url.flatMap(this::download);
            } catch (LayersNotFoundException | LayerInaccessibleException unknown) {
                return Optional.empty();
            }
        }

        private Optional<byte[]> download(String url) {
            try {
                Web.Answer answer =
                        layers.get(Web.uri(url), Map.of(), Web.Deadline.in(PATIENCE), ImageManifest.MOST_BYTES);
                if (answer.status() >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
                    throw new EvidenceException("the layers of %s answer %d".formatted(name, answer.status()));
                }
                return answer.isOk() ? Optional.of(answer.body()) : Optional.empty();
            } catch (Web.TooLargeException noConfiguration) {
                return Optional.empty();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
