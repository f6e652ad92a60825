package dev.fargatepull.testing.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.StatementJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * The services of AWS as moto emulates them, in a process of their own. Tests share one process, and each begins with
 * an empty account.
 */
public final class Moto {

    private static final Duration START = Duration.ofSeconds(60);
    private static Optional<Moto> running = Optional.empty();

    /** Takes the number of requests after which moto denies what IAM would. */
    private static final String ENFORCEMENT = "/moto-api/reset-auth";

    private final AtomicInteger roles = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;

    private Moto(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** Moto, with nothing in its accounts. Where it is not installed, the test is skipped and says so. */
    public static synchronized Moto reset() {
        Moto moto = running.orElseGet(Moto::start);
        running = Optional.of(moto);
        moto.post("/moto-api/reset", "");
        return moto;
    }

    /** Where it listens. */
    public URI endpoint() {
        return endpoint;
    }

    /**
     * Does something as a role that may call these actions and no other: every other call is denied, as IAM would.
     *
     * @param actions as a policy of IAM names them
     * @param work is given the role's credentials
     */
    public void enforcing(Collection<String> actions, Consumer<AwsCredentialsProvider> work) {
        AwsCredentialsProvider credentials = roleThatMay(actions);
        post(ENFORCEMENT, "0");
        try {
            work.accept(credentials);
        } finally {
            post(ENFORCEMENT, "inf");
        }
    }

    private AwsCredentialsProvider roleThatMay(Collection<String> actions) {
        AwsCredentialsProvider anybody =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("anybody", "secret"));
        String name = "enforced-" + roles.incrementAndGet();
        try (IamClient iam = IamClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.AWS_GLOBAL)
                        .credentialsProvider(anybody)
                        .build();
                StsClient sts = StsClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.of(Item.HOME.region()))
                        .credentialsProvider(anybody)
                        .build()) {
            String arn = iam.createRole(role -> role.roleName(name)
                            .assumeRolePolicyDocument(StatementJson.document(StatementJson.allow("sts:AssumeRole")
                                    .to("arn:aws:iam::%s:root".formatted(Item.HOME.accountId())))))
                    .role()
                    .arn();
            iam.putRolePolicy(policy -> policy.roleName(name)
                    .policyName("actions")
                    .policyDocument(StatementJson.document(
                            StatementJson.allow(actions.toArray(String[]::new)).on("*"))));
            Credentials assumed = sts.assumeRole(role -> role.roleArn(arn).roleSessionName("test"))
                    .credentials();
            return StaticCredentialsProvider.create(AwsSessionCredentials.create(
                    assumed.accessKeyId(), assumed.secretAccessKey(), assumed.sessionToken()));
        }
    }

    /** A client of one of the services. */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient> C client(B builder) {
        return client(builder, Item.HOME.region());
    }

    /** The same in another Region. */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient> C client(
            B builder, String region) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder())
                .region(Region.of(region))
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .build();
    }

    /**
     * Calls AWS Organizations, for which the tests have no client.
     *
     * @param action as in {@code CreateOrganization}
     * @param body the request, in JSON
     */
    public JsonNode organizations(String action, String body) {
        String answer = call(
                "organizations",
                HttpRequest.newBuilder(endpoint)
                        .header("X-Amz-Target", "AWSOrganizationsV20161128." + action)
                        .header("Content-Type", "application/x-amz-json-1.1")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
        try {
            return new ObjectMapper().readTree(answer);
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    /** The body of a dashboard of Amazon CloudWatch, whose client speaks a protocol that moto does not know. */
    public String dashboard(String name) {
        return call(
                "monitoring",
                HttpRequest.newBuilder(endpoint)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "Action=GetDashboard&Version=2010-08-01&DashboardName=" + name)));
    }

    private String call(String service, HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(
                    request.header(
                                    "Authorization",
                                    "AWS4-HMAC-SHA256 Credential=test/20260101/%s/%s/aws4_request, SignedHeaders=host, "
                                                    .formatted(Item.HOME.region(), service)
                                            + "Signature=0")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("%s: %s".formatted(service, response.body()));
            }
            return response.body();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static Moto start() {
        try {
            int port = freePort();
            ProcessBuilder builder = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", Integer.toString(port));
            builder.environment().put("MOTO_ACCOUNT_ID", Item.HOME.accountId());
            builder.environment().put("MOTO_IAM_LOAD_MANAGED_POLICIES", "true");
            Path log = Path.of("target", "moto.log");
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            Moto moto = new Moto(URI.create("http://127.0.0.1:" + port));
            moto.awaitStart(process, log);
            return moto;
        } catch (IOException notInstalled) {
            System.err.println("SKIPPED: moto_server cannot be started: " + notInstalled.getMessage());
            return Assumptions.abort("moto_server cannot be started: " + notInstalled.getMessage());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitStart(Process process, Path log) {
        long deadline = System.nanoTime() + START.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("moto_server does not start, see " + log.toAbsolutePath());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }

    private boolean answers() {
        try {
            return http.send(
                                    HttpRequest.newBuilder(endpoint.resolve("/moto-api/data.json"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void post(String path, String body) {
        try {
            http.send(
                    HttpRequest.newBuilder(endpoint.resolve(path))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
