package dev.fargatepull.rules;

import static dev.fargatepull.core.cause.CauseCode.CLUSTER_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.NETWORK_CONFIGURATION_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.PINNED_DIGEST_ARCHIVED;
import static dev.fargatepull.core.cause.CauseCode.PINNED_DIGEST_MISSING;
import static dev.fargatepull.core.cause.CauseCode.PINNED_DIGEST_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.TASK_DEFINITION_UNKNOWN;
import static dev.fargatepull.testing.Items.pullThroughCacheRule;
import static dev.fargatepull.testing.Items.repository;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.taskDefinition;
import static dev.fargatepull.testing.Items.taskSet;
import static dev.fargatepull.testing.StoredImage.tagged;
import static dev.fargatepull.testing.StoredImage.untagged;

import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Scenario;
import dev.fargatepull.testing.ServiceItem;
import org.junit.jupiter.api.Test;

class ServicePinnedImagesExistTest {

    private static final String DIGEST = Images.digest("last month's build");
    private static final String SHORT = DIGEST.substring(0, 19);
    private static final String APP = Images.ecr("app:1.0");

    private final Scenario scenario = Scenario.of(new ServicePinnedImagesExist());

    // What breaks.

    @Test
    void a_digest_that_a_lifecycle_policy_took_away_starts_no_task_although_its_tag_is_there() {
        scenario.given(web().pinning("app", APP, DIGEST), repository("app").holding(tagged("1.0")))
                .expect("web")
                .toBeNonCompliant(PINNED_DIGEST_MISSING)
                .blaming("111122223333.dkr.ecr.eu-west-1.amazonaws.com/app")
                .saying(
                        "pinned-digest-missing: main/web keeps to app@%s, and the repository no longer has it. Force a new "
                                        .formatted(SHORT)
                                + "deployment of the service.");
    }

    @Test
    void a_digest_in_the_archive_starts_no_task() {
        scenario.given(
                        web().pinning("app", APP, DIGEST),
                        repository("app").holding(untagged(DIGEST).withStatus("ARCHIVED")))
                .expect("web")
                .toBeNonCompliant(PINNED_DIGEST_ARCHIVED)
                .saying(
                        "pinned-digest-archived: main/web keeps to app@%s, which is in ECR's archive. Restore it with aws "
                                        .formatted(SHORT)
                                + "ecr update-image-storage-class, or force a new deployment.");
    }

    @Test
    void a_digest_went_with_its_repository() {
        scenario.given(web().pinning("app", APP, DIGEST), repository("app").deleted())
                .expect("web")
                .toBeNonCompliant(PINNED_DIGEST_MISSING);
    }

    @Test
    void one_digest_of_several_is_enough() {
        scenario.given(
                        web().pinning("app", APP, DIGEST).pinning("proxy", Images.ecr("proxy:2"), DIGEST),
                        repository("app").holding(untagged(DIGEST)),
                        repository("proxy").holding(tagged("2")))
                .expect("web")
                .toBeNonCompliant(PINNED_DIGEST_MISSING)
                .withReasons(1);
    }

    // What works.

    @Test
    void a_digest_without_a_tag_is_still_there() {
        scenario.given(
                        web().pinning("app", APP, DIGEST).withSupplementInStrings(),
                        repository("app").holding(tagged("1.0"), untagged(DIGEST)))
                .expect("web")
                .toBeCompliant()
                .sayingNothing();
    }

    // What is none of its business.

    @Test
    void containers_without_version_consistency_go_by_their_tags() {
        scenario.given(
                        service("web")
                                .in("subnet-a")
                                .running(taskDefinition("web:1").withContainerByTag("app", APP))
                                .pinning("app", APP, DIGEST),
                        service("api")
                                .in("subnet-a")
                                .running(taskDefinition("api:1").withContainerByTag("app", APP)),
                        repository("app").holding(tagged("1.0")))
                .expectNothing();
    }

    @Test
    void a_service_for_which_ecs_pinned_nothing_keeps_to_nothing() {
        scenario.given(
                        web().pinningNothing(),
                        service("api").in("subnet-a").pinningInVain("app", APP),
                        repository("app").holding())
                .expectNothing();
    }

    @Test
    void task_sets_and_tasks_on_instances_are_not_judged() {
        scenario.given(
                        taskSet("ts-1").in("subnet-a"),
                        web().withLaunchType("EC2").pinning("app", APP, DIGEST),
                        service("outside").controlledBy("EXTERNAL").pinning("app", APP, DIGEST),
                        repository("app").holding())
                .expectNothing();
    }

    // What nobody can tell.

    @Test
    void digests_that_nobody_asked_ecs_for_are_unknown() {
        scenario.given(web(), repository("app").holding(tagged("1.0")))
                .expect("web")
                .toBeUndetermined(PINNED_DIGEST_UNKNOWN)
                .saying(
                        "pinned-digest-unknown: which digests ECS pinned for main/web is not in the evidence. See aws ecs "
                                + "describe-service-revisions, or add pinnedImages to the service's item.");
    }

    @Test
    void a_repository_nobody_looked_into_may_have_lost_the_digest() {
        scenario.given(web().pinning("app", APP, DIGEST), repository("app"))
                .expect("web")
                .toBeUndetermined(PINNED_DIGEST_UNKNOWN)
                .because(
                        "image app@%s: what its repository in eu-west-1 holds is not in the evidence".formatted(SHORT));
    }

    @Test
    void a_pull_through_cache_may_fetch_the_digest_again() {
        scenario.given(
                        web().pinning("app", Images.ecr("hub/app:1"), DIGEST),
                        pullThroughCacheRule("hub"),
                        repository("hub/app").holding())
                .expect("web")
                .toBeUndetermined(PINNED_DIGEST_UNKNOWN);
    }

    @Test
    void a_digest_on_its_way_back_from_the_archive_may_be_late() {
        scenario.given(
                        web().pinning("app", APP, DIGEST),
                        repository("app").holding(untagged(DIGEST).withStatus("ACTIVATING")))
                .expect("web")
                .toBeUndetermined(PINNED_DIGEST_UNKNOWN);
    }

    @Test
    void an_uncertain_service_is_neither_sound_nor_broken() {
        scenario.given(
                        service("lost")
                                .in("subnet-a")
                                .runningUnrecorded("lost:7")
                                .pinning("app", APP, DIGEST),
                        service("odd").in("subnet-a").asItsClusterSays().pinning("app", APP, DIGEST),
                        service("blank").in("subnet-a").runningUnrecorded("blank:7"),
                        repository("app").holding())
                .expect("lost")
                .toBeUndetermined(TASK_DEFINITION_UNKNOWN)
                .andExpect("odd")
                .toBeUndetermined(CLUSTER_UNKNOWN)
                .andExpect("blank")
                .toBeUndetermined(TASK_DEFINITION_UNKNOWN);
    }

    @Test
    void a_service_without_a_network_configuration_is_open_whatever_its_digests() {
        scenario.given(
                        service("web").pinning("app", APP, DIGEST),
                        service("api").pinningNothing(),
                        repository("app").holding(untagged(DIGEST)))
                .expect("web")
                .toBeUndetermined(NETWORK_CONFIGURATION_UNKNOWN)
                .andExpect("api")
                .toBeUndetermined(NETWORK_CONFIGURATION_UNKNOWN);
    }

    private static ServiceItem web() {
        return service("web").in("subnet-a");
    }
}
