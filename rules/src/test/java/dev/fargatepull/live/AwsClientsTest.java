package dev.fargatepull.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.aws.CannedAnswers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

class AwsClientsTest {

    private static final Duration LAMBDA_TIMEOUT = Duration.ofMinutes(15);
    private static final Duration SHORT = Duration.ofMillis(200);

    @Test
    void a_call_that_hangs_takes_a_tenth_of_the_time_that_a_function_has() {
        try (AwsClients clients = new AwsClients(builder -> builder.region(Region.of(Item.HOME.region())))) {
            ClientOverrideConfiguration configuration =
                    clients.config().serviceClientConfiguration().overrideConfiguration();

            assertThat(configuration.apiCallTimeout())
                    .hasValueSatisfying(
                            timeout -> assertThat(timeout).isLessThanOrEqualTo(LAMBDA_TIMEOUT.dividedBy(10)));
            assertThat(configuration.apiCallAttemptTimeout())
                    .hasValueSatisfying(timeout -> assertThat(timeout.multipliedBy(2))
                            .isLessThan(configuration.apiCallTimeout().orElseThrow()));
        }
    }

    @Test
    void a_service_that_takes_a_call_and_never_answers_is_given_up() throws IOException {
        try (ServerSocket service = listening(connection -> {});
                AwsClients clients = impatient(service)) {
            assertThatThrownBy(() -> clients.config().describeConfigurationRecorders())
                    .isInstanceOf(SdkClientException.class)
                    .hasMessageContaining("timeout");
            assertThat(clients.requests()).containsEntry("config:DescribeConfigurationRecorders", 2);
        }
    }

    @Test
    void an_answer_that_trickles_in_and_never_ends_is_given_up() throws IOException {
        try (ServerSocket service = listening(AwsClientsTest::trickle);
                AwsClients clients = impatient(service)) {
            assertThatThrownBy(() -> clients.config().describeConfigurationRecorders())
                    .isInstanceOf(SdkClientException.class)
                    .hasMessageContaining("timeout");
        }
    }

    @Test
    void no_call_begins_that_may_outlive_the_function() throws IOException {
        try (CannedAnswers service = new CannedAnswers("application/x-amz-json-1.1", "{}");
                AwsClients clients = clients(service.endpoint())) {
            clients.stopBefore(Instant.now().plus(LAMBDA_TIMEOUT));
            assertThat(clients.config().describeConfigurationRecorders().configurationRecorders())
                    .isEmpty();

            clients.stopBefore(Instant.now().plusSeconds(60));
            assertThatThrownBy(() -> clients.config().describeConfigurationRecorders())
                    .isInstanceOf(EvidenceException.class)
                    .hasMessageStartingWith("out of time: config:DescribeConfigurationRecorders may take 90 seconds");
            assertThat(clients.requests()).containsEntry("config:DescribeConfigurationRecorders", 1);
        }
    }

    /** Somebody who accepts connections, reads nothing, and does with them what is asked. */
    private static ServerSocket listening(Consumer<Socket> answer) throws IOException {
        ServerSocket service = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (!service.isClosed()) {
                try {
                    answer.accept(service.accept());
                } catch (IOException closed) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return service;
    }

    private static void trickle(Socket connection) {
        try (connection;
                OutputStream out = connection.getOutputStream()) {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n{\"".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write('x');
                out.flush();
                Thread.sleep(10);
            }
        } catch (IOException givenUp) {
            return;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(stopped));
        }
    }

    private static AwsClients impatient(ServerSocket service) {
        return new AwsClients(builder -> {
            connect(builder, URI.create("http://localhost:" + service.getLocalPort()));
            builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                    .apiCallAttemptTimeout(SHORT)
                    .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(2)
                            .build())
                    .build());
        });
    }

    private static AwsClients clients(URI endpoint) {
        return new AwsClients(builder -> connect(builder, endpoint));
    }

    private static void connect(AwsClientBuilder<?, ?> builder, URI endpoint) {
        builder.endpointOverride(endpoint)
                .region(Region.of(Item.HOME.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")));
    }
}
