package dev.fargatepull.live;

import static dev.fargatepull.testing.Items.pullThroughCacheRule;
import static dev.fargatepull.testing.Items.recorder;
import static dev.fargatepull.testing.Items.repository;
import static dev.fargatepull.testing.Items.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.fargatepull.core.aws.DeniedCall;
import dev.fargatepull.core.aws.EcrPullThroughCacheRule;
import dev.fargatepull.core.aws.EcrRegistryPolicy;
import dev.fargatepull.core.aws.EcrRepository;
import dev.fargatepull.core.aws.RegistryImage;
import dev.fargatepull.core.aws.RegistryImage.ImagePlatform;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.image.ImageLookup;
import dev.fargatepull.core.image.ImageReference;
import dev.fargatepull.core.image.Registries;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.aws.Moto;
import dev.fargatepull.testing.aws.OddRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.BatchGetImageRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.DescribePullThroughCacheRulesRequest;
import software.amazon.awssdk.services.ecr.model.DescribePullThroughCacheRulesResponse;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.ecr.model.GetDownloadUrlForLayerRequest;
import software.amazon.awssdk.services.ecr.model.GetDownloadUrlForLayerResponse;
import software.amazon.awssdk.services.ecr.model.GetRegistryPolicyRequest;
import software.amazon.awssdk.services.ecr.model.GetRepositoryPolicyRequest;
import software.amazon.awssdk.services.ecr.model.GetRepositoryPolicyResponse;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ecr.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ecr.model.PullThroughCacheRule;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.Tag;

class EcrSourceTest {

    private static final String OCI = "application/vnd.oci.image.";
    private static final String CONFIG_DIGEST = "sha256:" + "c".repeat(64);
    private static final String POLICY = """
            {"Version": "2012-10-17", "Statement": [
              {"Sid": "s", "Effect": "Deny", "Principal": "*", "Action": "ecr:BatchGetImage"}]}""";

    private static final Scope ANOTHER_REGION = new Scope(Item.HOME.accountId(), "us-east-1");
    private static final Scope ANOTHER_ACCOUNT = new Scope("444455556666", Item.HOME.region());

    private AwsClients real;
    private EcrClient ecr;
    private final AwsClients clients = mock(AwsClients.class);

    /** Moto, with the parts it lacks: it knows no pull through cache rules. */
    @BeforeEach
    void start() {
        real = Live.clients(Moto.reset().endpoint());
        ecr = lackingNothing(real.ecr(Item.HOME.region()));
        when(clients.ecr(Item.HOME.region())).thenReturn(ecr);
    }

    @AfterEach
    void stop() {
        real.close();
    }

    private static EcrClient lackingNothing(EcrClient moto) {
        EcrClient client = spy(moto);
        fill(client);
        return client;
    }

    /** Has ECR fill the repositories of these prefixes when they are pulled from. */
    private static void fill(EcrClient client, String... prefixes) {
        doReturn(DescribePullThroughCacheRulesResponse.builder()
                        .pullThroughCacheRules(List.of(prefixes).stream()
                                .map(prefix -> PullThroughCacheRule.builder()
                                        .ecrRepositoryPrefix(prefix)
                                        .build())
                                .toList())
                        .build())
                .when(client)
                .describePullThroughCacheRules(any(DescribePullThroughCacheRulesRequest.class));
    }

    private Gathering ask(Item<?>... recorded) {
        Gathering gathering = Live.gathering(recorded);
        new EcrSource(clients, Web.withoutBounds()).addTo(gathering);
        return gathering;
    }

    private void create(EcrClient client, String name) {
        client.createRepository(request -> request.repositoryName(name));
    }

    private String push(EcrClient client, String name, String tag, String manifest) {
        // Left to itself, moto gives an index one of a hundred digests, by chance.
        return client.putImage(request -> request.repositoryName(name)
                        .imageTag(tag)
                        .imageDigest(Images.digest(manifest))
                        .imageManifest(manifest)
                        .imageManifestMediaType(
                                manifest.contains("layers") ? OCI + "manifest.v1+json" : OCI + "index.v1+json"))
                .image()
                .imageId()
                .imageDigest();
    }

