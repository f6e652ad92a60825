package dev.fargatepull.testing.aws;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.fargatepull.testing.Item;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.config.ConfigClient;

/**
 * AWS Config, as far as functions of rules and whoever deploys them call it, over HTTP in the JSON 1.1 protocol.
 *
 * <p>It holds to what the API Reference documents: limits, required members, the token, newer ordering timestamps
 * winning, pages that come empty with a token to the next. What goes wrong now and then is asked for by methods.
 */
public final class AwsConfig implements AutoCloseable {

    private static final int MOST_IN_A_CALL = 100;
    private static final int LONGEST_ANNOTATION = 256;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConformancePacks packs = new ConformancePacks();
    private final Map<String, Function<JsonNode, JsonNode>> operations = Map.ofEntries(
            entry("SelectResourceConfig", this::selectResourceConfig),
            entry("DescribeConfigurationRecorders", this::describeConfigurationRecorders),
            entry("DescribeConfigurationRecorderStatus", this::describeConfigurationRecorderStatus),
            entry("GetResourceConfigHistory", this::getResourceConfigHistory),
            entry("ListDiscoveredResources", this::listDiscoveredResources),
            entry("BatchGetResourceConfig", this::batchGetResourceConfig),
            entry("DescribeConfigRules", this::describeConfigRules),
            entry("GetComplianceDetailsByResource", this::getComplianceDetailsByResource),
            entry("GetComplianceDetailsByConfigRule", this::getComplianceDetailsByConfigRule),
            entry("PutEvaluations", this::putEvaluations),
            entry("PutConformancePack", packs::put),
            entry("DescribeConformancePacks", packs::describe),
            entry("DescribeOrganizationConformancePacks", packs::describeOfOrganization),
            entry("DescribeConformancePackStatus", packs::describeStatus),
            entry("GetConformancePackComplianceDetails", this::getConformancePackComplianceDetails),
            entry("DeleteConformancePack", packs::delete));
    private final List<RecordedItem> items = new ArrayList<>();
    private final Set<RecordedItem> lagging = new HashSet<>();

    /** What queries found since items were last added: each page of an answer asks the same again. */
    private final Map<String, List<RecordedItem>> foundByQuery = new HashMap<>();

    private final ArrayNode recorders = JSON.createArrayNode();
    private final Map<String, StoredResult> results = new LinkedHashMap<>();
    private final Map<String, String> functionArns = new LinkedHashMap<>();
    private final Map<String, Map<String, StoredResult>> resultsOfOtherRules = new LinkedHashMap<>();
    private final Map<String, String> refusedQueries = new LinkedHashMap<>();
    private final Set<String> deniedOperations = new HashSet<>();
    private final Map<String, Integer> failures = new LinkedHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final String configRuleName;
    private final String resultToken;
    private Runnable onceKept = () -> {};
    private int keysLeftOut;
    private int throttled;
    private boolean isRecording = true;

    private final LoopbackServer server;

    /** The same over TLS. */
    public AwsConfig(String configRuleName, String resultToken, SSLContext tls) throws IOException {
        this.configRuleName = configRuleName;
        this.resultToken = resultToken;
        this.server = new LoopbackServer("/", this::handle, tls);
    }

    /**
     * Starts AWS Config with one rule.
     *
     * @param configRuleName the rule's name
     * @param resultToken the token of the rule's evaluation that is under way
     */
    public AwsConfig(String configRuleName, String resultToken) throws IOException {
        this.configRuleName = configRuleName;
        this.resultToken = resultToken;
        this.server = new LoopbackServer("/", this::handle);
    }

    /** Where it listens. */
    public URI endpoint() {
        return server.uri();
    }

