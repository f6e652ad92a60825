package dev.fargatepull.lambda;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Names the missing permission where AWS Config denies a call, whichever it is; AWS's own text often leaves it out. */
final class DeniedCalls implements ExecutionInterceptor {

    @Override
    public Throwable modifyException(Context.FailedExecution failed, ExecutionAttributes attributes) {
        return isDenial(failed.exception())
                ? new PermissionDeniedException(
                        "config:" + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME), failed.exception())
                : failed.exception();
    }

    private static boolean isDenial(Throwable failure) {
        return failure instanceof AwsServiceException refusal
                && refusal.awsErrorDetails() != null
                && "AccessDeniedException".equals(refusal.awsErrorDetails().errorCode());
    }
}
