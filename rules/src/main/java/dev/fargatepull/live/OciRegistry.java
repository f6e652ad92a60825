package dev.fargatepull.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.json.Json;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One repository of a registry, asked over the OCI distribution API as somebody whom nobody knows. Nothing is pulled
 * that counts as a pull unless platforms or sizes are asked for: Docker Hub counts GET of manifests, and not HEAD
 * (Docker documentation, "Docker Hub usage and limits").
 */
final class OciRegistry {

    private static final String MANIFESTS = String.join(
            ", ",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.docker.distribution.manifest.v2+json");
    private static final Pattern MANIFEST =
            Pattern.compile("application/vnd\\.(oci\\.image|docker\\.distribution)\\..*");
    private static final Pattern SHA256 = Pattern.compile("sha256:[a-f0-9]{64}");

    /** A part of a challenge, as in {@code realm="https://…"} (RFC 9110, "Authentication Parameters"). */
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\",\\s]+))");

    private static final String BEARER = "bearer ";
    private static final int MOST_BYTES_OF_ANSWERS = 1 << 20;

    /** How many manifests of an index are read: each counts as a pull. */
    private static final int MOST_MANIFESTS = 4;

    /** The host behind the name that images are written with. */
    private static final Map<String, String> API_HOSTS = Map.of("docker.io", "registry-1.docker.io");

    private final Web web;
    private final Web.Deadline deadline;
    private final URI base;
    private final String repository;
    private Optional<String> token = Optional.empty();

    /**
     * A repository to be asked.
     *
     * @param scheme {@code https}, or {@code http} in tests
     * @param host the registry's host as images name it
     * @throws IOException if there can be no such URL
     */
    OciRegistry(Web web, String scheme, String host, String repository, Web.Deadline deadline) throws IOException {
        this.web = web;
        this.deadline = deadline;
        this.repository = repository;
        String apiHost = API_HOSTS.getOrDefault(host, host);
        this.base = Web.uri("%s://%s/v2/%s/".formatted(scheme, apiHost, repository));
        if (!apiHost.equals(base.getRawAuthority()) || base.getRawUserInfo() != null) {
            throw new IOException("no host: " + host);
        }
    }

    /**
     * The asked images that are there, in the shape of items.
     *
     * @param withManifests whether to read their manifests, for platforms and sizes
     * @return empty if the registry does not tell for sure which are there and which are not
     */
    Optional<ArrayNode> images(AskedImages asked, boolean withManifests) throws IOException {
        Map<String, ObjectNode> found = new LinkedHashMap<>();
        boolean isAnyMissing = false;
        for (String digest : asked.digests()) {
            isAnyMissing |= look(digest, Optional.of(digest), found).isEmpty();
        }
        for (String tag : asked.tags()) {
            Optional<ObjectNode> image = look(tag, Optional.empty(), found);
            image.ifPresent(there -> there.withArray("imageTags").add(tag));
            isAnyMissing |= image.isEmpty();
        }
        // Registries that hide what is private say 404 as well, of everything.
        if (isAnyMissing && found.isEmpty() && !listsTags()) {
            return Optional.empty();
        }
        if (withManifests) {
            for (Map.Entry<String, ObjectNode> image : found.entrySet()) {
                addManifest(image.getKey(), image.getValue());
            }
        }
        return Optional.of(JsonNodeFactory.instance.arrayNode().addAll(found.values()));
    }

    /** The image by a tag or digest; empty if there is none. */
    private Optional<ObjectNode> look(String reference, Optional<String> asDigest, Map<String, ObjectNode> found)
            throws IOException {
        Web.Answer answer = send("manifests/" + reference, true, 0);
        if (answer.status() == HttpURLConnection.HTTP_NOT_FOUND) {
            return Optional.empty();
        }
        Optional<String> told = answer.header("docker-content-digest")
                .filter(text -> SHA256.matcher(text).matches());
        // A server that answers anything to everybody is no registry.
        boolean isManifest = told.isPresent()
                || MANIFEST.matcher(answer.header("content-type").orElse("")).matches();
        if (!answer.isOk() || !isManifest) {
            throw new IOException("%smanifests/%s answers %d".formatted(base, reference, answer.status()));
        }
        Optional<String> digest = asDigest.or(() -> told);
        return Optional.of(found.computeIfAbsent(digest.orElse(reference), first -> {
            ObjectNode image = JsonNodeFactory.instance.objectNode();
            digest.ifPresent(text -> image.put("imageDigest", text));
            return image;
        }));
    }