    /** An image of one manifest, different for each content. */
    private static String manifest(String content) {
        return """
                {"schemaVersion": 2, "mediaType": "%smanifest.v1+json",
                 "config": {"mediaType": "%sconfig.v1+json", "digest": "%s", "size": 100},
                 "layers": [{"mediaType": "%slayer.v1.tar", "digest": "%s", "size": 50000000}]}""".formatted(OCI, OCI, CONFIG_DIGEST, OCI, Images.digest(content));
    }

    private static String index() {
        return """
                {"schemaVersion": 2, "mediaType": "%sindex.v1+json", "manifests": [
                  {"mediaType": "%smanifest.v1+json", "digest": "%s", "size": 500,
                   "platform": {"os": "linux", "architecture": "arm64"}},
                  {"mediaType": "%smanifest.v1+json", "digest": "%s", "size": 500,
                   "platform": {"os": "unknown", "architecture": "unknown"}}]}""".formatted(OCI, OCI, Images.digest("arm"), OCI, Images.digest("attestation"));
    }

    private static ImageLookup find(Gathering gathering, String image) {
        return new Registries(gathering.known()).find(ImageReference.parse(image));
    }

    private static RegistryImage found(Gathering gathering, String image) {
        return new Registries(gathering.known())
                .image(ImageReference.parse(image))
                .orElseThrow();
    }

