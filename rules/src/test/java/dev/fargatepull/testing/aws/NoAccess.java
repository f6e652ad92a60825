package dev.fargatepull.testing.aws;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Every service of AWS, to a caller who may do nothing: each call is denied in the way of its protocol. */
public final class NoAccess implements AutoCloseable {

    private static final String JSON = """
            {"__type": "AccessDeniedException", "message": "User is not authorized to perform this action"}""";
    private static final String XML = """
            <Response><Errors><Error><Code>UnauthorizedOperation</Code>\
            <Message>You are not authorized to perform this operation.</Message></Error></Errors>\
            <RequestID>request-1</RequestID></Response>""";

    private final LoopbackServer server;

    /** Starts it. */
    public NoAccess() throws IOException {
        this.server = new LoopbackServer("/", NoAccess::deny);
    }

    /** Where it listens. */
    public URI endpoint() {
        return server.uri();
    }

    @Override
    public void close() {
        server.close();
    }

    private static void deny(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean speaksJson = exchange.getRequestHeaders().containsKey("X-Amz-Target");
            byte[] answer = (speaksJson ? JSON : XML).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .add("Content-Type", speaksJson ? "application/x-amz-json-1.1" : "text/xml;charset=UTF-8");
            exchange.sendResponseHeaders(speaksJson ? 400 : 403, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
