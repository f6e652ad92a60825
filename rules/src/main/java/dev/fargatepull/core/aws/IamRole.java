package dev.fargatepull.core.aws;

import dev.fargatepull.core.iam.PolicyDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An IAM role.
 *
 * @param resourceId its unique id, as in {@code AROAEXAMPLE}
 * @param reference its ARN, by which task definitions name it
 * @param trustPolicy who may assume it, unless nobody recorded that
 * @param inlinePolicies the policies embedded in it
 * @param attachedPolicies the managed policies attached to it
 * @param permissionsBoundary the managed policy that limits it, if one does
 * @param tags its tags
 */
public record IamRole(
        String resourceId,
        String reference,
        Optional<PolicyDocument> trustPolicy,
        List<InlinePolicy> inlinePolicies,
        List<ManagedPolicy> attachedPolicies,
        Optional<ManagedPolicy> permissionsBoundary,
        Map<String, String> tags)
        implements AwsResource {

    /**
     * A policy embedded in the role.
     *
     * @param name its name
     * @param document what it says, unless nobody recorded that
     */
    public record InlinePolicy(String name, Optional<PolicyDocument> document) {}

    /**
     * A managed policy the role refers to.
     *
     * @param arn its ARN
     * @param asPublished what it says, if it is one of AWS's that is well known
     */
    public record ManagedPolicy(String arn, Optional<PolicyDocument> asPublished) {}
}
