package dev.fargatepull.core.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.core.iam.PolicyDocument.Condition;
import dev.fargatepull.core.iam.PolicyDocument.Known;
import dev.fargatepull.core.iam.PolicyDocument.Patterns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Random policies, judged here a second time: with all keys known, in plain yes and no, by regular expressions, and in
 * each of the ways AWS may read what it leaves open. A definite answer has to be that of every reading.
 */
class PolicyEvaluationPropertyTest {

    private static final String[] RESOURCES = {
        "arn:aws:ecr:eu-west-1:111122223333:repository/team/app",
        "arn:aws:ecr:eu-west-1:111122223333:repository/app",
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:docker-a1B2c3",
        "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/layer"
    };
    private static final String[] ACTIONS = {"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "s3:GetObject"};
    private static final String[] KEYS = {"aws:SourceVpce", "aws:PrincipalAccount", "ecr:ResourceTag/team"};
    private static final String[] VALUES = {"blue", "BLUE", "green", "bl*", "vpce-1", "vpce-2", "*", "?reen"};
    private static final String[] OPERATORS = {
        "StringEquals",
        "StringNotEquals",
        "StringEqualsIgnoreCase",
        "StringNotEqualsIgnoreCase",
        "StringLike",
        "StringNotLike"
    };

    private final Random random = new Random(20261125);

    @Test
    void resources_are_decided_only_where_every_reading_of_wildcards_agrees() {
        int unknown = 0;
        int yes = 0;
        int cases = 60_000;
        for (int i = 0; i < cases; i++) {
            String arn = oneOf(RESOURCES);
            String pattern = mutated(oneOf(RESOURCES));
            boolean negated = random.nextInt(4) == 0;
            Truth truth =
                    Matching.resource(new Patterns(negated, List.of(pattern)), true, request("s3:GetObject", arn));
            boolean asWhole = GlobTest.regex(pattern).matcher(arn).matches();
            boolean byParts = matchesByParts(pattern, arn);
            if (truth == Truth.UNKNOWN) {
                unknown++;
            } else {
                assertThat(truth == Truth.YES ^ negated)
                        .as("%s on %s as a whole", pattern, arn)
                        .isEqualTo(asWhole);
                assertThat(truth == Truth.YES ^ negated)
                        .as("%s on %s by parts", pattern, arn)
                        .isEqualTo(byParts);
                yes += truth == Truth.YES ? 1 : 0;
            }
        }
        assertThat(yes).isBetween(cases / 10, cases * 9 / 10);
        assertThat(unknown).isLessThan(cases / 5);
    }

    /** A reading in which a wildcard stays in its part, but one that ends a part may reach over all that follow. */
    private static boolean matchesByParts(String pattern, String arn) {
        String[] parts = pattern.split(":", 6);
        String[] target = arn.split(":", 6);
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            String rest = String.join(":", Arrays.asList(target).subList(i, 6));
            if (last && parts[i].endsWith("*")) {
                return GlobTest.regex(parts[i]).matcher(rest).matches();
            }
            if (!GlobTest.regex(parts[i]).matcher(target[i]).matches()) {
                return false;
            }
        }
        return parts.length == 6;
    }

    @Test
    void with_every_key_known_a_policy_is_decided_and_as_a_plain_reading_decides_it() {
        int unknown = 0;
        int yes = 0;
        int cases = 60_000;
        for (int i = 0; i < cases; i++) {
            Map<String, Optional<String>> keys = keys();
            Policy policy = policy();
            Request request = request(oneOf(ACTIONS), oneOf(RESOURCES), context(keys));
            Answer answer = random.nextBoolean()
                    ? PolicyEvaluation.allows(List.of(policy), request)
                    : PolicyEvaluation.denies(List.of(policy), request);
            Answer allow = PolicyEvaluation.allows(List.of(policy), request);
            Answer deny = PolicyEvaluation.denies(List.of(policy), request);
            assertThat(answer).isIn(allow, deny);
            unknown += check(allow, policy, request, keys, true) + check(deny, policy, request, keys, false);
            yes += allow.isYes() ? 1 : 0;
        }
        assertThat(yes).isBetween(cases / 20, cases);
        assertThat(unknown).as("unknown although every key is known").isLessThan(cases / 50);
    }

