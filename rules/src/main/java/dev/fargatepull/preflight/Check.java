package dev.fargatepull.preflight;

/**
 * One thing that was looked at.
 *
 * @param subject what it is about
 * @param outcome how it stands
 * @param found what was found
 * @param remedy what to do about it; empty if nothing
 */
public record Check(String subject, Outcome outcome, String found, String remedy) {

    /** How something stands. */
    public enum Outcome {
        /** As it has to be. */
        FINE,
        /** Deployment, or evaluation after it, would fail. */
        FAILED,
        /** Whoever asks may not look, or AWS did not answer. */
        UNKNOWN
    }

    static Check fine(String subject, String found) {
        return new Check(subject, Outcome.FINE, found, "");
    }

    static Check failed(String subject, String found, String remedy) {
        return new Check(subject, Outcome.FAILED, found, remedy);
    }

    static Check unknown(String subject, String found, String remedy) {
        return new Check(subject, Outcome.UNKNOWN, found, remedy);
    }
}
