package dev.fargatepull.live;

import dev.fargatepull.core.aws.TaskLaunch.PinnedImage;
import dev.fargatepull.core.image.ImageReference;
import dev.fargatepull.core.workload.Workload;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is asked of one repository: exactly the images that workloads pull from it, so that the cost grows with the
 * workloads and not with the registry.
 *
 * @param paths the repository by the names that open questions know it by, host first: an ECR registry has several
 *     hosts
 * @param tags the tags
 * @param digests the digests
 */
record AskedImages(Set<String> paths, Set<String> tags, Set<String> digests) {

    static AskedImages none() {
        return new AskedImages(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }

    /** The images that the workloads pull and those that ECS pinned for them, unless no registry would accept them. */
    static List<ImageReference> in(Gathering gathering) {
        return gathering.workloads().stream()
                .flatMap(workload -> Stream.concat(workload.images().stream(), pinned(workload)))
                .filter(image -> image.flaw().isEmpty())
                .distinct()
                .toList();
    }

    private static Stream<ImageReference> pinned(Workload workload) {
        return workload.launch().pinnedImages().stream().flatMap(List::stream).flatMap(AskedImages::reference);
    }

    private static Stream<ImageReference> reference(PinnedImage image) {
        return image.digest().stream()
                .map(digest -> ImageReference.parse(image.image()).pinnedTo(digest));
    }

    /** Asks for one more image; a digest wins over the tag beside it. */
    void add(ImageReference image) {
        paths.add(image.path());
        image.digest().ifPresentOrElse(digests::add, () -> image.tag().ifPresent(tags::add));
    }
}
