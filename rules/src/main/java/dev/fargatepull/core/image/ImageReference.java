package dev.fargatepull.core.image;

import java.util.Optional;
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

    private static final String DOCKER_HUB = "docker.io";

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
        String path = namesHost ? rest.substring(slash + 1) : rest;
        boolean official = host.equals(DOCKER_HUB) && !path.contains("/");
        return new ImageReference(host, official ? "library/" + path : path, tag, digest);
    }

    /** The private ECR registry the host stands for, or empty for any other host, ECR Public among them. */
    public Optional<EcrRegistry> ecrRegistry() {
        Matcher host = ECR_HOST.matcher(this.host);
        return host.matches()
                ? Optional.of(new EcrRegistry(host.group("account"), host.group("region"), host.group("fips") != null))
                : Optional.empty();
    }
}
