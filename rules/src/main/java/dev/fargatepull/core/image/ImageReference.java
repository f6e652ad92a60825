package dev.fargatepull.core.image;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container image as a task definition names it, {@code [host[:port]/]repository[:tag][@digest]}.
 *
 * @param host the registry's host, with its port where one is written; {@code docker.io} where none is
 * @param repository the repository's path on that host
 * @param tag the tag; absent where only a digest is written, {@code latest} where neither is
 * @param digest the digest as in {@code sha256:…}; it wins over a tag
 */
public record ImageReference(String host, String repository, Optional<String> tag, Optional<String> digest) {

    /** The host of ECR Public. */
    public static final String ECR_PUBLIC = "public.ecr.aws";

    private static final String DOCKER_HUB = "docker.io";

    /** Other hosts that Docker Hub answers at. */
    private static final Set<String> DOCKER_HUB_ALIASES = Set.of("index.docker.io", "registry-1.docker.io");

    private static final String LIBRARY = "library/";

    /** What every registry holds to (OCI Distribution Specification, "Pulling manifests"). */
    private static final Pattern REPOSITORY =
            Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*" + "(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*+");

    private static final Pattern HOST = Pattern.compile("[^:/\\s]+(:\\d{1,5})?|\\[[0-9a-fA-F:.]+](:\\d{1,5})?");
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile(
            "sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}" + "|(?!sha256:|sha512:)[a-z0-9][a-z0-9+._-]*:[a-zA-Z0-9=_-]+");
    private static final int LONGEST_REPOSITORY = 256;
    private static final int ABBREVIATED = 12;

    /** Hosts of private ECR registries in every partition, as Amazon's own ECR credential helper tells them. */
    private static final Pattern ECR_HOST = Pattern.compile("(?<account>\\d{12})\\.dkr[.-]ecr(?<fips>-fips)?"
            + "\\.(?<region>[a-zA-Z0-9][a-zA-Z0-9_-]*)"
            + "\\.(amazonaws\\.(com(\\.cn)?|eu)|on\\.(aws|amazonwebservices\\.com\\.cn)"
            + "|sc2s\\.sgov\\.gov|c2s\\.ic\\.gov|cloud\\.adc-e\\.uk|csp\\.hci\\.ic\\.gov)");

    /**
     * A private ECR registry.
     *
     * @param accountId the account it belongs to
     * @param region its Region
     * @param isFips whether its FIPS host is named
     */
    public record EcrRegistry(String accountId, String region, boolean isFips) {}

    /**
     * Takes a reference apart, the way a container runtime does; nothing is refused.
     *
     * <p>The first part of a path is a host if it has a dot or a colon, or is {@code localhost}. All else lies on
     * Docker Hub, names of one part in its {@code library}.
     */
    public static ImageReference parse(String image) {
        String rest = image.strip();
        int at = rest.indexOf('@');
        Optional<String> digest = at < 0 ? Optional.empty() : Optional.of(rest.substring(at + 1));
        rest = at < 0 ? rest : rest.substring(0, at);

        int colon = rest.lastIndexOf(':');
        boolean tagged = colon > rest.lastIndexOf('/');
        Optional<String> tag = tagged ? Optional.of(rest.substring(colon + 1)) : Optional.empty();
        rest = tagged ? rest.substring(0, colon) : rest;
        if (tag.isEmpty() && digest.isEmpty()) {
            tag = Optional.of("latest");
        }

        int slash = rest.indexOf('/');
        String first = slash < 0 ? "" : rest.substring(0, slash);
        boolean namesHost = first.contains(".") || first.contains(":") || first.equals("localhost");
        String host = namesHost ? first : DOCKER_HUB;
        String repository = namesHost ? rest.substring(slash + 1) : rest;
        if (host.equals(DOCKER_HUB) || DOCKER_HUB_ALIASES.contains(host)) {
            return new ImageReference(
                    DOCKER_HUB, repository.contains("/") ? repository : LIBRARY + repository, tag, digest);
        }
        return new ImageReference(host, repository, tag, digest);
    }

    /**
     * What no registry would accept of it, as in {@code repository 'Web'}; empty if nothing is surely wrong.
     *
     * <p>Registries may hold to narrower rules of their own, which are not judged.
     */
    public Optional<String> flaw() {
        if (!HOST.matcher(host).matches()) {
            return Optional.of("host '%s'".formatted(host));
        }
        if (withoutLibrary().isEmpty()) {
            return Optional.of("empty name");
        }
        if (repository.length() > LONGEST_REPOSITORY
                || !REPOSITORY.matcher(repository).matches()) {
            return Optional.of("repository '%s'".formatted(withoutLibrary()));
        }
        Optional<String> badTag =
                tag.filter(text -> !TAG.matcher(text).matches()).map("tag '%s'"::formatted);
        return badTag.isPresent()
                ? badTag
                : digest.filter(text -> !DIGEST.matcher(text).matches()).map("digest '%s'"::formatted);
    }

    /** The host and the repository on it. */
    public String path() {
        return host + "/" + repository;
    }

    /** Its name in a sentence: as short as it can be without the account of an ECR registry. */
    public String label() {
        String name = ecrRegistry().isPresent() ? repository : host.equals(DOCKER_HUB) ? withoutLibrary() : path();
        return name
                + digest.map(text -> "@" + abbreviate(text))
                        .orElseGet(() -> tag.map(text -> ":" + text).orElse(""));
    }

    private String withoutLibrary() {
        boolean isOfficial = host.equals(DOCKER_HUB) && repository.startsWith(LIBRARY);
        return isOfficial ? repository.substring(LIBRARY.length()) : repository;
    }

    /** A digest as people write it: its algorithm and as much as tells it apart. */
    public static String abbreviate(String digest) {
        int end = digest.indexOf(':') + 1 + ABBREVIATED;
        return digest.length() > end ? digest.substring(0, end) : digest;
    }

    /** The same repository's image of this digest. */
    public ImageReference pinnedTo(String pinned) {
        return new ImageReference(host, repository, tag, Optional.of(pinned));
    }

    /** The private ECR registry the host stands for, or empty for any other host, ECR Public among them. */
    public Optional<EcrRegistry> ecrRegistry() {
        Matcher host = ECR_HOST.matcher(this.host);
        return host.matches()
                ? Optional.of(new EcrRegistry(host.group("account"), host.group("region"), host.group("fips") != null))
                : Optional.empty();
    }
}
