package dev.fargatepull.docs;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.rule.CommonParameters;
import dev.fargatepull.core.rule.Parameter;
import dev.fargatepull.core.rule.RuleSpec;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The page of one rule: where a person lands who has a verdict and wants to know what to do. */
final class RulePage {

    private final RuleSpec rule;

    RulePage(RuleSpec rule) {
        this.rule = rule;
    }

    String markdown() {
        Markdown page = new Markdown();
        page.heading(1, rule.name());
        page.paragraph(rule.summary() + ".");
        page.paragraph(rule.description());
        facts(page);
        parameters(page);
        nonCompliant(page);
        undetermined(page);
        return page.toString();
    }

    private void facts(Markdown page) {
        page.tableOf("", "")
                .row("Severity", rule.severity().name().toLowerCase(Locale.ROOT))
                .row("[AWS guide](%s)".formatted(GuideStep.GUIDE), guideSteps())
                .row("Reports on", names(rule.reportsOn()))
                .row("Runs on a change of", names(rule.wakesOn()))
                .row(
                        "Runs every",
                        "24 hours, unless the pack's parameter `%s` says otherwise"
                                .formatted(ConformancePackTemplate.MAXIMUM_EXECUTION_FREQUENCY))
                .row("AWS Config must record", names(rule.recordedTypes()))
                .row("It helps to record", names(rule.dispensableTypes()))
                .row("Its function calls", Markdown.codes(rule.apiActions()));
    }

    private String guideSteps() {
        List<GuideStep> steps = GuideStep.of(rule.guideStep());
        return steps.isEmpty()
                ? "goes beyond it"
                : steps.stream()
                        .map(step -> "%s: %s".formatted(step.name(), step.asks()))
                        .collect(Collectors.joining("; "));
    }

    private static String names(Collection<ResourceType> types) {
        return Markdown.codes(types.stream().map(ResourceType::awsName).toList());
    }

    private void parameters(Markdown page) {
        page.heading(2, "Parameters");
        page.tableOf("Parameter", "In the conformance pack", "Default", "Meaning");
        for (Parameter<?> parameter : rule.parameters()) {
            page.row(
                    Markdown.code(parameter.name()),
                    Markdown.code(ConformancePackTemplate.ruleParameter(rule, parameter)),
                    parameter.defaultValue().isEmpty() ? "none" : Markdown.code(parameter.defaultValue()),
                    parameter.description() + allowed(parameter));
        }
    }

    private static String allowed(Parameter<?> parameter) {
        return parameter.allowedValues().isEmpty()
                ? ""
                : " Allowed: %s.".formatted(Markdown.codes(parameter.allowedValues()));
    }

    private void nonCompliant(Markdown page) {
        page.heading(2, "NON_COMPLIANT");
        page.paragraph(
                "One of these is proven. The annotation begins with the code and names the resource at fault. In "
                        + "the commands, words in capitals stand for ids.");
        rule.breaches().forEach(code -> cause(page, code));
    }

    private void undetermined(Markdown page) {
        String parameter = Markdown.code(CommonParameters.UNDETERMINED.name());
        page.heading(2, "UNDETERMINED");
        page.paragraph(
                "No breach is proven, but evidence is missing, so the pull is not proven to work either. AWS Config "
                        + "has no such verdict and is told what the parameter %s says. `NOT_APPLICABLE` keeps the resource "
                                .formatted(parameter)
                        + "out of the rule's results; `NON_COMPLIANT` puts it there, with the open question as its annotation.");
        Set<CauseCode> breaches = rule.breaches();
        List<String> both = rule.opens().stream()
                .filter(breaches::contains)
                .map(code -> "[`%s`](#%s)".formatted(code.code(), code.code()))
                .toList();
        if (!both.isEmpty()) {
            page.paragraph("Signs of %s that prove nothing yet, such as a resource still being built, are open too."
                    .formatted(String.join(", ", both)));
        }
        rule.opens().stream().filter(code -> !breaches.contains(code)).forEach(code -> cause(page, code));
    }

    private static void cause(Markdown page, CauseCode code) {
        page.heading(3, Markdown.code(code.code()));
        page.paragraph(code.meaning());
        page.paragraph("See it:");
        page.shell(code.howToSee());
        if (code.remedy().startsWith("aws ")) {
            page.paragraph("Fix it:");
            page.shell(code.remedy());
        } else {
            page.paragraph("Fix it: " + code.remedy());
        }
    }
}
