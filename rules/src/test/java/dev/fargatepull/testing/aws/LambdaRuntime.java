package dev.fargatepull.testing.aws;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The Runtime API of AWS Lambda, version 2018-06-01: it hands a function its events and hears how they end. */
public final class LambdaRuntime implements AutoCloseable {

    private static final String API = "/2018-06-01/runtime/";

    /** How long functions are waited for: in no test as long as Lambda lets them run. */
    private static final long PATIENCE_SECONDS = 300;

    private final LoopbackServer server;
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private int invocations;

    /**
     * How an invocation, or the start of the function, ended.
     *
     * @param kind {@code response}, {@code error} or {@code init/error}
     * @param body what the function said
     */
    public record Outcome(String kind, String body) {}

    /** Starts the API. */
    public LambdaRuntime() throws IOException {
        server = new LoopbackServer(API, this::handle);
    }

    /** Host and port, as the environment variable {@code AWS_LAMBDA_RUNTIME_API} has them. */
    public String hostAndPort() {
        return server.hostAndPort();
    }

    /** Invokes the function and waits for the end. */
    public Outcome invoke(String event) throws InterruptedException {
        send(event);
        return nextOutcome();
    }

    /** Invokes the function. */
    public void send(String event) {
        events.add(event);
    }

    /** Waits until the function has started and asks for its first event. */
    public void awaitStart() throws InterruptedException {
        if (!asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the function did not start");
        }
    }

    /** Waits for the function to say something. */
    public Outcome nextOutcome() throws InterruptedException {
        @Nullable Outcome outcome = outcomes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (outcome == null) {
            throw new AssertionError("the function did not answer");
        }
        return outcome;
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(API.length());
            if (path.equals("invocation/next")) {
                next(exchange);
            } else {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                outcomes.add(new Outcome(path.replaceFirst("^invocation/[^/]*/", ""), body));
                exchange.sendResponseHeaders(202, -1);
            }
        }
    }

    private void next(HttpExchange exchange) throws IOException {
        try {
            asked.countDown();
            byte[] event = events.take().getBytes(StandardCharsets.UTF_8);
            invocations++;
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.getResponseHeaders().add("Lambda-Runtime-Aws-Request-Id", "request-" + invocations);
            exchange.getResponseHeaders()
                    .add(
                            "Lambda-Runtime-Deadline-Ms",
                            Long.toString(
                                    Instant.now().plus(Duration.ofMinutes(15)).toEpochMilli()));
            exchange.getResponseHeaders()
                    .add("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-1:111122223333:function:rule");
            exchange.sendResponseHeaders(200, event.length);
            exchange.getResponseBody().write(event);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
