package dev.fargatepull.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.live.AwsClients;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.aws.AwsConfig;
import dev.fargatepull.testing.aws.FaultyProxy;
import dev.fargatepull.testing.aws.Moto;
import dev.fargatepull.testing.aws.MotoRecorder;
import dev.fargatepull.testing.aws.RuleEvents;
import dev.fargatepull.testing.aws.StoredResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** An account in moto that AWS Config records and has rules for; each rule keeps its own results. */
final class AccountUnderWatch implements AutoCloseable {

    /** What moto does not know, as an account answers in which nobody has used it. */
    private static final Map<String, String> NOT_IN_MOTO = Map.of(
            "ec2:DescribeVpcBlockPublicAccessOptions",
            """
            <DescribeVpcBlockPublicAccessOptionsResponse><requestId>request-1</requestId>\
            <vpcBlockPublicAccessOptions><internetGatewayBlockMode>off</internetGatewayBlockMode>\
            </vpcBlockPublicAccessOptions></DescribeVpcBlockPublicAccessOptionsResponse>""",
            "ec2:DescribeVpcBlockPublicAccessExclusions",
            """
            <DescribeVpcBlockPublicAccessExclusionsResponse><requestId>request-1</requestId>\
            <vpcBlockPublicAccessExclusionSet/></DescribeVpcBlockPublicAccessExclusionsResponse>""",
            "ecr:DescribePullThroughCacheRules",
            "{\"pullThroughCacheRules\": []}");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Moto moto = Moto.reset();
    private final MotoAccount account = new MotoAccount(moto);
    private final AwsConfig history = config();
    private final MotoRecorder recorder;
    private final List<ObjectNode> recorded = new ArrayList<>();
    private final Map<String, AwsConfig> rules = new LinkedHashMap<>();
    private final Map<String, FaultyProxy> proxies = new LinkedHashMap<>();
    private Instant now = Instant.parse("2026-03-02T06:00:00Z");
    private Optional<Duration> patience = Optional.empty();

    AccountUnderWatch() throws IOException {
        this(List.of());
    }

    /** An account in which AWS Config does not record these types. */
    AccountUnderWatch(List<String> leftOut) throws IOException {
        recorder = new MotoRecorder(moto, history).leavingOut(leftOut.toArray(String[]::new));
        record();
    }

    MotoAccount account() {
        return account;
    }

    /** Lets AWS Config record what has changed since; the items of that. */
    List<ObjectNode> record() {
        now = now.plus(Duration.ofMinutes(1));
        List<ObjectNode> changes = recorder.record(now);
        recorded.addAll(changes);
        rules.values().forEach(config -> changes.forEach(config::recording));
        return changes;
    }

    /** The newest item of a resource, known by its id or its ARN. */
    ObjectNode item(String type, String id) {
        return recorded.stream()
                .filter(item -> item.path("resourceType").asText().equals(type))
                .filter(item -> Stream.of("resourceId", "resourceName", "ARN")
                        .anyMatch(key -> item.path(key).asText().equals(id)))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new NoSuchElementException(type + " " + id));
    }

    /** AWS Config with what is recorded, as a rule sees it. */
    AwsConfig config(String rule) throws IOException {
        AwsConfig known = rules.get(rule);
        if (known == null) {
            known = config();
            recorded.forEach(known::recording);
            rules.put(rule, known);
        }
        return known;
    }

    private static AwsConfig config() throws IOException {
        return new AwsConfig(RuleEvents.RULE_NAME, RuleEvents.RESULT_TOKEN).withRecorder();
    }

    /** What stands between a rule's function and the services. */
    FaultyProxy proxy(String rule) throws IOException {
        FaultyProxy known = proxies.get(rule);
        if (known == null) {
            known = new FaultyProxy(moto.endpoint(), config(rule).endpoint());
            NOT_IN_MOTO.forEach(known::answering);
            known.rewriting("ecr:DescribeImages", AccountUnderWatch::withSizesOfIndexes);
            proxies.put(rule, known);
        }
        return known;
    }

    /** ECR gives an index the size of its largest manifest; moto gives it none. */
    private static String withSizesOfIndexes(String answer) {
        try {
            JsonNode images = JSON.readTree(answer);
            for (JsonNode image : images.path("imageDetails")) {
                if (!image.hasNonNull("imageSizeInBytes")) {
                    ((ObjectNode) image).put("imageSizeInBytes", 50_000_000);
                }
            }
            return images.toString();
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    /** From now on, functions give up an attempt at a call after so long. */
    void waitingAtMost(Duration time) {
        patience = Optional.of(time);
    }

    /** From now on, functions are as patient as deployed ones. */
    void waitingAsDeployed() {
        patience = Optional.empty();
    }

    /** Sends a rule the event of its schedule. */
    void schedule(String rule) throws IOException {
        now = now.plus(Duration.ofMinutes(1));
        answer(rule, RuleEvents.scheduledAt(now));
    }

    /** Sends a rule the event of a change. */
    void change(String rule, ObjectNode item) throws IOException {
        answer(rule, RuleEvents.changed(item));
    }

    private void answer(String rule, ObjectNode event) throws IOException {
        URI services = proxy(rule).endpoint();
        try (AwsClients clients = new AwsClients(builder -> connect(builder, services))) {
            new RuleFunction(
                            Optional.of(rule),
                            clients,
                            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                    .handleRequest(
                            new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
                            OutputStream.nullOutputStream(),
                            new FunctionContext());
        }
    }

    /** Where the services are, and no pauses between attempts: what follows when all fail is the same. */
    private void connect(AwsClientBuilder<?, ?> builder, URI services) {
        builder.endpointOverride(services)
                .region(Region.of(Item.HOME.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .overrideConfiguration(builder.overrideConfiguration().toBuilder()
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(2)
                                .backoffStrategy(BackoffStrategy.retryImmediately())
                                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                                .build())
                        .build());
        patience.ifPresent(time -> builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                .apiCallAttemptTimeout(time)
                .build()));
    }

    /** Has AWS Config forget all results of a rule. */
    void forget(String rule) throws IOException {
        config(rule).forgetting();
    }

    /** The results of a rule that stand. */
    List<StoredResult> results(String rule) throws IOException {
        return config(rule).results();
    }

    @Override
    public void close() {
        proxies.values().forEach(FaultyProxy::close);
        rules.values().forEach(AwsConfig::close);
        history.close();
    }
}
