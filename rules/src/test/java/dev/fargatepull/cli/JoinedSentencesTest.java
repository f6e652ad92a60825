package dev.fargatepull.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedSentencesTest {

    @Test
    void sentences_that_differ_in_what_to_add_are_one() {
        assertThat(JoinedSentences.of(List.of(
                        "Route 0.0.0.0/0 to a NAT gateway, or add the endpoint a.b.",
                        "Route 0.0.0.0/0 to a NAT gateway, or add the endpoint c.d.",
                        "Route 0.0.0.0/0 to a NAT gateway, or add the gateway endpoint e.f.")))
                .containsExactly("Route 0.0.0.0/0 to a NAT gateway, or add the endpoint a.b, the endpoint c.d and the "
                        + "gateway endpoint e.f.");
    }

    @Test
    void others_stay_as_they_are() {
        List<String> apart = List.of("Create it anew.", "Create the role again.");
        List<String> longAtTheEnd = List.of(
                "Use a NAT gateway or endpoints, or do one thing after another.",
                "Use a NAT gateway or endpoints, or leave it as it is and wait.");

        assertThat(JoinedSentences.of(List.of("Create it anew."))).containsExactly("Create it anew.");
        assertThat(JoinedSentences.of(apart)).isEqualTo(apart);
        assertThat(JoinedSentences.of(longAtTheEnd)).isEqualTo(longAtTheEnd);
    }
}
