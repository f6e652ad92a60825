package dev.fargatepull.lambda;

/** AWS Config did not take some evaluations, and not when asked again either. */
final class FailedEvaluationsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FailedEvaluationsException(String message) {
        super(message);
    }
}
