package dev.fargatepull.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.image.ImageReference;
import dev.fargatepull.core.rule.Fact;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Images of registries outside AWS, and of ECR Public, from the registries themselves.
 *
 * <p>Somebody else's outage must not stop our evaluation: a registry that does not answer, or wants credentials, which
 * are never read here, leaves its images unknown.
 */
final class OciSource implements Source {

    /** How long one repository may take, and all together. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PATIENCE_IN_ALL = Duration.ofSeconds(30);
    private static final int AT_ONCE = 8;

    private final Web web;
    private final String scheme;
    private final Duration patience;

    /** The registries of the internet. */
    OciSource() {
        this(Web.onTheInternet(), "https", PATIENCE);
    }

    OciSource(Web web, String scheme, Duration patience) {
        this.web = web;
        this.scheme = scheme;
        this.patience = patience;
    }

    private record Repository(String host, String name) implements Comparable<Repository> {

        String path() {
            return host + "/" + name;
        }

        @Override
        public int compareTo(Repository other) {
            return path().compareTo(other.path());
        }
    }

    @Override
    public void addTo(Gathering gathering) {
        if (!gathering.wants(ResourceType.OCI_REPOSITORY) || !gathering.wants(Fact.IMAGES)) {
            return;
        }
        Map<Repository, AskedImages> asked = new TreeMap<>();
        for (ImageReference image : AskedImages.in(gathering)) {
            if (image.ecrRegistry().isEmpty()) {
                asked.computeIfAbsent(new Repository(image.host(), image.repository()), first -> AskedImages.none())
                        .add(image);
            }
        }
        if (!asked.isEmpty()) {
            ask(asked, gathering);
        }
    }

    private void ask(Map<Repository, AskedImages> asked, Gathering gathering) {
        boolean withManifests = gathering.wants(Fact.IMAGE_PLATFORMS) || gathering.wants(Fact.IMAGE_SIZES);
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, asked.size()), OciSource::thread);
        try {
            List<String> paths = new ArrayList<>();
            List<Callable<Optional<ArrayNode>>> questions = new ArrayList<>();
            asked.forEach((repository, images) -> {
                paths.add(repository.path());
                questions.add(() -> images(repository, images, withManifests));
            });
            List<Future<Optional<ArrayNode>>> answers =
                    threads.invokeAll(questions, PATIENCE_IN_ALL.toMillis(), TimeUnit.MILLISECONDS);
            for (int index = 0; index < paths.size(); index++) {
                String path = paths.get(index);
                answer(answers.get(index)).ifPresent(images -> add(path, images, gathering));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        } finally {
            threads.shutdownNow();
        }
    }

    private Optional<ArrayNode> images(Repository repository, AskedImages asked, boolean withManifests) {
        try {
            Web.Deadline deadline = Web.Deadline.in(patience);
            return new OciRegistry(web, scheme, repository.host(), repository.name(), deadline)
                    .images(asked, withManifests);
        } catch (IOException | IllegalArgumentException unknown) {
            // The latter is what parsers of URLs and headers throw at what they are given.
            return Optional.empty();
        }
    }

    private static Optional<ArrayNode> answer(Future<Optional<ArrayNode>> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (CancellationException outOfTime) {
            return Optional.empty();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    private static void add(String path, ArrayNode images, Gathering gathering) {
        gathering
                .items()
                .addLive(
                        gathering.scope(),
                        ResourceType.OCI_REPOSITORY,
                        path,
                        JsonNodeFactory.instance.objectNode(),
                        gathering.now());
        gathering.items().supplement(gathering.scope(), ResourceType.OCI_REPOSITORY, path, "images", images);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "registry");
        thread.setDaemon(true);
        return thread;
    }
}
