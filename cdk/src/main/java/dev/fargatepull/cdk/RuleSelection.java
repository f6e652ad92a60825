package dev.fargatepull.cdk;

import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.rules.RuleCatalog;
import java.util.List;
import java.util.Set;

/** Which rules are deployed: {@code all}, {@code guide}, or names separated by commas. */
final class RuleSelection {

    private static final String KEY = "rules";
    private static final String NAME = "[a-z0-9-]+";

    private RuleSelection() {}

    /** Every rule. */
    static List<RuleSpec> all() {
        return RuleCatalog.rules().stream().map(Rule::spec).toList();
    }

    /** The rules that the CDK context chooses; all if it does not. */
    static List<RuleSpec> from(Context context) {
        List<String> chosen = context.list(KEY, NAME, "all, guide, or names of rules separated by commas");
        if (chosen.isEmpty() || chosen.equals(List.of("all"))) {
            return all();
        }
        if (chosen.equals(List.of("guide"))) {
            return all().stream().filter(RuleSpec::isOfGuide).toList();
        }
        Set<String> known = Set.copyOf(all().stream().map(RuleSpec::name).toList());
        chosen.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("%s names no rule: '%s'; rules are %s"
                    .formatted(
                            KEY,
                            name,
                            String.join(", ", all().stream().map(RuleSpec::name).toList())));
        });
        return all().stream().filter(rule -> chosen.contains(rule.name())).toList();
    }
}
