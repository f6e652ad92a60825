package dev.fargatepull.core.rule;

/** A rule was given a parameter it does not have, or a value it cannot use; the message says which. */
public final class InvalidParameterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidParameterException(String message) {
        super(message);
    }
}
