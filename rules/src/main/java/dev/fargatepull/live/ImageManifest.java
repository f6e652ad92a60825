package dev.fargatepull.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is told by a manifest or an index of manifests, of OCI's or Docker's kind (OCI Image Format Specification). It
 * may be anybody's work: what is not understood is unknown.
 *
 * @param platforms the platforms of an index, in the shape of items; absent for a single manifest, whose platform its
 *     configuration tells, and for an index that does not tell all of them
 * @param configDigest the configuration of a single manifest
 * @param sizeInBytes the compressed size of a single manifest's layers with its configuration
 * @param manifests the manifests of an index that a Fargate task may take; none where its platforms are not all told
 */
record ImageManifest(
        Optional<ArrayNode> platforms,
        Optional<String> configDigest,
        Optional<Long> sizeInBytes,
        List<String> manifests) {

    /** More than any manifest has: registries take 4 MiB (OCI Distribution Specification, "Pushing Manifests"). */
    static final int MOST_BYTES = 4 << 20;

    private static final ImageManifest UNKNOWN =
            new ImageManifest(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    /** What Fargate has (Amazon ECS Developer Guide, "Task definition differences for Fargate"). */
    private static final Set<String> SYSTEMS = Set.of("linux", "windows");

    private static final Set<String> ARCHITECTURES = Set.of("amd64", "arm64");

    static ImageManifest of(byte[] text) {
        JsonNode manifest = tree(text);
        if (manifest.path("manifests").isArray()) {
            return index(manifest.get("manifests"));
        }
        return manifest.path("layers").isArray()
                ? new ImageManifest(
                        Optional.empty(),
                        text(manifest.path("config"), "digest"),
                        sizeOf(manifest.path("config"), manifest.get("layers")),
                        List.of())
                : UNKNOWN;
    }

    /** The platform that the configuration of a single manifest tells; no image's configuration lacks it. */
    static Optional<ArrayNode> platformsOf(byte[] config) {
        return platform(tree(config)).map(JsonNodeFactory.instance.arrayNode()::add);
    }

    private static ImageManifest index(JsonNode entries) {
        ArrayNode platforms = JsonNodeFactory.instance.arrayNode();
        List<String> manifests = new ArrayList<>();
        for (JsonNode entry : entries) {
            Optional<ObjectNode> platform = platform(entry.path("platform"));
            if (platform.isEmpty()) {
                return UNKNOWN;
            }
            platforms.add(platform.get());
            if (SYSTEMS.contains(entry.path("platform").path("os").asText())
                    && ARCHITECTURES.contains(
                            entry.path("platform").path("architecture").asText())) {
                manifests.add(entry.path("digest").asText());
            }
        }
        return new ImageManifest(Optional.of(platforms), Optional.empty(), Optional.empty(), List.copyOf(manifests));
    }

    private static Optional<ObjectNode> platform(JsonNode told) {
        Optional<String> os = text(told, "os");
        Optional<String> architecture = text(told, "architecture");
        if (os.isEmpty() || architecture.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode platform =
                JsonNodeFactory.instance.objectNode().put("os", os.get()).put("architecture", architecture.get());
        text(told, "os.version").ifPresent(version -> platform.put("osVersion", version));
        return Optional.of(platform);
    }

    private static Optional<Long> sizeOf(JsonNode config, JsonNode layers) {
        long sum = config.path("size").asLong(-1);
        boolean isKnown = sum >= 0;
        for (JsonNode layer : layers) {
            long size = layer.path("size").asLong(-1);
            isKnown = isKnown && size >= 0 && sum + size >= 0;
            sum += size;
        }
        return isKnown ? Optional.of(sum) : Optional.empty();
    }

    private static Optional<String> text(JsonNode object, String name) {
        return Optional.ofNullable(object.path(name).textValue()).filter(value -> !value.isEmpty());
    }

    private static JsonNode tree(byte[] text) {
        try {
            return Json.read(text);
        } catch (IOException notJson) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
