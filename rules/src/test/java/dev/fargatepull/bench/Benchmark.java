package dev.fargatepull.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.fargatepull.core.inventory.Inventory;
import dev.fargatepull.core.verdict.Evaluation;
import dev.fargatepull.items.MalformedInputException;
import dev.fargatepull.rules.Judge;
import dev.fargatepull.rules.RuleCatalog;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Measures how close checking an organization comes to merely parsing it: see {@code docs/benchmarks.md}.
 *
 * <p>Times of one machine say little, and those of a shared one less. So the steps take turns on the same file in the
 * same run, and what counts is the median ratio of a step to the token scan of its own round. Reading inflates in a
 * second thread: the ratio of times shows it only where a processor is idle, the ratio of CPU times never.
 */
public final class Benchmark {

    private static final long SEED = 20261124;
    private static final int WARM_UP_ROUNDS = 2;

    private final Organization organization;
    private final Path folder;
    private final int rounds;

    private Benchmark(Organization organization, Path folder, int rounds) {
        this.organization = organization;
        this.folder = folder;
        this.rounds = rounds;
    }

    /**
     * Runs it.
     *
     * @param arguments the folder for the generated files, the number of items and that of rounds; or, as a process of
     *     which the start is measured too, a step and the file
     */
    public static void main(String[] arguments) throws IOException, MalformedInputException, InterruptedException {
        if (arguments.length == 2) {
            Step.valueOf(arguments[0]).run(Path.of(arguments[1]));
            print("%d", cpuTime());
            return;
        }
        Organization organization = Organization.ofItems(SEED, Integer.parseInt(arguments[1]));
        new Benchmark(organization, Path.of(arguments[0]), Integer.parseInt(arguments[2])).run();
    }

    private void run() throws IOException, MalformedInputException, InterruptedException {
        Path file = organization.in(folder);
        print(
                "%d items of %d accounts, %d MB of JSON in %d MB of gzip, JDK %s, %d processors%n",
                organization.items(),
                organization.accounts(),
                Step.INFLATE.run(file) >> 20,
                Files.size(file) >> 20,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        verdicts(file);
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            for (Step step : Step.values()) {
                step.run(file);
            }
        }
        Map<Step, List<Cost>> warm = costs(step -> runHere(step, file), List.of(Step.values()));
        report("In one warm process", warm);
        Map<Step, List<Cost>> cold = costs(step -> start(step, file), List.of(Step.SCAN, Step.CHECK));
        report("As a process of its own, started cold", cold);
        liveHeap("Live heap after reading", file);
        liveHeap(
                "The same with as many items again that the rules pass over",
                organization.withAsManyPassedOver().in(folder));
    }

    private static void verdicts(Path file) throws IOException, MalformedInputException {
        Map<String, Long> verdicts = Step.evaluations(file, RuleCatalog.rules()).stream()
                .map(Evaluation::compliance)
                .collect(Collectors.groupingBy(Enum::name, TreeMap::new, Collectors.counting()));
        print("Verdicts: %s%n", verdicts);
    }

    /** Runs a step and tells the CPU time it took, in nanoseconds. */
    private interface Measured {
        long run(Step step) throws IOException, MalformedInputException, InterruptedException;
    }

    /** What one run took, in seconds: by the clock, and of all processors this process had. */
    private record Cost(double time, double cpu) {}

    private Map<Step, List<Cost>> costs(Measured measured, List<Step> steps)
            throws IOException, MalformedInputException, InterruptedException {
        Map<Step, List<Cost>> costs = new EnumMap<>(Step.class);
        for (int round = 0; round < rounds; round++) {
            for (Step step : steps) {
                long start = System.nanoTime();
                long cpu = measured.run(step);
                costs.computeIfAbsent(step, first -> new ArrayList<>())
                        .add(new Cost((System.nanoTime() - start) / 1e9, cpu / 1e9));
            }
        }
        return costs;
    }

    private static long cpuTime() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static long runHere(Step step, Path file) throws IOException, MalformedInputException {
        long before = cpuTime();
        step.run(file);
        return cpuTime() - before;
    }

    private static long start(Step step, Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // As the launcher starts Java.
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Benchmark.class.getName(),
                        step.name(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String cpu = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(step + " failed");
        }
        return Long.parseLong(cpu);
    }

    private static void report(String title, Map<Step, List<Cost>> costs) {
        print("%s:%n", title);
        report(costs, "time", Cost::time);
        report(costs, "CPU", Cost::cpu);
    }

    private static void report(Map<Step, List<Cost>> costs, String kind, ToDoubleFunction<Cost> read) {
        List<Cost> floor = costs.getOrDefault(Step.SCAN, List.of());
        costs.forEach((step, rounds) -> {
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < rounds.size(); round++) {
                ratios.add(read.applyAsDouble(rounds.get(round)) / read.applyAsDouble(floor.get(round)));
            }
            double seconds = median(rounds.stream().mapToDouble(read).boxed().toList());
            print("  %-4s %-24s %7.2f s  %5.2f times the token scan%n", kind, step.title(), seconds, median(ratios));
        });
    }

    private static double median(List<Double> numbers) {
        List<Double> sorted = numbers.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static void liveHeap(String title, Path file) throws IOException, MalformedInputException {
        long before = usedHeap();
        Inventory inventory = Step.inventory(file, new Judge(RuleCatalog.rules(), Map.of()));
        try {
            print("%s: %.1f MB%n", title, (usedHeap() - before) / (double) (1 << 20));
        } finally {
            Reference.reachabilityFence(inventory);
        }
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void print(String format, Object... values) {
        System.out.print(String.format(Locale.ROOT, format, values));
    }
}
