package dev.fargatepull.live;

import static dev.fargatepull.testing.Items.cluster;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.taskDefinition;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.fargatepull.core.aws.DeniedCall;
import dev.fargatepull.core.aws.EcsCluster;
import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.aws.Moto;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

class EcsSourceTest {

    private static final String WEB_1 = "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:1";

    private final EcsClient ecs = mock();

    @Nested
    class An_ecs_that_answers {

        private final Moto moto = Moto.reset();

        @Test
        void a_revision_that_aws_config_does_not_have_is_described() {
            register("web", "app:1");
            register("web", "app:2");
            Gathering gathering = gather(
                    service("web").runningUnrecorded("web:1"),
                    taskDefinition("web:2").withContainer("app", "app:2"));

            assertThat(gathering.workloads())
                    .singleElement()
                    .matches(Workload::isCertain)
                    .extracting(workload -> workload.taskDefinition().orElseThrow())
                    .satisfies(definition -> {
                        assertThat(definition.reference()).isEqualTo(WEB_1);
                        assertThat(definition.resourceId()).isEqualTo("web:1");
                        assertThat(definition.containers())
                                .extracting(EcsTaskDefinition.Container::image)
                                .containsExactly("app:1");
                        assertThat(definition.executionRole()).contains("arn:aws:iam::111122223333:role/execution");
                    });
            assertThat(gathering.known().all(EcsTaskDefinition.class)).hasSize(2);
        }

        @Test
        void what_runs_on_no_platform_of_its_own_runs_on_linux_and_x86_64() {
            register("web", "app:1");

            assertThat(gather(service("web").runningUnrecorded("web:1")).known().find(EcsTaskDefinition.class, WEB_1))
                    .hasValueSatisfying(definition -> {
                        assertThat(definition.operatingSystemFamily()).contains("LINUX");
                        assertThat(definition.cpuArchitecture()).contains("X86_64");
                        assertThat(definition.ephemeralStorageInGib()).isEmpty();
                    });
        }

        @Test
        void a_recorded_revision_is_told_its_platform_and_storage() {
            register(
                    "web",
                    "app:1",
                    request -> request.runtimePlatform(platform -> platform.cpuArchitecture("ARM64"))
                            .ephemeralStorage(storage -> storage.sizeInGiB(40)));

            Gathering gathering =
                    gather(service("web").running(taskDefinition("web:1").withContainer("app", "as-recorded:1")));

            assertThat(gathering.known().find(EcsTaskDefinition.class, WEB_1)).hasValueSatisfying(definition -> {
                assertThat(definition.resourceId()).isEqualTo("web");
                assertThat(definition.operatingSystemFamily()).contains("LINUX");
                assertThat(definition.cpuArchitecture()).contains("ARM64");
                assertThat(definition.ephemeralStorageInGib()).contains(40L);
                assertThat(definition.containers())
                        .extracting(EcsTaskDefinition.Container::image)
                        .containsExactly("as-recorded:1");
            });
        }

        @Test
        void environment_variables_and_commands_are_not_kept() {
            register("web", "app:1");

            assertThat(gather(service("web").runningUnrecorded("web:1")).items().texts())
                    .noneMatch(text -> text.contains("top secret"));
        }

        @Test
        void a_deregistered_revision_still_starts_tasks() {
            register("web", "app:1");
            client(clients -> clients.ecs().deregisterTaskDefinition(request -> request.taskDefinition("web:1")));

            assertThat(gather(service("web").runningUnrecorded("web:1")).workloads())
                    .singleElement()
                    .matches(Workload::isCertain);
        }

        @Test
        void the_strategy_of_a_cluster_without_an_item_decides() {
            client(clients -> clients.ecs()
                    .createCluster(request -> request.clusterName("main")
                            .capacityProviders("FARGATE")
                            .defaultCapacityProviderStrategy(CapacityProviderStrategyItem.builder()
                                    .capacityProvider("FARGATE")
                                    .build())));
            client(clients -> clients.ecs().createCluster(request -> request.clusterName("servers")));

            Gathering gathering = gather(
                    service("web").asItsClusterSays().runningUnrecorded("web:1"),
                    service("batch").inCluster("servers").asItsClusterSays(),
                    service("gone").inCluster("gone").asItsClusterSays());

            assertThat(gathering.known().find(EcsCluster.class, "main"))
                    .hasValueSatisfying(found ->
                            assertThat(found.defaultCapacityProviders()).containsExactly("FARGATE"));
            assertThat(gathering.known().isDeleted(EcsCluster.class, "gone")).isTrue();
            assertThat(gathering.workloads()).extracting(Workload::label).containsExactly("gone/gone", "main/web");
        }

