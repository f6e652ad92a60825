package dev.fargatepull.testing.aws;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between clients and the services, hands everything through, counts it, and on demand has one operation fail as
 * it does in AWS now and then.
 */
public final class FaultyProxy implements AutoCloseable {

    /** What can go wrong with a call. */
    public enum Fault {
        /** Too many calls, in the words of the service. */
        THROTTLED,
        /** The caller lacks the permission, in the words of the service. */
        DENIED,
        /** Nobody answers as long as the client waits. */
        HANGING,
        /** The connection ends before there is an answer. */
        CUT_OFF,
        /** The service has an error of its own. */
        SERVER_ERROR,
        /** Half of the true answer. */
        MALFORMED,
        /** A successful answer with nothing in it. */
        EMPTY,
        /** An empty page that has the token to the next, which is the true answer. */
        EMPTY_PAGE
    }

    private static final Pattern CREDENTIAL_SCOPE = Pattern.compile("Credential=[^/]+/[^/]+/[^/]+/([^/]+)/");
    private static final Pattern FORM_ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z0-9]+)");
    private static final String TOKEN = "page-after-an-empty-one";
    private static final Set<String> NOT_HANDED_ON = Set.of(
            "connection", "content-length", "date", "expect", "host", "http2-settings", "transfer-encoding", "upgrade");

    private record Planned(Fault fault, int times) {}

    private record Call(String service, String operation, boolean speaksJson, String body) {

        String action() {
            return service + ":" + operation;
        }

        boolean asksForPage() {
            return body.contains(TOKEN);
        }

        /** The same without the token, which only the proxy knows. */
        String bodyOfFirstPage() {
            return body.replaceAll("&(NextToken|Marker)=" + TOKEN, "")
                    .replaceAll("\"(nextToken|NextToken|Marker)\":\"" + TOKEN + "\",?", "")
                    .replaceAll(",}$", "}");
        }
    }

    private record Answer(int status, String contentType, String body) {}

    private final URI moto;
    private final URI config;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Planned> faults = new HashMap<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final SortedMap<String, Integer> calls = new TreeMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final LoopbackServer server;

    /**
     * Starts a proxy through which everything works.
     *
     * @param moto where the services are
     * @param config where AWS Config is
     */
    public FaultyProxy(URI moto, URI config) throws IOException {
        this.moto = moto;
        this.config = config;
        this.server = new LoopbackServer("/", this::handle);
    }

    /** Where it listens. */
    public URI endpoint() {
        return URI.create("http://" + server.hostAndPort());
    }

    /**
     * Has all calls of an operation fail from now on.
     *
     * @param action the operation, as an IAM policy names it: {@code ec2:DescribeRouteTables}
     */
    public FaultyProxy failing(String action, Fault fault) {
        return failing(action, fault, Integer.MAX_VALUE);
    }

    /** Has the next so many calls of an operation fail. */
    public synchronized FaultyProxy failing(String action, Fault fault, int times) {
        faults.put(action, new Planned(fault, times));
        return this;
    }

    /**
     * Answers an operation itself, since the emulator does not know it.
     *
     * @param body the answer, as JSON or XML
     */
    public FaultyProxy answering(String action, String body) {
        answers.put(action, body.startsWith("{") ? json(200, body) : xml(200, body));
        return this;
    }

    /** Lets everything through again. */
    public synchronized FaultyProxy mended() {
        faults.clear();
        return this;
    }

    /** How many calls of each operation came in, those that failed among them. */
    public synchronized SortedMap<String, Integer> calls() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(calls));
    }

    @Override
    public void close() {
        closed.countDown();
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = read(exchange);
            Optional<Fault> fault = count(call);
            if (fault.filter(Fault.HANGING::equals).isPresent()) {
                closed.await();
            } else if (fault.filter(Fault.CUT_OFF::equals).isEmpty()) {
                write(exchange, fault.isPresent() ? fail(fault.get(), call, exchange) : forward(call, exchange));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Call read(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        Matcher scope = CREDENTIAL_SCOPE.matcher(
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                        .orElse(""));
        Matcher action = FORM_ACTION.matcher(body);
        String service = scope.find() ? scope.group(1) : "unsigned";
        if (target != null) {
            return new Call(service, target.substring(target.lastIndexOf('.') + 1), true, body);
        }
        return new Call(service, action.find() ? action.group(1) : exchange.getRequestMethod(), false, body);
    }

    private synchronized Optional<Fault> count(Call call) {
        calls.merge(call.action(), 1, Integer::sum);
        Planned planned = faults.get(call.action());
        if (planned == null || planned.times() == 0) {
            return Optional.empty();
        }
        if (planned.fault() == Fault.EMPTY_PAGE && call.asksForPage()) {
            return Optional.empty();
        }
        faults.put(call.action(), new Planned(planned.fault(), planned.times() - 1));
        return Optional.of(planned.fault());
    }

    private Answer fail(Fault fault, Call call, HttpExchange exchange) throws IOException, InterruptedException {
        return switch (fault) {
            case THROTTLED -> throttled(call);
            case DENIED -> denied(call);
            case SERVER_ERROR -> error(call, 500, call.speaksJson() ? "InternalServerError" : "InternalFailure");
            case MALFORMED -> {
                Answer whole = forward(call, exchange);
                yield new Answer(
                        whole.status(),
                        whole.contentType(),
                        whole.body().substring(0, whole.body().length() / 2));
            }
            case EMPTY -> empty(call, "{}", "", "");
            case EMPTY_PAGE ->
                empty(
                        call,
                        "{\"nextToken\":\"%1$s\",\"NextToken\":\"%1$s\",\"Truncated\":true,\"NextMarker\":\"%1$s\"}"
                                .formatted(TOKEN),
                        "<nextToken>%s</nextToken>".formatted(TOKEN),
                        "<IsTruncated>true</IsTruncated><Marker>%s</Marker>".formatted(TOKEN));
            case HANGING, CUT_OFF -> throw new IllegalArgumentException("there is no answer: " + fault);
        };
    }

    private static Answer throttled(Call call) {
        if (call.speaksJson()) {
            return error(call, 400, "ThrottlingException");
        }
        return call.service().equals("ec2") ? error(call, 503, "RequestLimitExceeded") : error(call, 400, "Throttling");
    }

    private static Answer denied(Call call) {
        if (call.speaksJson()) {
            return error(call, 400, "AccessDeniedException");
        }
        return error(call, 403, call.service().equals("ec2") ? "UnauthorizedOperation" : "AccessDenied");
    }

    /** Each protocol has a shape of its own: JSON, the one of EC2, and the query protocol of IAM and STS. */
    private static Answer error(Call call, int status, String code) {
        String message = "%s: %s".formatted(call.action(), code);
        if (call.speaksJson()) {
            return json(status, "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(code, message));
        }
        String error = "<Error><Code>%s</Code><Message>%s</Message></Error>".formatted(code, message);
        return xml(
                status,
                call.service().equals("ec2")
                        ? "<Response><Errors>%s</Errors><RequestID>request-1</RequestID></Response>".formatted(error)
                        : "<ErrorResponse>%s<RequestId>request-1</RequestId></ErrorResponse>".formatted(error));
    }

    private static Answer empty(Call call, String json, String ofEc2, String ofQuery) {
        if (call.speaksJson()) {
            return json(200, json);
        }
        String inner = call.service().equals("ec2")
                ? ofEc2
                : "<%1$sResult>%2$s</%1$sResult>".formatted(call.operation(), ofQuery);
        return xml(
                200,
                "<%1$sResponse>%2$s<requestId>request-1</requestId></%1$sResponse>".formatted(call.operation(), inner));
    }

    private static Answer json(int status, String body) {
        return new Answer(status, "application/x-amz-json-1.1", body);
    }

    private static Answer xml(int status, String body) {
        return new Answer(status, "text/xml;charset=UTF-8", body);
    }

    private Answer forward(Call call, HttpExchange exchange) throws IOException, InterruptedException {
        Answer own = answers.get(call.action());
        return own == null ? handOn(call, exchange) : own;
    }

    private Answer handOn(Call call, HttpExchange exchange) throws IOException, InterruptedException {
        URI service = call.service().equals("config") ? config : moto;
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        service.resolve(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofString(call.bodyOfFirstPage()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_HANDED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse("application/octet-stream"),
                response.body());
    }

    private static void write(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
