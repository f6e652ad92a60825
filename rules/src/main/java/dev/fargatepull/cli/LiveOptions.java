package dev.fargatepull.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which part of AWS to ask, and as whom. */
final class LiveOptions {

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Option(
            names = "--workload",
            paramLabel = "WORKLOAD",
            description = "Ask for this service or task set alone, by ARN or as in main/web; may be given again for "
                    + "more.")
    private List<String> workloads = new ArrayList<>();

    AccountOptions account() {
        return account;
    }

    List<String> workloads() {
        return workloads;
    }

    boolean areGiven() {
        return account.areGiven() || !workloads.isEmpty();
    }
}
