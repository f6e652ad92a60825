package dev.fargatepull.securityhub;

/** AWS Config, which is eventually consistent, has not caught up with its own event; a minute later it will have. */
final class OutdatedAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutdatedAnswerException(String message) {
        super(message);
    }
}
