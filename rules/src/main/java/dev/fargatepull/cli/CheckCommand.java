package dev.fargatepull.cli;

import dev.fargatepull.core.rule.InvalidParameterException;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.rules.Judge;
import dev.fargatepull.rules.RuleCatalog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads items, judges them by the rules and reports. */
@Command(
        name = "check",
        description = "Judges the Fargate workloads in what AWS Config recorded.",
        footer = {"", "Exit code: 0 no breach, 1 at least one breach, 2 it could not run."},
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    private enum Format {
        TEXT,
        JSON;

        /** Takes the words that the help names. */
        static final class Words extends ConstantsInSmallLetters<Format> {
            Words() {
                super(Format.class);
            }
        }
    }

    private enum FailOn {
        BREACH,
        UNDETERMINED;

        /** Takes the words that the help names. */
        static final class Words extends ConstantsInSmallLetters<FailOn> {
            Words() {
                super(FailOn.class);
            }
        }
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Snapshots, histories, items or API answers of AWS Config, plain or gzip, of any number of "
                    + "accounts and Regions; a folder for all .json and .json.gz files in it; - for standard input.")
    private List<String> files = List.of();

    @Option(
            names = "--live",
            description = "Ask AWS instead of reading files, as collect does, with your own credentials.")
    private boolean isLive;

    @Mixin
    private LiveOptions liveOptions = new LiveOptions();

    @Option(
            names = "--rule",
            paramLabel = "NAME",
            description = "Judge by this rule alone; may be given again for more.")
    private List<String> ruleNames = List.of();

    @Option(
            names = "--parameters",
            paramLabel = "FILE",
            description = "Rule parameters as JSON: {\"rule-name\": {\"parameter\": \"value\"}}.")
    private @Nullable Path parametersFile;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Format.Words.class,
            defaultValue = "text",
            description = "text or json; ${DEFAULT-VALUE} if not given.")
    private Format format = Format.TEXT;

    @Option(
            names = "--fail-on",
            paramLabel = "VERDICT",
            converter = FailOn.Words.class,
            defaultValue = "breach",
            description = "What makes the exit code 1: breach, or undetermined for open questions as well; "
                    + "${DEFAULT-VALUE} if not given.")
    private FailOn failOn = FailOn.BREACH;

    @Override
    public Integer call() {
        if (isLive != files.isEmpty() || (!isLive && liveOptions.areGiven())) {
            throw new ParameterException(
                    commandLine(), "give FILEs, or --live and with it --region, --profile and --workload");
        }
        Report report = isLive ? live() : offline();
        PrintWriter out = commandLine().getOut();
        switch (format) {
            case TEXT -> new TextReport(new TextStyle(Ansi.AUTO.enabled())).print(report, out);
            case JSON -> JsonReport.print(report, out);
        }
        out.flush();
        boolean fails = report.nonCompliant() > 0 || (failOn == FailOn.UNDETERMINED && report.undetermined() > 0);
        return fails ? 1 : 0;
    }

    private Report offline() {
        Judge judge = judge();
        InputFiles input = new InputFiles(
                judge.consults(), System.in, new Progress(commandLine().getErr()));
        return Report.of(input.read(files), judge, input.itemsRead());
    }

    private Report live() {
        Judge judge = judge();
        List<String> items = new LiveAccount(liveOptions, commandLine().getErr()).items(rules());
        return Report.of(LiveAccount.inventory(items), judge, items.size());
    }

    private List<Rule> rules() {
        return ruleNames.isEmpty()
                ? RuleCatalog.rules()
                : ruleNames.stream().distinct().map(CheckCommand::rule).toList();
    }

    private Judge judge() {
        Map<String, Map<String, String>> parameters =
                Optional.ofNullable(parametersFile).map(ParametersFile::read).orElse(Map.of());
        return judge(rules(), parameters, parametersFile);
    }

    /** The judge who knows these rules; an error in the parameters names the file they come from. */
    static Judge judge(List<Rule> rules, Map<String, Map<String, String>> parameters, @Nullable Path parametersFile) {
        try {
            return new Judge(rules, parameters);
        } catch (InvalidParameterException invalid) {
            throw new CouldNotRunException("%s: %s".formatted(parametersFile, invalid.getMessage()), invalid);
        }
    }

    static Rule rule(String name) {
        return RuleCatalog.find(name)
                .orElseThrow(() -> new CouldNotRunException(
                        "there is no rule %s; 'fargate-pull rules' lists them".formatted(name)));
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }
}
