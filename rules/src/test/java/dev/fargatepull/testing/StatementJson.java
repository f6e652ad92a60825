package dev.fargatepull.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A statement of a policy, element by element. */
public final class StatementJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, Object> elements;

    private StatementJson(Map<String, Object> elements) {
        this.elements = elements;
    }

    /** An allowing statement about actions. */
    public static StatementJson allow(String... actions) {
        return statement("Allow", actions);
    }

    /** A denying statement about actions. */
    public static StatementJson deny(String... actions) {
        return statement("Deny", actions);
    }

    private static StatementJson statement(String effect, String[] actions) {
        return new StatementJson(
                Json.object("Effect", effect, "Action", actions.length == 1 ? actions[0] : List.of(actions)));
    }

    /** A document of version 2012-10-17. */
    public static Map<String, Object> object(StatementJson... statements) {
        return Json.object(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(statements).stream()
                        .map(statement -> statement.elements)
                        .toList());
    }

    /** A document of version 2012-10-17, as JSON text. */
    public static String document(StatementJson... statements) {
        try {
            return MAPPER.writeValueAsString(object(statements));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A document as items of IAM have it. */
    static String urlEncoded(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Its name. */
    public StatementJson named(String sid) {
        return with("Sid", sid);
    }

    /** The resources it is about. */
    public StatementJson on(String... resources) {
        return with("Resource", resources.length == 1 ? resources[0] : List.of(resources));
    }

    /** Everybody, as the principal it is about. */
    public StatementJson toAnyone() {
        return with("Principal", "*");
    }

    /** The principals of AWS it is about: accounts, roles. */
    public StatementJson to(String... principals) {
        return with("Principal", Map.of("AWS", List.of(principals)));
    }

    /** The service it is about. */
    public StatementJson toService(String service) {
        return with("Principal", Map.of("Service", service));
    }

    /** Its only condition. */
    public StatementJson when(String operator, String key, String... values) {
        return with("Condition", Map.of(operator, Map.of(key, List.of(values))));
    }

    /** Any element. */
    public StatementJson with(String element, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(elements);
        more.put(element, value);
        return new StatementJson(more);
    }
}
