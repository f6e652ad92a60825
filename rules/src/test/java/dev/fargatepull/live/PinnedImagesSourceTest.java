package dev.fargatepull.live;

import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.taskDefinition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.fargatepull.core.aws.DeniedCall;
import dev.fargatepull.core.aws.EcsService;
import dev.fargatepull.core.aws.TaskLaunch.PinnedImage;
import dev.fargatepull.testing.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerImage;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceCurrentRevisionSummary;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;

/** Against a client of our own: moto knows no service revisions. */
class PinnedImagesSourceTest {

    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String FAMILY = "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:";
    private static final Instant DEPLOYED = Instant.parse("2026-03-01T12:00:00Z");

    private final EcsClient ecs = mock();
    private final Map<String, ServiceRevision> revisions = new LinkedHashMap<>();
    private final List<DescribeServicesRequest> asked = new ArrayList<>();

    @BeforeEach
    void answer() {
        when(ecs.describeServices(anyServices())).thenAnswer(call -> {
            DescribeServicesRequest.Builder builder = DescribeServicesRequest.builder();
            call.<Consumer<DescribeServicesRequest.Builder>>getArgument(0).accept(builder);
            DescribeServicesRequest request = builder.build();
            asked.add(request);
            return DescribeServicesResponse.builder()
                    .services(request.services().stream().map(this::described).toList())
                    .build();
        });
        when(ecs.describeServiceRevisions(anyRevisions())).thenAnswer(call -> {
            DescribeServiceRevisionsRequest.Builder request = DescribeServiceRevisionsRequest.builder();
            call.<Consumer<DescribeServiceRevisionsRequest.Builder>>getArgument(0)
                    .accept(request);
            List<String> arns = request.build().serviceRevisionArns();
            assertThat(arns).hasSizeBetween(1, 20);
            return DescribeServiceRevisionsResponse.builder()
                    .serviceRevisions(arns.stream().map(this::revision).toList())
                    .build();
        });
    }

    @Test
    void the_current_revision_tells_the_digests() {
        deployed("web", "1", DEPLOYED, pin("app", DIGEST), pin("sidecar", null));

        assertThat(pinned(gather(service("web").running(taskDefinition("web:1"))), "web"))
                .contains(List.of(
                        new PinnedImage("app", "app:1", Optional.of(DIGEST)),
                        new PinnedImage("sidecar", "sidecar:1", Optional.empty())));
    }

    @Test
    void of_two_revisions_in_a_deployment_that_with_the_services_task_definition_counts() {
        deployed("web", "1", DEPLOYED, pin("app", "sha256:old"));
        deployed("web", "2", DEPLOYED.minusSeconds(1), pin("app", DIGEST));

        assertThat(pinned(gather(service("web").running(taskDefinition("web:2"))), "web"))
                .contains(List.of(new PinnedImage("app", "app:1", Optional.of(DIGEST))));
    }

    @Test
    void of_two_revisions_with_one_task_definition_the_newer_counts() {
        deployed("web", "1", DEPLOYED, pin("app", DIGEST));
        deployed("web", "1", DEPLOYED.minusSeconds(1), pin("app", "sha256:old"));

        assertThat(pinned(gather(service("web").running(taskDefinition("web:1"))), "web"))
                .contains(List.of(new PinnedImage("app", "app:1", Optional.of(DIGEST))));
    }

    @Test
    void a_service_that_moved_on_since_aws_config_looked_tells_nothing() {
        deployed("web", "2", DEPLOYED, pin("app", DIGEST));

        assertThat(pinned(gather(service("web").running(taskDefinition("web:1"))), "web"))
                .isEmpty();
    }

    @Test
    void digests_not_looked_up_yet_are_unknown_and_not_absent() {
        revision("web", ServiceRevision.builder().taskDefinition(FAMILY + "1").createdAt(DEPLOYED));

        assertThat(pinned(gather(service("web").running(taskDefinition("web:1"))), "web"))
                .isEmpty();
    }

    @Test
    void a_revision_from_before_ecs_kept_them_is_unknown() {
        deployed("web", "1", DEPLOYED);
        doReturn(DescribeServiceRevisionsResponse.builder()
                        .failures(missing("arn:of:revision"))
                        .build())
                .when(ecs)
                .describeServiceRevisions(anyRevisions());

        assertThat(pinned(gather(service("web").running(taskDefinition("web:1"))), "web"))
                .isEmpty();
    }

    @Test
    void a_service_that_ecs_does_not_know_is_unknown() {
        doReturn(DescribeServicesResponse.builder()
                        .failures(missing("arn:of:service"))
                        .build())
                .when(ecs)
                .describeServices(anyServices());

        assertThat(pinned(gather(service("web").running(taskDefinition("web:1"))), "web"))
                .isEmpty();
        verify(ecs, never()).describeServiceRevisions(anyRevisions());
    }

