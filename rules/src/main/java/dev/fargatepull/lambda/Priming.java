package dev.fargatepull.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.live.AwsClients;
import dev.fargatepull.live.EvidenceLoader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ComplianceType;
import software.amazon.awssdk.services.config.model.Evaluation;

/**
 * Does once, while the function starts, what every event needs: classes are loaded and the connection to AWS Config is
 * there before the first one comes. Lambda gives a starting function a whole processor, and a running one of 512 MB
 * less than a third (AWS Lambda Developer Guide, "Configure Lambda function memory").
 */
final class Priming {

    private static final String REHEARSAL = "rehearsal.json";

    /** Lambda gives a function ten seconds to start (AWS Lambda Developer Guide, "Lambda execution environment"). */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Priming() {}

    /** Primes the function of a rule, with clients that its events will use. */
    static void prime(Rule rule, AwsClients clients) {
        Thread connecting = new Thread(() -> connect(clients.config()), "connecting to AWS Config");
        connecting.setDaemon(true);
        connecting.start();
        rehearse(rule, new PrintStream(OutputStream.nullOutputStream()));
        try {
            connecting.join(PATIENCE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Answers an event from an account that there is not.
     *
     * @param log takes what the function logs
     */
    static void rehearse(Rule rule, PrintStream log) {
        try (InputStream file = Objects.requireNonNull(Priming.class.getResourceAsStream(REHEARSAL))) {
            JsonNode rehearsal = new ObjectMapper().readTree(file);
            rehearse(rule, log, rehearsal.path("event"), new RehearsedAws(rehearsal.path("items")));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void rehearse(Rule rule, PrintStream log, JsonNode event, RehearsedAws aws) throws IOException {
        try (AwsClients clients = new AwsClients(
                builder -> builder.region(Region.US_EAST_1).credentialsProvider(AnonymousCredentialsProvider.create()),
                aws)) {
            new RuleFunction(
                            Optional.of(rule.spec().name()),
                            clients,
                            EvidenceLoader.live(clients, Clock.systemUTC()),
                            log)
                    .answer(new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)), "rehearsal");
        }
    }

    /**
     * Connects. In test mode AWS Config looks at an evaluation, whatever its token, and keeps nothing of it. What is
     * wrong, the first event shows.
     */
    private static void connect(ConfigClient config) {
        Evaluation nothing = Evaluation.builder()
                .complianceResourceType("AWS::::Account")
                .complianceResourceId("000000000000")
                .complianceType(ComplianceType.NOT_APPLICABLE)
                .orderingTimestamp(Instant.EPOCH)
                .build();
        try {
            config.putEvaluations(
                    request -> request.testMode(true).resultToken("TESTMODE").evaluations(nothing));
        } catch (SdkException unavailable) {
            return;
        }
    }
}
