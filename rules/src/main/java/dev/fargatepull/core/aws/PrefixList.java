package dev.fargatepull.core.aws;

/**
 * A prefix list, of a customer or of AWS.
 *
 * @param resourceId the prefix list id
 * @param name its name; AWS's own list of S3 addresses is called {@code com.amazonaws.<region>.s3}
 */
public record PrefixList(String resourceId, String name) implements AwsResource {}
