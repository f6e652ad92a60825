package dev.fargatepull.core.image;

import dev.fargatepull.core.aws.RegistryImage;
import dev.fargatepull.core.cause.Cause;

/** What is known of an image in its registry. */
public sealed interface ImageLookup {

    /**
     * It is there.
     *
     * @param image what the registry says of it
     */
    record Found(RegistryImage image) implements ImageLookup {}

    /**
     * No registry would accept such a name.
     *
     * @param flaw what is wrong with it, as in {@code tag '#1'}
     */
    record Invalid(String flaw) implements ImageLookup {}

    /** Its repository does not exist. */
    record NoRepository() implements ImageLookup {}

    /** Its repository exists and has no such image. */
    record NoImage() implements ImageLookup {}

    /**
     * Nobody can tell.
     *
     * @param why the open question
     */
    record Unknown(Cause why) implements ImageLookup {}
}
