package dev.fargatepull.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.fargatepull.testing.aws.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** What the services other than AWS Config say of the large account. They count what they are asked. */
final class LargeAccountServices implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EC2_API_VERSION = "2016-11-15";
    private static final String XML = "text/xml;charset=UTF-8";
    private static final String THROTTLED =
            "<Response><Errors><Error><Code>RequestLimitExceeded</Code></Error></Errors></Response>";
    private static final String MANIFEST = """
            {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", \
            "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "%s", "size": 1500}, \
            "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip", "digest": "%s", \
            "size": 50000000}]}""";

    private final SortedMap<String, Integer> requests = new TreeMap<>();
    private final Ec2Answers ec2;
    private final IamAnswers iam;
    private final LoopbackServer services;
    private final LoopbackServer layers;
    private int requestsUntilThrottled = Integer.MAX_VALUE;
    private int sinceThrottled;
    private int throttled;

    /**
     * Starts the services.
     *
     * @param items what AWS Config has recorded
     * @param tls what the host of layers shows, since nobody fetches them without TLS
     */
    LargeAccountServices(Collection<ObjectNode> items, SSLContext tls) throws IOException {
        ec2 = new Ec2Answers(items);
        iam = new IamAnswers(items);
        services = new LoopbackServer("/", this::handle);
        layers = new LoopbackServer("/", this::handleLayer, tls);
    }

    private record Answer(int status, String contentType, String body) {

        static Answer json(JsonNode body) {
            return new Answer(200, "application/x-amz-json-1.1", body.toString());
        }

        static Answer error(String code) {
            return new Answer(
                    400,
                    "application/x-amz-json-1.1",
                    JSON.createObjectNode().put("__type", code).toString());
        }
    }

    /** Throttles each request that comes after so many that were not. */
    synchronized LargeAccountServices throttlingAfter(int count) {
        requestsUntilThrottled = count;
        return this;
    }

    URI endpoint() {
        return services.uri();
    }

    /** How many requests came in so far, by action as an IAM policy names it. */
    synchronized SortedMap<String, Integer> requests() {
        return new TreeMap<>(requests);
    }

    /** How many of them were throttled. */
    synchronized int throttled() {
        return throttled;
    }

    @Override
    public void close() {
        services.close();
        layers.close();
    }

    private synchronized boolean count(String action) {
        requests.merge(action, 1, Integer::sum);
        sinceThrottled++;
        if (sinceThrottled > requestsUntilThrottled) {
            sinceThrottled = 0;
            throttled++;
            return false;
        }
        return true;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            Answer answer = target == null ? answerForm(form(body)) : answerJson(target, JSON.readTree(body));
            write(exchange, answer);
        }
    }

    private Answer answerForm(Map<String, String> form) {
        String action = form.getOrDefault("Action", "");
        boolean isEc2 = EC2_API_VERSION.equals(form.get("Version"));
        if (!count((isEc2 ? "ec2:" : "iam:") + action)) {
            return new Answer(503, XML, THROTTLED);
        }
        return new Answer(200, XML, isEc2 ? ec2.answer(action, form) : iam.answer(action, form));
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private Answer answerJson(String target, JsonNode request) {
        String service = target.contains("Registry") ? "ecr" : "ecs";
        String operation = target.substring(target.lastIndexOf('.') + 1);
        if (!count(service + ":" + operation)) {
            return Answer.error("ThrottlingException");
        }
        return switch (operation) {
            case "DescribeTaskDefinition" -> taskDefinition(request);
            case "DescribeServices" -> services(request);
            case "DescribeServiceRevisions" -> serviceRevisions(request);
            case "DescribePullThroughCacheRules" ->
                Answer.json(JSON.createObjectNode().set("pullThroughCacheRules", JSON.createArrayNode()));
            case "GetRegistryPolicy" -> Answer.error("RegistryPolicyNotFoundException");
            case "DescribeImages" -> images(request);
            case "BatchGetImage" -> manifests(request);
            case "GetDownloadUrlForLayer" ->
                Answer.json(JSON.createObjectNode()
                        .put("downloadUrl", layers.uri().resolve("/config").toString())
                        .set("layerDigest", request.path("layerDigest")));
            default -> Answer.error("UnknownOperationException");
        };
    }

    private static Answer taskDefinition(JsonNode request) {
        String arn = request.path("taskDefinition").asText();
        int number = LargeAccount.number(arn);
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode definition = answer.putObject("taskDefinition")
                .put("taskDefinitionArn", arn)
                .put("family", LargeAccount.name(number))
                .put("revision", 1)
                .put("status", "ACTIVE")
                .put("executionRoleArn", LargeAccount.roleArn(number));
        definition
                .putArray("containerDefinitions")
                .addObject()
                .put("name", "app")
                .put("image", LargeAccount.image(number));
        definition
                .putObject("runtimePlatform")
                .put("operatingSystemFamily", "LINUX")
                .put("cpuArchitecture", "X86_64");
        return Answer.json(answer);
    }

    private static Answer services(JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode services = answer.putArray("services");
        request.path("services")
                .forEach(arn -> services.addObject()
                        .put("serviceArn", arn.asText())
                        .putArray("currentServiceRevisions")
                        .addObject()
                        .put("arn", arn.asText().replace(":service/", ":service-revision/") + "/1"));
        answer.putArray("failures");
        return Answer.json(answer);
    }

    private static Answer serviceRevisions(JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode revisions = answer.putArray("serviceRevisions");
        request.path("serviceRevisionArns").forEach(arn -> {
            String service =
                    arn.asText().replace(":service-revision/", ":service/").replaceFirst("/1$", "");
            int number = LargeAccount.definitionOf(service);
            revisions
                    .addObject()
                    .put("serviceRevisionArn", arn.asText())
                    .put("serviceArn", service)
                    .put("taskDefinition", LargeAccount.definitionArn(number))
                    .putArray("containerImages")
                    .addObject()
                    .put("containerName", "app")
                    .put("image", LargeAccount.image(number))
                    .put("imageDigest", LargeAccount.digest(number));
        });
        answer.putArray("failures");
        return Answer.json(answer);
    }

    private static Answer images(JsonNode request) {
        int number = LargeAccount.number(request.path("repositoryName").asText());
        boolean isTagGone = LargeAccount.isTagGone(number);
        for (JsonNode id : request.path("imageIds")) {
            if (id.has("imageTag") && isTagGone) {
                return Answer.error("ImageNotFoundException");
            }
        }
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode image = answer.putArray("imageDetails")
                .addObject()
                .put("imageDigest", LargeAccount.digest(number))
                .put("imageStatus", "ACTIVE")
                .put("imageSizeInBytes", 50_000_000);
        if (!isTagGone) {
            image.putArray("imageTags").add("1");
        }
        return Answer.json(answer);
    }

    private static Answer manifests(JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode images = answer.putArray("images");
        request.path("imageIds")
                .forEach(id -> images.addObject()
                        .put(
                                "imageManifest",
                                MANIFEST.formatted(
                                        "sha256:" + "c".repeat(64),
                                        id.path("imageDigest").asText()))
                        .set("imageId", id));
        return Answer.json(answer);
    }

    private void handleLayer(HttpExchange exchange) throws IOException {
        try (exchange) {
            count("s3:GetObject");
            write(exchange, new Answer(200, "application/json", "{\"os\": \"linux\", \"architecture\": \"amd64\"}"));
        }
    }

    private static void write(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }
}
