package dev.fargatepull.core.aws;

/**
 * An account. A rule can report on it, but AWS Config records no item of it.
 *
 * @param resourceId the account id
 */
public record AwsAccount(String resourceId) implements AwsResource {}
