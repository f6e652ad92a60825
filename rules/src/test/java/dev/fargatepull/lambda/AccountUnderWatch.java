package dev.fargatepull.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.live.AwsClients;
import dev.fargatepull.live.EvidenceLoader;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

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

    private final Moto moto = Moto.reset();
    private final MotoAccount account = new MotoAccount(moto);
    private final AwsConfig history = config();
    private final MotoRecorder recorder = new MotoRecorder(moto, history);
    private final List<ObjectNode> recorded = new ArrayList<>();
    private final Map<String, AwsConfig> rules = new LinkedHashMap<>();
    private final Map<String, FaultyProxy> proxies = new LinkedHashMap<>();
    private Instant now = Instant.parse("2026-03-02T06:00:00Z");

    AccountUnderWatch() throws IOException {
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
            proxies.put(rule, known);
        }
        return known;
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
        Function<AwsClients, EvidenceLoader> loaders = clients -> EvidenceLoader.live(clients, Clock.systemUTC());
        try (AwsClients clients = new AwsClients(builder -> builder.endpointOverride(services)
                .region(Region.of(Item.HOME.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"))))) {
            new RuleFunction(
                            Optional.of(rule),
                            () -> clients,
                            loaders,
                            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                    .handleRequest(
                            new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
                            OutputStream.nullOutputStream(),
                            new FunctionContext());
        }
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
