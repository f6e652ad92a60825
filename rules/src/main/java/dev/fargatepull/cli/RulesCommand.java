package dev.fargatepull.cli;

import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.rules.RuleCatalog;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the rules. */
@Command(name = "rules", description = "Lists the rules and what each asks for.", mixinStandardHelpOptions = true)
final class RulesCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        RuleCatalog.rules().forEach(rule -> {
            RuleSpec declared = rule.spec();
            out.printf(
                    "%-36s  %-8s  %s.%n",
                    declared.name(), declared.severity().name().toLowerCase(Locale.ROOT), declared.summary());
        });
        out.flush();
    }
}
