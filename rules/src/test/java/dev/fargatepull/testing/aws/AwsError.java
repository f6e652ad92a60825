package dev.fargatepull.testing.aws;

/** An error that an AWS service answers a request with. */
public final class AwsError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * An error.
     *
     * @param code its code, as in {@code InvalidLimitException}
     */
    public AwsError(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }
}