    private static EcrException error(String code, int status) {
        return (EcrException) EcrException.builder()
                .message(code)
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    private static List<String> denied(Gathering gathering) {
        return gathering.known().all(DeniedCall.class).stream()
                .map(DeniedCall::action)
                .distinct()
                .toList();
    }

    @Test
    void a_repository_that_is_not_recorded_comes_with_its_policy_tags_and_images() {
        create(ecr, "app");
        ecr.setRepositoryPolicy(request -> request.repositoryName("app").policyText(POLICY));
        ecr.tagResource(request -> request.resourceArn("arn:aws:ecr:eu-west-1:111122223333:repository/app")
                .tags(Tag.builder().key("team").value("blue").build()));
        String digest = push(ecr, "app", "1.0", index());

        Gathering gathering = ask(service("web").pulling(Images.ecr("app:1.0")));

        EcrRepository repository =
                gathering.known().find(EcrRepository.class, "app").orElseThrow();
        assertThat(repository.policy()).isPresent();
        assertThat(repository.tags()).containsEntry("team", "blue");
        RegistryImage image = found(gathering, Images.ecr("app:1.0"));
        assertThat(image.digest()).contains(digest);
        assertThat(image.platforms())
                .extracting(ImagePlatform::label)
                .containsExactly("linux/arm64", "unknown/unknown");
    }

    @Test
    void a_recorded_repository_is_asked_for_its_images_only_and_all_at_once() {
        create(ecr, "app");
        String digest = push(ecr, "app", "1.0", index());
        push(ecr, "app", "2.0", index().replace("arm64", "amd64"));

        Gathering gathering = ask(
                repository("app"),
                service("web").pulling(Images.ecr("app:1.0"), Images.ecr("app:2.0"), Images.ecr("app@" + digest)));

        assertThat(found(gathering, Images.ecr("app@" + digest)).tags()).containsExactly("1.0");
        assertThat(found(gathering, Images.ecr("app:2.0")).platforms()).isNotEmpty();
        assertThat(real.requests())
                .containsEntry("ecr:DescribeImages", 1)
                .containsEntry("ecr:BatchGetImage", 1)
                .doesNotContainKeys("ecr:DescribeRepositories", "ecr:GetRepositoryPolicy");
    }

    @Test
    void a_repository_that_does_not_exist_is_known_not_to_recorded_or_not() {
        assertThat(find(ask(service("web").pulling(Images.ecr("app:1.0"))), Images.ecr("app:1.0")))
                .isEqualTo(new ImageLookup.NoRepository());
        assertThat(find(ask(repository("app"), service("web").pulling(Images.ecr("app:1.0"))), Images.ecr("app:1.0")))
                .isEqualTo(new ImageLookup.NoRepository());
    }

    @Test
    void a_repository_made_again_after_it_was_deleted_is_there() {
        create(ecr, "app");
        push(ecr, "app", "1.0", index());

        Gathering gathering = ask(repository("app").deleted(), service("web").pulling(Images.ecr("app:1.0")));

        assertThat(find(gathering, Images.ecr("app:1.0"))).isInstanceOf(ImageLookup.Found.class);
    }

    @Test
    void of_many_tags_the_missing_ones_are_found_out() {
        create(ecr, "app");
        String[] images = new String[9];
        for (int version = 0; version < images.length; version++) {
            images[version] = Images.ecr("app:1." + version);
            if (version % 4 != 1) {
                push(ecr, "app", "1." + version, index().replace("arm64", "v" + version));
            }
        }

        Gathering gathering = ask(repository("app"), service("web").pulling(images));

        for (int version = 0; version < images.length; version++) {
            assertThat(find(gathering, images[version]))
                    .isInstanceOf(version % 4 == 1 ? ImageLookup.NoImage.class : ImageLookup.Found.class);
        }
    }

    @Test
    void a_digest_that_ecs_pinned_is_asked_for_as_well() {
        create(ecr, "app");
        push(ecr, "app", "1.0", index());
        String gone = Images.digest("gone");

        Gathering gathering = ask(
                repository("app"),
                service("web").pulling(Images.ecr("app:1.0")).pinning("container-0", Images.ecr("app:1.0"), gone));

        assertThat(find(gathering, Images.ecr("app:1.0"))).isInstanceOf(ImageLookup.Found.class);
        assertThat(find(gathering, Images.ecr("app@" + gone))).isEqualTo(new ImageLookup.NoImage());
    }

    @Test
    void what_a_pull_through_cache_rule_may_fetch_is_not_fetched_by_asking() {
        create(ecr, "hub/nginx");
        push(ecr, "hub/nginx", "1.0", index());
        fill(ecr, "hub");

        Gathering gathering = ask(service("web").pulling(Images.ecr("hub/nginx:1.0"), Images.ecr("hub/nginx:2.0")));

        assertThat(find(gathering, Images.ecr("hub/nginx:1.0"))).isInstanceOf(ImageLookup.Found.class);
        assertThat(find(gathering, Images.ecr("hub/nginx:2.0"))).isInstanceOf(ImageLookup.Unknown.class);
        ArgumentCaptor<BatchGetImageRequest> asked = ArgumentCaptor.forClass(BatchGetImageRequest.class);
        verify(ecr).batchGetImage(asked.capture());
        assertThat(asked.getValue().imageIds())
                .hasSize(1)
                .allMatch(id -> id.imageDigest() != null && id.imageTag() == null);
    }

    @Test
    void rules_that_are_gone_fetch_nothing() {
        create(ecr, "hub/nginx");

        Gathering gathering = ask(pullThroughCacheRule("hub"), service("web").pulling(Images.ecr("hub/nginx:1.0")));

        assertThat(gathering.known().all(EcrPullThroughCacheRule.class)).isEmpty();
        assertThat(find(gathering, Images.ecr("hub/nginx:1.0"))).isEqualTo(new ImageLookup.NoImage());
    }

    @Test
    void rules_and_policy_of_the_registry_are_known_even_where_they_are_not_recorded() {
        create(ecr, "app");

        Gathering gathering = ask(
                recorder().recordingOnly("AWS::ECS::Service"), service("web").pulling(Images.ecr("app:1.0")));

        assertThat(find(gathering, Images.ecr("app:1.0"))).isEqualTo(new ImageLookup.NoImage());
        assertThat(gathering.known().knowsAll(ResourceType.ECR_REGISTRY_POLICY)).isTrue();
    }

    @Test
    void without_a_word_on_pull_through_cache_rules_nothing_is_known_to_be_missing() {
        create(ecr, "app");
        push(ecr, "app", "1.0", index());
        doThrow(Live.denied("ecr:DescribePullThroughCacheRules"))
                .when(ecr)
                .describePullThroughCacheRules(any(DescribePullThroughCacheRulesRequest.class));

        Gathering gathering = ask(service("web").pulling(Images.ecr("app:1.0"), Images.ecr("none:1.0")));
        Gathering oneMissing = ask(service("web").pulling(Images.ecr("app:1.0"), Images.ecr("app:2.0")));

        assertThat(find(gathering, Images.ecr("app:1.0"))).isInstanceOf(ImageLookup.Found.class);
        assertThat(find(gathering, Images.ecr("none:1.0"))).isInstanceOf(ImageLookup.Unknown.class);
        assertThat(find(oneMissing, Images.ecr("app:2.0"))).isInstanceOf(ImageLookup.Unknown.class);
        assertThat(denied(gathering)).containsExactly("ecr:DescribePullThroughCacheRules");
    }

    @Test
    void denied_calls_leave_open_what_they_would_tell() {
        create(ecr, "app");
        push(ecr, "app", "1.0", manifest("a"));
        String image = Images.ecr("app:1.0");
        Item<?> web = service("web").pulling(image);

        doThrow(Live.denied("ecr:GetDownloadUrlForLayer"))
                .when(ecr)
                .getDownloadUrlForLayer(any(GetDownloadUrlForLayerRequest.class));
        Gathering noLayer = ask(web);
        assertThat(found(noLayer, image).platforms()).isEmpty();
        assertThat(denied(noLayer)).containsExactly("ecr:GetDownloadUrlForLayer");

        doThrow(Live.denied("ecr:BatchGetImage")).when(ecr).batchGetImage(any(BatchGetImageRequest.class));
        Gathering noManifest = ask(web);
        assertThat(found(noManifest, image).platforms()).isEmpty();
        assertThat(denied(noManifest)).containsExactly("ecr:BatchGetImage");

        doThrow(Live.denied("ecr:DescribeImages")).when(ecr).describeImages(any(DescribeImagesRequest.class));
        Gathering noImages = ask(web);
        assertThat(find(noImages, image)).isInstanceOf(ImageLookup.Unknown.class);
        assertThat(denied(noImages)).containsExactly("ecr:DescribeImages");

        doThrow(Live.denied("ecr:GetRepositoryPolicy"))
                .when(ecr)
                .getRepositoryPolicy(any(GetRepositoryPolicyRequest.class));
        Gathering noPolicy = ask(web);
        assertThat(noPolicy.known().find(EcrRepository.class, "app")).isEmpty();
        assertThat(denied(noPolicy)).containsExactly("ecr:GetRepositoryPolicy");

        doThrow(Live.denied("ecr:DescribeRepositories"))
                .when(ecr)
                .describeRepositories(any(DescribeRepositoriesRequest.class));
        Gathering noRepository = ask(web);
        assertThat(find(noRepository, image)).isInstanceOf(ImageLookup.Unknown.class);
        assertThat(denied(noRepository)).containsExactly("ecr:DescribeRepositories");

        doThrow(Live.denied("ecr:GetRegistryPolicy")).when(ecr).getRegistryPolicy(any(GetRegistryPolicyRequest.class));
        assertThat(ask(web).known().all(EcrRegistryPolicy.class))
                .extracting(EcrRegistryPolicy::policy)
                .containsExactly(Optional.empty());
    }

    @Test
    void every_other_failure_is_one_of_the_evidence() {
        create(ecr, "app");
        for (EcrException failure : List.of(error("ThrottlingException", 400), error("ServerException", 500))) {
            doThrow(failure).when(ecr).describeImages(any(DescribeImagesRequest.class));

            assertThatThrownBy(() -> ask(service("web").pulling(Images.ecr("app:1.0"))))
                    .isSameAs(failure);
        }
    }

    @Test
    void an_archived_image_is_there_and_nobody_asks_for_its_manifest() {
        create(ecr, "app");
        doAnswer(call -> {
                    DescribeImagesRequest request = call.getArgument(0);
                    assertThat(request.filter().imageStatusAsString()).isEqualTo("ANY");
                    return DescribeImagesResponse.builder()
                            .imageDetails(ImageDetail.builder()
                                    .imageDigest(Images.digest("old"))
                                    .imageTags("1.0")
                                    .imageStatus("ARCHIVED")
                                    .imageSizeInBytes(5L)
                                    .build())
                            .build();
                })
                .when(ecr)
                .describeImages(any(DescribeImagesRequest.class));

        Gathering gathering = ask(service("web").pulling(Images.ecr("app:1.0")));

        assertThat(found(gathering, Images.ecr("app:1.0")).status()).isEqualTo(RegistryImage.Status.ARCHIVED);
        assertThat(real.requests()).doesNotContainKey("ecr:BatchGetImage");
    }

    @Test
    void an_answer_that_passes_over_an_image_says_nothing_of_it() {
        create(ecr, "app");
        doReturn(DescribeImagesResponse.builder().build()).when(ecr).describeImages(any(DescribeImagesRequest.class));

        assertThat(find(ask(service("web").pulling(Images.ecr("app:1.0"))), Images.ecr("app:1.0")))
                .isInstanceOf(ImageLookup.Unknown.class);
    }

    @Test
    void a_name_that_ecr_does_not_take_is_an_open_question() {
        doThrow(InvalidParameterException.builder().message("no").build())
                .when(ecr)
                .describeRepositories(any(DescribeRepositoriesRequest.class));

        assertThat(find(ask(service("web").pulling(Images.ecr("a:1.0"))), Images.ecr("a:1.0")))
                .isInstanceOf(ImageLookup.Unknown.class);
    }

    @Test
    void the_platform_of_a_single_manifest_lies_in_a_layer() throws Exception {
        create(ecr, "app");
        push(ecr, "app", "1.0", manifest("a"));
        try (OddRegistry layers = new OddRegistry(exchange -> {
            byte[] config = "{\"os\": \"windows\", \"architecture\": \"amd64\", \"os.version\": \"10.0.20348.1\"}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, config.length);
            exchange.getResponseBody().write(config);
            exchange.close();
        })) {
            doAnswer(call -> {
                        GetDownloadUrlForLayerRequest request = call.getArgument(0);
                        return GetDownloadUrlForLayerResponse.builder()
                                .downloadUrl("http://%s/%s".formatted(layers.host(), request.layerDigest()))
                                .build();
                    })
                    .when(ecr)
                    .getDownloadUrlForLayer(any(GetDownloadUrlForLayerRequest.class));

            Gathering gathering = ask(service("web").pulling(Images.ecr("app:1.0")));

            assertThat(found(gathering, Images.ecr("app:1.0")).platforms())
                    .extracting(ImagePlatform::label)
                    .containsExactly("windows/amd64 10.0.20348.1");
        }
    }

    @Test
    void the_policy_of_the_registry_is_read_and_that_there_is_none_is_known() {
        create(ecr, "app");
        Item<?> web = service("web").pulling(Images.ecr("app:1.0"));
        assertThat(ask(web).known().isDeleted(EcrRegistryPolicy.class, Item.HOME.accountId()))
                .isTrue();

        ecr.putRegistryPolicy(request -> request.policyText("""
                {"Version": "2012-10-17", "Statement": [
                  {"Sid": "s", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"},
                   "Action": "ecr:ReplicateImage", "Resource": "arn:aws:ecr:eu-west-1:111122223333:repository/*"}]}"""));

        assertThat(ask(web).known().all(EcrRegistryPolicy.class))
                .singleElement()
                .satisfies(policy -> assertThat(policy.policy()).isPresent());
    }

    @Test
    void a_registry_in_another_region_is_asked_there() {
        EcrClient there = lackingNothing(real.ecr("us-east-1"));
        when(clients.ecr("us-east-1")).thenReturn(there);
        create(there, "app");
        push(there, "app", "1.0", index());
        String image = Images.ecr(ANOTHER_REGION, "app:1.0");

        Gathering gathering = ask(service("web").pulling(image));

        assertThat(find(gathering, image)).isInstanceOf(ImageLookup.Found.class);
        assertThat(gathering.known().all(EcrRepository.class)).isEmpty();
    }

    @Test
    void a_region_that_nobody_knows_or_that_is_of_another_partition_is_not_asked() {
        when(clients.ecr(anyString())).thenThrow(new AssertionError("asked"));
        for (String region : List.of("eu-wset-1", "aws-global", "cn-north-1", "us-gov-west-1")) {
            String image = Images.ecr(new Scope(Item.HOME.accountId(), region), "app:1.0");

            assertThat(find(ask(service("web").pulling(image)), image)).isInstanceOf(ImageLookup.Unknown.class);
        }
    }

    @Test
    void a_region_that_the_account_did_not_enable_leaves_images_unknown() {
        EcrClient there = lackingNothing(real.ecr("us-east-1"));
        when(clients.ecr("us-east-1")).thenReturn(there);
        doThrow(error("UnrecognizedClientException", 400))
                .when(there)
                .describePullThroughCacheRules(any(DescribePullThroughCacheRulesRequest.class));
        String image = Images.ecr(ANOTHER_REGION, "app:1.0");

        assertThat(find(ask(service("web").pulling(image)), image)).isInstanceOf(ImageLookup.Unknown.class);
    }

    @Test
    void another_account_may_let_us_see_what_it_has_and_cannot_be_sure_of_what_it_has_not() {
        create(ecr, "app");
        push(ecr, "app", "1.0", index());
        // Moto keeps to our own account: its answers stand in for the other's.
        doReturn(GetRepositoryPolicyResponse.builder().policyText(POLICY).build())
                .when(ecr)
                .getRepositoryPolicy(any(GetRepositoryPolicyRequest.class));
        doReturn(ListTagsForResourceResponse.builder().build())
                .when(ecr)
                .listTagsForResource(any(ListTagsForResourceRequest.class));
        doReturn(DescribeImagesResponse.builder()
                        .imageDetails(ImageDetail.builder()
                                .imageDigest(Images.digest("a"))
                                .imageTags("1.0")
                                .build())
                        .build())
                .when(ecr)
                .describeImages(any(DescribeImagesRequest.class));
        String image = Images.ecr(ANOTHER_ACCOUNT, "app:1.0");

        Gathering gathering = ask(service("web").pulling(image));

        assertThat(find(gathering, image)).isInstanceOf(ImageLookup.Found.class);
        assertThat(gathering.known().in(ANOTHER_ACCOUNT).all(EcrRegistryPolicy.class))
                .extracting(EcrRegistryPolicy::policy)
                .containsExactly(Optional.empty());
        assertThat(real.requests()).doesNotContainKeys("ecr:DescribeRepositories", "ecr:GetRegistryPolicy");
    }

    @Test
    void another_account_that_denies_or_shows_no_repository_proves_nothing() {
        String image = Images.ecr(ANOTHER_ACCOUNT, "app:1.0");
        doThrow(Live.denied("ecr:GetRepositoryPolicy"))
                .doThrow(RepositoryNotFoundException.builder().message("none").build())
                .when(ecr)
                .getRepositoryPolicy(any(GetRepositoryPolicyRequest.class));

        assertThat(find(ask(service("web").pulling(image)), image)).isInstanceOf(ImageLookup.Unknown.class);
        assertThat(find(ask(service("web").pulling(image)), image)).isInstanceOf(ImageLookup.Unknown.class);
    }
}
