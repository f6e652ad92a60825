package dev.fargatepull.testing.aws;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An advanced query, as far as somebody who looks for resources needs the language: {@code SELECT} without aggregates,
 * and {@code WHERE} with {@code =}, {@code IN}, {@code LIKE}, {@code AND}, {@code OR} and {@code NOT}. What AWS Config
 * refuses is refused here (AWS Config Developer Guide, "Querying the current configuration state of AWS resources",
 * limitations), and so is what AWS Config knows beyond that.
 *
 * @param columns what is selected
 * @param types the types it names anywhere
 * @param condition what it looks for
 */
record AdvancedQuery(List<String> columns, Set<String> types, Predicate<RecordedItem> condition) {

    private static final int LONGEST_EXPRESSION = 4096;
    private static final int SHORTEST_PREFIX = 3;

    private static final Set<String> TOP_LEVEL = Set.of(
            "accountId",
            "arn",
            "availabilityZone",
            "awsRegion",
            "configurationItemCaptureTime",
            "configurationItemStatus",
            "resourceCreationTime",
            "resourceId",
            "resourceName",
            "resourceType",
            "version");

    /**
     * Properties that conditions may name. Those of a configuration are listed one by one, since AWS Config refuses any
     * that is not in its schema (awslabs/aws-config-resource-schema); look there before adding one.
     */
    private static final Set<String> IN_THE_SCHEMA = Set.of(
            "configuration.Cluster",
            "configuration.ContainerDefinitions.Image",
            "configuration.ExecutionRoleArn",
            "configuration.LaunchType",
            "configuration.NetworkConfiguration.AwsVpcConfiguration.Subnets",
            "configuration.NetworkConfiguration.AwsvpcConfiguration.Subnets",
            "configuration.SubnetId",
            "configuration.TaskDefinition",
            "configuration.attachments.vpcId",
            "configuration.dhcpOptionsId",
            "configuration.routes.natGatewayId",
            "configuration.subnetId",
            "configuration.vpcId");

    private static final Set<String> NOT_SUPPORTED =
            Set.of("ALL", "AS", "DISTINCT", "FROM", "HAVING", "JOIN", "UNION", "NULL");

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:('[^']*')|([A-Za-z0-9_.]+)|([*(),=]))");

    /** Reads an expression. */
    static AdvancedQuery parse(String expression) {
        if (expression.length() > LONGEST_EXPRESSION) {
            throw new AwsError(
                    "ValidationException",
                    "Value at 'expression' failed to satisfy constraint: Member must have length less than or equal to "
                            + LONGEST_EXPRESSION);
        }
        return new Parser(tokens(expression)).query();
    }

    private static List<String> tokens(String expression) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(expression.stripTrailing());
        int end = 0;
        while (token.lookingAt()) {
            tokens.add(token.group().strip());
            end = token.end();
            token.region(end, token.regionEnd());
        }
        if (end < expression.stripTrailing().length()) {
            throw refused("Syntax error at position " + end);
        }
        return tokens;
    }

    private static AwsError refused(String why) {
        return new AwsError("InvalidExpressionException", why);
    }

    private static final class Parser {

        private final List<String> tokens;
        private final Set<String> types = new HashSet<>();
        private int next;

        Parser(List<String> tokens) {
            this.tokens = tokens;
        }

        AdvancedQuery query() {
            expect("SELECT");
            Set<String> columns = new LinkedHashSet<>();
            do {
                columns.addAll(column());
            } while (skip(","));
            Predicate<RecordedItem> condition = skip("WHERE") ? anyOf() : item -> true;
            if (next < tokens.size()) {
                throw refused("Unexpected " + tokens.get(next));
            }
            return new AdvancedQuery(List.copyOf(columns), Set.copyOf(types), condition);
        }

        private Set<String> column() {
            String column = take();
            if (column.equals("*")) {
                return TOP_LEVEL;
            }
            if (NOT_SUPPORTED.contains(column.toUpperCase(Locale.ROOT)) || !Character.isLetter(column.charAt(0))) {
                throw refused("Cannot select " + column);
            }
            return Set.of(column);
        }

        private Predicate<RecordedItem> anyOf() {
            Predicate<RecordedItem> condition = allOf();
            while (skip("OR")) {
                condition = condition.or(allOf());
            }
            return condition;
        }

        private Predicate<RecordedItem> allOf() {
            Predicate<RecordedItem> condition = one();
            while (skip("AND")) {
                condition = condition.and(one());
            }
            return condition;
        }

        private Predicate<RecordedItem> one() {
            if (skip("NOT")) {
                return one().negate();
            }
            if (skip("(")) {
                Predicate<RecordedItem> inner = anyOf();
                expect(")");
                return inner;
            }
            String property = take();
            if (!TOP_LEVEL.contains(property) && !IN_THE_SCHEMA.contains(property)) {
                throw refused("Property %s is not in the schema".formatted(property));
            }
            Predicate<String> comparison = comparison(property);
            return item -> item.values(property).stream().anyMatch(comparison);
        }

        private Predicate<String> comparison(String property) {
            if (skip("=")) {
                return among(property, Set.of(text()));
            }
            if (skip("LIKE")) {
                return like(text());
            }
            expect("IN");
            expect("(");
            Set<String> values = new HashSet<>();
            do {
                values.add(text());
            } while (skip(","));
            expect(")");
            return among(property, values);
        }

        private Predicate<String> among(String property, Set<String> values) {
            if (property.equals("resourceType")) {
                types.addAll(values);
            }
            return values::contains;
        }

        private static Predicate<String> like(String pattern) {
            if (!pattern.matches("[^%_]*[%_]?")) {
                throw refused("Wildcards are supported as suffixes only: " + pattern);
            }
            if (!pattern.matches(".*[%_]")) {
                return pattern::equals;
            }
            String prefix = pattern.substring(0, pattern.length() - 1);
            if (prefix.length() < SHORTEST_PREFIX) {
                throw refused("Wildcard matches must be at least three characters long: " + pattern);
            }
            return pattern.endsWith("%")
                    ? value -> value.startsWith(prefix)
                    : value -> value.startsWith(prefix) && value.length() == pattern.length();
        }

        private String text() {
            String token = take();
            if (!token.startsWith("'")) {
                throw refused("Expected a string, found " + token);
            }
            return token.substring(1, token.length() - 1);
        }

        private boolean skip(String word) {
            boolean isThere = next < tokens.size() && tokens.get(next).equalsIgnoreCase(word);
            next += isThere ? 1 : 0;
            return isThere;
        }

        private void expect(String word) {
            String found = take();
            if (!found.equalsIgnoreCase(word)) {
                throw refused("Expected %s, found %s".formatted(word, found));
            }
        }

        private String take() {
            if (next == tokens.size()) {
                throw refused("The expression ends too early");
            }
            return tokens.get(next++);
        }
    }
}
