package dev.fargatepull.core.workload;

import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.RegistryImage.ImagePlatform;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a task runs on, in the words of image manifests.
 *
 * @param os {@code linux} or {@code windows}
 * @param architecture {@code amd64} or {@code arm64}; something else where ECS names one that is not known here
 * @param windowsBuild the build of the Windows host, as in {@code 20348}; empty for Linux and where it is not known
 */
public record TaskPlatform(String os, String architecture, Optional<String> windowsBuild) {

    private static final String WINDOWS = "windows";

    private static final Map<String, String> ARCHITECTURES = Map.of("X86_64", "amd64", "ARM64", "arm64");

    /**
     * Builds by the year in {@code WINDOWS_SERVER_2022_CORE} (Microsoft Learn, "Windows Server release information").
     */
    private static final Map<String, String> WINDOWS_BUILDS =
            Map.of("2016", "14393", "2019", "17763", "2022", "20348", "2025", "26100");

    /**
     * Since this build, hosts may run containers of older builds (Microsoft Learn, "Windows container version
     * compatibility").
     */
    private static final int FIRST_PORTABLE_BUILD = 20_348;

    /** Other names of architectures, which container runtimes take for the same. */
    private static final Map<String, String> SYNONYMS =
            Map.of("x86_64", "amd64", "x86-64", "amd64", "aarch64", "arm64");

    /** Whether an image has what the task needs. */
    public enum Match {
        /** It has. */
        YES,
        /** It has not. */
        NO,
        /** Nobody can tell. */
        UNKNOWN
    }

    /**
     * The platform of a task; Linux on X86_64 unless the task definition says otherwise.
     *
     * @param platformVersion the Fargate platform version of what starts the task
     */
    public static TaskPlatform of(EcsTaskDefinition definition, Optional<String> platformVersion) {
        String architecture = definition.cpuArchitecture().orElse("X86_64").toUpperCase(Locale.ROOT);
        Optional<String> family = definition.operatingSystemFamily().map(text -> text.toUpperCase(Locale.ROOT));
        boolean isWindows = Platform.isWindows(platformVersion, family);
        return new TaskPlatform(
                isWindows ? WINDOWS : "linux",
                ARCHITECTURES.getOrDefault(architecture, architecture),
                family.filter(text -> isWindows).flatMap(TaskPlatform::windowsBuild));
    }

    private static Optional<String> windowsBuild(String family) {
        return WINDOWS_BUILDS.entrySet().stream()
                .filter(release -> family.contains("_" + release.getKey() + "_"))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether one of an image's manifests fits; the platforms of an image that nobody looked at are unknown. */
    public Match among(List<ImagePlatform> platforms) {
        if (platforms.isEmpty() || !ARCHITECTURES.containsValue(architecture)) {
            return Match.UNKNOWN;
        }
        List<Match> matches = platforms.stream()
                .filter(platform -> !platform.isAttestation())
                .map(this::with)
                .toList();
        if (matches.contains(Match.YES)) {
            return Match.YES;
        }
        return matches.contains(Match.UNKNOWN) ? Match.UNKNOWN : Match.NO;
    }

    private Match with(ImagePlatform image) {
        String imageArchitecture = SYNONYMS.getOrDefault(image.architecture(), image.architecture());
        if (!image.os().equals(os) || !imageArchitecture.equals(architecture)) {
            return Match.NO;
        }
        return os.equals(WINDOWS) ? withWindows(image.osVersion().flatMap(TaskPlatform::build)) : Match.YES;
    }

    /** Windows containers share the host's kernel, so that its build and the image's have to agree. */
    private Match withWindows(Optional<String> imageBuild) {
        if (windowsBuild.isEmpty() || imageBuild.isEmpty()) {
            return Match.UNKNOWN;
        }
        if (windowsBuild.equals(imageBuild)) {
            return Match.YES;
        }
        int image = Integer.parseInt(imageBuild.get());
        int host = Integer.parseInt(windowsBuild.get());
        return FIRST_PORTABLE_BUILD <= image && image < host ? Match.UNKNOWN : Match.NO;
    }

    /** The third part of a version such as {@code 10.0.20348.2113}. */
    private static Optional<String> build(String osVersion) {
        String[] parts = osVersion.split("\\.", -1);
        return parts.length > 2 && parts[2].matches("\\d{1,9}") ? Optional.of(parts[2]) : Optional.empty();
    }

    /** As in {@code linux/amd64}. */
    public String name() {
        return os + "/" + architecture;
    }

    /** Its name; with the build for Windows. */
    public String label() {
        return name() + windowsBuild.map(build -> " 10.0." + build).orElse("");
    }
}