        @Test
        void each_thing_is_asked_for_once_however_many_use_it() {
            register("web", "app:1");
            register("api", "app:1");
            try (AwsClients clients = Live.clients(moto.endpoint())) {
                Gathering gathering = Live.gathering(
                        service("web").runningUnrecorded("web:1"),
                        service("shop").runningUnrecorded("web:1"),
                        service("api").runningUnrecorded("api:1"));
                EcsSource source = new EcsSource(clients);

                source.addTo(gathering);
                source.addTo(gathering);

                assertThat(clients.requests()).containsOnly(entry("ecs:DescribeTaskDefinition", 2));
            }
        }

        @Test
        void recorded_revisions_are_asked_for_their_platforms_only_where_somebody_looks_at_them() {
            register("web", "app:1");
            register("api", "app:1");
            try (AwsClients clients = Live.clients(moto.endpoint())) {
                new EcsSource(clients)
                        .addTo(Live.gathering(
                                EnumSet.complementOf(EnumSet.of(Fact.TASK_PLATFORMS)),
                                service("web").running(taskDefinition("web:1").withContainer("app", "app:1")),
                                service("api").runningUnrecorded("api:1")));

                assertThat(clients.requests()).containsOnly(entry("ecs:DescribeTaskDefinition", 1));
            }
        }

        private Gathering gather(Item<?>... recorded) {
            Gathering gathering = Live.gathering(recorded);
            client(clients -> new EcsSource(clients).addTo(gathering));
            return gathering;
        }

        private void register(String family, String image) {
            register(family, image, request -> {});
        }

        private void register(String family, String image, Consumer<RegisterTaskDefinitionRequest.Builder> more) {
            client(clients -> clients.ecs()
                    .registerTaskDefinition(request -> more.accept(request.family(family)
                            .executionRoleArn("arn:aws:iam::111122223333:role/execution")
                            .containerDefinitions(ContainerDefinition.builder()
                                    .name("app")
                                    .image(image)
                                    .memory(512)
                                    .command("--key", "top secret")
                                    .environment(KeyValuePair.builder()
                                            .name("KEY")
                                            .value("top secret")
                                            .build())
                                    .build()))));
        }

        private void client(Consumer<AwsClients> use) {
            try (AwsClients clients = Live.clients(moto.endpoint())) {
                use.accept(clients);
            }
        }
    }

    @Test
    void a_revision_that_was_deleted_is_gone_also_where_aws_config_still_has_it() {
        when(ecs.describeTaskDefinition(anyTaskDefinition()))
                .thenThrow(clientException("Unable to describe task definition."));

        Gathering gathering = gather(service("web").running(taskDefinition("web:1")));

        assertThat(gathering.known().isDeleted(EcsTaskDefinition.class, WEB_1)).isTrue();
        assertThat(gathering.workloads()).singleElement().matches(workload -> !workload.isCertain());
    }

    @Test
    void another_refusal_says_nothing_of_a_revision() {
        when(ecs.describeTaskDefinition(anyTaskDefinition()))
                .thenThrow(clientException("Too many concurrent attempts"));

        assertThatThrownBy(() -> gather(service("web").runningUnrecorded("web:1")))
                .isInstanceOf(ClientException.class);
    }

    @Test
    void an_answer_without_the_revision_is_no_answer() {
        when(ecs.describeTaskDefinition(anyTaskDefinition()))
                .thenReturn(DescribeTaskDefinitionResponse.builder().build())
                .thenReturn(DescribeTaskDefinitionResponse.builder()
                        .taskDefinition(TaskDefinition.builder()
                                .taskDefinitionArn(WEB_1 + "0")
                                .build())
                        .build());

        assertThatThrownBy(() -> gather(service("web").runningUnrecorded("web:1")))
                .isInstanceOf(EvidenceException.class);
        assertThatThrownBy(() -> gather(service("web").runningUnrecorded("web:1")))
                .isInstanceOf(EvidenceException.class);
    }

