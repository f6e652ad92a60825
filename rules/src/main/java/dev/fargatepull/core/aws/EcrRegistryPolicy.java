package dev.fargatepull.core.aws;

import dev.fargatepull.core.iam.PolicyDocument;
import java.util.Optional;

/**
 * The policy of a private ECR registry.
 *
 * @param resourceId the registry's id, which is its account's
 * @param policy what it says, unless nobody recorded that
 */
public record EcrRegistryPolicy(String resourceId, Optional<PolicyDocument> policy) implements AwsResource {}
