package dev.fargatepull.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.fargatepull.core.inventory.Inventory;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.verdict.Evaluation;
import dev.fargatepull.items.ItemReader;
import dev.fargatepull.items.MalformedInputException;
import dev.fargatepull.rules.FargateServicePublicIpEnabled;
import dev.fargatepull.rules.FargateSubnetRoutesToRegistry;
import dev.fargatepull.rules.FargateVpcHasRegistryEndpoints;
import dev.fargatepull.rules.Judge;
import dev.fargatepull.rules.RouteTableDefaultRouteIsLive;
import dev.fargatepull.rules.RuleCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/** What is measured, each step doing all that the one before it does. */
enum Step {
    INFLATE("inflate only") {
        @Override
        long run(Path file) throws IOException {
            try (InputStream json = inflated(file)) {
                byte[] buffer = new byte[BUFFER];
                long bytes = 0;
                int read;
                while ((read = json.read(buffer)) > 0) {
                    bytes += read;
                }
                return bytes;
            }
        }
    },
    /** The floor: nobody who looks at every item can do less. */
    SCAN("inflate and scan tokens") {
        @Override
        long run(Path file) throws IOException {
            try (JsonParser parser = new JsonFactory().createParser(inflated(file))) {
                long tokens = 0;
                while (parser.nextToken() != null) {
                    tokens++;
                }
                return tokens;
            }
        }
    },
    READ("read items") {
        @Override
        long run(Path file) throws IOException, MalformedInputException {
            AtomicLong items = new AtomicLong();
            try (InputStream input = Files.newInputStream(file)) {
                new ItemReader(item -> {}, items::incrementAndGet).read(file.toString(), input);
            }
            return items.get();
        }
    },
    /** As with {@code --rule} for each of the rules on routes and endpoints: fewer types are read. */
    CHECK_WAYS("the check of ways alone") {
        @Override
        long run(Path file) throws IOException, MalformedInputException {
            return evaluations(
                            file,
                            List.of(
                                    new FargateSubnetRoutesToRegistry(),
                                    new RouteTableDefaultRouteIsLive(),
                                    new FargateServicePublicIpEnabled(),
                                    new FargateVpcHasRegistryEndpoints()))
                    .size();
        }
    },
    CHECK("the whole check") {
        @Override
        long run(Path file) throws IOException, MalformedInputException {
            return evaluations(file, RuleCatalog.rules()).size();
        }
    };

    private static final int BUFFER = 1 << 16;

    private final String title;

    Step(String title) {
        this.title = title;
    }

    /** Does it, and tells how much there was of what it counts. */
    abstract long run(Path file) throws IOException, MalformedInputException;

    String title() {
        return title;
    }

    /** All that rules need of a file. */
    static Inventory inventory(Path file, Judge judge) throws IOException, MalformedInputException {
        Inventory.Builder inventory = new Inventory.Builder();
        try (InputStream input = Files.newInputStream(file)) {
            new ItemReader(judge.consults(), inventory::add, () -> {}).read(file.toString(), input);
        }
        return inventory.build();
    }

    /** The verdicts of rules on every account and Region of a file, sorted. */
    static List<Evaluation> evaluations(Path file, List<Rule> rules) throws IOException, MalformedInputException {
        Judge judge = new Judge(rules, Map.of());
        return inventory(file, judge).regions().parallelStream()
                .flatMap(region -> judge.judge(region).evaluations().stream())
                .sorted(Evaluation.ORDER)
                .toList();
    }

    private static InputStream inflated(Path file) throws IOException {
        return new GZIPInputStream(Files.newInputStream(file), BUFFER);
    }
}
