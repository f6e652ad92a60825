package dev.fargatepull.core.iam;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A policy document.
 *
 * @param hasVariables whether <code>${…}</code> stands for a value: in version 2012-10-17 only, and a document without
 *     a version has an older one (IAM User Guide, "IAM JSON policy elements: Version")
 * @param statements its statements
 */
public record PolicyDocument(boolean hasVariables, List<Statement> statements) {

    /** A document that is not of the grammar known here, as a whole. */
    public static PolicyDocument unreadable(String why) {
        return new PolicyDocument(false, List.of(new Unreadable("the document", why)));
    }

    /** One statement of a document. */
    public sealed interface Statement {

        /** Its name in a sentence: {@code statement AllowPull} by its Sid, or {@code statement 2} by its number. */
        String label();
    }

    /**
     * A statement that is not of the grammar known here. It may allow or deny anything.
     *
     * @param label its name in a sentence
     * @param why what is unknown of it
     */
    public record Unreadable(String label, String why) implements Statement {}

    /**
     * A statement.
     *
     * @param label its name in a sentence
     * @param allows whether its effect is {@code Allow}, not {@code Deny}
     * @param principals whom it is about; identity policies do not say
     * @param actions the actions it is about
     * @param resources the resources it is about; policies that belong to one resource need not say
     * @param conditions all that has to be so
     */
    public record Known(
            String label,
            boolean allows,
            Optional<Principals> principals,
            Patterns actions,
            Optional<Patterns> resources,
            List<Condition> conditions)
            implements Statement {}

    /**
     * Patterns of actions or resources.
     *
     * @param isNegated whether all but those are meant: {@code NotAction}, {@code NotResource}
     * @param patterns at least one
     */
    public record Patterns(boolean isNegated, List<String> patterns) {}

    /**
     * Principals.
     *
     * @param isNegated whether all but those are meant: {@code NotPrincipal}
     * @param byKind by {@code AWS}, {@code Service}, {@code Federated} or {@code CanonicalUser}, at least one of each;
     *     a plain {@code *} is {@code *} of AWS
     */
    public record Principals(boolean isNegated, Map<String, List<String>> byKind) {}

    /**
     * A condition.
     *
     * @param operator as written, as in {@code ForAnyValue:StringLike}
     * @param key as written
     * @param values one of which has to match
     */
    public record Condition(String operator, String key, List<String> values) {}
}
