package dev.fargatepull.rules;

import static dev.fargatepull.core.cause.CauseCode.CLUSTER_UNKNOWN;
import static dev.fargatepull.core.cause.CauseCode.IMAGE_PLATFORM_MISMATCH;
import static dev.fargatepull.core.cause.CauseCode.IMAGE_UNKNOWN;
import static dev.fargatepull.testing.Items.repository;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.taskDefinition;
import static dev.fargatepull.testing.StoredImage.tagged;

import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.RepositoryItem;
import dev.fargatepull.testing.Scenario;
import dev.fargatepull.testing.StoredImage;
import dev.fargatepull.testing.TaskDefinitionItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskImageMatchesPlatformTest {

    private static final String SERVER_2019 = "10.0.17763.6189";
    private static final String SERVER_2022 = "10.0.20348.2113";
    private static final String SERVER_2025 = "10.0.26100.1742";

    private final Scenario scenario = Scenario.of(new TaskImageMatchesPlatform());

    // What breaks.

    @Test
    void an_image_from_an_arm_laptop_does_not_run_on_x86_64() {
        scenario.given(
                        service("web").in("subnet-a").running(web()),
                        holding(tagged("1.0").builtFor("linux/arm64")))
                .expect("web")
                .toBeNonCompliant(IMAGE_PLATFORM_MISMATCH)
                .blaming("111122223333.dkr.ecr.eu-west-1.amazonaws.com/web")
                .saying(
                        "image-platform-mismatch: web:1 runs on linux/amd64, and web:1.0 is for linux/arm64. Build it with "
                                + "--platform linux/amd64, or set RuntimePlatform.");
    }

    @Test
    void an_image_for_x86_64_does_not_run_on_graviton() {
        scenario.given(
                        service("web").in("subnet-a").running(web().onPlatform("LINUX", "ARM64")),
                        holding(tagged("1.0").builtFor("linux/amd64")))
                .expect("web")
                .toBeNonCompliant(IMAGE_PLATFORM_MISMATCH)
                .because("web:1 runs on linux/arm64, and web:1.0 is for linux/amd64");
    }

    @Test
    void attestations_are_no_manifests() {
        scenario.given(
                        service("web").in("subnet-a").running(web()),
                        holding(tagged("1.0").builtFor("linux/arm64").builtFor("unknown/unknown")))
                .expect("web")
                .toBeNonCompliant(IMAGE_PLATFORM_MISMATCH)
                .because("web:1 runs on linux/amd64, and web:1.0 is for linux/arm64");
    }

    @Test
    void an_index_of_attestations_alone_runs_nowhere() {
        scenario.given(
                        service("web").in("subnet-a").running(web()),
                        holding(tagged("1.0").builtFor("unknown/unknown")))
                .expect("web")
                .toBeNonCompliant(IMAGE_PLATFORM_MISMATCH)
                .because("web:1 runs on linux/amd64, and web:1.0 is for no platform");
    }

    @Test
    void one_image_of_several_is_enough() {
        scenario.given(
                        service("web").in("subnet-a").running(web().withImage(Images.ecr("proxy:2"))),
                        holding(tagged("1.0")),
                        repository("proxy").holding(tagged("2").builtFor("linux/arm64")))
                .expect("web")
                .toBeNonCompliant(IMAGE_PLATFORM_MISMATCH)
                .withReasons(1);
    }

    @Test
    void linux_images_do_not_run_on_windows_nor_the_reverse() {
        scenario.given(
                        service("web").in("subnet-a").running(web().onPlatform("WINDOWS_SERVER_2022_CORE", "X86_64")),
                        service("api").in("subnet-a").running(definition("api")),
                        holding(tagged("1.0").builtFor("linux/amd64")),
                        repository("api").holding(tagged("1.0").builtForWindows(SERVER_2022)))
                .expect("web")
                .toBeNonCompliant(IMAGE_PLATFORM_MISMATCH)
                .because("web:1 runs on windows/amd64 10.0.20348, and web:1.0 is for linux/amd64")
                .andExpect("api")
                .toBeNonCompliant(IMAGE_PLATFORM_MISMATCH)
                .because("api:1 runs on linux/amd64, and api:1.0 is for windows/amd64 " + SERVER_2022);
    }

    @ParameterizedTest
    @CsvSource({
        "WINDOWS_SERVER_2019_FULL, " + SERVER_2022,
        "WINDOWS_SERVER_2022_CORE, " + SERVER_2019,
        "WINDOWS_SERVER_2022_CORE, " + SERVER_2025,
        "WINDOWS_SERVER_2025_FULL, " + SERVER_2019
    })
    void windows_images_of_another_build_do_not_run(String family, String osVersion) {
        scenario.given(
                        service("web").in("subnet-a").running(web().onPlatform(family, "X86_64")),
                        holding(tagged("1.0").builtForWindows(osVersion)))
                .expect("web")
                .toBeNonCompliant(IMAGE_PLATFORM_MISMATCH);
    }

    // What works.

    @Test
    void one_fitting_manifest_among_others_is_enough() {
        scenario.given(
                        service("web").in("subnet-a").running(web()),
                        service("arm").in("subnet-a").running(definition("arm").onPlatform("LINUX", "ARM64")),
                        holding(tagged("1.0")
                                .builtFor("linux/amd64")
                                .builtFor("linux/arm64")
                                .builtFor("unknown/unknown")),
                        repository("arm")
                                .holding(tagged("1.0").builtFor("linux/amd64").builtFor("linux/arm64")))
                .expect("web")
                .toBeCompliant()
                .sayingNothing()
                .andExpect("arm")
                .toBeCompliant();
    }

    @Test
    void the_platform_is_read_from_the_configuration_as_well() {
        scenario.given(
                        service("web")
                                .in("subnet-a")
                                .running(web().onPlatform("LINUX", "ARM64").withPlatformInConfiguration()),
                        holding(tagged("1.0").builtFor("linux/arm64")))
                .expect("web")
                .toBeCompliant();
    }

    @Test
    void a_task_definition_that_names_no_processor_means_x86_64() {
        scenario.given(
                        service("web").in("subnet-a").running(web().onOperatingSystem("LINUX")),
                        holding(tagged("1.0").builtFor("linux/amd64")))
                .expect("web")
                .toBeCompliant();
    }

    @ParameterizedTest
    @CsvSource({
        "WINDOWS_SERVER_2019_CORE, " + SERVER_2019,
        "WINDOWS_SERVER_2022_FULL, " + SERVER_2022,
        "WINDOWS_SERVER_2025_CORE, " + SERVER_2025
    })
    void windows_images_of_the_hosts_build_run(String family, String osVersion) {
        scenario.given(
                        service("web").in("subnet-a").running(web().onPlatform(family, "X86_64")),
                        holding(tagged("1.0").builtForWindows(SERVER_2019 + "9").builtForWindows(osVersion)))
                .expect("web")
                .toBeCompliant();
    }

    @Test
    void an_archived_image_still_tells_its_platforms() {
        scenario.given(
                        service("web").in("subnet-a").running(web()),
                        holding(tagged("1.0").withStatus("ARCHIVED")))
                .expect("web")
                .toBeCompliant();
    }

    // What is none of its business.

    @Test
    void tasks_on_instances_have_the_platform_of_the_instance() {
        scenario.given(
                        service("web").in("subnet-a").withLaunchType("EC2").running(web()),
                        holding(tagged("1.0").builtFor("linux/arm64")))
                .expectNothing();
    }

    @Test
    void a_task_definition_without_an_item_gets_no_verdict() {
        scenario.given(service("web").in("subnet-a").runningUnrecorded("web:7"), holding(tagged("1.0")))
                .expectNothing();
    }

    // What nobody can tell.

    @Test
    void an_image_nobody_looked_at_may_be_for_anything() {
        scenario.given(
                        service("web").in("subnet-a").running(web()),
                        holding(tagged("1.0").ofUnknownPlatform()))
                .expect("web")
                .toBeUndetermined(IMAGE_UNKNOWN)
                .saying(
                        "image-unknown: image web:1.0: whether it has a manifest for linux/amd64 is not in the evidence. "
                                + "Check it with docker buildx imagetools inspect.");
    }

    @Test
    void an_image_that_is_not_there_has_no_platform_to_judge() {
        scenario.given(
                        service("web").in("subnet-a").running(web()),
                        service("api").in("subnet-a").running(definition("api")),
                        service("bad").in("subnet-a").pulling(Images.ecr("Bad:1.0")),
                        holding(tagged("0.9")))
                .expect("api")
                .toBeUndetermined(IMAGE_UNKNOWN)
                .andExpect("web")
                .notToBeReported()
                .andExpect("bad")
                .notToBeReported();
        scenario.given(
                        service("web").in("subnet-a").running(web().withImage(Images.ecr("web:0.9"))),
                        holding(tagged("0.9").builtFor("linux/arm64")))
                .expect("web")
                .toBeNonCompliant(IMAGE_PLATFORM_MISMATCH);
    }

    @ParameterizedTest
    @CsvSource({
        "WINDOWS_SERVER_2025_CORE, " + SERVER_2022,
        "WINDOWS_SERVER_2031_CORE, " + SERVER_2025,
        "WINDOWS_SERVER_2022_CORE, 10.0"
    })
    void windows_images_may_run_on_hosts_whose_build_does_not_settle_it(String family, String osVersion) {
        scenario.given(
                        service("web").in("subnet-a").running(web().onPlatform(family, "X86_64")),
                        holding(tagged("1.0").builtForWindows(osVersion)))
                .expect("web")
                .toBeUndetermined(IMAGE_UNKNOWN);
    }

    @Test
    void a_windows_image_that_tells_no_version_may_be_of_any_build() {
        scenario.given(
                        service("web").in("subnet-a").running(web().onPlatform("WINDOWS_SERVER_2022_CORE", "X86_64")),
                        holding(tagged("1.0").builtFor("windows/amd64")))
                .expect("web")
                .toBeUndetermined(IMAGE_UNKNOWN)
                .because(
                        "image web:1.0: whether it has a manifest for windows/amd64 10.0.20348 is not in the evidence");
    }

    @Test
    void platform_version_1_0_0_is_windows_of_a_build_that_nobody_told() {
        scenario.given(
                        service("web").in("subnet-a").onPlatform("1.0.0").running(web()),
                        holding(tagged("1.0").builtForWindows(SERVER_2019)))
                .expect("web")
                .toBeUndetermined(IMAGE_UNKNOWN);
    }

    @Test
    void a_processor_of_the_future_is_not_judged() {
        scenario.given(
                        service("web").in("subnet-a").running(web().onPlatform("LINUX", "RISCV64")),
                        holding(tagged("1.0")))
                .expect("web")
                .toBeUndetermined(IMAGE_UNKNOWN);
    }

    @Test
    void a_service_that_may_not_be_on_fargate_leaves_its_task_definition_open() {
        scenario.given(service("web").in("subnet-a").asItsClusterSays().running(web()), holding(tagged("1.0")))
                .expect("web")
                .toBeUndetermined(CLUSTER_UNKNOWN);
    }

    private static TaskDefinitionItem web() {
        return definition("web");
    }

    private static TaskDefinitionItem definition(String family) {
        return taskDefinition(family + ":1").withImage(Images.ecr(family + ":1.0"));
    }

    private static RepositoryItem holding(StoredImage image) {
        return repository("web").holding(image);
    }
}
