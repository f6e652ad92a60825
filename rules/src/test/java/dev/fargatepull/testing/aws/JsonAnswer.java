package dev.fargatepull.testing.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/**
 * What a service of AWS that speaks JSON answers.
 *
 * @param status the status of HTTP
 * @param body the answer
 */
record JsonAnswer(int status, JsonNode body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the service said. */
    static JsonAnswer ok(JsonNode body) {
        return new JsonAnswer(200, body);
    }

    /** Sends it, and ends the exchange. */
    void send(HttpExchange exchange, String contentType) throws IOException {
        try (exchange) {
            byte[] bytes = JSON.writeValueAsBytes(body);
            exchange.getResponseHeaders().add("Content-Type", contentType);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
