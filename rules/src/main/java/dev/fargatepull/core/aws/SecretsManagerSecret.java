package dev.fargatepull.core.aws;

import dev.fargatepull.core.iam.PolicyDocument;
import java.util.List;
import java.util.Optional;

/**
 * A secret of Secrets Manager.
 *
 * @param resourceId the id AWS Config knows it by, its ARN
 * @param reference its ARN
 * @param name its name
 * @param kmsKeyId the key it is encrypted with, as ARN, id or alias; absent for AWS's own
 * @param isBeingDeleted whether it is scheduled for deletion, from when on nobody can read it
 * @param policies its resource policy, if it has one; empty where nobody looked, since AWS Config does not record it
 */
public record SecretsManagerSecret(
        String resourceId,
        String reference,
        String name,
        Optional<String> kmsKeyId,
        boolean isBeingDeleted,
        Optional<List<PolicyDocument>> policies)
        implements AwsResource {}
