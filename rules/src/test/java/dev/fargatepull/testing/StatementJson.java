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

    private final Map<String, Object> elements = new LinkedHashMap<>();

    private StatementJson(String effect, String[] actions) {
        elements.put("Effect", effect);
        elements.put("Action", actions.length == 1 ? actions[0] : List.of(actions));
    }

    /** An allowing statement about actions. */
    public static StatementJson allow(String... actions) {
        return new StatementJson("Allow", actions);
    }

    /** A denying statement about actions. */
    public static StatementJson deny(String... actions) {
        return new StatementJson("Deny", actions);
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
        elements.put("Sid", sid);
        return this;
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
        elements.put(element, value);
        return this;
    }
}
