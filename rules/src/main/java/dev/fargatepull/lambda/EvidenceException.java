package dev.fargatepull.lambda;

import dev.fargatepull.items.MalformedInputException;

/** AWS Config has evidence that cannot be had or read; judging without it would be a guess. */
final class EvidenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EvidenceException(String message) {
        super(message);
    }

    EvidenceException(MalformedInputException malformed) {
        super(malformed.getMessage(), malformed);
    }
}
