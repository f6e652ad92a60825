package dev.fargatepull.core.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleSpecTest {

    @Test
    void a_name_leaves_aws_config_room_for_its_suffix() {
        assertThat(named("x".repeat(36)).name()).hasSize(36);
        assertThatThrownBy(() -> named("x".repeat(37)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x".repeat(37) + " is longer than 36 characters");
    }

    private static RuleSpec named(String name) {
        return new RuleSpec(
                name,
                "",
                "",
                Severity.HIGH,
                "",
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                List.of(),
                Set.of(),
                Set.of());
    }
}