    @Test
    void a_denial_leaves_task_definitions_unknown_and_is_noted_once() {
        when(ecs.describeTaskDefinition(anyTaskDefinition())).thenThrow(Live.denied("ecs:DescribeTaskDefinition"));

        Gathering gathering =
                gather(service("web").runningUnrecorded("web:1"), service("api").runningUnrecorded("api:1"));

        assertThat(gathering.workloads()).hasSize(2).noneMatch(Workload::isCertain);
        assertThat(gathering.known().all(DeniedCall.class))
                .containsExactly(
                        new DeniedCall("ecs:DescribeTaskDefinition", "ecs:DescribeTaskDefinition", Optional.empty()));
        verify(ecs, times(1)).describeTaskDefinition(anyTaskDefinition());
    }

    @Test
    void a_denial_leaves_clusters_unknown() {
        when(ecs.describeClusters(anyClusters())).thenThrow(Live.denied("ecs:DescribeClusters"));

        Gathering gathering = gather(service("web").asItsClusterSays().withoutTaskDefinition());

        assertThat(gathering.workloads()).singleElement().matches(workload -> !workload.isCertain());
        assertThat(gathering.known().all(DeniedCall.class))
                .extracting(DeniedCall::action)
                .containsExactly("ecs:DescribeClusters");
    }

    @Test
    void throttling_that_does_not_end_and_timeouts_fail() {
        when(ecs.describeClusters(anyClusters()))
                .thenThrow(EcsException.builder()
                        .statusCode(400)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("ThrottlingException")
                                .build())
                        .build())
                .thenThrow(SdkClientException.create("Read timed out"));

        assertThatThrownBy(() -> gather(service("web").asItsClusterSays())).isInstanceOf(EcsException.class);
        assertThatThrownBy(() -> gather(service("web").asItsClusterSays())).isInstanceOf(SdkClientException.class);
    }

    @Test
    void clusters_are_asked_for_by_the_hundred() {
        when(ecs.describeClusters(anyClusters())).thenAnswer(call -> {
            DescribeClustersRequest.Builder request = DescribeClustersRequest.builder();
            call.<Consumer<DescribeClustersRequest.Builder>>getArgument(0).accept(request);
            List<String> names = request.build().clusters();
            assertThat(names).hasSizeLessThanOrEqualTo(100);
            return DescribeClustersResponse.builder()
                    .clusters(names.stream()
                            .map(name -> Cluster.builder()
                                    .clusterName(name)
                                    .clusterArn("arn:aws:ecs:eu-west-1:111122223333:cluster/" + name)
                                    .build())
                            .toList())
                    .build();
        });

        Gathering gathering = gather(IntStream.range(0, 101)
                .mapToObj(
                        number -> service("web").inCluster("cluster-" + number).asItsClusterSays())
                .toArray(Item<?>[]::new));

        assertThat(gathering.known().all(EcsCluster.class)).hasSize(101);
        verify(ecs, times(2)).describeClusters(anyClusters());
    }

    @Test
    void a_cluster_that_ecs_says_nothing_of_is_not_missing() {
        when(ecs.describeClusters(anyClusters()))
                .thenReturn(DescribeClustersResponse.builder().build())
                .thenReturn(DescribeClustersResponse.builder()
                        .failures(Failure.builder()
                                .arn("arn:aws:ecs:eu-west-1:111122223333:cluster/main")
                                .reason("SOMETHING_ELSE")
                                .build())
                        .build());

        assertThatThrownBy(() -> gather(service("web").asItsClusterSays())).isInstanceOf(EvidenceException.class);
        assertThatThrownBy(() -> gather(service("web").asItsClusterSays()))
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining("SOMETHING_ELSE");
    }

    @Test
    void what_is_recorded_in_full_is_not_asked_for() {
        Gathering gathering = gather(
                cluster("main").defaultingTo("FARGATE"),
                service("web")
                        .asItsClusterSays()
                        .running(taskDefinition("web:1").onPlatform("LINUX", "ARM64")));

        assertThat(gathering.workloads()).singleElement().matches(Workload::isCertain);
        verify(ecs, times(0)).describeClusters(anyClusters());
        verify(ecs, times(0)).describeTaskDefinition(anyTaskDefinition());
    }

    private Gathering gather(Item<?>... recorded) {
        Gathering gathering = Live.gathering(recorded);
        AwsClients clients = mock();
        when(clients.ecs()).thenReturn(ecs);
        new EcsSource(clients).addTo(gathering);
        return gathering;
    }

    private static Consumer<DescribeClustersRequest.Builder> anyClusters() {
        return any();
    }

    private static Consumer<DescribeTaskDefinitionRequest.Builder> anyTaskDefinition() {
        return any();
    }

    private static ClientException clientException(String message) {
        return ClientException.builder().message(message).build();
    }
}
