package dev.fargatepull.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.rule.Parameter;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.rules.RuleCatalog;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RulePageTest {

    static final List<RuleSpec> RULES =
            RuleCatalog.rules().stream().map(Rule::spec).toList();

    @ParameterizedTest
    @FieldSource("RULES")
    void every_code_a_person_can_meet_has_one_heading_to_link_to(RuleSpec rule) {
        Set<CauseCode> codes = EnumSet.copyOf(rule.breaches());
        codes.addAll(rule.opens());
        assertThat(new RulePage(rule).markdown().lines().filter(line -> line.startsWith("### ")))
                .containsExactlyInAnyOrderElementsOf(codes.stream()
                        .map(code -> "### `%s`".formatted(code.code()))
                        .toList());
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void every_parameter_is_there_under_its_own_and_the_packs_name(RuleSpec rule) {
        for (Parameter<?> parameter : rule.parameters()) {
            assertThat(new RulePage(rule).markdown())
                    .contains("| `%s` | `%s` |"
                            .formatted(parameter.name(), ConformancePackTemplate.ruleParameter(rule, parameter)));
        }
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void the_recorder_itself_is_no_type_that_must_be_recorded(RuleSpec rule) {
        assertThat(new RulePage(rule).markdown().lines().filter(line -> line.startsWith("| AWS Config must record |")))
                .hasSize(1)
                .noneMatch(line -> line.contains("AWS::Config::ConfigurationRecorder"));
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void every_cell_of_a_table_stays_on_its_line(RuleSpec rule) {
        assertThat(new RulePage(rule).markdown().lines().filter(line -> line.startsWith("|")))
                .allMatch(line -> line.endsWith(" |"));
    }
}
