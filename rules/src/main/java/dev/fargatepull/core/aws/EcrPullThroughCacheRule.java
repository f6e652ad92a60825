package dev.fargatepull.core.aws;

/**
 * A rule by which ECR fetches images of another registry when they are first pulled.
 *
 * @param resourceId its id
 * @param prefix the first part of the names of the repositories that it fills
 */
public record EcrPullThroughCacheRule(String resourceId, String prefix) implements AwsResource {

    /** The prefix of a rule for the repositories that no other rule fills. */
    private static final String ROOT = "ROOT";

    /** Whether it fills a repository. */
    public boolean fills(String repository) {
        return prefix.equals(ROOT) || repository.startsWith(prefix + "/");
    }
}
