package dev.fargatepull.core.aws;

import dev.fargatepull.core.iam.PolicyDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A repository of a private ECR registry.
 *
 * @param resourceId its name
 * @param policy its repository policy, if it has one
 * @param tags its tags
 * @param images what it holds; empty where nobody looked, since AWS Config does not record images
 */
public record EcrRepository(
        String resourceId,
        Optional<PolicyDocument> policy,
        Map<String, String> tags,
        Optional<List<RegistryImage>> images)
        implements AwsResource {}
