package dev.fargatepull.core.aws;

import dev.fargatepull.core.iam.PolicyDocument;
import java.util.Optional;

/**
 * A managed policy: a customer's, or one of AWS's that somebody looked up.
 *
 * @param resourceId its unique id
 * @param reference its ARN
 * @param document its default version, unless nobody recorded it
 */
public record IamPolicy(String resourceId, String reference, Optional<PolicyDocument> document)
        implements AwsResource {}
