package dev.fargatepull.core.iam;

import dev.fargatepull.core.iam.PolicyDocument.Condition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a condition holds for a request (IAM User Guide, "IAM JSON policy elements: Condition operators"). */
final class Conditions {

    private static final Pattern IPV4_RANGE =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");
    private static final int ARN_PARTS = 6;

    private Conditions() {}

    private enum Comparison {
        EQUALS,
        EQUALS_IGNORE_CASE,
        LIKE,
        ARN,
        BOOL,
        IP_ADDRESS
    }

    private enum Quantifier {
        NONE,
        ALL,
        ANY
    }

    private record Test(Comparison comparison, boolean isNegated) {}

    private static final Map<String, Test> TESTS = Map.ofEntries(
            Map.entry("StringEquals", new Test(Comparison.EQUALS, false)),
            Map.entry("StringNotEquals", new Test(Comparison.EQUALS, true)),
            Map.entry("StringEqualsIgnoreCase", new Test(Comparison.EQUALS_IGNORE_CASE, false)),
            Map.entry("StringNotEqualsIgnoreCase", new Test(Comparison.EQUALS_IGNORE_CASE, true)),
            Map.entry("StringLike", new Test(Comparison.LIKE, false)),
            Map.entry("StringNotLike", new Test(Comparison.LIKE, true)),
            Map.entry("ArnEquals", new Test(Comparison.ARN, false)),
            Map.entry("ArnNotEquals", new Test(Comparison.ARN, true)),
            Map.entry("ArnLike", new Test(Comparison.ARN, false)),
            Map.entry("ArnNotLike", new Test(Comparison.ARN, true)),
            Map.entry("Bool", new Test(Comparison.BOOL, false)),
            Map.entry("IpAddress", new Test(Comparison.IP_ADDRESS, false)),
            Map.entry("NotIpAddress", new Test(Comparison.IP_ADDRESS, true)));

    /** An operator taken apart. */
    private record Operator(Quantifier quantifier, Test test, boolean ifExists) {

        /** Empty for one whose comparison is not modelled: numbers, dates, binary values and whatever AWS adds. */
        static Optional<Operator> of(String written) {
            Quantifier quantifier = written.startsWith("ForAllValues:")
                    ? Quantifier.ALL
                    : written.startsWith("ForAnyValue:") ? Quantifier.ANY : Quantifier.NONE;
            String name = quantifier == Quantifier.NONE ? written : written.substring(written.indexOf(':') + 1);
            boolean ifExists = name.endsWith("IfExists");
            Test test = TESTS.get(ifExists ? name.substring(0, name.length() - "IfExists".length()) : name);
            return Optional.ofNullable(test).map(known -> new Operator(quantifier, known, ifExists));
        }

        Truth onAbsentKey() {
            return switch (quantifier) {
                // Of "ForAnyValue:…IfExists" AWS says nothing.
                case ALL -> ifExists ? Truth.UNKNOWN : Truth.YES;
                case ANY -> ifExists ? Truth.UNKNOWN : Truth.NO;
                case NONE -> Truth.of(ifExists || test.isNegated());
            };
        }

        /** The outcome for one value of the key, given whether it matches one of the condition's values. */
        Truth onMatch(Truth matches) {
            return test.isNegated() ? matches.not() : matches;
        }
    }

    static Truth holds(Condition condition, boolean hasVariables, RequestContext context) {
        KeyState state = context.state(condition.key());
        if (condition.values().isEmpty()) {
            return Truth.UNKNOWN;
        }
        if (condition.operator().equals("Null")) {
            return isNull(condition.values(), state);
        }
        return Operator.of(condition.operator())
                .map(operator -> holds(operator, condition.values(), hasVariables, state, context))
                .orElse(Truth.UNKNOWN);
    }

    private static Truth isNull(List<String> values, KeyState state) {
        if (values.size() != 1 || state instanceof KeyState.Unknown || mayBeAbsent(state)) {
            return Truth.UNKNOWN;
        }
        Truth isAbsent = Truth.of(state instanceof KeyState.Absent);
        return switch (values.get(0)) {
            case "true" -> isAbsent;
            case "false" -> isAbsent.not();
            default -> Truth.UNKNOWN;
        };
    }

    private static boolean mayBeAbsent(KeyState state) {
        return state instanceof KeyState.UnknownButNot unlike && unlike.mayBeAbsent();
    }

