package dev.fargatepull.items;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatepull.core.iam.PolicyDocument;
import dev.fargatepull.core.iam.PolicyDocument.Condition;
import dev.fargatepull.core.iam.PolicyDocument.Known;
import dev.fargatepull.core.iam.PolicyDocument.Patterns;
import dev.fargatepull.core.iam.PolicyDocument.Principals;
import dev.fargatepull.core.iam.PolicyDocument.Statement;
import dev.fargatepull.core.iam.PolicyDocument.Unreadable;
import dev.fargatepull.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads policy documents, strictly: a statement that is not of the grammar known here becomes an {@link Unreadable}
 * one, of which nothing can be told. None is dropped, and none is read for what it does not say.
 */
final class PolicyParser {

    private static final Set<String> DOCUMENT_KEYS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT_KEYS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");
    private static final Set<String> PRINCIPAL_KINDS = Set.of("AWS", "Service", "Federated", "CanonicalUser");

    /** IAM's older version is also that of documents that name none. */
    private static final String WITHOUT_VARIABLES = "2008-10-17";

    private static final String WITH_VARIABLES = "2012-10-17";

    private PolicyParser() {}

    /**
     * A document in any form AWS Config writes it in: an object, JSON text, or as items of IAM have it, JSON text that
     * is URL-encoded. Empty if it is an empty object or text, as where a repository has no policy.
     */
    static Optional<PolicyDocument> parse(JsonNode node) {
        if (node.isTextual()) {
            return parse(node.textValue());
        }
        if (node.isNull() || node.isMissingNode() || (node.isContainerNode() && node.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(document(node));
    }

    private static Optional<PolicyDocument> parse(String text) {
        String plain = text.strip();
        if (plain.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (plain.startsWith("%")) {
                // IAM encodes after RFC 3986, where a plus is a plus.
                plain = URLDecoder.decode(plain.replace("+", "%2B"), StandardCharsets.UTF_8)
                        .strip();
            }
            JsonNode document = Json.read(plain);
            if (document.isTextual()) {
                // The AWS Config API writes a policy that is a string as a JSON string.
                return parse(document);
            }
            return document.isObject() && document.isEmpty() ? Optional.empty() : Optional.of(document(document));
        } catch (JsonProcessingException malformed) {
            return Optional.of(PolicyDocument.unreadable("it is not valid JSON"));
        } catch (IllegalArgumentException malformed) {
            return Optional.of(PolicyDocument.unreadable("it is not URL-encoded"));
        }
    }

    private static PolicyDocument document(JsonNode document) {
        JsonNode statements = document.get("Statement");
        JsonNode version = document.get("Version");
        String named = version == null ? WITHOUT_VARIABLES : version.asText();
        if (!document.isObject() || statements == null) {
            return PolicyDocument.unreadable("it has no statements");
        }
        if (hasOtherKeys(document, DOCUMENT_KEYS)) {
            return PolicyDocument.unreadable("it has elements unknown here");
        }
        if (!named.equals(WITHOUT_VARIABLES) && !named.equals(WITH_VARIABLES)) {
            return PolicyDocument.unreadable("its version is unknown here");
        }
        List<Statement> read = new ArrayList<>();
        if (statements.isObject()) {
            read.add(statement(statements, 1));
        } else if (statements.isArray() && !statements.isEmpty()) {
            for (JsonNode statement : statements) {
                read.add(statement(statement, read.size() + 1));
            }
        } else {
            return PolicyDocument.unreadable("it has no statements");
        }
        return new PolicyDocument(named.equals(WITH_VARIABLES), List.copyOf(read));
    }

    private static Statement statement(JsonNode statement, int number) {
        JsonNode sid = statement.path("Sid");
        String label =
                sid.isTextual() && !sid.textValue().isEmpty() ? "statement " + sid.textValue() : "statement " + number;
        try {
            return statement(statement, label);
        } catch (UnknownShapeException unknown) {
            return new Unreadable(label, String.valueOf(unknown.getMessage()));
        }
    }

    private static Known statement(JsonNode statement, String label) throws UnknownShapeException {
        if (!statement.isObject() || hasOtherKeys(statement, STATEMENT_KEYS)) {
            throw new UnknownShapeException("it has elements unknown here");
        }
        String effect = statement.path("Effect").asText();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw new UnknownShapeException("its Effect is unknown here");
        }
        Optional<Patterns> actions = patterns(statement, "Action");
        if (actions.isEmpty()) {
            throw new UnknownShapeException("it has no Action");
        }
        return new Known(
                label,
                effect.equals("Allow"),
                principals(statement),
                actions.get(),
                patterns(statement, "Resource"),
                conditions(statement.path("Condition")));
    }

    private static Optional<Patterns> patterns(JsonNode statement, String element) throws UnknownShapeException {
        JsonNode plain = statement.get(element);
        JsonNode negated = statement.get("Not" + element);
        if (plain != null && negated != null) {
            throw new UnknownShapeException("it has both %s and Not%s".formatted(element, element));
        }
        if (plain != null) {
            return Optional.of(new Patterns(false, texts(plain, element)));
        }
        return negated == null ? Optional.empty() : Optional.of(new Patterns(true, texts(negated, "Not" + element)));
    }

    private static Optional<Principals> principals(JsonNode statement) throws UnknownShapeException {
        JsonNode plain = statement.get("Principal");
        JsonNode negated = statement.get("NotPrincipal");
        if (plain != null && negated != null) {
            throw new UnknownShapeException("it has both Principal and NotPrincipal");
        }
        JsonNode principals = plain == null ? negated : plain;
        if (principals == null) {
            return Optional.empty();
        }
        if (principals.asText().equals("*")) {
            return Optional.of(new Principals(plain == null, Map.of("AWS", List.of("*"))));
        }
        if (!principals.isObject() || principals.isEmpty() || hasOtherKeys(principals, PRINCIPAL_KINDS)) {
            throw new UnknownShapeException("its Principal is unknown here");
        }
        Map<String, List<String>> byKind = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> kind : principals.properties()) {
            byKind.put(kind.getKey(), texts(kind.getValue(), "Principal"));
        }
        return Optional.of(new Principals(plain == null, byKind));
    }

