package dev.fargatepull.core.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

    @ParameterizedTest
    @CsvSource({
        "1.0.0, LINUX, LEGACY",
        "1.1.0, LINUX, LEGACY",
        "1.3.0, LINUX, LEGACY",
        "1.3,   LINUX, LEGACY",
        "0.9.0, LINUX, LEGACY",
        "1.4.0, LINUX, MODERN",
        "1.4,   LINUX, MODERN",
        "1.10.0, LINUX, MODERN",
        "2.0.0, LINUX, MODERN",
        "LATEST, LINUX, MODERN",
        "latest, LINUX, MODERN",
        "1.0.0, WINDOWS_SERVER_2019_CORE, MODERN",
        "1.0.0, WINDOWS_SERVER_2022_FULL, MODERN",
        "1.0.0, windows_server_2022_core, MODERN",
        "1.3.0, WINDOWS_SERVER_2022_CORE, MODERN",
        "LATEST, WINDOWS_SERVER_2022_CORE, MODERN",
        "1.0.0, , MODERN",
        "1.3.0, , LEGACY",
        "1.4.0, , MODERN",
        "LATEST, , MODERN",
        ", , MODERN",
        ", LINUX, MODERN",
        "99999999999.0.0, LINUX, MODERN"
    })
    void linux_before_1_4_0_is_legacy_and_everything_else_modern(
            @Nullable String version, @Nullable String operatingSystem, Platform expected) {
        assertThat(Platform.of(Optional.ofNullable(version), Optional.ofNullable(operatingSystem)))
                .isEqualTo(expected);
    }

    @Test
    void only_the_modern_platform_logs_in_through_the_tasks_interface() {
        assertThat(Platform.MODERN.usesTaskInterfaceForLogin()).isTrue();
        assertThat(Platform.LEGACY.usesTaskInterfaceForLogin()).isFalse();
    }
}
