package dev.fargatepull.testing.aws;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.aws.FaultyProxy.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.iam.IamClient;

/** One operation of each protocol: that of EC2, that of IAM, and JSON to moto and to AWS Config. */
class FaultyProxyTest {

    private AwsConfig config;
    private FaultyProxy proxy;
    private Map<String, Supplier<Integer>> operations;

    @BeforeEach
    void start() throws IOException {
        Moto moto = Moto.reset();
        moto.client(EcsClient.builder()).createCluster(request -> request.clusterName("main"));
        moto.client(IamClient.builder())
                .createRole(request -> request.roleName("execution").assumeRolePolicyDocument("{}"));
        config = new AwsConfig(RuleEvents.RULE_NAME, RuleEvents.RESULT_TOKEN).withRecorder();
        proxy = new FaultyProxy(moto.endpoint(), config.endpoint());
        Ec2Client ec2 = client(Ec2Client.builder());
        EcsClient ecs = client(EcsClient.builder());
        IamClient iam = client(IamClient.builder());
        ConfigClient configuration = client(ConfigClient.builder());
        operations = Map.of(
                "ec2:DescribeVpcs",
                        () -> (int) ec2.describeVpcsPaginator().vpcs().stream().count(),
                "ecs:ListClusters",
                        () -> (int) ecs.listClustersPaginator().clusterArns().stream()
                                .count(),
                "iam:ListRoles",
                        () -> (int) iam.listRolesPaginator().roles().stream().count(),
                "config:DescribeConfigurationRecorders",
                        () -> configuration
                                .describeConfigurationRecorders()
                                .configurationRecorders()
                                .size());
    }

    @AfterEach
    void stop() {
        proxy.close();
        config.close();
    }

    @Test
    void everything_gets_through_and_is_counted() {
        assertThat(operations)
                .allSatisfy((action, operation) -> assertThat(operation.get()).isPositive());

        assertThat(proxy.calls())
                .containsOnly(
                        entry("config:DescribeConfigurationRecorders", 1),
                        entry("ec2:DescribeVpcs", 1),
                        entry("ecs:ListClusters", 1),
                        entry("iam:ListRoles", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ec2:DescribeVpcs", "ecs:ListClusters", "iam:ListRoles", "config:DescribeConfigurationRecorders"
            })
    void one_operation_fails_as_the_service_would_have_it(String action) {
        Supplier<Integer> operation = operation(action);

        proxy.failing(action, Fault.THROTTLED);
        assertThatThrownBy(operation::get)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        refusal -> assertThat(refusal.isThrottlingException()).isTrue());
        proxy.failing(action, Fault.DENIED);
        assertThatThrownBy(operation::get)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                .isIn("AccessDenied", "AccessDeniedException", "UnauthorizedOperation"));
        proxy.failing(action, Fault.SERVER_ERROR);
        assertThatThrownBy(operation::get)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        refusal -> assertThat(refusal.statusCode()).isEqualTo(500));
        proxy.failing(action, Fault.MALFORMED);
        assertThatThrownBy(operation::get).isInstanceOf(SdkClientException.class);
        proxy.failing(action, Fault.CUT_OFF);
        assertThatThrownBy(operation::get).isInstanceOf(SdkClientException.class);
        proxy.failing(action, Fault.EMPTY);
        assertThat(operation.get()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec2:DescribeVpcs", "ecs:ListClusters", "iam:ListRoles"})
    void after_an_empty_page_comes_the_true_one(String action) {
        Supplier<Integer> operation = operation(action);
        int all = operation.get();

        proxy.failing(action, Fault.EMPTY_PAGE);

        assertThat(operation.get()).isEqualTo(all);
        assertThat(proxy.calls()).containsEntry(action, 3);
    }

    @Test
    void a_fault_ends_after_so_many_calls_or_when_it_is_mended() {
        Supplier<Integer> operation = operation("ecs:ListClusters");
        proxy.failing("ecs:ListClusters", Fault.EMPTY, 1);
        assertThat(operation.get()).isZero();
        assertThat(operation.get()).isOne();

        proxy.failing("ecs:ListClusters", Fault.EMPTY);
        assertThat(operation.get()).isZero();
        proxy.mended();
        assertThat(operation.get()).isOne();
    }

    @Test
    void nobody_answers_as_long_as_the_client_waits() {
        EcsClient impatient = client(EcsClient.builder(), Duration.ofMillis(200));
        proxy.failing("ecs:ListClusters", Fault.HANGING);

        assertThatThrownBy(impatient::listClusters)
                .isInstanceOf(SdkClientException.class)
                .hasMessageContaining("timed out");
    }

    private Supplier<Integer> operation(String action) {
        return Objects.requireNonNull(operations.get(action));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return client(builder, Duration.ofSeconds(30));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, Duration patience) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(patience))
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .region(Region.of(Item.HOME.region()))
                .endpointOverride(proxy.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .build();
    }
}
