package dev.fargatepull.lambda;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Names the missing permission where AWS Config denies a call, whichever it is; AWS's own text may leave it out. */
final class DeniedCalls implements ExecutionInterceptor {

    @Override
    public Throwable modifyException(Context.FailedExecution failed, ExecutionAttributes attributes) {
        return failed.exception() instanceof AwsServiceException refusal && isDenial(refusal)
                ? naming("config:" + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME), refusal)
                : failed.exception();
    }

    private static boolean isDenial(AwsServiceException refusal) {
        AwsErrorDetails details = refusal.awsErrorDetails();
        return details != null && "AccessDeniedException".equals(details.errorCode());
    }

    private static AwsServiceException naming(String action, AwsServiceException refusal) {
        return refusal.toBuilder()
                .message("%s is denied; allow it in the function's role. AWS says: %s"
                        .formatted(action, refusal.getMessage()))
                .build();
    }
}
