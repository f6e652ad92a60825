package dev.fargatepull.testing;

import java.util.List;
import java.util.Map;

/** {@code AWS::Config::ConfigurationRecorder}: it records everything, and is written as AWS Config records it. */
public final class RecorderItem extends Item<RecorderItem> {

    private boolean isAnswerOfApi = false;
    private String strategy = "ALL_SUPPORTED_RESOURCE_TYPES";
    private List<String> types = List.of();
    private List<String> supplied = List.of();

    RecorderItem() {
        super("AWS::Config::ConfigurationRecorder");
    }

    /** It records these types only. */
    public RecorderItem recordingOnly(String... resourceTypes) {
        strategy = "INCLUSION_BY_RESOURCE_TYPES";
        types = List.of(resourceTypes);
        return this;
    }

    /** It records all types but these. */
    public RecorderItem recordingAllBut(String... resourceTypes) {
        strategy = "EXCLUSION_BY_RESOURCE_TYPES";
        types = List.of(resourceTypes);
        return this;
    }

    /** Whoever collected the evidence read these types, which it leaves out. */
    public RecorderItem withSupplied(String... resourceTypes) {
        supplied = List.of(resourceTypes);
        return this;
    }

    /** It is written as {@code DescribeConfigurationRecorders} answers. */
    public RecorderItem asApiAnswer() {
        isAnswerOfApi = true;
        return this;
    }

    @Override
    RecorderItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return "default";
    }

    @Override
    Map<String, Object> supplementaryConfiguration() {
        return Map.of("suppliedTypes", supplied);
    }

    @Override
    Map<String, Object> configuration() {
        List<String> included = strategy.startsWith("INCLUSION") ? types : List.of();
        List<String> excluded = strategy.startsWith("EXCLUSION") ? types : List.of();
        boolean all = strategy.startsWith("ALL");
        return isAnswerOfApi
                ? Json.object(
                        "name",
                        "default",
                        "recordingGroup",
                        Json.object(
                                "allSupported",
                                all,
                                "includeGlobalResourceTypes",
                                all,
                                "resourceTypes",
                                included,
                                "exclusionByResourceTypes",
                                Map.of("resourceTypes", excluded),
                                "recordingStrategy",
                                Map.of("useOnly", strategy)))
                : Json.object(
                        "Name",
                        "default",
                        "RecordingGroup",
                        Json.object(
                                "AllSupported",
                                all,
                                "IncludeGlobalResourceTypes",
                                all,
                                "ResourceTypes",
                                included,
                                "ExclusionByResourceTypes",
                                Map.of("ResourceTypes", excluded),
                                "RecordingStrategy",
                                Map.of("UseOnly", strategy)));
    }
}
