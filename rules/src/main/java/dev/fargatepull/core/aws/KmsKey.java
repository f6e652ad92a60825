package dev.fargatepull.core.aws;

import dev.fargatepull.core.iam.PolicyDocument;
import java.util.Optional;

/**
 * A KMS key.
 *
 * @param resourceId the key id
 * @param arn its ARN
 * @param isAwsManaged whether AWS manages it, which then lets everybody use it who may use the secret
 * @param state {@code Enabled}, {@code Disabled}, {@code PendingDeletion} or another
 * @param policy its key policy, unless nobody recorded it
 */
public record KmsKey(
        String resourceId, String arn, boolean isAwsManaged, Optional<String> state, Optional<PolicyDocument> policy)
        implements AwsResource {}