    @Test
    void without_version_consistency_nobody_is_asked() {
        gather(service("web").running(taskDefinition("web:1").withContainerByTag("app", "app:1")));

        verify(ecs, never()).describeServices(anyServices());
    }

    @Test
    void services_are_asked_for_by_the_ten_and_cluster() {
        Item<?>[] services = IntStream.range(0, 25)
                .mapToObj(number -> service("web-" + number)
                        .inCluster(number < 21 ? "main" : "second")
                        .runningUnrecorded("web:1"))
                .toArray(Item<?>[]::new);
        IntStream.range(0, 25).forEach(number -> deployed("web-" + number, "1", DEPLOYED, pin("app", DIGEST)));

        Gathering gathering = gather(services);

        assertThat(gathering.known().all(EcsService.class))
                .allMatch(service -> service.launch().pinnedImages().isPresent());
        assertThat(asked)
                .extracting(
                        request -> request.cluster() + " " + request.services().size())
                .containsExactly("main 10", "main 10", "main 1", "second 4");
        verify(ecs, times(2)).describeServiceRevisions(anyRevisions());
    }

    @Test
    void a_denial_of_either_call_leaves_them_unknown() {
        deployed("web", "1", DEPLOYED, pin("app", DIGEST));
        doThrow(Live.denied("ecs:DescribeServiceRevisions")).when(ecs).describeServiceRevisions(anyRevisions());
        Gathering withoutRevisions = gather(service("web").running(taskDefinition("web:1")));
        doThrow(Live.denied("ecs:DescribeServices")).when(ecs).describeServices(anyServices());
        Gathering withoutServices = gather(service("web").running(taskDefinition("web:1")));

        assertThat(pinned(withoutRevisions, "web")).isEmpty();
        assertThat(withoutRevisions.known().all(DeniedCall.class))
                .extracting(DeniedCall::action)
                .containsExactly("ecs:DescribeServiceRevisions");
        assertThat(pinned(withoutServices, "web")).isEmpty();
        assertThat(withoutServices.known().all(DeniedCall.class))
                .extracting(DeniedCall::action)
                .containsExactly("ecs:DescribeServices");
    }

    @Test
    void an_answer_that_leaves_a_service_out_is_no_answer() {
        doReturn(DescribeServicesResponse.builder().build()).when(ecs).describeServices(anyServices());

        assertThatThrownBy(() -> gather(service("web").running(taskDefinition("web:1"))))
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining("ecs:DescribeServices");
    }

    private Gathering gather(Item<?>... recorded) {
        Gathering gathering = Live.gathering(recorded);
        AwsClients clients = mock();
        when(clients.ecs()).thenReturn(ecs);
        new PinnedImagesSource(clients).addTo(gathering);
        return gathering;
    }

    private static Optional<List<PinnedImage>> pinned(Gathering gathering, String service) {
        return gathering
                .known()
                .find(EcsService.class, arn(service))
                .orElseThrow()
                .launch()
                .pinnedImages();
    }

    private void deployed(String service, String revision, Instant when, ContainerImage... images) {
        revision(
                service,
                ServiceRevision.builder()
                        .taskDefinition(FAMILY + revision)
                        .createdAt(when)
                        .containerImages(images));
    }

    private void revision(String service, ServiceRevision.Builder revision) {
        String arn = "arn:aws:ecs:eu-west-1:111122223333:service-revision/%s/%d".formatted(service, revisions.size());
        revisions.put(arn, revision.serviceRevisionArn(arn).build());
    }

    private ServiceRevision revision(String arn) {
        String name = arn.substring(arn.indexOf('/') + 1, arn.lastIndexOf('/'));
        String serviceArn = asked.stream()
                .flatMap(request -> request.services().stream())
                .filter(service -> service.endsWith("/" + name))
                .findFirst()
                .orElseThrow();
        return Objects.requireNonNull(revisions.get(arn)).toBuilder()
                .serviceArn(serviceArn)
                .build();
    }

    private Service described(String serviceArn) {
        String name = serviceArn.substring(serviceArn.lastIndexOf('/') + 1);
        return Service.builder()
                .serviceArn(serviceArn)
                .currentServiceRevisions(revisions.keySet().stream()
                        .filter(arn -> arn.contains("/" + name + "/"))
                        .map(arn ->
                                ServiceCurrentRevisionSummary.builder().arn(arn).build())
                        .toList())
                .build();
    }

    private static ContainerImage pin(String container, @Nullable String digest) {
        return ContainerImage.builder()
                .containerName(container)
                .image(container + ":1")
                .imageDigest(digest)
                .build();
    }

    private static Failure missing(String arn) {
        return Failure.builder().arn(arn).reason("MISSING").build();
    }

    private static String arn(String service) {
        return "arn:aws:ecs:eu-west-1:111122223333:service/main/" + service;
    }

    private static Consumer<DescribeServicesRequest.Builder> anyServices() {
        return any();
    }

    private static Consumer<DescribeServiceRevisionsRequest.Builder> anyRevisions() {
        return any();
    }
}
