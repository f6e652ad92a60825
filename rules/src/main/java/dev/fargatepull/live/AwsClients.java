package dev.fargatepull.live;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The clients of the AWS services, each built when it is first asked for: they take a good part of a cold start, and
 * most functions need two or three. They share one HTTP client and its connections, built with the first of them.
 */
public final class AwsClients implements AutoCloseable {

    /** One try and seven more: throttling is normal, and a run that gives up is run again from the start. */
    private static final int ATTEMPTS = 8;

    /** Services of AWS accept connections at once or, as far as a run is concerned, not at all. */
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(3);

    /** Full pages of advanced queries take seconds; a service that is silent for this long has lost the request. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(20);

    /** An answer that trickles in keeps the socket busy and never ends. */
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(30);

    /**
     * Enough for the pauses between eight attempts that are throttled, which add up to 71 seconds at the most. A call
     * that hangs fails the run after a tenth of the 15 minutes that a function has, and is named in its log.
     */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(90);

    private final Consumer<AwsClientBuilder<?, ?>> settings;
    private final CallLog calls = new CallLog();
    private final Deadline deadline = new Deadline(CALL_TIMEOUT);
    private final Supplier<SdkHttpClient> httpBuilder;
    private Optional<SdkHttpClient> http = Optional.empty();
    private final Map<Key, SdkClient> built = new HashMap<>();

    /**
     * What tells clients apart.
     *
     * @param region the Region, if not the one of the settings
     */
    private record Key(Class<?> type, Optional<String> region) {}

    /** Clients whose Region, credentials and endpoints come from the environment, as Lambda sets it. */
    public AwsClients() {
        this(builder -> {});
    }

    /**
     * Clients with settings of their own.
     *
     * @param settings sets what every client is to have: Region, credentials, endpoint
     */
    public AwsClients(Consumer<AwsClientBuilder<?, ?>> settings) {
        this(
                settings,
                () -> UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECTION_TIMEOUT)
                        .socketTimeout(SOCKET_TIMEOUT)
                        .build());
    }

    /**
     * Clients with settings and an HTTP client of their own.
     *
     * @param settings sets what every client is to have
     * @param http builds it; it is closed with them
     */
    public AwsClients(Consumer<AwsClientBuilder<?, ?>> settings, Supplier<SdkHttpClient> http) {
        this.settings = settings;
        this.httpBuilder = http;
    }

    /** AWS Config. */
    public ConfigClient config() {
        return client(ConfigClient.class, ConfigClient::builder);
    }

    /** Amazon EC2. */
    Ec2Client ec2() {
        return client(Ec2Client.class, Ec2Client::builder);
    }

    /** Amazon ECR of a Region. */
    EcrClient ecr(String region) {
        return client(new Key(EcrClient.class, Optional.of(region)), EcrClient.class, EcrClient::builder);
    }

    /** Amazon ECS. */
    EcsClient ecs() {
        return client(EcsClient.class, EcsClient::builder);
    }

    /** AWS IAM, which is one for all Regions of a partition. */
    public IamClient iam() {
        return client(IamClient.class, IamClient::builder);
    }

    /** AWS KMS of a Region. */
    KmsClient kms(String region) {
        return client(new Key(KmsClient.class, Optional.of(region)), KmsClient.class, KmsClient::builder);
    }

    /** AWS Secrets Manager of a Region. */
    SecretsManagerClient secretsManager(String region) {
        return client(
                new Key(SecretsManagerClient.class, Optional.of(region)),
                SecretsManagerClient.class,
                SecretsManagerClient::builder);
    }

    /** AWS Security Hub. */
    public SecurityHubClient securityHub() {
        return client(SecurityHubClient.class, SecurityHubClient::builder);
    }

    /** The account that the credentials belong to. */
    public String accountId() {
        return client(StsClient.class, StsClient::builder).getCallerIdentity().account();
    }

    /**
     * Begins no more calls that may last until whoever calls is stopped.
     *
     * @param time when that is
     */
    public void stopBefore(Instant time) {
        deadline.set(time);
    }

    /** How many requests were sent so far, retries among them, by action as an IAM policy names it. */
    public SortedMap<String, Integer> requests() {
        return calls.requests();
    }

    /**
     * How many requests were sent since a count was taken: clients outlive what they are used for.
     *
     * @param before what {@link #requests()} said then
     */
    public SortedMap<String, Integer> requestsSince(SortedMap<String, Integer> before) {
        SortedMap<String, Integer> since = new TreeMap<>(requests());
        before.forEach((action, count) -> since.merge(action, -count, Integer::sum));
        since.values().removeIf(count -> count == 0);
        return since;
    }

    private <C extends SdkClient, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
            Class<C> type, Supplier<B> builders) {
        return client(new Key(type, Optional.empty()), type, builders);
    }

    private synchronized <C extends SdkClient, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
            Key key, Class<C> type, Supplier<B> builders) {
        return type.cast(built.computeIfAbsent(key, first -> {
            B builder = builders.get()
                    .httpClient(http())
                    .overrideConfiguration(
                            override -> override.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                            .maxAttempts(ATTEMPTS)
                                            .build())
                                    .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                                    .apiCallTimeout(CALL_TIMEOUT)
                                    .addExecutionInterceptor(deadline)
                                    .addExecutionInterceptor(calls)
                                    .addExecutionInterceptor(new WholeAnswers()));
            settings.accept(builder);
            key.region().map(Region::of).ifPresent(builder::region);
            return builder.build();
        }));
    }

    private synchronized SdkHttpClient http() {
        SdkHttpClient client = http.orElseGet(httpBuilder);
        http = Optional.of(client);
        return client;
    }

    @Override
    public synchronized void close() {
        built.values().forEach(SdkClient::close);
        http.ifPresent(SdkHttpClient::close);
    }
}
