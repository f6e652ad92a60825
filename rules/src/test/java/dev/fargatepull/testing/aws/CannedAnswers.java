package dev.fargatepull.testing.aws;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Somebody who listens where a service should, and gives the same answer to everything. */
public final class CannedAnswers implements AutoCloseable {

    private final LoopbackServer server;

    /** Starts it. */
    public CannedAnswers(String contentType, String body) throws IOException {
        byte[] answer = body.getBytes(StandardCharsets.UTF_8);
        this.server = new LoopbackServer("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().add("Content-Type", contentType);
                exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
    }

    /** Where it listens. */
    public URI endpoint() {
        return URI.create("http://" + server.hostAndPort());
    }

    @Override
    public void close() {
        server.close();
    }
}
