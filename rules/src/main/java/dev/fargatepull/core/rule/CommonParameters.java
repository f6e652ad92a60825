package dev.fargatepull.core.rule;

import dev.fargatepull.core.network.TrustedEgress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Parameters that several rules have. */
public final class CommonParameters {

    /** Which targets of default routes lead to the internet. */
    public static final Parameter<TrustedEgress> TRUSTED_EGRESS = new Parameter<>(
            "trustedEgress",
            "Ids of transit gateways, interfaces, instances or endpoints, separated by commas, that lead to the internet.",
            "",
            List.of(),
            text -> new TrustedEgress(listed(text)));

    /** What AWS Config, which knows two verdicts only, is told where evidence is missing. */
    public static final Parameter<Boolean> UNDETERMINED = new Parameter<>(
            "undetermined",
            "What to report to AWS Config where evidence is missing.",
            "NOT_APPLICABLE",
            List.of("NOT_APPLICABLE", "NON_COMPLIANT"),
            "NON_COMPLIANT"::equals);

    private CommonParameters() {}

    /** What a text lists, separated by commas. */
    public static Set<String> listed(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
