package dev.fargatepull.cli;

import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.rules.Judge;
import dev.fargatepull.rules.RuleCatalog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells the whole reasoning on one workload. */
@Command(
        name = "explain",
        description = "Tells how one workload's images are pulled, hop by hop, and what every rule says of it.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Runnable {

    private static final int NAMED_WORKLOADS = 5;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "WORKLOAD",
            description = "A service or task set: its ARN, cluster and name as in main/web, or its name.")
    private String name = "";

    @Parameters(index = "1..*", paramLabel = "FILE", arity = "1..*", description = "As for check.")
    private List<String> files = List.of();

    @Option(names = "--parameters", paramLabel = "FILE", description = "Rule parameters, as for check.")
    private @Nullable Path parametersFile;

    /** A workload and the evidence it lives in. */
    private record Found(PullModel model, Workload workload) {}

    @Override
    public void run() {
        Map<String, Map<String, String>> parameters =
                Optional.ofNullable(parametersFile).map(ParametersFile::read).orElse(Map.of());
        Judge judge = CheckCommand.judge(RuleCatalog.rules(), parameters, parametersFile);
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        Found found = find(new InputFiles(judge.consults(), System.in, new Progress(err))
                .read(files)
                .regions());
        PrintWriter out = spec.commandLine().getOut();
        new Explanation(found.model(), found.workload(), new TextStyle(Ansi.AUTO.enabled())).print(judge, out);
        out.flush();
    }

    private Found find(Iterable<RegionInventory> regions) {
        List<Found> found = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (RegionInventory region : regions) {
            PullModel model = PullModel.of(region);
            for (Workload workload : model.workloads()) {
                known.add(workload.label());
                if (isNamed(workload)) {
                    found.add(new Found(model, workload));
                }
            }
        }
        if (found.size() != 1) {
            throw new CouldNotRunException(found.isEmpty() ? noSuchWorkload(known) : severalWorkloads(found));
        }
        return found.get(0);
    }

    private boolean isNamed(Workload workload) {
        return workload.resourceId().equals(name)
                || workload.label().equals(name)
                || workload.label().endsWith("/" + name);
    }

    private String noSuchWorkload(List<String> known) {
        return known.isEmpty()
                ? "there is no Fargate workload in the input"
                : "there is no workload %s; there is %s%s"
                        .formatted(
                                name,
                                known.stream().limit(NAMED_WORKLOADS).collect(Collectors.joining(", ")),
                                known.size() > NAMED_WORKLOADS ? ", ..." : "");
    }

    private String severalWorkloads(List<Found> found) {
        return "%s names %d workloads; give one of %s"
                .formatted(
                        name,
                        found.size(),
                        found.stream()
                                .map(one -> one.workload().resourceId())
                                .limit(NAMED_WORKLOADS)
                                .collect(Collectors.joining(", ")));
    }
}
