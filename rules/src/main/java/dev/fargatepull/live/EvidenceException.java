package dev.fargatepull.live;

import dev.fargatepull.items.MalformedInputException;

/** There is evidence that cannot be had or read; judging without it would be a guess. */
public final class EvidenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EvidenceException(String message) {
        super(message);
    }

    EvidenceException(MalformedInputException malformed) {
        super(malformed.getMessage(), malformed);
    }
}
