package dev.fargatepull.testing.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The text of a conformance pack with the values of its parameters, as AWS Config reads it. It knows the intrinsic
 * functions that AWS's own sample packs use, and refuses the others.
 */
final class ConformancePackText {

    private static final int MOST_RULES = 130;
    private static final Set<String> TYPES = Set.of("AWS::Config::ConfigRule", "AWS::Config::RemediationConfiguration");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode text;
    private final Map<String, String> values = new LinkedHashMap<>();

    /** The text, with the values that somebody gave. */
    ConformancePackText(String yaml, Map<String, String> given) {
        this.text = read(yaml);
        for (String name : given.keySet()) {
            require(text.path("Parameters").has(name), "Parameters: [%s] do not exist in the template", name);
        }
        text.path("Parameters").properties().forEach(declared -> {
            JsonNode declaration = declared.getValue();
            require(declaration.hasNonNull("Type"), "Every Parameters object must contain a Type member: %s", declared);
            String value = given.getOrDefault(
                    declared.getKey(), declaration.path("Default").asText(null));
            require(value != null, "Parameters: [%s] must have values", declared.getKey());
            JsonNode allowed = declaration.path("AllowedValues");
            require(
                    allowed.isMissingNode() || contains(allowed, value),
                    "Parameter '%s' must be one of AllowedValues",
                    declared.getKey());
            values.put(declared.getKey(), value);
        });
    }

    private static boolean contains(JsonNode list, String text) {
        for (JsonNode entry : list) {
            if (entry.asText().equals(text)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode read(String yaml) {
        try {
            JsonNode tree = JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
            require(tree.path("Resources").isObject(), "At least one Resources member must be defined: %s", tree);
            return tree;
        } catch (YamlEngineException malformed) {
            throw refusal("Template format error: %s", malformed);
        }
    }

    /** The properties of its rules. */
    List<JsonNode> rules() {
        JsonNode resources = text.path("Resources");
        require(
                resources.size() <= MOST_RULES,
                "Number of resources provided in the template exceeds the allowed limit: %s",
                resources.size());
        List<JsonNode> rules = new ArrayList<>();
        for (JsonNode resource : resources) {
            String type = resource.path("Type").asText();
            require(TYPES.contains(type), "Resource type %s is not supported in a conformance pack", type);
            if (type.equals("AWS::Config::ConfigRule")) {
                rules.add(resolved(resource.path("Properties")));
            }
        }
        return rules;
    }

    private JsonNode resolved(JsonNode node) {
        if (node.isObject() && node.size() == 1) {
            String key = node.fieldNames().next();
            if (key.equals("Ref") || key.startsWith("Fn::")) {
                return call(key, node.get(key));
            }
        }
        if (node.isObject()) {
            ObjectNode object = JSON.createObjectNode();
            node.properties().forEach(member -> {
                JsonNode value = resolved(member.getValue());
                if (!value.isMissingNode()) {
                    object.set(member.getKey(), value);
                }
            });
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JSON.createArrayNode();
            node.forEach(entry -> array.add(resolved(entry)));
            return array;
        }
        return node;
    }

    private JsonNode call(String function, JsonNode argument) {
        return switch (function) {
            case "Ref" -> reference(argument.asText());
            case "Fn::Equals" -> BooleanNode.valueOf(resolved(argument.get(0)).equals(resolved(argument.get(1))));
            case "Fn::Not" -> BooleanNode.valueOf(!resolved(argument.get(0)).asBoolean());
            case "Fn::If" -> {
                JsonNode condition =
                        text.path("Conditions").path(argument.get(0).asText());
                require(condition.isObject(), "Unresolved condition %s", argument.get(0));
                yield resolved(argument.get(resolved(condition).asBoolean() ? 1 : 2));
            }
            default -> throw refusal("%s is not known to work in a conformance pack", function);
        };
    }

    private JsonNode reference(String name) {
        if (name.equals("AWS::NoValue")) {
            return JSON.missingNode();
        }
        require(values.containsKey(name), "Unresolved resource dependencies [%s]", name);
        return TextNode.valueOf(values.get(name));
    }

    private static void require(boolean isFine, String message, Object detail) {
        if (!isFine) {
            throw refusal(message, detail);
        }
    }

    private static AwsError refusal(String message, Object detail) {
        return new AwsError("ConformancePackTemplateValidationException", message.formatted(detail));
    }
}
