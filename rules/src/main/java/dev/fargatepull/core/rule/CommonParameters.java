package dev.fargatepull.core.rule;

import dev.fargatepull.core.network.TrustedEgress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Parameters that several rules have. */
public final class CommonParameters {

    /** Whatever a route can name: every id has a prefix, and AWS keeps adding kinds. Core networks have ARNs. */
    private static final Predicate<String> TARGET =
            Pattern.compile("[a-z]+-[0-9A-Za-z-]+|arn:[^\\s]+").asMatchPredicate();

    /** Which targets of default routes lead to the internet. */
    public static final Parameter<TrustedEgress> TRUSTED_EGRESS = new Parameter<>(
            "trustedEgress",
            "Ids of transit gateways, interfaces, instances or endpoints, separated by commas, that lead to the internet.",
            "",
            List.of(),
            text -> new TrustedEgress(Set.copyOf(
                    listed("trustedEgress", text, TARGET, "an id, as in tgw-0a1b2c3d4e5f60718, or an ARN"))));

    /** What AWS Config, which knows two verdicts only, is told where evidence is missing. */
    public static final Parameter<Boolean> UNDETERMINED = new Parameter<>(
            "undetermined",
            "What to report to AWS Config where evidence is missing.",
            "NOT_APPLICABLE",
            List.of("NOT_APPLICABLE", "NON_COMPLIANT"),
            "NON_COMPLIANT"::equals);

    private CommonParameters() {}

    /**
     * What a text lists, separated by commas, each once; spaces around it and commas too many do not matter.
     *
     * @param parameter the parameter it is the value of
     * @param form what each has to look like
     * @param inWords the form in words, as in {@code an account id of 12 digits}
     * @throws InvalidParameterException if one does not
     */
    public static List<String> listed(String parameter, String text, Predicate<String> form, String inWords) {
        List<String> listed = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(given -> !given.isEmpty())
                .distinct()
                .toList();
        listed.stream().filter(form.negate()).findFirst().ifPresent(odd -> {
            throw new InvalidParameterException(
                    "parameter %s lists '%s', which is not %s".formatted(parameter, odd, inWords));
        });
        return listed;
    }
}
