package dev.fargatepull.cli;

/** The command cannot run as it was called; the message is for the person who called it. */
final class CouldNotRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CouldNotRunException(String message) {
        super(message);
    }

    CouldNotRunException(String message, Throwable cause) {
        super(message, cause);
    }
}