    private static List<Condition> conditions(JsonNode block) throws UnknownShapeException {
        if (block.isMissingNode()) {
            return List.of();
        }
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> operator : entries(block)) {
            Set<String> keys = new HashSet<>();
            for (Map.Entry<String, JsonNode> key : entries(operator.getValue())) {
                if (!keys.add(key.getKey().toLowerCase(Locale.ROOT))) {
                    throw new UnknownShapeException("it names a condition key twice");
                }
                conditions.add(new Condition(operator.getKey(), key.getKey(), values(key.getValue())));
            }
        }
        return List.copyOf(conditions);
    }

    private static Set<Map.Entry<String, JsonNode>> entries(JsonNode object) throws UnknownShapeException {
        if (!object.isObject()) {
            throw new UnknownShapeException("its Condition is unknown here");
        }
        return object.properties();
    }

    /** Numbers and truth values may stand without quotes. An empty list is kept: what AWS makes of it is unknown. */
    private static List<String> values(JsonNode values) throws UnknownShapeException {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : values.isArray() ? values : List.of(values)) {
            if (!value.isValueNode() || value.isNull()) {
                throw new UnknownShapeException("a value in its Condition is unknown here");
            }
            texts.add(value.asText());
        }
        return List.copyOf(texts);
    }

    private static List<String> texts(JsonNode values, String element) throws UnknownShapeException {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : values.isArray() ? values : List.of(values)) {
            if (!value.isTextual()) {
                throw new UnknownShapeException("its %s is no text".formatted(element));
            }
            texts.add(value.textValue());
        }
        if (texts.isEmpty()) {
            throw new UnknownShapeException("its %s is empty".formatted(element));
        }
        return List.copyOf(texts);
    }

    private static boolean hasOtherKeys(JsonNode object, Set<String> known) {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            if (!known.contains(names.next())) {
                return true;
            }
        }
        return false;
    }

    /** Something is not of the grammar known here; the message says what. */
    private static final class UnknownShapeException extends Exception {

        private static final long serialVersionUID = 1L;

        UnknownShapeException(String message) {
            super(message);
        }
    }
}
