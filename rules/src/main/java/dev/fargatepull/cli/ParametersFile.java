package dev.fargatepull.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fargatepull.json.JsonError;
import dev.fargatepull.rules.RuleCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Rule parameters from a file, {@code {"rule-name": {"parameter": "value"}}}. */
final class ParametersFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ParametersFile() {}

    /**
     * Parameters by rule.
     *
     * @throws CouldNotRunException if the file cannot be read, or names a rule there is not
     */
    static Map<String, Map<String, String>> read(Path file) {
        Map<String, Map<String, String>> parameters = new TreeMap<>();
        JsonNode rules = parse(file);
        requireObject(rules, file, "the file");
        for (Map.Entry<String, JsonNode> rule : rules.properties()) {
            if (RuleCatalog.find(rule.getKey()).isEmpty()) {
                throw new CouldNotRunException(
                        "%s: there is no rule %s; 'fargate-pull rules' lists them".formatted(file, rule.getKey()));
            }
            requireObject(rule.getValue(), file, rule.getKey());
            Map<String, String> values = new TreeMap<>();
            for (Map.Entry<String, JsonNode> parameter : rule.getValue().properties()) {
                if (!parameter.getValue().isValueNode()) {
                    throw new CouldNotRunException(
                            "%s: %s of %s is not a string".formatted(file, parameter.getKey(), rule.getKey()));
                }
                values.put(parameter.getKey(), parameter.getValue().asText());
            }
            parameters.put(rule.getKey(), values);
        }
        return parameters;
    }

    private static JsonNode parse(Path file) {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            throw new CouldNotRunException("%s: no such file".formatted(file), missing);
        } catch (JsonProcessingException malformed) {
            throw new CouldNotRunException("%s: %s".formatted(file, JsonError.describe(malformed)), malformed);
        } catch (IOException unreadable) {
            throw new CouldNotRunException(
                    "%s: cannot be read: %s".formatted(file, unreadable.getMessage()), unreadable);
        }
    }

    private static void requireObject(JsonNode node, Path file, String what) {
        if (!node.isObject()) {
            throw new CouldNotRunException("%s: %s is not an object".formatted(file, what));
        }
    }
}
