package dev.fargatepull.securityhub;

/** Security Hub did not take some findings, and not when asked again either. */
final class FailedFindingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FailedFindingsException(String message) {
        super(message);
    }
}
