package dev.fargatepull.core.aws;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An image that a repository holds: what AWS's {@code ImageDetail} says of it, and the platforms of its manifests.
 *
 * @param digest its digest; absent where the evidence names the image by its tags alone
 * @param tags its tags, none for one that was retagged away
 * @param status whether it can be pulled
 * @param sizeInBytes the sum of its compressed layers; of several manifests the largest counts (ECR API Reference,
 *     {@code ImageDetail})
 * @param platforms the platforms of its manifests; empty where nobody looked
 */
public record RegistryImage(
        Optional<String> digest,
        Set<String> tags,
        Status status,
        Optional<Long> sizeInBytes,
        List<ImagePlatform> platforms) {

    /** What ECR says of an image in {@code imageStatus}. */
    public enum Status {
        /** It can be pulled; registries without an archive say nothing else. */
        ACTIVE,
        /** It is in the archive: it is listed, and a pull gets a 404 (ECR User Guide, "Archiving an image"). */
        ARCHIVED,
        /** It is on its way back from the archive, or in a state that is not known here. */
        UNCLEAR
    }

    /**
     * The platform of a manifest, in the words of an image index.
     *
     * @param os as in {@code linux}
     * @param architecture as in {@code amd64}
     * @param osVersion as in {@code 10.0.20348.2113}, for Windows
     */
    public record ImagePlatform(String os, String architecture, Optional<String> osVersion) {

        public ImagePlatform {
            os = os.toLowerCase(Locale.ROOT);
            architecture = architecture.toLowerCase(Locale.ROOT);
        }

        /** As in {@code linux/amd64}; with the version for Windows. */
        public String label() {
            return "%s/%s%s"
                    .formatted(
                            os,
                            architecture,
                            osVersion.map(version -> " " + version).orElse(""));
        }

        /** Whether the manifest is none of an image, but of an attestation: BuildKit lists those so. */
        public boolean isAttestation() {
            return os.equals("unknown") && architecture.equals("unknown");
        }
    }
}
