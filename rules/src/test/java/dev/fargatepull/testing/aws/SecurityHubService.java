package dev.fargatepull.testing.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * AWS Security Hub, as far as findings are imported and read, with what its API Reference documents and moto leaves
 * out: filters, limits of sizes and lengths, older updates passed over, findings refused in a successful answer.
 */
public final class SecurityHubService implements AutoCloseable {

    private static final int MOST_IN_A_CALL = 100;
    private static final int MOST_BYTES = 240 * 1024;
    private static final Map<String, Integer> LONGEST = Map.of(
            "/Id", 512,
            "/GeneratorId", 512,
            "/Title", 256,
            "/Description", 1024,
            "/Remediation/Recommendation/Text", 512,
            "/Resources/0/Id", 512);
    private static final List<String> REQUIRED = List.of(
            "SchemaVersion",
            "Id",
            "ProductArn",
            "GeneratorId",
            "AwsAccountId",
            "CreatedAt",
            "UpdatedAt",
            "Title",
            "Description",
            "Resources");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, ObjectNode> findings = new LinkedHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<JsonNode> imported = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> refused = new LinkedHashMap<>();
    private Optional<AwsError> error = Optional.empty();
    private Runnable afterNextImport = () -> {};
    private int throttled;
    private final LoopbackServer server;

    /** Starts it, enabled and empty. */
    public SecurityHubService() throws IOException {
        this.server = new LoopbackServer("/", this::handle);
    }

    /** Where it listens. */
    public URI endpoint() {
        return URI.create("http://" + server.hostAndPort());
    }

    /** Answers everything with an error. */
    public synchronized SecurityHubService failingWith(AwsError everywhere) {
        error = Optional.of(everywhere);
        return this;
    }

    /** Throttles the next so many requests. */
    public synchronized SecurityHubService throttling(int times) {
        throttled = times;
        return this;
    }

    /** Does not take a finding about a resource the next so many times. */
    public synchronized SecurityHubService refusing(String resourceId, int times) {
        refused.put(resourceId, times);
        return this;
    }

    /** Has something happen once the next import is done, before it is answered. */
    public synchronized SecurityHubService afterNextImport(Runnable happening) {
        afterNextImport = happening;
        return this;
    }

    /** Has a finding of somebody else, or as somebody left it. */
    public synchronized SecurityHubService having(JsonNode finding) {
        findings.put(finding.path("Id").asText(), (ObjectNode) finding);
        return this;
    }

    /** The findings as they are. */
    public synchronized List<JsonNode> findings() {
        return List.copyOf(findings.values());
    }

    /** What was imported so far, in order. */
    public List<JsonNode> imported() {
        return List.copyOf(imported);
    }

    /** The calls so far, in order, imports with the number of findings they carried. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonAnswer answer;
        try {
            answer = JsonAnswer.ok(answer(exchange));
        } catch (AwsError refusal) {
            exchange.getResponseHeaders().add("x-amzn-ErrorType", refusal.code());
            answer = new JsonAnswer(
                    refusal.code().equals("TooManyRequestsException") ? 429 : 401,
                    JSON.createObjectNode().put("Code", refusal.code()).put("Message", refusal.getMessage()));
        }
        answer.send(exchange, "application/json");
    }

    private synchronized JsonNode answer(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        boolean isImport = exchange.getRequestURI().getPath().equals("/findings/import");
        calls.add(isImport ? "BatchImportFindings " + request.path("Findings").size() : "GetFindings");
        if (throttled > 0) {
            throttled--;
            throw new AwsError("TooManyRequestsException", "Too Many Requests");
        }
        if (error.isPresent()) {
            throw error.get();
        }
        return isImport ? batchImportFindings(request) : getFindings(request);
    }

    private JsonNode batchImportFindings(JsonNode request) {
        JsonNode sent = request.path("Findings");
        if (sent.isEmpty() || sent.size() > MOST_IN_A_CALL) {
            throw new AwsError("InvalidInputException", "1 to 100 findings, please");
        }
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode failed = answer.putArray("FailedFindings");
        for (JsonNode finding : sent) {
            imported.add(finding.deepCopy());
            String fault = fault(finding);
            if (fault.isEmpty()) {
                take((ObjectNode) finding);
            } else {
                failed.addObject()
                        .put("Id", finding.path("Id").asText())
                        .put("ErrorCode", "InvalidInput")
                        .put("ErrorMessage", fault);
            }
        }
        answer.put("FailedCount", failed.size()).put("SuccessCount", sent.size() - failed.size());
        Runnable happening = afterNextImport;
        afterNextImport = () -> {};
        happening.run();
        return answer;
    }

    private String fault(JsonNode finding) {
        String resource = finding.at("/Resources/0/Id").asText();
        int times = refused.getOrDefault(resource, 0);
        if (times > 0) {
            refused.put(resource, times - 1);
            return "not this time";
        }
        for (String member : REQUIRED) {
            if (!finding.hasNonNull(member)) {
                return member + " is missing";
            }
        }
        for (Map.Entry<String, Integer> bound : LONGEST.entrySet()) {
            String text = finding.at(bound.getKey()).asText();
            if (text.isBlank() || text.length() > bound.getValue()) {
                return bound.getKey() + " has the wrong length";
            }
        }
        return finding.toString().length() > MOST_BYTES ? "the finding is too large" : "";
    }

    /** Members that an update leaves out stay, and so does what belongs to those who work on the finding. */
    private void take(ObjectNode finding) {
        finding.withObject("/ProductFields").put("aws/securityhub/ProductName", "Default");
        findings.merge(finding.path("Id").asText(), finding.deepCopy(), (existing, update) -> {
            if (time(update, "UpdatedAt").isAfter(time(existing, "UpdatedAt"))) {
                existing.setAll(update);
            }
            return existing;
        });
    }

    private static Instant time(JsonNode finding, String member) {
        return Instant.parse(finding.path(member).asText());
    }

    private JsonNode getFindings(JsonNode request) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode finding : findings.values()) {
            boolean matches = true;
            for (Map.Entry<String, JsonNode> filter : request.path("Filters").properties()) {
                JsonNode condition = filter.getValue().get(0);
                String value = finding.path(filter.getKey()).asText();
                String wanted = condition.path("Value").asText();
                // Security Hub sets the Region of what it takes.
                boolean meets = filter.getKey().equals("Region")
                        || (condition.path("Comparison").asText().equals("PREFIX")
                                ? value.startsWith(wanted)
                                : value.equals(wanted));
                matches = matches && meets;
            }
            if (matches) {
                found.add(finding);
            }
        }
        int start = request.path("NextToken").asInt(0);
        int end = Math.min(found.size(), start + request.path("MaxResults").asInt(10));
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("Findings").addAll(found.subList(start, end));
        if (end < found.size()) {
            answer.put("NextToken", Integer.toString(end));
        }
        return answer;
    }
}
