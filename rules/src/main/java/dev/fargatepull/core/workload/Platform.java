package dev.fargatepull.core.workload;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Fargate platform a task runs on. */
enum Platform {
    /** Linux before 1.4.0: an interface of Fargate's own logs in to ECR and reads secrets. */
    LEGACY,
    /** Linux since 1.4.0, and Windows: the task's interface carries everything. */
    MODERN;

    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(\\.\\d+)*");

    /**
     * The platform of a task.
     *
     * @param platformVersion as the service names it; absent means {@code LATEST}
     * @param operatingSystemFamily the task definition's, if known
     */
    static Platform of(Optional<String> platformVersion, Optional<String> operatingSystemFamily) {
        Matcher version = VERSION.matcher(platformVersion.orElse("LATEST"));
        if (isWindows(platformVersion, operatingSystemFamily) || !version.matches()) {
            return MODERN;
        }
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        return major > 1 || (major == 1 && minor >= 4) ? MODERN : LEGACY;
    }

    /** Whether tasks run Windows. Where nobody says, version 1.0.0 does: Linux 1.0 to 1.2 no longer run. */
    static boolean isWindows(Optional<String> platformVersion, Optional<String> operatingSystemFamily) {
        return operatingSystemFamily
                .map(family -> family.toUpperCase(Locale.ROOT).startsWith("WINDOWS"))
                .orElse(platformVersion.equals(Optional.of("1.0.0")));
    }

    /** Whether logging in to ECR and reading secrets go through the task's own network interface. */
    boolean usesTaskInterfaceForLogin() {
        return this == MODERN;
    }
}
