package dev.fargatepull.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.inventory.Scope;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final Scope HOME = new Scope("111122223333", "eu-west-1");
    private static final Cause OPEN = Cause.open(CauseCode.CUSTOM_EGRESS, "rtb-1", "who knows", "Find out.");
    private static final Cause BREACH = Cause.breach(CauseCode.NO_DEFAULT_ROUTE, "rtb-1", "no way out", "Add one.");

    @Test
    void any_breach_makes_it_non_compliant_and_stands_first() {
        Evaluation evaluation = evaluation(List.of(OPEN, BREACH));

        assertThat(evaluation.compliance()).isEqualTo(Compliance.NON_COMPLIANT);
        assertThat(evaluation.causes()).containsExactly(BREACH, OPEN);
        assertThat(evaluation.annotation()).contains("no-default-route: no way out. Add one. (+1 more)");
    }

    @Test
    void an_open_question_alone_makes_it_undetermined() {
        assertThat(evaluation(List.of(OPEN)).compliance()).isEqualTo(Compliance.UNDETERMINED);
        assertThat(evaluation(List.of(OPEN)).annotation()).contains("custom-egress: who knows. Find out.");
    }

    @Test
    void nothing_against_it_makes_it_compliant() {
        assertThat(evaluation(List.of()).compliance()).isEqualTo(Compliance.COMPLIANT);
        assertThat(evaluation(List.of()).annotation()).isEmpty();
    }

    @Test
    void an_annotation_of_256_characters_is_left_whole() {
        Cause fitting = Cause.breach(CauseCode.NO_DEFAULT_ROUTE, "rtb-1", "x".repeat(228), "Add one.");

        assertThat(evaluation(List.of(fitting)).annotation())
                .hasValueSatisfying(text -> assertThat(text).hasSize(256).endsWith("xx. Add one."));
    }

    @Test
    void a_longer_annotation_is_cut_before_the_count_of_further_causes() {
        Cause wordy = Cause.breach(CauseCode.NO_DEFAULT_ROUTE, "rtb-1", "x".repeat(300), "Add one.");

        assertThat(evaluation(List.of(wordy)).annotation())
                .hasValueSatisfying(text -> assertThat(text).hasSize(256).endsWith("xxx..."));
        assertThat(evaluation(List.of(wordy, OPEN)).annotation())
                .hasValueSatisfying(text -> assertThat(text).hasSize(256).endsWith("xxx... (+1 more)"));
    }

    @Test
    void a_cut_leaves_no_half_of_a_character() {
        for (int length = 225; length < 240; length++) {
            Cause wordy = Cause.breach(
                    CauseCode.NO_DEFAULT_ROUTE, "rtb-1", "x".repeat(length) + "😀" + "x".repeat(60), "Add one.");

            assertThat(evaluation(List.of(wordy)).annotation())
                    .hasValueSatisfying(text -> assertThat(text.codePoints())
                            .noneMatch(character -> Character.getType(character) == Character.SURROGATE));
        }
    }

    @Test
    void a_note_that_is_too_long_is_cut_as_well() {
        Evaluation evaluation = new Evaluation(
                "rule",
                HOME,
                ResourceType.EC2_VPC,
                "vpc-1",
                List.of(),
                Optional.of("n".repeat(300)),
                List.of(),
                List.of());

        assertThat(evaluation.annotation())
                .hasValueSatisfying(text -> assertThat(text).hasSize(256).endsWith("nnn..."));
    }

    @Test
    void reports_are_sorted_by_account_region_rule_and_resource() {
        Evaluation first = place("000011112222", "us-east-1", "z", "z");
        Evaluation second = place("111122223333", "eu-west-1", "b", "a");
        Evaluation third = place("111122223333", "eu-west-1", "b", "b");
        Evaluation fourth = place("111122223333", "eu-west-1", "c", "a");
        Evaluation fifth = place("111122223333", "us-east-1", "a", "a");

        assertThat(Stream.of(fifth, fourth, third, second, first).sorted(Evaluation.ORDER))
                .containsExactly(first, second, third, fourth, fifth);
    }

    private static Evaluation place(String account, String region, String rule, String resourceId) {
        return new Evaluation(
                rule,
                new Scope(account, region),
                ResourceType.EC2_VPC,
                resourceId,
                List.of(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static Evaluation evaluation(List<Cause> causes) {
        return new Evaluation(
                "rule", HOME, ResourceType.EC2_VPC, "vpc-1", causes, Optional.empty(), List.of(), List.of());
    }
}