    /** Adds what the manifest tells; whoever does not hand it out has the image all the same. */
    private void addManifest(String reference, ObjectNode image) {
        try {
            Optional<ImageManifest> manifest = manifest(reference);
            if (manifest.isPresent()) {
                platforms(manifest.get()).ifPresent(platforms -> image.set("platforms", platforms));
                size(manifest.get()).ifPresent(size -> image.put("imageSizeInBytes", size));
            }
        } catch (IOException outOfReach) {
            // What was not added stays unknown.
            return;
        }
    }

    private Optional<ImageManifest> manifest(String reference) throws IOException {
        return content("manifests/" + reference, reference).map(ImageManifest::of);
    }

    private Optional<ArrayNode> platforms(ImageManifest manifest) throws IOException {
        Optional<String> config =
                manifest.configDigest().filter(digest -> SHA256.matcher(digest).matches());
        return config.isPresent()
                ? content("blobs/" + config.get(), config.get()).flatMap(ImageManifest::platformsOf)
                : manifest.platforms();
    }

    /** Of an index the size of the largest manifest, as ECR gives it, among those that a task may take. */
    private Optional<Long> size(ImageManifest manifest) throws IOException {
        if (manifest.manifests().isEmpty() || manifest.manifests().size() > MOST_MANIFESTS) {
            return manifest.sizeInBytes();
        }
        long largest = 0;
        for (String digest : manifest.manifests()) {
            Optional<Long> size = SHA256.matcher(digest).matches()
                    ? manifest(digest).flatMap(ImageManifest::sizeInBytes)
                    : Optional.empty();
            if (size.isEmpty()) {
                return Optional.empty();
            }
            largest = Math.max(largest, size.get());
        }
        return Optional.of(largest);
    }

    /** A manifest or blob, if it is what its digest says. */
    private Optional<byte[]> content(String path, String reference) throws IOException {
        Web.Answer answer = send(path, false, ImageManifest.MOST_BYTES);
        boolean isGenuine = !reference.contains(":") || reference.equals(sha256(answer.body()));
        return answer.isOk() && isGenuine ? Optional.of(answer.body()) : Optional.empty();
    }

    /** Whether the registry shows the repository; the list itself is of no use, since it may be cut. */
    private boolean listsTags() throws IOException {
        Web.Answer answer = send("tags/list?n=1", false, MOST_BYTES_OF_ANSWERS);
        return answer.isOk() && Json.read(answer.body()).path("name").asText().equals(repository);
    }

    private Web.Answer send(String path, boolean isHead, int mostBytes) throws IOException {
        Web.Answer answer = sendOnce(path, isHead, mostBytes);
        if (answer.status() == HttpURLConnection.HTTP_UNAUTHORIZED && token.isEmpty()) {
            token = fetchToken(answer.headers("www-authenticate"));
            return token.isPresent() ? sendOnce(path, isHead, mostBytes) : answer;
        }
        return answer;
    }

    private Web.Answer sendOnce(String path, boolean isHead, int mostBytes) throws IOException {
        Map<String, String> headers = new HashMap<>(Map.of("Accept", MANIFESTS));
        token.ifPresent(text -> headers.put("Authorization", "Bearer " + text));
        URI url = base.resolve(Web.uri("./" + path));
        return isHead ? web.head(url, headers, deadline) : web.get(url, headers, deadline, mostBytes);
    }

    /** A token that anybody gets, for reading this repository (Distribution, "Token Authentication Specification"). */
    private Optional<String> fetchToken(List<String> challenges) throws IOException {
        Optional<String> challenge = challenges.stream()
                .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .findFirst();
        if (challenge.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(challenge.get().substring(BEARER.length()));
        while (parameter.find()) {
            String quoted = parameter.group(2);
            parameters.put(parameter.group(1), quoted == null ? parameter.group(3) : quoted);
        }
        String realm = parameters.getOrDefault("realm", "");
        String query = "service=%s&scope=%s"
                .formatted(
                        encode(parameters.getOrDefault("service", "")), encode("repository:" + repository + ":pull"));
        URI url = Web.uri(realm + (realm.contains("?") ? "&" : "?") + query);
        Web.Answer answer = web.get(url, Map.of(), deadline, MOST_BYTES_OF_ANSWERS);
        JsonNode granted = Json.read(answer.body());
        return Optional.ofNullable(granted.path("token").textValue())
                .or(() -> Optional.ofNullable(granted.path("access_token").textValue()))
                // It goes into a header: nothing in it may begin another.
                .filter(text -> text.chars().allMatch(letter -> letter > ' ' && letter < 127));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
