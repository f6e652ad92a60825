package dev.fargatepull.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image in a repository, as {@code ecr:DescribeImages} and its manifest tell: active, of 50 MB, for Linux on X86_64
 * unless it says otherwise.
 */
public final class StoredImage {

    private final List<String> tags;
    private final List<Map<String, Object>> platforms = new ArrayList<>();
    private Optional<String> digest;
    private Optional<String> status = Optional.of("ACTIVE");
    private Optional<Long> size = Optional.of(50_000_000L);
    private boolean arePlatformsKnown = true;

    private StoredImage(List<String> tags, String digest) {
        this.tags = tags;
        this.digest = Optional.of(digest);
    }

    /** An image with these tags. */
    public static StoredImage tagged(String... tags) {
        return new StoredImage(List.of(tags), Images.digest(String.join(" ", tags)));
    }

    /** An image that lost its tags, with this digest. */
    public static StoredImage untagged(String digest) {
        return new StoredImage(List.of(), digest);
    }

    /** Its digest. */
    public StoredImage withDigest(String imageDigest) {
        digest = Optional.of(imageDigest);
        return this;
    }

    /** Nobody wrote its digest down. */
    public StoredImage withoutDigest() {
        digest = Optional.empty();
        return this;
    }

    /** Its {@code imageStatus}. */
    public StoredImage withStatus(String imageStatus) {
        status = Optional.of(imageStatus);
        return this;
    }

    /** It does not say its {@code imageStatus}. */
    public StoredImage withoutStatus() {
        status = Optional.empty();
        return this;
    }

    /** Its compressed size. */
    public StoredImage ofBytes(long bytes) {
        size = Optional.of(bytes);
        return this;
    }

    /** Nobody wrote its size down. */
    public StoredImage ofUnknownSize() {
        size = Optional.empty();
        return this;
    }

    /** One more manifest, as in {@code linux/arm64}. */
    public StoredImage builtFor(String platform) {
        String[] parts = platform.split("/", -1);
        platforms.add(Json.object("os", parts[0], "architecture", parts[1]));
        return this;
    }

    /** One more manifest, for Windows on X86_64. */
    public StoredImage builtForWindows(String osVersion) {
        platforms.add(Json.object("os", "windows", "architecture", "amd64", "osVersion", osVersion));
        return this;
    }

    /** Nobody looked at its manifests. */
    public StoredImage ofUnknownPlatform() {
        arePlatformsKnown = false;
        return this;
    }

    Map<String, Object> json() {
        if (platforms.isEmpty()) {
            builtFor("linux/amd64");
        }
        return Json.object(
                "imageDigest",
                digest,
                "imageTags",
                tags,
                "imageStatus",
                status,
                "imageSizeInBytes",
                size,
                "platforms",
                arePlatformsKnown ? Optional.of(platforms) : Optional.empty());
    }
}
