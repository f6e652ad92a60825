package dev.fargatepull.cdk;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.BootstraplessSynthesizer;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.constructs.Construct;

/**
 * The bucket from which the accounts of an organization take the functions' code in one Region: Lambda reads code from
 * buckets of its own Region only.
 */
public final class ArtifactsStack extends Stack {

    /**
     * Makes the stack.
     *
     * @param region its Region
     * @param organizationId the only organization whose accounts may read
     * @param artifact what has to be put into the bucket
     * @param removalPolicy what becomes of the bucket when the stack is deleted
     */
    ArtifactsStack(
            Construct scope,
            String id,
            String region,
            String organizationId,
            FunctionArtifact artifact,
            RemovalPolicy removalPolicy) {
        super(
                scope,
                id,
                StackProps.builder()
                        .description("Code of the fargate-pull functions, for the accounts of the organization")
                        .env(Environment.builder().region(region).build())
                        // It holds no assets of the CDK's, so it needs none of the CDK's buckets and roles either.
                        .synthesizer(new BootstraplessSynthesizer())
                        .build());
        Bucket bucket = Bucket.Builder.create(this, "Artifacts")
                .bucketName(Fn.sub(FunctionArtifact.BUCKET_PREFIX + "-${AWS::Region}"))
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                // Keys of AWS KMS would have to let in every account of the organization as well.
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .versioned(true)
                .removalPolicy(removalPolicy)
                .build();
        AcceptedFinding.on(
                bucket,
                List.of(new AcceptedFinding(
                        "AwsSolutions-S1", "It holds code that is public; what is written to it is in CloudTrail")));
        bucket.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("AccountsOfTheOrganizationReadCode")
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("s3:GetObject"))
                .resources(List.of(bucket.arnForObjects("*")))
                .conditions(Map.of("StringEquals", Map.of("aws:PrincipalOrgID", organizationId)))
                .build());
        CfnOutput.Builder.create(this, "Destination")
                .description("Where rules/target/fargate-pull.jar has to be copied to.")
                .value("s3://%s/%s".formatted(bucket.getBucketName(), artifact.key()))
                .build();
    }
}
