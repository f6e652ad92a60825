package dev.fargatepull.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of AWS to ask, and as whom. */
final class LiveOptions {

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "A Region to ask; may be given again for more. If not given, the one the AWS CLI would take.")
    private List<String> regions = new ArrayList<>();

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "A profile of the AWS configuration files. If not given, credentials are found as by the AWS "
                    + "CLI.")
    private @Nullable String profile;

    @Option(
            names = "--workload",
            paramLabel = "WORKLOAD",
            description = "Ask for this service or task set alone, by ARN or as in main/web; may be given again for "
                    + "more.")
    private List<String> workloads = new ArrayList<>();

    List<String> regions() {
        return regions;
    }

    @Nullable
    String profile() {
        return profile;
    }

    List<String> workloads() {
        return workloads;
    }

    boolean areGiven() {
        return !regions.isEmpty() || profile != null || !workloads.isEmpty();
    }
}
