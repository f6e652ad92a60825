package dev.fargatepull.live;

import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Refuses answers of EC2 that are none. An empty body, or the page of some proxy, reads like a network without anything
 * in it; but each answer of EC2 carries the id of its request (Amazon EC2 API Reference, "Making requests").
 */
final class WholeAnswers implements ExecutionInterceptor {

    /** What the SDK has where an answer carries no id. */
    private static final String NO_ID = "UNKNOWN";

    @Override
    public void afterUnmarshalling(Context.AfterUnmarshalling answered, ExecutionAttributes attributes) {
        boolean isOfEc2 =
                attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME).equalsIgnoreCase("ec2");
        if (isOfEc2
                && answered.response() instanceof AwsResponse answer
                && answer.responseMetadata().requestId().equals(NO_ID)) {
            throw SdkClientException.create("EC2 answered %s with something that is no answer of its own"
                    .formatted(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME)));
        }
    }
}
