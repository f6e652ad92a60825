package dev.fargatepull.lambda;

/** The function's role lacks a permission; the message names it. */
final class PermissionDeniedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PermissionDeniedException(String action, Throwable cause) {
        super("%s is denied to this function; allow it in the function's role".formatted(action), cause);
    }
}