    @Test
    void with_keys_unknown_a_definite_answer_holds_whatever_they_are() {
        int definite = 0;
        int cases = 40_000;
        for (int i = 0; i < cases; i++) {
            Map<String, Optional<String>> keys = keys();
            Policy policy = policy();
            RequestContext context = context(keys);
            List<String> hidden = new ArrayList<>();
            for (String key : KEYS) {
                if (random.nextBoolean()) {
                    context = context.with(key, KeyState.UNKNOWN);
                    hidden.add(key);
                }
            }
            Request request = request(oneOf(ACTIONS), oneOf(RESOURCES), context);
            Answer allow = PolicyEvaluation.allows(List.of(policy), request);
            Answer deny = PolicyEvaluation.denies(List.of(policy), request);
            definite += allow.isUnknown() ? 0 : 1;
            for (int guess = 0; guess < 4; guess++) {
                Map<String, Optional<String>> guessed = new TreeMap<>(keys);
                hidden.forEach(key -> guessed.put(key, keys().get(key)));
                check(allow, policy, request, guessed, true);
                check(deny, policy, request, guessed, false);
            }
        }
        assertThat(definite).isGreaterThan(cases / 2);
    }

    @Test
    void what_a_key_cannot_be_decides_as_every_other_value_would() {
        int definite = 0;
        for (int i = 0; i < 20_000; i++) {
            boolean mayBeAbsent = random.nextBoolean();
            String not = oneOf("blue", "green", "vpce-1");
            Condition condition = condition();
            String key = condition.key();
            Truth truth = Conditions.holds(
                    condition,
                    false,
                    RequestContext.unknown().with(key, new KeyState.UnknownButNot(not::equals, mayBeAbsent)));
            if (truth == Truth.UNKNOWN) {
                continue;
            }
            definite++;
            List<Optional<String>> possible = new ArrayList<>(List.of(
                    Optional.of("blue"), Optional.of("green"), Optional.of("vpce-1"), Optional.of("something else")));
            possible.remove(Optional.of(not));
            if (mayBeAbsent) {
                possible.add(Optional.empty());
            }
            for (Optional<String> value : possible) {
                assertThat(holds(condition, Map.of(key, value)))
                        .as("%s for %s", condition, value)
                        .isEqualTo(truth == Truth.YES);
            }
        }
        assertThat(definite).isGreaterThan(500);
    }

    private static int check(
            Answer answer, Policy policy, Request request, Map<String, Optional<String>> keys, boolean allow) {
        if (answer.isUnknown()) {
            return 1;
        }
        boolean plain = policy.document().orElseThrow().statements().stream()
                .map(Known.class::cast)
                .anyMatch(statement -> statement.allows() == allow && applies(statement, request, keys));
        assertThat(answer.isYes()).as("%s%n%s%n%s", answer, policy, keys).isEqualTo(plain);
        return 0;
    }

    private static boolean applies(Known statement, Request request, Map<String, Optional<String>> keys) {
        boolean action = statement.actions().patterns().stream()
                        .anyMatch(pattern -> GlobTest.regex(pattern.toLowerCase(Locale.ROOT))
                                .matcher(request.action().toLowerCase(Locale.ROOT))
                                .matches())
                != statement.actions().isNegated();
        Patterns resources = statement.resources().orElseThrow();
        boolean resource = resources.patterns().stream()
                        .anyMatch(pattern -> GlobTest.regex(pattern)
                                .matcher(request.resource())
                                .matches())
                != resources.isNegated();
        return action && resource && statement.conditions().stream().allMatch(condition -> holds(condition, keys));
    }

