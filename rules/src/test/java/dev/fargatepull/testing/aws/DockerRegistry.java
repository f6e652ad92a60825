package dev.fargatepull.testing.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Docker's own registry, the program that Debian packages as {@code docker-registry}, in a process of its own. */
public final class DockerRegistry implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final String OCI = "application/vnd.oci.image.";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private DockerRegistry(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** A registry that lets everybody in and keeps its images there. Where it is not installed, the test is skipped. */
    public static DockerRegistry open(Path storage) {
        return start(storage, "");
    }

    /**
     * A registry over the same images that wants a token of somebody.
     *
     * @param issuer who gives them
     */
    public static DockerRegistry behind(TokenIssuer issuer, Path storage) {
        return start(storage, """
                auth:
                  token:
                    realm: %s
                    service: registry
                    issuer: issuer
                    rootcertbundle: %s
                """.formatted(issuer.realm(), issuer.certificate()));
    }

    private static DockerRegistry start(Path storage, String auth) {
        try {
            int port = freePort();
            Path config = Files.createTempFile(storage, "config", ".yml");
            Files.writeString(config, """
                    version: 0.1
                    log:
                      level: error
                    storage:
                      filesystem:
                        rootdirectory: %s
                    http:
                      addr: 127.0.0.1:%d
                    """.formatted(storage, port) + auth);
            Process process = new ProcessBuilder("docker-registry", "serve", config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target", "docker-registry.log").toFile())
                    .start();
            DockerRegistry registry = new DockerRegistry(process, port);
            registry.awaitStart();
            return registry;
        } catch (IOException notInstalled) {
            System.err.println("SKIPPED: docker-registry cannot be started: " + notInstalled.getMessage());
            return Assumptions.abort("docker-registry cannot be started: " + notInstalled.getMessage());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitStart() {
        long deadline = System.nanoTime() + START.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("docker-registry does not start");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }

    private boolean answers() {
        try {
            http.send(HttpRequest.newBuilder(url("")).build(), HttpResponse.BodyHandlers.discarding());
            return true;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The host as images name it. */
    public String host() {
        return "localhost:" + port;
    }

    /** Pushes an image of one manifest, with a layer of this size. Returns its digest. */
    public String push(String repository, String tag, String os, String architecture, int layerBytes) {
        return put(repository, tag, OCI + "manifest.v1+json", manifest(repository, os, architecture, layerBytes));
    }

    /** Pushes an index of manifests, each as in {@code linux/amd64}. Returns its digest. */
    public String pushIndex(String repository, String tag, String... platforms) {
        return pushList(repository, tag, OCI + "index.v1+json", OCI + "manifest.v1+json", platforms);
    }

    /** Pushes the same as a manifest list of Docker's older kind. */
    public String pushDockerList(String repository, String tag, String... platforms) {
        String docker = "application/vnd.docker.distribution.manifest.";
        return pushList(repository, tag, docker + "list.v2+json", OCI + "manifest.v1+json", platforms);
    }

    private String pushList(String repository, String tag, String type, String entryType, String... platforms) {
        StringBuilder entries = new StringBuilder();
        int layerBytes = 1000;
        for (String platform : platforms) {
            String[] parts = platform.split("/", -1);
            String manifest = manifest(repository, parts[0], parts[1], layerBytes);
            String digest = put(repository, digest(manifest), OCI + "manifest.v1+json", manifest);
            entries.append(entries.isEmpty() ? "" : ",")
                    .append("""
                    {"mediaType": "%s", "digest": "%s", "size": %d,
                     "platform": {"os": "%s", "architecture": "%s"}}""".formatted(entryType, digest, manifest.length(), parts[0], parts[1]));
            layerBytes += 1000;
        }
        return put(repository, tag, type, """
                {"schemaVersion": 2, "mediaType": "%s", "manifests": [%s]}""".formatted(type, entries));
    }

    private String manifest(String repository, String os, String architecture, int layerBytes) {
        String config = """
                {"os": "%s", "architecture": "%s", "rootfs": {"type": "layers", "diff_ids": []}}""".formatted(os, architecture);
        String layer = "x".repeat(layerBytes);
        return """
                {"schemaVersion": 2, "mediaType": "%smanifest.v1+json",
                 "config": {"mediaType": "%sconfig.v1+json", "digest": "%s", "size": %d},
                 "layers": [{"mediaType": "%slayer.v1.tar+gzip", "digest": "%s", "size": %d}]}""".formatted(
                OCI, OCI, upload(repository, config), config.length(), OCI, upload(repository, layer), layerBytes);
    }

    private String upload(String repository, String blob) {
        HttpResponse<String> begun =
                send(HttpRequest.newBuilder(url(repository + "/blobs/uploads/")).POST(BodyPublishers.noBody()));
        String location = begun.headers().firstValue("location").orElseThrow();
        send(HttpRequest.newBuilder(URI.create(location + "&digest=" + digest(blob)))
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofString(blob)));
        return digest(blob);
    }

    private String put(String repository, String reference, String type, String manifest) {
        send(HttpRequest.newBuilder(url(repository + "/manifests/" + reference))
                .header("Content-Type", type)
                .PUT(BodyPublishers.ofString(manifest)));
        return digest(manifest);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(
                        response.request() + " answers " + response.statusCode() + " " + response.body());
            }
            return response;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private URI url(String path) {
        return URI.create("http://" + host() + "/v2/" + path);
    }

    private static String digest(String content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
