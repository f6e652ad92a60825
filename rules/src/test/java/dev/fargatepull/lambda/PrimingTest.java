package dev.fargatepull.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatepull.rules.RuleCatalog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrimingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @MethodSource("rules")
    void every_rule_judges_a_workload_before_the_first_event_comes(String rule) throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();

        Priming.rehearse(Optional.of(rule), new PrintStream(log, true, StandardCharsets.UTF_8));

        List<String> lines = log.toString(StandardCharsets.UTF_8).lines().toList();
        JsonNode summary = JSON.readTree(lines.get(lines.size() - 1));
        assertThat(summary.path("message").asText()).isEqualTo("answered");
        assertThat(summary.path("workloads").asInt()).isEqualTo(1);
        assertThat(summary.path("requests").has("config:SelectResourceConfig")).isTrue();
    }

    static Stream<String> rules() {
        return RuleCatalog.rules().stream().map(rule -> rule.spec().name());
    }
}
