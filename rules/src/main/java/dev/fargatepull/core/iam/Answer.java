package dev.fargatepull.core.iam;

import java.util.function.Supplier;

/**
 * A three-valued answer and what it rests on.
 *
 * @param truth the answer
 * @param reason the deciding statement, the unresolved key, or what was looked through in vain
 */
public record Answer(Truth truth, Reason reason) {

    /** Whether the answer is yes. */
    public boolean isYes() {
        return truth == Truth.YES;
    }

    /** Whether the answer is no. */
    public boolean isNo() {
        return truth == Truth.NO;
    }

    /** Whether there is no telling. */
    public boolean isUnknown() {
        return truth == Truth.UNKNOWN;
    }

    /** Yes if one of the two is; the first stands where both say the same. */
    public Answer or(Supplier<Answer> other) {
        if (isYes()) {
            return this;
        }
        Answer second = other.get();
        return second.truth.compareTo(truth) > 0 ? second : this;
    }

    /** Yes if both are; the first stands where both say the same. */
    public Answer and(Supplier<Answer> other) {
        if (isNo()) {
            return this;
        }
        Answer second = other.get();
        return second.truth.compareTo(truth) < 0 ? second : this;
    }
}
