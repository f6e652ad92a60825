package dev.fargatepull.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static final ObjectMapper JACKSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "\"text\"",
                "{\"a\":{\"b\":[1,[],{}]},\"c\":[false,null,\"\"]}",
                "[0,-1,2147483647,2147483648,9223372036854775808,-9223372036854775809]",
                "[0.5,1e3,1.0,-2.5E-7,123456789.123456789,1e999]",
                "[\"\\u0000\\u001f\\\"\\\\/\\b\\n\",\"\\ud83d\\ude00\",\"\u00e4\u2028\"]",
                "{\"\":1,\"a.b\":2,\"\\n\":3}"
            })
    void reads_and_writes_what_jackson_does(String text) throws IOException {
        JsonNode expected = JACKSON.readTree(text);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(Json.read(text)).isEqualTo(expected);
        assertThat(Json.read(bytes)).isEqualTo(expected);
        assertThat(Json.read(new ByteArrayInputStream(bytes))).isEqualTo(expected);
        assertThat(Json.write(expected)).isEqualTo(expected.toString());
    }

    @Test
    void a_text_without_a_value_is_a_missing_node() throws JsonProcessingException {
        assertThat(Json.read("").isMissingNode()).isTrue();
        assertThat(Json.read(" \n").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": 1, \"a\": 1}", "[{\"a\": {}, \"b\": 0, \"a\": 2}]"})
    void an_object_that_has_a_key_twice_is_malformed(String text) {
        assertMalformed(text, "'a' is there twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} {}", "1 2", "[] \"x\""})
    void what_follows_the_value_is_malformed(String text) {
        assertMalformed(text, "something follows its end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\"", "{\"a\":", "[1,", "\"x"})
    void a_text_that_was_cut_off_is_malformed(String text) {
        assertMalformed(text, "it ends too early");
    }

    @Test
    void no_tree_is_deeper_than_jackson_allows() {
        assertMalformed("[".repeat(1001), "it is nested more than 1000 deep");
    }

    @Test
    void the_value_at_a_token_is_read_to_its_last_one() throws IOException {
        try (JsonParser parser = Json.parser("{\"a\": [1, 2], \"b\": 3}".getBytes(StandardCharsets.UTF_8))) {
            parser.nextToken();
            parser.nextToken();
            parser.nextToken();

            assertThat(Json.value(parser)).isEqualTo(JACKSON.readTree("[1, 2]"));
            assertThat(parser.nextFieldName()).isEqualTo("b");
            assertThatThrownBy(() -> Json.value(parser)).isInstanceOf(JsonProcessingException.class);
        }
    }

    @Test
    void what_is_no_json_is_not_written() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;

        assertThatThrownBy(() -> Json.write(nodes.arrayNode().add(new byte[] {1})))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.write(nodes.pojoNode(this))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_missing_is_written_as_null() {
        JsonNode tree = JACKSON.createObjectNode().set("a", MissingNode.getInstance());

        assertThat(Json.write(tree)).isEqualTo(tree.toString()).isEqualTo("{\"a\":null}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.10", "1E-10", "1E+3", "123456789012345678901234567890.5", "-0"})
    void decimals_are_written_as_jackson_does(String decimal) {
        JsonNode number = JsonNodeFactory.instance.numberNode(new BigDecimal(decimal));

        assertThat(Json.write(number)).isEqualTo(number.toString());
    }

    private static void assertMalformed(String text, String reason) {
        assertThatThrownBy(() -> Json.read(text))
                .isInstanceOfSatisfying(
                        JsonProcessingException.class,
                        malformed -> assertThat(JsonError.reason(malformed)).isEqualTo(reason));
    }
}