    private static boolean holds(Condition condition, Map<String, Optional<String>> keys) {
        Optional<String> value = keys.getOrDefault(condition.key(), Optional.empty());
        String operator = condition.operator();
        if (operator.equals("Null")) {
            return value.isEmpty() == condition.values().get(0).equals("true");
        }
        boolean ifExists = operator.endsWith("IfExists");
        boolean forAll = operator.startsWith("ForAllValues:");
        boolean forAny = operator.startsWith("ForAnyValue:");
        String plain = operator.replace("IfExists", "").replaceAll("^.*:", "");
        boolean negated = plain.contains("Not");
        if (value.isEmpty()) {
            return ifExists || forAll || (negated && !forAny);
        }
        boolean some = condition.values().stream().anyMatch(expected -> compare(plain, value.get(), expected));
        return some != negated;
    }

    private static boolean compare(String operator, String value, String expected) {
        if (operator.endsWith("IgnoreCase")) {
            return Pattern.compile(Pattern.quote(expected), Pattern.CASE_INSENSITIVE)
                    .matcher(value)
                    .matches();
        }
        return operator.endsWith("Like")
                ? GlobTest.regex(expected).matcher(value).matches()
                : value.equals(expected);
    }

    private Map<String, Optional<String>> keys() {
        Map<String, Optional<String>> keys = new TreeMap<>();
        for (String key : KEYS) {
            keys.put(key, random.nextInt(4) == 0 ? Optional.empty() : Optional.of(oneOf("blue", "green", "vpce-1")));
        }
        return keys;
    }

    private static RequestContext context(Map<String, Optional<String>> keys) {
        RequestContext context = RequestContext.unknown();
        for (Map.Entry<String, Optional<String>> key : keys.entrySet()) {
            context = context.with(
                    key.getKey().toUpperCase(Locale.ROOT),
                    key.getValue().map(KeyState::known).orElse(KeyState.ABSENT));
        }
        return context;
    }

    private Policy policy() {
        List<PolicyDocument.Statement> statements = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 1; i <= count; i++) {
            statements.add(statement(i));
        }
        return Policy.of("policy", Policy.Kind.IDENTITY, new PolicyDocument(random.nextBoolean(), statements));
    }

    private Known statement(int number) {
        List<Condition> conditions = new ArrayList<>();
        while (random.nextInt(5) < 2) {
            conditions.add(condition());
        }
        return new Known(
                "statement " + number,
                random.nextInt(3) > 0,
                Optional.empty(),
                new Patterns(
                        random.nextInt(6) == 0,
                        List.of(oneOf("*", "ecr:*", "ecr:Batch*", "ECR:get?ownload*", "s3:GetObject"))),
                Optional.of(new Patterns(
                        random.nextInt(6) == 0,
                        List.of(oneOf(
                                "*",
                                "arn:aws:ecr:eu-west-1:111122223333:repository/*",
                                "arn:aws:ecr:*:111122223333:repository/app",
                                "arn:aws:s3:::prod-*-starport-layer-bucket/*",
                                "arn:aws:ecr:*")))),
                conditions);
    }

    private Condition condition() {
        if (random.nextInt(8) == 0) {
            return new Condition("Null", oneOf(KEYS), List.of(oneOf("true", "false")));
        }
        String operator = oneOf(OPERATORS);
        int shape = random.nextInt(6);
        operator = shape == 0
                ? operator + "IfExists"
                : shape == 1 ? "ForAllValues:" + operator : shape == 2 ? "ForAnyValue:" + operator : operator;
        List<String> values = new ArrayList<>(List.of(oneOf(VALUES)));
        if (random.nextBoolean()) {
            values.add(oneOf(VALUES));
        }
        return new Condition(operator, oneOf(KEYS), values);
    }

    /** An ARN with some of its characters replaced by wildcards, and now and then with its end or a part cut out. */
    private String mutated(String arn) {
        StringBuilder pattern = new StringBuilder(arn);
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int from = random.nextInt(pattern.length());
            int to = Math.min(pattern.length(), from + random.nextInt(12));
            pattern.replace(from, to, to == from + 1 && random.nextBoolean() ? "?" : "*");
        }
        return pattern.toString();
    }

    private static Request request(String action, String resource) {
        return request(action, resource, RequestContext.unknown());
    }

    private static Request request(String action, String resource, RequestContext context) {
        return new Request(
                new Caller.RoleSession("arn:aws:iam::111122223333:role/pull", "111122223333"),
                action,
                resource,
                context);
    }

    private String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
