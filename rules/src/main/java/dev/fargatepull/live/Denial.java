package dev.fargatepull.live;

import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What AWS says to a caller who lacks a permission. */
final class Denial {

    /** Each service has a word of its own for it. */
    private static final Set<String> CODES = Set.of(
            "AccessDenied", "AccessDeniedException", "AuthorizationError", "NotAuthorized", "UnauthorizedOperation");

    private Denial() {}

    /** Whether a service refused a call for want of a permission. */
    static boolean is(AwsServiceException refusal) {
        return CODES.contains(code(refusal));
    }

    /**
     * The same refusal, which names the action: AWS's own text may leave it out.
     *
     * @param action the action as an IAM policy names it
     */
    static AwsServiceException naming(String action, AwsServiceException refusal) {
        return refusal.toBuilder()
                .message("%s is denied; allow it for whoever runs this. AWS says: %s"
                        .formatted(action, refusal.getMessage()))
                .awsErrorDetails(refusal.awsErrorDetails().toBuilder()
                        .serviceName(action)
                        .build())
                .build();
    }

    /** The action that a refusal names. */
    static String action(AwsServiceException refusal) {
        return Optional.ofNullable(refusal.awsErrorDetails())
                .map(AwsErrorDetails::serviceName)
                .orElse("an unknown action");
    }

    private static String code(AwsServiceException refusal) {
        return Optional.ofNullable(refusal.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("");
    }
}
