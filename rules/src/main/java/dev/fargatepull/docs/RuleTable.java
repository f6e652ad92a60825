package dev.fargatepull.docs;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.rule.RuleSpec;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table of all rules. */
final class RuleTable {

    private final List<RuleSpec> rules;

    RuleTable(List<RuleSpec> rules) {
        this.rules = rules;
    }

    /**
     * The table.
     *
     * @param pages the folder of the rules' pages, seen from where the table stands
     */
    String markdown(String pages) {
        Markdown table = new Markdown().tableOf("Rule", "COMPLIANT means", "Reports on", "Severity", "Guide");
        for (RuleSpec rule : rules) {
            table.row(
                    "[`%s`](%s/%s.md)".formatted(rule.name(), pages, rule.name()),
                    rule.summary(),
                    rule.reportsOn().stream()
                            .map(ResourceType::awsName)
                            .map(Markdown::code)
                            .collect(Collectors.joining(" or ")),
                    rule.severity().name().toLowerCase(Locale.ROOT),
                    GuideStep.of(rule.guideStep()).stream().map(GuideStep::name).collect(Collectors.joining(", ")));
        }
        return table.toString();
    }
}
