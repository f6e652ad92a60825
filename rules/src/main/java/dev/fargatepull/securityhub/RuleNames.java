package dev.fargatepull.securityhub;

import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.rules.RuleCatalog;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names of the pack's rules in AWS Config. */
final class RuleNames {

    /** What a conformance pack appends to the names of its rules. */
    private static final Pattern SUFFIX = Pattern.compile("-conformance-pack-[a-z0-9]+$");

    private RuleNames() {}

    /** The rule that goes by a name in AWS Config, if it can be one of the pack's. */
    static Optional<RuleSpec> rule(String configRuleName) {
        return RuleCatalog.find(SUFFIX.matcher(configRuleName).replaceFirst("")).map(Rule::spec);
    }
}
