package dev.fargatepull.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatepull.json.Json;
import dev.fargatepull.live.AwsClients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
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

    /**
     * Primes the function of a rule. Connecting and rehearsing take about as long as each other, side by side.
     *
     * @return the clients for its events
     * @throws IllegalStateException if there is no such rule
     */
    static AwsClients clients(Optional<String> ruleName) {
        AwsClients clients = new AwsClients();
        Thread connecting = new Thread(() -> connect(clients), "connecting to AWS Config");
        connecting.setDaemon(true);
        connecting.start();
        rehearse(ruleName, new PrintStream(OutputStream.nullOutputStream()));
        try {
            connecting.join(PATIENCE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return clients;
    }

    /**
     * Answers an event from an account that there is not.
     *
     * @param log takes what the function logs
     */
    static void rehearse(Optional<String> ruleName, PrintStream log) {
        try (InputStream file = Objects.requireNonNull(Priming.class.getResourceAsStream(REHEARSAL))) {
            JsonNode rehearsal = Json.read(file);
            try (AwsClients clients = new AwsClients(
                    builder ->
                            builder.region(Region.US_EAST_1).credentialsProvider(AnonymousCredentialsProvider.create()),
                    () -> new RehearsedAws(rehearsal.path("items")))) {
                new RuleFunction(ruleName, clients, log).answer(event(rehearsal.path("event")), "rehearsal");
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static InputStream event(JsonNode event) {
        return new ByteArrayInputStream(Json.write(event).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Connects. In test mode AWS Config looks at an evaluation, whatever its token, and keeps nothing of it. What is
     * wrong, the first event shows.
     */
    private static void connect(AwsClients clients) {
        Evaluation nothing = Evaluation.builder()
                .complianceResourceType("AWS::::Account")
                .complianceResourceId("000000000000")
                .complianceType(ComplianceType.NOT_APPLICABLE)
                .orderingTimestamp(Instant.EPOCH)
                .build();
        try {
            clients.config()
                    .putEvaluations(request ->
                            request.testMode(true).resultToken("TESTMODE").evaluations(nothing));
        } catch (SdkException unavailable) {
            return;
        }
    }
}
