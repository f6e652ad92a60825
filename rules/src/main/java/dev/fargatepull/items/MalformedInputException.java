package dev.fargatepull.items;

/** Input that is not what AWS Config hands out; the message names the file, and where known item and field. */
public final class MalformedInputException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedInputException(String message) {
        super(message);
    }

    MalformedInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
