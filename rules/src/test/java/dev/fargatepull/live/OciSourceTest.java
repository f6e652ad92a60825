package dev.fargatepull.live;

import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.taskDefinition;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.fargatepull.core.aws.OciRepository;
import dev.fargatepull.core.aws.RegistryImage;
import dev.fargatepull.core.aws.RegistryImage.ImagePlatform;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.image.ImageLookup;
import dev.fargatepull.core.image.ImageReference;
import dev.fargatepull.core.image.Registries;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.TaskDefinitionItem;
import dev.fargatepull.testing.aws.DockerRegistry;
import dev.fargatepull.testing.aws.OddRegistry;
import dev.fargatepull.testing.aws.TokenIssuer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciSourceTest {

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private final OciSource source = new OciSource(Web.withoutBounds(), "http", Duration.ofSeconds(2));

    private Gathering ask(EnumSet<Fact> facts, String... images) {
        TaskDefinitionItem definition = taskDefinition("app:1");
        List.of(images).forEach(definition::withImage);
        GatheredItems items = new GatheredItems();
        for (Item<?> item : List.of(service("web").running(definition))) {
            item.json().forEach(json -> items.add("recorded", json));
        }
        Request request = new Request(Item.HOME, new Slice.Region(), EnumSet.allOf(ResourceType.class), facts);
        Gathering gathering = new Gathering(request, items, Live.CLOCK);
        source.addTo(gathering);
        return gathering;
    }

    private Gathering ask(String... images) {
        return ask(EnumSet.allOf(Fact.class), images);
    }

    private static ImageLookup find(Gathering gathering, String image) {
        return new Registries(gathering.known()).find(ImageReference.parse(image));
    }

    private static RegistryImage found(Gathering gathering, String image) {
        return new Registries(gathering.known())
                .image(ImageReference.parse(image))
                .orElseThrow();
    }

    /** With the program that Docker Hub and many others run. */
    @Nested
    class A_real_registry {

        @TempDir
        Path storage;

        @Test
        void shows_the_platforms_of_an_index_and_the_size_of_its_largest_manifest() {
            try (DockerRegistry registry = DockerRegistry.open(storage)) {
                String digest = registry.pushIndex("team/app", "1.0", "linux/amd64", "linux/arm64");
                String image = registry.host() + "/team/app:1.0";

                RegistryImage found = found(ask(image), image);

                assertThat(found.digest()).contains(digest);
                assertThat(found.platforms())
                        .extracting(ImagePlatform::label)
                        .containsExactly("linux/amd64", "linux/arm64");
                assertThat(found.sizeInBytes().orElseThrow()).isBetween(2000L, 2200L);
            }
        }

        @Test
        void lists_attestations_beside_the_image() {
            try (DockerRegistry registry = DockerRegistry.open(storage)) {
                registry.pushIndex("app", "1.0", "linux/amd64", "unknown/unknown");
                String image = registry.host() + "/app:1.0";

                RegistryImage found = found(ask(image), image);

                assertThat(found.platforms())
                        .extracting(ImagePlatform::isAttestation)
                        .containsExactly(false, true);
                assertThat(found.sizeInBytes().orElseThrow()).isBetween(1000L, 1200L);
            }
        }

        @Test
        void keeps_the_platform_of_a_single_manifest_in_its_configuration() {
            try (DockerRegistry registry = DockerRegistry.open(storage)) {
                String digest = registry.push("app", "1.0", "linux", "arm64", 5000);
                String image = registry.host() + "/app@" + digest;

                RegistryImage found = found(ask(image), image);

                assertThat(found.platforms()).extracting(ImagePlatform::label).containsExactly("linux/arm64");
                assertThat(found.sizeInBytes().orElseThrow()).isBetween(5000L, 5200L);
            }
        }

        @Test
        void may_hold_manifest_lists_of_the_older_kind() {
            try (DockerRegistry registry = DockerRegistry.open(storage)) {
                registry.pushDockerList("app", "1.0", "linux/amd64", "windows/amd64");
                String image = registry.host() + "/app:1.0";

                assertThat(found(ask(image), image).platforms())
                        .extracting(ImagePlatform::label)
                        .containsExactly("linux/amd64", "windows/amd64");
            }
        }

        @Test
        void tells_which_of_several_tags_and_digests_are_missing() {
            try (DockerRegistry registry = DockerRegistry.open(storage)) {
                String app = registry.host() + "/app";
                String digest = registry.push("app", "1.0", "linux", "amd64", 10);
                String missing = "sha256:" + "0".repeat(64);

                Gathering gathering = ask(app + ":1.0", app + ":2.0", app + "@" + digest, app + "@" + missing);

                assertThat(find(gathering, app + ":1.0")).isInstanceOf(ImageLookup.Found.class);
                assertThat(find(gathering, app + "@" + digest)).isInstanceOf(ImageLookup.Found.class);
                assertThat(find(gathering, app + ":2.0")).isEqualTo(new ImageLookup.NoImage());
                assertThat(find(gathering, app + "@" + missing)).isEqualTo(new ImageLookup.NoImage());
            }
        }

        @Test
        void proves_a_tag_missing_when_it_shows_the_repository() {
            try (DockerRegistry registry = DockerRegistry.open(storage)) {
                registry.push("app", "1.0", "linux", "amd64", 10);
                String image = registry.host() + "/app:2.0";

                assertThat(find(ask(image), image)).isEqualTo(new ImageLookup.NoImage());
            }
        }

        @Test
        void proves_nothing_of_a_repository_it_does_not_show() {
            try (DockerRegistry registry = DockerRegistry.open(storage)) {
                String image = registry.host() + "/private:1.0";

                assertThat(find(ask(image), image)).isInstanceOf(ImageLookup.Unknown.class);
            }
        }

        @Test
        void gives_anybody_a_token_for_what_is_public_and_none_for_what_is_not() throws Exception {
            try (TokenIssuer issuer = new TokenIssuer(storage, "public/app");
                    DockerRegistry open = DockerRegistry.open(storage);
                    DockerRegistry registry = DockerRegistry.behind(issuer, storage)) {
                open.pushIndex("public/app", "1.0", "linux/amd64");
                open.pushIndex("private/app", "1.0", "linux/amd64");
                String shown = registry.host() + "/public/app:1.0";
                String missing = registry.host() + "/public/app:2.0";
                String hidden = registry.host() + "/private/app:1.0";

                Gathering gathering = ask(shown, missing, hidden);

                assertThat(found(gathering, shown).platforms())
                        .extracting(ImagePlatform::label)
                        .containsExactly("linux/amd64");
                assertThat(find(gathering, missing)).isEqualTo(new ImageLookup.NoImage());
                assertThat(find(gathering, hidden)).isInstanceOf(ImageLookup.Unknown.class);
                assertThat(issuer.queries())
                        .containsExactlyInAnyOrder(
                                "service=registry&scope=repository:public/app:pull",
                                "service=registry&scope=repository:private/app:pull");
            }
        }
    }

    @Test
    void nothing_counts_as_a_pull_where_only_existence_is_asked() throws Exception {
        List<String> requests = new CopyOnWriteArrayList<>();
        try (OddRegistry registry = new OddRegistry(exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.getResponseHeaders().add("Content-Type", MANIFEST);
            answer(exchange, 200, "");
        })) {
            String image = registry.host() + "/app:1.0";

            Gathering gathering = ask(EnumSet.of(Fact.IMAGES), image);

            assertThat(found(gathering, image).digest()).isEmpty();
            assertThat(requests).containsExactly("HEAD /v2/app/manifests/1.0");
        }
    }

    @Test
    void an_image_is_there_even_if_its_manifest_is_refused() throws Exception {
        try (OddRegistry registry = new OddRegistry(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", MANIFEST);
            answer(exchange, exchange.getRequestMethod().equals("HEAD") ? 200 : 429, "");
        })) {
            String image = registry.host() + "/app:1.0";

            assertThat(found(ask(image), image).platforms()).isEmpty();
        }
    }

    @Test
    void a_registry_that_refuses_fails_or_sends_on_and_on_leaves_images_unknown() throws Exception {
        for (int status : List.of(301, 400, 401, 403, 405, 429, 500, 503)) {
            assertThat(lookupAt(exchange -> {
                        exchange.getResponseHeaders().add("Location", "/v2/app/manifests/1.0");
                        answer(exchange, status, "");
                    }))
                    .as("%d", status)
                    .isInstanceOf(ImageLookup.Unknown.class);
        }
    }

    @Test
    void a_registry_that_has_a_word_for_one_tag_only_leaves_all_of_the_repository_unknown() throws Exception {
        try (OddRegistry registry = new OddRegistry(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", MANIFEST);
            answer(exchange, exchange.getRequestURI().getPath().endsWith("1.0") ? 200 : 500, "");
        })) {
            Gathering gathering = ask(registry.host() + "/app:1.0", registry.host() + "/app:2.0");

            assertThat(gathering.known().all(OciRepository.class)).isEmpty();
        }
    }

    @Test
    void a_registry_that_says_404_to_everything_may_be_hiding_what_is_private() throws Exception {
        assertThat(lookupAt(exchange -> answer(exchange, 404, ""))).isInstanceOf(ImageLookup.Unknown.class);
        assertThat(lookupAt(exchange -> {
                    boolean isList = exchange.getRequestURI().getPath().endsWith("/tags/list");
                    answer(exchange, isList ? 200 : 404, "{\"name\": \"another\", \"tags\": []}");
                }))
                .isInstanceOf(ImageLookup.Unknown.class);
    }

    @Test
    void a_web_site_is_no_registry() throws Exception {
        assertThat(lookupAt(exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "text/html");
                    answer(exchange, 200, "<html>");
                }))
                .isInstanceOf(ImageLookup.Unknown.class);
    }

    @Test
    void a_registry_that_keeps_silent_costs_no_more_than_our_patience() throws Exception {
        OciSource impatient = new OciSource(Web.withoutBounds(), "http", Duration.ofMillis(300));
        try (OddRegistry registry = new OddRegistry(exchange -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        })) {
            Gathering gathering = Live.gathering(
                    service("web").running(taskDefinition("app:1").withImage(registry.host() + "/app:1.0")));
            long start = System.nanoTime();

            impatient.addTo(gathering);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(gathering.known().all(OciRepository.class)).isEmpty();
        }
    }

    @Test
    void manifests_of_any_length_depth_or_shape_leave_platforms_unknown() throws Exception {
        String deep = "[".repeat(100_000);
        String long_ = "{\"manifests\": [], \"x\": \"" + "x".repeat(ImageManifest.MOST_BYTES) + "\"}";
        List<String> manifests = List.of(
                "",
                "not JSON",
                "[]",
                "null",
                "{}",
                deep,
                long_,
                "{\"manifests\": [{}]}",
                "{\"manifests\": [{\"platform\": {\"os\": 1, \"architecture\": \"amd64\"}}]}",
                "{\"layers\": [], \"config\": {\"digest\": \"../../secret\"}}",
                "{\"layers\": [{\"size\": 9223372036854775807}, {\"size\": 9223372036854775807}], \"config\": {\"size\": 1}}");
        for (String manifest : manifests) {
            try (OddRegistry registry = new OddRegistry(exchange -> {
                exchange.getResponseHeaders().add("Content-Type", MANIFEST);
                answer(exchange, 200, manifest);
            })) {
                String image = registry.host() + "/app:1.0";

                RegistryImage found = found(ask(image), image);

                assertThat(found.platforms()).isEmpty();
                assertThat(found.sizeInBytes()).isEmpty();
            }
        }
    }

    @Test
    void content_that_is_not_what_its_digest_says_is_not_believed() throws Exception {
        String index = "{\"manifests\": [{\"platform\": {\"os\": \"linux\", \"architecture\": \"amd64\"}}]}";
        try (OddRegistry registry = new OddRegistry(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", MANIFEST);
            exchange.getResponseHeaders().add("Docker-Content-Digest", "sha256:" + "0".repeat(64));
            answer(exchange, 200, index);
        })) {
            String image = registry.host() + "/app:1.0";

            assertThat(found(ask(image), image).platforms()).isEmpty();
        }
    }

    @Test
    void a_token_is_not_shown_to_whom_the_registry_sends_us_on() throws Exception {
        List<Optional<String>> shown = new CopyOnWriteArrayList<>();
        try (OddRegistry storage = new OddRegistry(exchange -> {
                    shown.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
                    exchange.getResponseHeaders().add("Content-Type", MANIFEST);
                    answer(exchange, 200, "{}");
                });
                OddRegistry registry = new OddRegistry(exchange -> {
                    if (exchange.getRequestURI().getPath().equals("/token")) {
                        answer(exchange, 200, "{\"access_token\": \"t\"}");
                    } else if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
                        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
                        exchange.getResponseHeaders()
                                .add("WWW-Authenticate", "Bearer realm=\"http://%s/token\"".formatted(host(exchange)));
                        answer(exchange, 401, "");
                    } else {
                        exchange.getResponseHeaders().add("Location", "http://%s/x".formatted(storage.host()));
                        answer(exchange, 307, "");
                    }
                })) {
            String image = registry.host() + "/app:1.0";

            assertThat(find(ask(image), image)).isInstanceOf(ImageLookup.Found.class);
            assertThat(shown).isNotEmpty().allMatch(Optional::isEmpty);
        }
    }

    @Test
    void a_host_that_is_none_is_asked_nothing() {
        assertThat(ask("a@b.example/app:1.0", "no.such.host.invalid/app:1.0", "x.example?y/app:1", "[::1/app:1")
                        .known()
                        .all(OciRepository.class))
                .isEmpty();
    }

    @Test
    void nobody_is_asked_of_images_in_ecr_or_for_rules_that_need_no_images() {
        assertThat(ask("111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1.0")
                        .known()
                        .all(OciRepository.class))
                .isEmpty();
        assertThat(ask(EnumSet.noneOf(Fact.class), "nginx:1.29").known().all(OciRepository.class))
                .isEmpty();
    }

    private ImageLookup lookupAt(HttpHandler answers) throws Exception {
        try (OddRegistry registry = new OddRegistry(answers)) {
            String image = registry.host() + "/app:1.0";
            return find(ask(image), image);
        }
    }

    private static String host(HttpExchange exchange) {
        return exchange.getRequestHeaders().getFirst("Host");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws java.io.IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, isHead || bytes.length == 0 ? -1 : bytes.length);
            if (!isHead) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
