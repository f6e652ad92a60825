package dev.fargatepull.core.iam;

import java.util.List;
import java.util.function.Predicate;

/** What is known of a condition key of a request. */
public sealed interface KeyState {

    /** Nothing, not even whether the request has it. */
    KeyState UNKNOWN = new Unknown();

    /** The request does not have it. */
    KeyState ABSENT = new Absent();

    /** A key with one value. */
    static KeyState known(String value) {
        return new Known(List.of(value));
    }

    /**
     * The request has it, with these values.
     *
     * @param values at least one
     */
    record Known(List<String> values) implements KeyState {}

    /** The request does not have it. */
    record Absent() implements KeyState {}

    /** Nothing is known of it. */
    record Unknown() implements KeyState {}

    /**
     * The request has it with a value that is unknown but matches a pattern.
     *
     * @param pattern with {@code *} and {@code ?}
     */
    record Like(String pattern) implements KeyState {}

    /**
     * Its value is unknown, but some it cannot be.
     *
     * @param excluded whether a policy's value can match none of those it may have
     * @param mayBeAbsent whether the request may not have it at all
     */
    record UnknownButNot(Predicate<String> excluded, boolean mayBeAbsent) implements KeyState {}
}
