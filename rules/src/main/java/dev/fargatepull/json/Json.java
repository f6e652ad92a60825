package dev.fargatepull.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Reads and writes trees of JSON. Jackson's {@code ObjectMapper} would as well, and knows how to make any object of it:
 * the classes it loads for that are a good part of a function's cold start, and nothing here has a use for them. They
 * come with {@link JsonNode#toString()} too.
 *
 * <p>An object that has a key twice is malformed: which of the values is meant, nobody can tell.
 */
public final class Json {

    private static final int LONGEST_STRING = 64 << 20;

    private static final JsonFactory SCANNER = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_STRING)
                    .build())
            .build();

    private static final JsonFactory STRICT = SCANNER.rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    /**
     * Reads a text.
     *
     * @return its only value; a missing node if it has none
     * @throws JsonProcessingException if it is malformed, or something follows the value
     */
    public static JsonNode read(String text) throws JsonProcessingException {
        try (JsonParser parser = STRICT.createParser(text)) {
            return only(parser);
        } catch (JsonProcessingException malformed) {
            throw malformed;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The same, of bytes in UTF-8. */
    public static JsonNode read(byte[] text) throws IOException {
        try (JsonParser parser = parser(text)) {
            return only(parser);
        }
    }

    /** The same, of a stream of them. */
    public static JsonNode read(InputStream text) throws IOException {
        try (JsonParser parser = STRICT.createParser(text)) {
            return only(parser);
        }
    }

    /** A parser that looks at tokens only and takes keys that are there twice, before the first token. */
    public static JsonParser scanner(InputStream text) throws IOException {
        return SCANNER.createParser(text);
    }

    /** A parser of bytes in UTF-8, before their first token. */
    public static JsonParser parser(byte[] text) throws IOException {
        return STRICT.createParser(text);
    }

    /**
     * Reads the value that begins with a parser's current token.
     *
     * @param parser has a current token, and stands at the value's last one afterwards
     */
    public static JsonNode value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(parser.getBooleanValue());
            case VALUE_NULL -> NODES.nullNode();
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new JsonParseException(parser, "no value begins here");
        };
    }

    /** An object with a number for each key. */
    public static ObjectNode counts(Map<String, Integer> numbers) {
        ObjectNode object = NODES.objectNode();
        numbers.forEach((key, number) -> object.put(key, number));
        return object;
    }

    /** Writes a tree, without white space. A missing node is null, as for Jackson. */
    public static String write(JsonNode tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = STRICT.createGenerator(text)) {
            write(tree, generator);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static JsonNode only(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            return MissingNode.getInstance();
        }
        JsonNode value = value(parser);
        JsonToken next = parser.nextToken();
        if (next != null) {
            throw new JsonParseException(parser, "Trailing token " + next);
        }
        return value;
    }

    private static ObjectNode object(JsonParser parser) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            object.set(key, value(parser));
        }
        return object;
    }

    private static ArrayNode array(JsonParser parser) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }

    private static JsonNode integer(JsonParser parser) throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private static void write(JsonNode tree, JsonGenerator generator) throws IOException {
        switch (tree.getNodeType()) {
            case OBJECT -> {
                generator.writeStartObject();
                for (Map.Entry<String, JsonNode> field : tree.properties()) {
                    generator.writeFieldName(field.getKey());
                    write(field.getValue(), generator);
                }
                generator.writeEndObject();
            }
            case ARRAY -> {
                generator.writeStartArray();
                for (JsonNode element : tree) {
                    write(element, generator);
                }
                generator.writeEndArray();
            }
            case STRING -> generator.writeString(tree.textValue());
            case NUMBER -> {
                if (tree.isDouble()) {
                    // Those out of a double's range become strings, since JSON has no word for infinity.
                    generator.writeNumber(tree.doubleValue());
                } else {
                    generator.writeNumber(tree.asText());
                }
            }
            case BOOLEAN -> generator.writeBoolean(tree.booleanValue());
            case NULL, MISSING -> generator.writeNull();
            case BINARY, POJO -> throw new IllegalArgumentException("not JSON: a node that is " + tree.getNodeType());
        }
    }
}