    /** A client of it. */
    public ConfigClient client() {
        return ConfigClient.builder()
                .region(Region.of(Item.HOME.region()))
                .endpointOverride(endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** Records resources. */
    public synchronized AwsConfig recording(Item<?>... recorded) {
        return recording(List.of(recorded));
    }

    /** Records resources. */
    public synchronized AwsConfig recording(Collection<? extends Item<?>> recorded) {
        recorded.stream().flatMap(item -> item.json().stream()).forEach(this::recording);
        return this;
    }

    /** Records an item, as it is delivered in snapshots and events. What was recorded of the resource is history. */
    public synchronized AwsConfig recording(ObjectNode item) {
        items.add(new RecordedItem(item));
        foundByQuery.clear();
        return this;
    }

    /**
     * Does not find what was recorded last of a resource in queries yet, but what was recorded of it before: the index
     * of advanced queries is eventually consistent.
     */
    public synchronized AwsConfig lagging(String resourceId) {
        items.stream()
                .filter(item -> item.id().equals(resourceId))
                .reduce((older, newer) -> newer)
                .ifPresent(lagging::add);
        foundByQuery.clear();
        return this;
    }

    /** Finds everything in queries that was recorded so far. */
    public synchronized AwsConfig catchingUp() {
        lagging.clear();
        foundByQuery.clear();
        return this;
    }

    /** Has a recorder of all types. */
    public AwsConfig withRecorder() {
        return withRecorder("ALL_SUPPORTED_RESOURCE_TYPES", List.of(), List.of());
    }

    /** Has a recorder of these types. */
    public AwsConfig withRecorderOf(String... resourceTypes) {
        return withRecorder("INCLUSION_BY_RESOURCE_TYPES", List.of(resourceTypes), List.of());
    }

    /** Has a recorder of all types but these. */
    public AwsConfig withRecorderOfAllBut(String... resourceTypes) {
        return withRecorder("EXCLUSION_BY_RESOURCE_TYPES", List.of(), List.of(resourceTypes));
    }

    /** Has its recorder stopped. */
    public synchronized AwsConfig stopped() {
        isRecording = false;
        return this;
    }

    private synchronized AwsConfig withRecorder(String strategy, List<String> included, List<String> excluded) {
        boolean all = included.isEmpty() && excluded.isEmpty();
        recorders.removeAll();
        ObjectNode recorder =
                recorders.addObject().put("name", "default").put("roleARN", "arn:aws:iam::111122223333:role/recorder");
        ObjectNode group =
                recorder.putObject("recordingGroup").put("allSupported", all).put("includeGlobalResourceTypes", all);
        included.forEach(group.putArray("resourceTypes")::add);
        excluded.forEach(group.putObject("exclusionByResourceTypes").putArray("resourceTypes")::add);
        group.putObject("recordingStrategy").put("useOnly", strategy);
        return this;
    }

    /** Refuses advanced queries for a type with an error of this code. */
    public synchronized AwsConfig refusingQueriesFor(String resourceType, String errorCode) {
        refusedQueries.put(resourceType, errorCode);
        return this;
    }

    /** Keeps a result from an earlier evaluation. */
    public synchronized AwsConfig keeping(StoredResult result) {
        results.put(key(result.resourceType(), result.resourceId()), result);
        return this;
    }

    /** Has a rule, the first or another, run a function. */
    public synchronized AwsConfig running(String ruleName, String functionArn) {
        functionArns.put(ruleName, functionArn);
        return this;
    }

    /** Keeps a result of another rule. */
    public synchronized AwsConfig keepingOf(String ruleName, StoredResult result) {
        resultsOfOtherRules
                .computeIfAbsent(ruleName, first -> new LinkedHashMap<>())
                .put(key(result.resourceType(), result.resourceId()), result);
        return this;
    }

    /** Finds a text in S3. */
    public synchronized AwsConfig storing(String s3Uri, String text) {
        packs.store(s3Uri, text);
        return this;
    }

    /** Can call these functions, told by their ARNs, and no others. */
    public synchronized AwsConfig callingOnly(Predicate<String> functions) {
        packs.callOnly(functions);
        return this;
    }

    /** The functions that rules run, by the rules' names. */
    public synchronized Map<String, String> functionArns() {
        Map<String, String> all = new LinkedHashMap<>(functionArns);
        all.putAll(packs.functionArns());
        return all;
    }

    /** Denies an operation to everybody. */
    public synchronized AwsConfig denying(String operation) {
        deniedOperations.add(operation);
        return this;
    }

    /** Does not take the next so many evaluations of a resource. */
    public synchronized AwsConfig failingEvaluationsOf(String resourceId, int times) {
        failures.put(resourceId, times);
        return this;
    }

    /** Leaves every second key unprocessed in the next so many calls of {@code BatchGetResourceConfig}. */
    public synchronized AwsConfig leavingKeysOut(int times) {
        keysLeftOut = times;
        return this;
    }

    /** Throttles the next so many requests. */
    public synchronized AwsConfig throttling(int times) {
        throttled = times;
        return this;
    }

    /** Does something once, when the next evaluations are kept and whoever sent them does not know yet. */
    public synchronized AwsConfig onceEvaluationsAreKept(Runnable action) {
        onceKept = action;
        return this;
    }

    /** Drops all results. */
    public synchronized AwsConfig forgetting() {
        results.clear();
        return this;
    }

    /** The results that stand, except those that are not applicable, which AWS Config drops. */
    public synchronized List<StoredResult> results() {
        return results.values().stream()
                .filter(result -> !result.complianceType().equals("NOT_APPLICABLE"))
                .toList();
    }

    /** Of how many resources something was reported, if only that it does not apply. */
    public synchronized int reported() {
        return results.size();
    }

    /** The result last reported of a resource. */
    public synchronized Optional<StoredResult> lastReported(String resourceType, String resourceId) {
        return Optional.ofNullable(results.get(key(resourceType, resourceId)));
    }

    /** The operations called so far, in order, each with the number of evaluations or keys it carried if any. */
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
        } catch (AwsError error) {
            answer = new JsonAnswer(
                    400, JSON.createObjectNode().put("__type", error.code()).put("message", error.getMessage()));
        }
        answer.send(exchange, "application/x-amz-json-1.1");
    }