    private static Truth holds(
            Operator operator, List<String> values, boolean hasVariables, KeyState state, RequestContext context) {
        if (state instanceof KeyState.Absent) {
            return operator.onAbsentKey();
        }
        if (state instanceof KeyState.Known known) {
            List<Truth> outcomes = known.values().stream()
                    .map(Glob::literal)
                    .map(value -> operator.onMatch(
                            anyMatches(operator.test().comparison(), value, values, hasVariables, context)))
                    .toList();
            return switch (operator.quantifier()) {
                case ALL -> outcomes.stream().reduce(Truth.YES, Truth::and);
                case ANY -> outcomes.stream().reduce(Truth.NO, Truth::or);
                // What a plain operator makes of several values AWS does not say.
                case NONE -> outcomes.size() == 1 ? outcomes.get(0) : Truth.UNKNOWN;
            };
        }
        if (state instanceof KeyState.Like like) {
            Glob value = Glob.pattern(like.pattern());
            return operator.onMatch(anyMatches(operator.test().comparison(), value, values, hasVariables, context));
        }
        if (state instanceof KeyState.UnknownButNot unlike) {
            boolean noneMatches = values.stream().allMatch(value -> excludes(unlike, value, hasVariables, context));
            Truth ifPresent = operator.onMatch(noneMatches ? Truth.NO : Truth.UNKNOWN);
            return unlike.mayBeAbsent() ? ifPresent.ifAlso(operator.onAbsentKey()) : ifPresent;
        }
        return Truth.UNKNOWN;
    }

    private static boolean excludes(
            KeyState.UnknownButNot state, String value, boolean hasVariables, RequestContext context) {
        Expansion expansion = Expansion.ofPattern(value, hasVariables, context);
        return switch (expansion.certainty()) {
            case NULL -> true;
            case UNKNOWN -> false;
            case EXACT -> state.excluded().test(expansion.glob().toString());
        };
    }

    private static Truth anyMatches(
            Comparison comparison, Glob value, List<String> values, boolean hasVariables, RequestContext context) {
        return values.stream()
                .map(expected -> matches(comparison, value, expected, hasVariables, context))
                .reduce(Truth.NO, Truth::or);
    }

    private static Truth matches(
            Comparison comparison, Glob value, String expected, boolean hasVariables, RequestContext context) {
        Expansion expansion = comparison == Comparison.LIKE || comparison == Comparison.ARN
                ? Expansion.ofPattern(expected, hasVariables, context)
                : Expansion.ofLiteral(expected, hasVariables, context);
        return switch (expansion.certainty()) {
            // A variable without a value matches nothing, and so satisfies what is negated.
            case NULL -> Truth.NO;
            case UNKNOWN ->
                comparison == Comparison.BOOL || comparison == Comparison.IP_ADDRESS
                        ? Truth.UNKNOWN
                        : Truth.of(expansion.glob().inLowerCase().meets(value.inLowerCase()))
                                .and(Truth.UNKNOWN);
            case EXACT -> matches(comparison, value, expansion.glob());
        };
    }

    private static Truth matches(Comparison comparison, Glob value, Glob expected) {
        return switch (comparison) {
            case EQUALS, LIKE -> expected.matches(value);
            case EQUALS_IGNORE_CASE -> expected.inLowerCase().matches(value.inLowerCase());
            case ARN -> matchesArn(value, expected);
            case BOOL -> matchesBool(value.toString(), expected.toString());
            case IP_ADDRESS -> matchesRange(value.toString(), expected.toString());
        };
    }

    /** Part by part; what AWS makes of a pattern that is no ARN, such as {@code *}, it does not say. */
    private static Truth matchesArn(Glob value, Glob expected) {
        List<Glob> expectedParts = expected.split(ARN_PARTS);
        List<Glob> parts = value.split(ARN_PARTS);
        if (expectedParts.size() < ARN_PARTS || parts.size() < ARN_PARTS) {
            return Truth.UNKNOWN;
        }
        Truth all = Truth.YES;
        for (int i = 0; i < ARN_PARTS; i++) {
            all = all.and(expectedParts.get(i).matches(parts.get(i)));
        }
        return all;
    }

    private static Truth matchesBool(String value, String expected) {
        boolean isBool = expected.equalsIgnoreCase("true") || expected.equalsIgnoreCase("false");
        return isBool ? Truth.of(value.equalsIgnoreCase(expected)) : Truth.UNKNOWN;
    }

    private static Truth matchesRange(String address, String range) {
        Matcher expected = IPV4_RANGE.matcher(range);
        OptionalLong known = address(IPV4_RANGE.matcher(address));
        OptionalLong base = address(expected);
        if (known.isEmpty() || base.isEmpty()) {
            return Truth.UNKNOWN;
        }
        int bits = expected.group(5) == null ? 32 : Integer.parseInt(expected.group(5));
        return bits > 32
                ? Truth.UNKNOWN
                : Truth.of(known.getAsLong() >>> (32 - bits) == base.getAsLong() >>> (32 - bits));
    }

    private static OptionalLong address(Matcher text) {
        if (!text.matches()) {
            return OptionalLong.empty();
        }
        long address = 0;
        for (int group = 1; group <= 4; group++) {
            int octet = Integer.parseInt(text.group(group));
            if (octet > 255) {
                return OptionalLong.empty();
            }
            address = address << 8 | octet;
        }
        return OptionalLong.of(address);
    }
}
