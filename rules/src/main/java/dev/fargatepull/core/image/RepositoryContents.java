package dev.fargatepull.core.image;

import dev.fargatepull.core.aws.RegistryImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The images of one repository, by digest and by tag. */
final class RepositoryContents {

    private final Map<String, RegistryImage> byDigest = new HashMap<>();
    private final Map<String, RegistryImage> byTag = new HashMap<>();

    RepositoryContents(List<RegistryImage> images) {
        for (RegistryImage image : images) {
            image.digest().ifPresent(digest -> byDigest.put(digest, image));
            image.tags().forEach(tag -> byTag.put(tag, image));
        }
    }

    /** What a pull gets: a digest wins over the tag beside it. */
    Optional<RegistryImage> find(ImageReference image) {
        return image.digest()
                .map(byDigest::get)
                .or(() -> image.digest().isPresent()
                        ? Optional.empty()
                        : image.tag().map(byTag::get));
    }
}
