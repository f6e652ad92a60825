package dev.fargatepull.lambda;

/** An event that AWS Config does not send to rules, or that a rule's function cannot answer; the message says why. */
final class InvalidEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidEventException(String message) {
        super(message);
    }

    InvalidEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
