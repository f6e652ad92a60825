package dev.fargatepull.rules;

import static dev.fargatepull.core.cause.CauseCode.CLUSTER_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.IMAGE_ARCHIVED;
import static dev.fargatepull.core.cause.CauseCode.IMAGE_DIGEST_MISSING;
import static dev.fargatepull.core.cause.CauseCode.IMAGE_REFERENCE_INVALID;
import static dev.fargatepull.core.cause.CauseCode.IMAGE_TAG_MISSING;
import static dev.fargatepull.core.cause.CauseCode.IMAGE_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.REPOSITORY_MISSING;
import static dev.fargatepull.testing.Items.cluster;
import static dev.fargatepull.testing.Items.publicRepository;
import static dev.fargatepull.testing.Items.pullThroughCacheRule;
import static dev.fargatepull.testing.Items.recorder;
import static dev.fargatepull.testing.Items.repository;
import static dev.fargatepull.testing.Items.repositoryElsewhere;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.taskDefinition;
import static dev.fargatepull.testing.Items.taskSet;
import static dev.fargatepull.testing.StoredImage.tagged;
import static dev.fargatepull.testing.StoredImage.untagged;

import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskDefinitionImagesExistTest {

    private static final Scope OTHER_ACCOUNT = new Scope("444455556666", Item.HOME.region());
    private static final Scope OTHER_REGION = new Scope(Item.HOME.accountId(), "us-east-1");
    private static final String DIGEST = Images.digest("that build");
    private static final String APP = Images.ecr("app:1.0");

    private final Scenario scenario = Scenario.of(new TaskDefinitionImagesExist());

    // What breaks.

    @Test
    void a_tag_that_was_never_pushed_cannot_be_pulled() {
        scenario.given(
                        service("web").in("subnet-a").pulling(APP),
                        repository("app").holding(tagged("0.9"), tagged("1")))
                .expect("web")
                .toBeNonCompliant(IMAGE_TAG_MISSING)
                .blaming("111122223333.dkr.ecr.eu-west-1.amazonaws.com/app")
                .saying("image-tag-missing: web:1 pulls app:1.0, and the repository has no such tag. "
                        + "Push the image with this tag, or name one that exists.");
    }

    @Test
    void an_image_without_a_tag_is_the_one_tagged_latest() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ecr("app")),
                        service("api").in("subnet-a").pulling(Images.ecr("api")),
                        repository("app").holding(tagged("1.0")),
                        repository("api").holding(tagged("2.0", "latest")))
                .expect("web")
                .toBeNonCompliant(IMAGE_TAG_MISSING)
                .because("web:1 pulls app:latest, and the repository has no such tag")
                .andExpect("api")
                .toBeCompliant();
    }

    @Test
    void a_digest_that_is_gone_cannot_be_pulled() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ecr("app@" + DIGEST)),
                        repository("app").holding(tagged("1.0")))
                .expect("web")
                .toBeNonCompliant(IMAGE_DIGEST_MISSING)
                .saying("image-digest-missing: web:1 pulls app@%s, and the repository has no such digest. "
                                .formatted(DIGEST.substring(0, 19))
                        + "Push the image anew, or name a digest that exists.");
    }

    @Test
    void a_digest_wins_over_the_tag_beside_it() {
        scenario.given(
                        service("gone").in("subnet-a").pulling(Images.ecr("app:1.0@" + DIGEST)),
                        service("there").in("subnet-a").pulling(Images.ecr("api:9.9@" + DIGEST)),
                        repository("app").holding(tagged("1.0")),
                        repository("api").holding(untagged(DIGEST)))
                .expect("gone")
                .toBeNonCompliant(IMAGE_DIGEST_MISSING)
                .andExpect("there")
                .toBeCompliant();
    }

    @Test
    void a_repository_that_was_deleted_is_proven_missing() {
        scenario.given(
                        service("web").in("subnet-a").pulling(APP),
                        repository("app").deleted())
                .expect("web")
                .toBeNonCompliant(REPOSITORY_MISSING)
                .saying("repository-missing: web:1 pulls app:1.0, and the registry has no repository app. "
                        + "Create the repository and push the image, or correct its name.");
    }

    @Test
    void a_repository_that_was_deleted_and_made_again_is_there() {
        scenario.given(
                        service("web").in("subnet-a").pulling(APP),
                        repository("app").holding(tagged("1.0")).capturedAt("2026-03-02T00:00:00Z"),
                        repository("app").deleted().capturedAt("2026-03-01T00:00:00Z"))
                .expect("web")
                .toBeCompliant();
    }

    @Test
    void an_archived_image_is_listed_and_cannot_be_pulled() {
        scenario.given(
                        service("web").in("subnet-a").pulling(APP),
                        repository("app").holding(tagged("1.0").withStatus("ARCHIVED")))
                .expect("web")
                .toBeNonCompliant(IMAGE_ARCHIVED)
                .saying("image-archived: web:1 pulls app:1.0, which is in ECR's archive. "
                        + "Restore it with aws ecr update-image-storage-class, or name another image.");
    }

    @Test
    void no_registry_accepts_capital_letters_in_a_repository() {
        scenario.given(service("web").in("subnet-a").pulling(Images.ecr("Web:1.0")))
                .expect("web")
                .toBeNonCompliant(IMAGE_REFERENCE_INVALID)
                .blaming("arn:aws:ecs:eu-west-1:111122223333:task-definition/web:1")
                .saying("image-reference-invalid: web:1 names an image with the repository 'Web', which no registry "
                        + "accepts. Correct the image in the task definition.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "web:",
                "web:-1",
                "web:1.0:latest",
                "web@sha256:abc",
                "web@sha256:ABCDEF0000000000000000000000000000000000000000000000000000000000",
                "web@latest",
                "Team/web",
                "team//web",
                "team/web/",
                "https://registry.example/web:1.0",
                "registry.example:port/web:1.0",
                "web app",
                "${IMAGE}"
            })
    void what_no_registry_accepts_cannot_be_pulled(String image) {
        scenario.given(service("web").in("subnet-a").pulling(image))
                .expect("web")
                .toBeNonCompliant(IMAGE_REFERENCE_INVALID);
    }

    @Test
    void one_image_of_several_is_enough() {
        scenario.given(
                        service("web").in("subnet-a").pulling(APP, Images.ecr("proxy:2")),
                        repository("app").holding(tagged("1.0")),
                        repository("proxy").holding(tagged("1")))
                .expect("web")
                .toBeNonCompliant(IMAGE_TAG_MISSING)
                .withReasons(1);
    }

    @Test
    void a_breach_stands_beside_what_is_unknown() {
        scenario.given(
                        service("web").in("subnet-a").pulling(APP, Images.DOCKER_HUB),
                        repository("app").holding())
                .expect("web")
                .toBeNonCompliant(IMAGE_TAG_MISSING, IMAGE_UNKNOWN);
    }

    @Test
    void revisions_of_a_family_share_its_verdict() {
        scenario.given(
                        service("old")
                                .in("subnet-a")
                                .running(taskDefinition("web:1").withImage(Images.ecr("app:1"))),
                        service("new")
                                .in("subnet-a")
                                .running(taskDefinition("web:2").withImage(Images.ecr("app:2"))),
                        repository("app").holding(tagged("2")))
                .expect("web")
                .toBeNonCompliant(IMAGE_TAG_MISSING)
                .because("web:1 pulls app:1, and the repository has no such tag");
    }

    // What works.

    @Test
    void an_image_that_is_there_can_be_pulled() {
        scenario.given(
                        service("web").in("subnet-a").pulling(APP),
                        repository("app")
                                .holding(tagged("1.0", "latest"), tagged("0.9").withStatus("ARCHIVED")))
                .expect("web")
                .toBeCompliant()
                .sayingNothing();
    }

    @Test
    void what_the_api_writes_in_strings_is_read_alike() {
        scenario.given(
                        service("web").in("subnet-a").pulling(APP),
                        service("api").in("subnet-a").pulling(Images.ecr("api:1.0")),
                        repository("app").holding(tagged("1.0")).withSupplementInStrings(),
                        repository("api").holding().withSupplementInStrings())
                .expect("web")
                .toBeCompliant()
                .andExpect("api")
                .toBeNonCompliant(IMAGE_TAG_MISSING);
    }

    @Test
    void images_in_other_registries_are_found_under_host_and_path() {
        scenario.given(
                        service("hub").in("subnet-a").pulling("nginx:1.29", "docker.io/nginx:1.29", "grafana/grafana"),
                        service("quay").in("subnet-a").pulling("registry.example:5000/team/app:1"),
                        service("gone").in("subnet-a").pulling("nginx:0.1"),
                        repositoryElsewhere("docker.io/library/nginx").holding(tagged("1.29")),
                        repositoryElsewhere("docker.io/grafana/grafana").holding(tagged("latest")),
                        repositoryElsewhere("registry.example:5000/team/app").holding(tagged("1")))
                .expect("hub")
                .toBeCompliant()
                .andExpect("quay")
                .toBeCompliant()
                .andExpect("gone")
                .toBeNonCompliant(IMAGE_TAG_MISSING)
                .because("gone:1 pulls nginx:0.1, and the repository has no such tag");
    }

    @Test
    void images_on_ecr_public_are_found_with_the_alias_of_their_registry() {
        scenario.given(
                        service("web").in("subnet-a").pulling("public.ecr.aws/k3j2/tools/app:1"),
                        service("gone").in("subnet-a").pulling("public.ecr.aws/k3j2/tools/app:2"),
                        service("foreign").in("subnet-a").pulling("public.ecr.aws/other/tools/app:1"),
                        service("asked").in("subnet-a").pulling("public.ecr.aws/docker/library/nginx:1"),
                        publicRepository("k3j2", "tools/app")
                                .holding(tagged("1"))
                                .recordedIn(OTHER_REGION),
                        repositoryElsewhere("public.ecr.aws/docker/library/nginx")
                                .holding(tagged("1")))
                .expect("web")
                .toBeCompliant()
                .andExpect("gone")
                .toBeNonCompliant(IMAGE_TAG_MISSING)
                .andExpect("foreign")
                .toBeUndetermined(IMAGE_UNKNOWN)
                .andExpect("asked")
                .toBeCompliant();
    }

    @Test
    void another_registry_is_asked_in_its_own_account_and_region() {
        scenario.given(
                        service("shared").in("subnet-a").pulling(Images.ecr(OTHER_ACCOUNT, "app:1")),
                        service("far").in("subnet-a").pulling(Images.ecr(OTHER_REGION, "app:1")),
                        service("gone").in("subnet-a").pulling(Images.ecr(OTHER_ACCOUNT, "old:1")),
                        repository("app").holding(tagged("1")).recordedIn(OTHER_ACCOUNT),
                        repository("app").holding(tagged("2")).recordedIn(OTHER_REGION),
                        repository("old").deleted().recordedIn(OTHER_ACCOUNT),
                        repository("app").deleted())
                .expect("shared")
                .toBeCompliant()
                .andExpect("far")
                .toBeNonCompliant(IMAGE_TAG_MISSING)
                .andExpect("gone")
                .toBeNonCompliant(REPOSITORY_MISSING);
    }

    // What is none of its business.

    @Test
    void tasks_on_instances_pull_what_they_like() {
        scenario.given(
                        service("web").in("subnet-a").withLaunchType("EC2").pulling(APP),
                        taskDefinition("spare:1").withImage(APP),
                        repository("app").holding())
                .expectNothing();
    }

    @Test
    void a_task_definition_without_an_item_gets_no_verdict() {
        scenario.given(
                        service("web").in("subnet-a").runningUnrecorded("web:7"),
                        repository("web").holding())
                .expectNothing();
    }

    @Test
    void task_sets_run_task_definitions_too() {
        scenario.given(taskSet("ts-1").in("subnet-a"), repository("ts-1").holding(tagged("1.0")))
                .expect("ts-1")
                .toBeCompliant();
    }

    // What nobody can tell.

    @Test
    void a_repository_nobody_looked_into_may_hold_anything() {
        scenario.given(service("web").in("subnet-a").pulling(APP), repository("app"))
                .expect("web")
                .toBeUndetermined(IMAGE_UNKNOWN)
                .saying(
                        "image-unknown: image app:1.0: what its repository in eu-west-1 holds is not in the evidence. See "
                                + "aws ecr describe-images, or add the repository's images to its item.");
    }

    @Test
    void a_repository_without_an_item_is_not_proven_missing() {
        scenario.given(
                        service("web").in("subnet-a").pulling(APP),
                        repository("app").withStatus("ResourceNotRecorded"),
                        service("api").in("subnet-a").pulling(Images.ecr("api:1.0")),
                        repository("api").withStatus("ResourceDeletedNotRecorded"))
                .expect("web")
                .toBeUndetermined(IMAGE_UNKNOWN)
                .andExpect("api")
                .toBeUndetermined(IMAGE_UNKNOWN);
    }

    @Test
    void a_registry_of_an_account_outside_the_evidence_is_closed() {
        scenario.given(service("web").in("subnet-a").pulling(Images.ecr(OTHER_ACCOUNT, "app:1")))
                .expect("web")
                .toBeUndetermined(IMAGE_UNKNOWN)
                .saying("image-unknown: image app:1: what the registry of account 444455556666 holds is not in the "
                        + "evidence. Check the image there, or add that account's items to the evidence.");
    }

    @Test
    void a_registry_nobody_asked_may_hold_anything() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        repositoryElsewhere("docker.io/library/nginx"))
                .expect("web")
                .toBeUndetermined(IMAGE_UNKNOWN)
                .saying(
                        "image-unknown: image nginx:1.29: what the registry holds is not in the evidence. Check the image "
                                + "there, or add an item with the repository's images.");
    }

    @Test
    void a_pull_through_cache_may_fetch_what_it_lacks() {
        scenario.given(
                        service("tag").in("subnet-a").pulling(Images.ecr("docker-hub/library/nginx:1.29")),
                        service("digest").in("subnet-a").pulling(Images.ecr("docker-hub/library/nginx@" + DIGEST)),
                        service("first").in("subnet-a").pulling(Images.ecr("docker-hub/library/redis:8")),
                        service("other").in("subnet-a").pulling(Images.ecr("docker-hub-mirror/nginx:1.29")),
                        pullThroughCacheRule("docker-hub"),
                        repository("docker-hub/library/nginx").holding(tagged("1.28")),
                        repository("docker-hub/library/redis").deleted(),
                        repository("docker-hub-mirror/nginx").holding(tagged("1.28")))
                .expect("tag")
                .toBeUndetermined(IMAGE_UNKNOWN)
                .because("image docker-hub/library/nginx:1.29: it is not in the registry, but pull through cache rule "
                        + "docker-hub may fetch it")
                .andExpect("digest")
                .toBeUndetermined(IMAGE_UNKNOWN)
                .andExpect("first")
                .toBeUndetermined(IMAGE_UNKNOWN)
                .andExpect("other")
                .toBeNonCompliant(IMAGE_TAG_MISSING);
    }

    @Test
    void a_pull_through_cache_without_a_prefix_fills_every_repository() {
        scenario.given(
                        service("web").in("subnet-a").pulling(APP),
                        pullThroughCacheRule("ROOT"),
                        repository("app").holding())
                .expect("web")
                .toBeUndetermined(IMAGE_UNKNOWN);
    }

    @Test
    void a_pull_through_cache_of_another_registry_fetches_nothing_here() {
        scenario.given(
                        service("web").in("subnet-a").pulling(Images.ecr("hub/app:1")),
                        pullThroughCacheRule("hub").recordedIn(OTHER_REGION),
                        repository("hub/app").holding())
                .expect("web")
                .toBeNonCompliant(IMAGE_TAG_MISSING);
    }

    @Test
    void a_pull_through_cache_may_be_where_nobody_records_its_rules() {
        scenario.given(
                        service("web").in("subnet-a").pulling(APP),
                        recorder().recordingAllBut("AWS::ECR::PullThroughCacheRule"),
                        repository("app").holding())
                .expect("web")
                .toBeUndetermined(IMAGE_UNKNOWN)
                .because(
                        "image app:1.0: it is not in the registry, and whether a pull through cache rule fetches it is not "
                                + "recorded");
    }

    @Test
    void an_image_on_its_way_back_from_the_archive_may_be_late() {
        scenario.given(
                        service("web").in("subnet-a").pulling(APP),
                        repository("app").holding(tagged("1.0").withStatus("ACTIVATING")))
                .expect("web")
                .toBeUndetermined(IMAGE_UNKNOWN)
                .because("image app:1.0: it is neither active nor archived, perhaps on its way back from the archive");
    }

    @Test
    void a_service_that_may_not_be_on_fargate_leaves_its_task_definition_open() {
        scenario.given(
                        service("web").in("subnet-a").asItsClusterSays().pulling(APP),
                        repository("app").holding(tagged("1.0")))
                .expect("web")
                .toBeUndetermined(CLUSTER_UNKNOWN);
        scenario.given(
                        service("web").in("subnet-a").asItsClusterSays().pulling(APP),
                        cluster("main").defaultingTo("FARGATE"),
                        repository("app").holding(tagged("1.0")))
                .expect("web")
                .toBeCompliant();
    }
}
