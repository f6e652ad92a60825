package dev.fargatepull.rules;

import static dev.fargatepull.core.cause.CauseCode.CLUSTER_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.IMAGES_EXCEED_STORAGE;
import static dev.fargatepull.core.cause.CauseCode.IMAGE_UNKNOWN;
import static dev.fargatepull.testing.Items.repository;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.taskDefinition;
import static dev.fargatepull.testing.StoredImage.tagged;

import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Scenario;
import dev.fargatepull.testing.TaskDefinitionItem;
import org.junit.jupiter.api.Test;

class TaskImageFitsStorageTest {

    private static final long GIB = 1L << 30;

    private final Scenario scenario = Scenario.of(new TaskImageFitsStorage());

    // What breaks.

    @Test
    void images_that_fill_the_default_storage_do_not_fit() {
        scenario.given(
                        service("web").in("subnet-a").running(web("a", "b")),
                        repository("web")
                                .holding(
                                        tagged("a").ofBytes(12 * GIB),
                                        tagged("b").ofBytes(8 * GIB)))
                .expect("web")
                .toBeNonCompliant(IMAGES_EXCEED_STORAGE)
                .blaming("arn:aws:ecs:eu-west-1:111122223333:task-definition/web:1")
                .saying(
                        "images-exceed-storage: the images of web:1 take 20 GiB compressed, and fill its ephemeral storage "
                                + "of 20 GiB. Raise EphemeralStorage in the task definition, or make the images smaller.");
    }

    @Test
    void what_is_known_to_be_too_much_is_too_much_whatever_the_rest() {
        scenario.given(
                        service("web").in("subnet-a").running(web("a", "b")),
                        repository("web")
                                .holding(
                                        tagged("a").ofBytes(21 * GIB),
                                        tagged("b").ofUnknownSize()))
                .expect("web")
                .toBeNonCompliant(IMAGES_EXCEED_STORAGE, IMAGE_UNKNOWN);
    }

    @Test
    void sizes_beyond_all_measure_do_not_fit_either() {
        long largest = (1L << 53) - 1;
        scenario.given(
                        service("web").in("subnet-a").running(web("a", "b").withStorage(200)),
                        repository("web")
                                .holding(
                                        tagged("a").ofBytes(largest),
                                        tagged("b").ofBytes(largest)))
                .expect("web")
                .toBeNonCompliant(IMAGES_EXCEED_STORAGE);
    }

    // What fits.

    @Test
    void images_that_leave_room_to_unpack_fit() {
        scenario.given(
                        service("web").in("subnet-a").running(web("a")),
                        repository("web").holding(tagged("a").ofBytes(8 * GIB - 1)))
                .expect("web")
                .toBeCompliant()
                .sayingNothing();
    }

    @Test
    void images_that_may_not_fit_unpacked_get_a_word() {
        scenario.given(
                        service("web").in("subnet-a").running(web("a")),
                        repository("web").holding(tagged("a").ofBytes(20 * GIB - 1)),
                        service("api").in("subnet-a").running(definition("api", "a")),
                        repository("api").holding(tagged("a").ofBytes(17 * GIB / 2)))
                .expect("web")
                .toBeCompliant()
                .saying("The images of web:1 take 19.9 of 20 GiB compressed; unpacked they may not fit.")
                .andExpect("api")
                .toBeCompliant()
                .saying("The images of api:1 take 8.5 of 20 GiB compressed; unpacked they may not fit.");
    }

    @Test
    void more_storage_takes_more_images() {
        scenario.given(
                        service("web").in("subnet-a").running(web("a").withStorage(100)),
                        repository("web").holding(tagged("a").ofBytes(21 * GIB)),
                        service("api")
                                .in("subnet-a")
                                .running(definition("api", "a").withStorage(21).withPlatformInConfiguration()),
                        repository("api").holding(tagged("a").ofBytes(21 * GIB)))
                .expect("web")
                .toBeCompliant()
                .sayingNothing()
                .andExpect("api")
                .toBeNonCompliant(IMAGES_EXCEED_STORAGE);
    }

    @Test
    void an_image_counts_once_whatever_names_lead_to_it() {
        scenario.given(
                        service("web").in("subnet-a").running(web("a", "a", "b")),
                        repository("web").holding(tagged("a", "b").ofBytes(7 * GIB)),
                        service("api").in("subnet-a").running(definition("api", "a", "b")),
                        repository("api")
                                .holding(
                                        tagged("a").ofBytes(10 * GIB).withoutDigest(),
                                        tagged("b").ofBytes(10 * GIB).withoutDigest()))
                .expect("web")
                .toBeCompliant()
                .sayingNothing()
                .andExpect("api")
                .toBeNonCompliant(IMAGES_EXCEED_STORAGE);
    }

    // What is none of its business.

    @Test
    void tasks_on_instances_use_the_storage_of_the_instance() {
        scenario.given(
                        service("web").in("subnet-a").withLaunchType("EC2").running(web("a")),
                        repository("web").holding(tagged("a").ofBytes(21 * GIB)))
                .expectNothing();
    }

    @Test
    void an_image_that_is_missing_takes_no_room() {
        scenario.given(
                        service("web").in("subnet-a").running(web("a", "b")),
                        repository("web").holding(tagged("a").ofBytes(8 * GIB)))
                .expect("web")
                .toBeCompliant();
        scenario.given(
                        service("web").in("subnet-a").running(web("b")),
                        repository("web").holding(tagged("a").ofBytes(8 * GIB)))
                .expectNothing();
    }

    // What nobody can tell.

    @Test
    void an_image_of_unknown_size_may_not_fit() {
        scenario.given(
                        service("web").in("subnet-a").running(web("a")),
                        repository("web").holding(tagged("a").ofUnknownSize()))
                .expect("web")
                .toBeUndetermined(IMAGE_UNKNOWN)
                .saying(
                        "image-unknown: image web:a: its size is not in the evidence. See aws ecr describe-images, or add "
                                + "imageSizeInBytes to its repository's item.");
    }

    @Test
    void an_image_nobody_saw_may_not_fit() {
        scenario.given(service("web").in("subnet-a").running(web("a")))
                .expect("web")
                .toBeUndetermined(IMAGE_UNKNOWN);
    }

    @Test
    void a_service_that_may_not_be_on_fargate_leaves_its_task_definition_open() {
        scenario.given(
                        service("web").in("subnet-a").asItsClusterSays().running(web("a")),
                        repository("web").holding(tagged("a").ofBytes(21 * GIB)))
                .expect("web")
                .toBeUndetermined(CLUSTER_UNKNOWN);
    }

    private static TaskDefinitionItem web(String... tags) {
        return definition("web", tags);
    }

    private static TaskDefinitionItem definition(String family, String... tags) {
        TaskDefinitionItem definition = taskDefinition(family + ":1");
        for (String tag : tags) {
            definition.withImage(Images.ecr(family + ":" + tag));
        }
        return definition;
    }
}