    private synchronized JsonNode answer(HttpExchange exchange) throws IOException {
        String target = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                .orElse("");
        String operation = target.replaceFirst("^StarlingDoveService\\.", "");
        Function<JsonNode, JsonNode> implementation = operations.get(operation);
        if (implementation == null || operation.equals(target)) {
            throw new AwsError("UnknownOperationException", "no operation " + target);
        }
        if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
            throw new AwsError("MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        // Evaluations in test mode report nothing.
        int carried = request.path("TestMode").asBoolean()
                ? 0
                : request.path("Evaluations").size()
                        + request.path("resourceKeys").size();
        calls.add(carried == 0 ? operation : operation + " " + carried);
        if (throttled > 0) {
            throttled--;
            throw new AwsError("ThrottlingException", "Rate exceeded");
        }
        if (deniedOperations.contains(operation)) {
            throw new AwsError("AccessDeniedException", "User is not authorized to perform this action");
        }
        return implementation.apply(request);
    }

    private JsonNode selectResourceConfig(JsonNode request) {
        String expression = require(request, "Expression").asText();
        AdvancedQuery query = AdvancedQuery.parse(expression);
        query.types().stream().map(refusedQueries::get).filter(Objects::nonNull).forEach(errorCode -> {
            throw new AwsError(errorCode, "A resource type is not supported");
        });
        List<RecordedItem> all = foundByQuery.computeIfAbsent(
                expression,
                first -> current(item -> !lagging.contains(item)).stream()
                        .filter(query.condition())
                        .toList());
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode rows = answer.putArray("Results");
        page(all, request, "Limit", "NextToken", answer).forEach(item -> rows.add(item.row(query.columns())));
        ArrayNode selected = answer.putObject("QueryInfo").putArray("SelectFields");
        query.columns().forEach(column -> selected.addObject().put("Name", column));
        return answer;
    }

    /** The live resources as they were recorded last. */
    private List<RecordedItem> current(Predicate<RecordedItem> isKnown) {
        Map<String, RecordedItem> newest = new LinkedHashMap<>();
        items.stream().filter(isKnown).forEach(item -> newest.put(item.key(), item));
        return newest.values().stream().filter(RecordedItem::isLive).toList();
    }

    private JsonNode describeConfigurationRecorders(JsonNode request) {
        return JSON.createObjectNode().set("ConfigurationRecorders", recorders);
    }

    private JsonNode describeConfigurationRecorderStatus(JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode statuses = answer.putArray("ConfigurationRecordersStatus");
        recorders.forEach(recorder ->
                statuses.addObject().put("name", recorder.path("name").asText()).put("recording", isRecording));
        return answer;
    }

    private JsonNode getResourceConfigHistory(JsonNode request) {
        String type = require(request, "resourceType").asText();
        String id = require(request, "resourceId").asText();
        List<RecordedItem> recorded = items.stream()
                .filter(item -> item.type().equals(type) && item.id().equals(id))
                .toList();
        if (recorded.isEmpty()) {
            throw new AwsError("ResourceNotDiscoveredException", "Resource %s is not discovered".formatted(id));
        }
        double earliest = request.path("earlierTime").asDouble(0);
        double latest = request.path("laterTime").asDouble(Double.MAX_VALUE);
        if (earliest > latest) {
            throw new AwsError("InvalidTimeRangeException", "The specified time range is not valid");
        }
        List<RecordedItem> found = new ArrayList<>(recorded.stream()
                .filter(item -> earliest <= item.captured() && item.captured() <= latest)
                .sorted(Comparator.comparingDouble(RecordedItem::captured))
                .toList());
        if (!request.path("chronologicalOrder").asText().equals("Forward")) {
            Collections.reverse(found);
        }
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode history = answer.putArray("configurationItems");
        page(found, request, "limit", "nextToken", answer).forEach(item -> history.add(item.past()));
        return answer;
    }

    private JsonNode listDiscoveredResources(JsonNode request) {
        String type = require(request, "resourceType").asText();
        List<RecordedItem> found = current(item -> item.type().equals(type));
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode identifiers = answer.putArray("resourceIdentifiers");
        page(found, request, "limit", "nextToken", answer)
                .forEach(item ->
                        identifiers.addObject().put("resourceType", item.type()).put("resourceId", item.id()));
        return answer;
    }

    private JsonNode batchGetResourceConfig(JsonNode request) {
        JsonNode keys = require(request, "resourceKeys");
        if (keys.isEmpty() || keys.size() > MOST_IN_A_CALL) {
            throw new AwsError("ValidationException", "1 to 100 keys, please");
        }
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode found = answer.putArray("baseConfigurationItems");
        ArrayNode unprocessed = answer.putArray("unprocessedResourceKeys");
        for (int index = 0; index < keys.size(); index++) {
            JsonNode key = keys.get(index);
            if (keysLeftOut > 0 && index % 2 == 0) {
                unprocessed.add(key);
            } else {
                String type = key.path("resourceType").asText();
                String id = key.path("resourceId").asText();
                current(item -> item.type().equals(type) && item.id().equals(id))
                        .forEach(item -> found.add(item.base()));
            }
        }
        keysLeftOut = Math.max(0, keysLeftOut - 1);
        return answer;
    }

    /** One rule to a page, so that whoever does not turn pages is found out; AWS Config has 25. */
    private JsonNode describeConfigRules(JsonNode request) {
        List<String> names = new ArrayList<>();
        request.path("ConfigRuleNames").forEach(name -> names.add(name.asText()));
        names.forEach(this::requireRule);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode rules = answer.putArray("ConfigRules");
        List<String> found = names.isEmpty() ? functionArns().keySet().stream().toList() : names;
        int start = request.path("NextToken").asInt(0);
        if (start + 1 < found.size()) {
            answer.put("NextToken", Integer.toString(start + 1));
        }
        if (!found.isEmpty()) {
            String name = found.get(start);
            rules.addObject()
                    .put("ConfigRuleName", name)
                    .put("ConfigRuleState", "ACTIVE")
                    .putObject("Source")
                    .put("Owner", "CUSTOM_LAMBDA")
                    .put("SourceIdentifier", functionArns().getOrDefault(name, ""));
        }
        return answer;
    }

    private JsonNode getComplianceDetailsByResource(JsonNode request) {
        String key = key(
                require(request, "ResourceType").asText(),
                require(request, "ResourceId").asText());
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode details = answer.putArray("EvaluationResults");
        if (!request.hasNonNull("NextToken")) {
            answer.put("NextToken", "the second page");
            return answer;
        }
        details(
                details,
                configRuleName,
                Optional.ofNullable(results.get(key)).stream().toList());
        resultsOfOtherRules.forEach((name, stored) -> details(
                details, name, Optional.ofNullable(stored.get(key)).stream().toList()));
        return answer;
    }

    private JsonNode getComplianceDetailsByConfigRule(JsonNode request) {
        String name = require(request, "ConfigRuleName").asText();
        requireRule(name);
        Set<String> types = new HashSet<>();
        request.path("ComplianceTypes").forEach(type -> types.add(type.asText()));
        Collection<StoredResult> stored = name.equals(configRuleName)
                ? results()
                : resultsOfOtherRules.getOrDefault(name, Map.of()).values();
        List<StoredResult> found = stored.stream()
                .filter(result -> types.isEmpty() || types.contains(result.complianceType()))
                .toList();
        ObjectNode answer = JSON.createObjectNode();
        details(answer.putArray("EvaluationResults"), name, page(found, request, "Limit", "NextToken", answer));
        return answer;
    }

    private JsonNode getConformancePackComplianceDetails(JsonNode request) {
        String wanted = request.at("/Filters/ComplianceType").asText();
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode details = answer.putArray("ConformancePackRuleEvaluationResults");
        packs.rules(request)
                .forEach(rule -> details(
                        details,
                        rule,
                        resultsOfOtherRules.getOrDefault(rule, Map.of()).values().stream()
                                .filter(result -> wanted.isEmpty()
                                        || result.complianceType().equals(wanted))
                                .toList()));
        return answer;
    }

    private void requireRule(String name) {
        if (!name.equals(configRuleName) && !functionArns().containsKey(name)) {
            throw new AwsError("NoSuchConfigRuleException", "The rule does not exist");
        }
    }

    /** A result is recorded as soon as what it is on. */
    private static void details(ArrayNode details, String ruleName, List<StoredResult> found) {
        for (StoredResult result : found) {
            double time = result.orderingTimestamp().toEpochMilli() / 1000.0;
            ObjectNode detail = details.addObject()
                    .put("ComplianceType", result.complianceType())
                    .put("ResultRecordedTime", time);
            result.annotation().ifPresent(annotation -> detail.put("Annotation", annotation));
            detail.putObject("EvaluationResultIdentifier")
                    .put("OrderingTimestamp", time)
                    .putObject("EvaluationResultQualifier")
                    .put("ConfigRuleName", ruleName)
                    .put("ResourceType", result.resourceType())
                    .put("ResourceId", result.resourceId());
        }
    }

    private JsonNode putEvaluations(JsonNode request) {
        boolean isTest = request.path("TestMode").asBoolean();
        if (!isTest && !require(request, "ResultToken").asText().equals(resultToken)) {
            throw new AwsError("InvalidResultTokenException", "The specified ResultToken is not valid");
        }
        JsonNode evaluations = require(request, "Evaluations");
        if (evaluations.isEmpty() || evaluations.size() > MOST_IN_A_CALL) {
            throw new AwsError("InvalidParameterValueException", "1 to 100 evaluations, please");
        }
        List<StoredResult> accepted = StreamSupport.stream(evaluations.spliterator(), false)
                .map(AwsConfig::evaluation)
                .toList();
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode failed = answer.putArray("FailedEvaluations");
        if (isTest) {
            return answer;
        }
        for (int index = 0; index < evaluations.size(); index++) {
            StoredResult result = accepted.get(index);
            int failing = failures.getOrDefault(result.resourceId(), 0);
            if (failing > 0) {
                failures.put(result.resourceId(), failing - 1);
                failed.add(evaluations.get(index));
            } else {
                results.merge(
                        key(result.resourceType(), result.resourceId()),
                        result,
                        (old, fresh) -> fresh.orderingTimestamp().isBefore(old.orderingTimestamp()) ? old : fresh);
            }
        }
        Runnable action = onceKept;
        onceKept = () -> {};
        action.run();
        return answer;
    }

    private static StoredResult evaluation(JsonNode evaluation) {
        String compliance = require(evaluation, "ComplianceType").asText();
        if (!Set.of("COMPLIANT", "NON_COMPLIANT", "NOT_APPLICABLE").contains(compliance)) {
            throw new AwsError("InvalidParameterValueException", "no such compliance: " + compliance);
        }
        Optional<String> annotation =
                Optional.ofNullable(evaluation.get("Annotation")).map(JsonNode::asText);
        if (annotation
                .filter(text -> text.isEmpty() || text.length() > LONGEST_ANNOTATION)
                .isPresent()) {
            throw new AwsError("ValidationException", "Annotation has 1 to 256 characters");
        }
        return new StoredResult(
                require(evaluation, "ComplianceResourceType").asText(),
                require(evaluation, "ComplianceResourceId").asText(),
                compliance,
                annotation,
                Instant.ofEpochMilli(
                        Math.round(require(evaluation, "OrderingTimestamp").asDouble() * 1000)));
    }

    /** One page. The first is empty and has nothing but the token to the next, as happens in AWS Config. */
    private static <T> List<T> page(List<T> all, JsonNode request, String limit, String token, ObjectNode answer) {
        int size = request.path(limit).asInt(MOST_IN_A_CALL);
        if (size < 1 || size > MOST_IN_A_CALL) {
            throw new AwsError("InvalidLimitException", "The specified limit is outside the allowable range");
        }
        if (!request.hasNonNull(token)) {
            answer.put(token, "from 0");
            return List.of();
        }
        String from = request.get(token).asText();
        if (!from.matches("from \\d+")) {
            throw new AwsError("InvalidNextTokenException", "The specified next token is not valid");
        }
        int start = Integer.parseInt(from.substring("from ".length()));
        int end = Math.min(all.size(), start + size);
        if (end < all.size()) {
            answer.put(token, "from " + end);
        }
        return all.subList(start, end);
    }

    private static JsonNode require(JsonNode object, String member) {
        if (!object.hasNonNull(member)) {
            throw new AwsError("ValidationException", member + " is missing");
        }
        return object.get(member);
    }

    private static String key(String resourceType, String resourceId) {
        return resourceType + " " + resourceId;
    }
}
