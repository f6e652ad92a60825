package dev.fargatepull.core.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.core.iam.PolicyDocument.Condition;
import dev.fargatepull.core.iam.PolicyDocument.Known;
import dev.fargatepull.core.iam.PolicyDocument.Patterns;
import dev.fargatepull.core.iam.PolicyDocument.Principals;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables and the disputed constructs, one by one. */
class PolicyEvaluationTest {

    private static final String APP = "arn:aws:ecr:eu-west-1:111122223333:repository/team/app";
    private static final Caller ROLE =
            new Caller.RoleSession("arn:aws:iam::111122223333:role/service/pull", "111122223333");

    @ParameterizedTest
    @CsvSource({
        "StringEquals, NO, YES, UNKNOWN",
        "StringLike, NO, YES, UNKNOWN",
        "StringEqualsIgnoreCase, NO, YES, UNKNOWN",
        "StringNotEquals, YES, NO, UNKNOWN",
        "StringNotLike, YES, NO, UNKNOWN",
        "StringEqualsIfExists, YES, YES, UNKNOWN",
        "StringNotEqualsIfExists, YES, NO, UNKNOWN",
        "ForAllValues:StringEquals, YES, YES, UNKNOWN",
        "ForAnyValue:StringEquals, NO, YES, UNKNOWN",
        "ForAllValues:StringNotEquals, YES, NO, UNKNOWN",
        "ForAnyValue:StringNotEquals, NO, NO, UNKNOWN",
        "ForAllValues:StringEqualsIfExists, UNKNOWN, YES, UNKNOWN",
        "ForAnyValue:StringEqualsIfExists, UNKNOWN, YES, UNKNOWN",
        "NumericEquals, UNKNOWN, UNKNOWN, UNKNOWN",
        "DateLessThan, UNKNOWN, UNKNOWN, UNKNOWN",
        "BinaryEquals, UNKNOWN, UNKNOWN, UNKNOWN",
        "stringequals, UNKNOWN, UNKNOWN, UNKNOWN"
    })
    void operators_on_a_key_that_is_absent_matches_or_is_unknown(
            String operator, Truth absent, Truth matching, Truth unknown) {
        assertThat(holds(operator, KeyState.ABSENT, "a")).isEqualTo(absent);
        assertThat(holds(operator, KeyState.known("a"), "a")).isEqualTo(matching);
        assertThat(holds(operator, KeyState.UNKNOWN, "a")).isEqualTo(unknown);
        assertThat(holds(operator, KeyState.known("a"))).as("without values").isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void null_asks_whether_a_key_is_there() {
        assertThat(holds("Null", KeyState.ABSENT, "true")).isEqualTo(Truth.YES);
        assertThat(holds("Null", KeyState.ABSENT, "false")).isEqualTo(Truth.NO);
        assertThat(holds("Null", KeyState.known("a"), "true")).isEqualTo(Truth.NO);
        assertThat(holds("Null", new KeyState.Like("a*"), "false")).isEqualTo(Truth.YES);
        assertThat(holds("Null", KeyState.UNKNOWN, "true")).isEqualTo(Truth.UNKNOWN);
        assertThat(holds("Null", KeyState.ABSENT, "maybe")).isEqualTo(Truth.UNKNOWN);
        assertThat(holds("Null", KeyState.ABSENT, "true", "false")).isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void several_values_need_a_set_operator() {
        KeyState several = new KeyState.Known(List.of("a", "b"));
        assertThat(holds("StringEquals", several, "a", "b")).isEqualTo(Truth.UNKNOWN);
        assertThat(holds("ForAllValues:StringEquals", several, "a")).isEqualTo(Truth.NO);
        assertThat(holds("ForAllValues:StringEquals", several, "a", "b")).isEqualTo(Truth.YES);
        assertThat(holds("ForAnyValue:StringEquals", several, "b")).isEqualTo(Truth.YES);
    }

    @Test
    void wildcards_are_wildcards_in_like_alone() {
        assertThat(holds("StringEquals", KeyState.known("ab"), "a*")).isEqualTo(Truth.NO);
        assertThat(holds("StringLike", KeyState.known("ab"), "a?")).isEqualTo(Truth.YES);
        assertThat(holds("StringLike", KeyState.known("aB"), "ab")).isEqualTo(Truth.NO);
        assertThat(holds("StringEqualsIgnoreCase", KeyState.known("aB"), "Ab")).isEqualTo(Truth.YES);
    }

    @Test
    void arns_match_part_by_part_and_what_is_no_arn_is_disputed() {
        KeyState arn = KeyState.known("arn:aws:iam::111122223333:role/service/pull");
        assertThat(holds("ArnLike", arn, "arn:aws:iam::111122223333:role/*")).isEqualTo(Truth.YES);
        assertThat(holds("ArnEquals", arn, "arn:*:iam::*:role/service/pull")).isEqualTo(Truth.YES);
        assertThat(holds("ArnLike", arn, "arn:aws:iam::444455556666:*")).isEqualTo(Truth.NO);
        assertThat(holds("ArnNotLike", arn, "arn:aws:iam::444455556666:*")).isEqualTo(Truth.YES);
        assertThat(holds("ArnLike", arn, "*")).isEqualTo(Truth.UNKNOWN);
        assertThat(holds("ArnLike", KeyState.known("no arn"), "arn:aws:iam::1:x"))
                .isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void truth_values_and_addresses() {
        assertThat(holds("Bool", KeyState.known("true"), "TRUE")).isEqualTo(Truth.YES);
        assertThat(holds("Bool", KeyState.known("true"), "false")).isEqualTo(Truth.NO);
        assertThat(holds("Bool", KeyState.known("true"), "yes")).isEqualTo(Truth.UNKNOWN);
        assertThat(holds("IpAddress", KeyState.known("10.1.2.3"), "10.1.0.0/16"))
                .isEqualTo(Truth.YES);
        assertThat(holds("NotIpAddress", KeyState.known("10.1.2.3"), "10.1.0.0/16"))
                .isEqualTo(Truth.NO);
        assertThat(holds("IpAddress", KeyState.known("10.1.2.3"), "0.0.0.0/0")).isEqualTo(Truth.YES);
        assertThat(holds("IpAddress", KeyState.known("10.1.2.3"), "10.1.2.4")).isEqualTo(Truth.NO);
        assertThat(holds("IpAddress", KeyState.known("10.1.2.3"), "fd00::/8")).isEqualTo(Truth.UNKNOWN);
        assertThat(holds("IpAddress", KeyState.known("10.1.2.3"), "10.1.2.300")).isEqualTo(Truth.UNKNOWN);
        assertThat(holds("IpAddress", KeyState.known("10.1.2.3"), "10.1.2.3/40"))
                .isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void a_value_known_by_its_beginning_decides_where_the_rest_does_not_matter() {
        KeyState state = new KeyState.Like("arn:aws:ecs:eu-west-1:111122223333:*");
        assertThat(holds("ArnLike", state, "arn:aws:ecs:*:111122223333:*")).isEqualTo(Truth.YES);
        assertThat(holds("ArnLike", state, "arn:aws:ecs:us-east-1:111122223333:*"))
                .isEqualTo(Truth.NO);
        assertThat(holds("StringLike", state, "arn:aws:ecs:eu-west-1:111122223333:task/*"))
                .isEqualTo(Truth.UNKNOWN);
        assertThat(holds("StringNotLike", state, "arn:aws:ecs:us-*")).isEqualTo(Truth.YES);
    }

    @Test
    void a_value_that_is_certainly_another_decides_what_excludes_it() {
        KeyState present = new KeyState.UnknownButNot("own"::equals, false);
        KeyState perhaps = new KeyState.UnknownButNot("own"::equals, true);
        assertThat(holds("StringEquals", present, "own")).isEqualTo(Truth.NO);
        assertThat(holds("StringNotEquals", present, "own")).isEqualTo(Truth.YES);
        assertThat(holds("StringEquals", present, "own", "other")).isEqualTo(Truth.UNKNOWN);
        assertThat(holds("StringEqualsIfExists", present, "own")).isEqualTo(Truth.NO);
        assertThat(holds("StringEqualsIfExists", perhaps, "own")).isEqualTo(Truth.UNKNOWN);
        assertThat(holds("StringNotEqualsIfExists", perhaps, "own")).isEqualTo(Truth.YES);
        assertThat(holds("Null", present, "false")).isEqualTo(Truth.YES);
        assertThat(holds("Null", perhaps, "false")).isEqualTo(Truth.UNKNOWN);
        assertThat(holds("StringEquals", present, "${aws:Absent}")).isEqualTo(Truth.NO);
        assertThat(holds("StringEquals", present, "${aws:Unheard}")).isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void variables_stand_for_values_that_are_no_wildcards() {
        assertThat(holds("StringEquals", KeyState.known("blue"), "${aws:Known}"))
                .isEqualTo(Truth.NO);
        assertThat(holds("StringLike", KeyState.known("a*c"), "${aws:Known}")).isEqualTo(Truth.YES);
        assertThat(holds("StringLike", KeyState.known("abc"), "${aws:Known}")).isEqualTo(Truth.NO);
        assertThat(holds("StringLike", KeyState.known("x*?$"), "x${*}${?}${$}")).isEqualTo(Truth.YES);
        assertThat(holds("StringEquals", KeyState.known("d"), "${aws:Absent, 'd'}"))
                .isEqualTo(Truth.YES);
        assertThat(holds("StringEquals", KeyState.known("d"), "${aws:Absent}")).isEqualTo(Truth.NO);
        assertThat(holds("StringNotEquals", KeyState.known("d"), "${aws:Absent}"))
                .isEqualTo(Truth.YES);
        assertThat(holds("StringEquals", KeyState.known("d"), "${aws:Unheard}")).isEqualTo(Truth.UNKNOWN);
        assertThat(holds("StringEquals", KeyState.known("d"), "x${aws:Unheard}"))
                .isEqualTo(Truth.NO);
        assertThat(holds("StringEquals", KeyState.known("d"), "${aws:Unclosed")).isEqualTo(Truth.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "*, YES",
        "ecr:*, YES",
        "ECR:batchget*, YES",
        "ecr:BatchGetImage, YES",
        "ecr:BatchGetImag?, YES",
        "ecr:GetImage, NO",
        "e*:BatchGetImage, UNKNOWN",
        "*:*, UNKNOWN",
        "ecr*, UNKNOWN",
        "'ecr: BatchGetImage', NO",
        "s3:*, NO"
    })
    void actions(String pattern, Truth expected) {
        assertThat(Matching.action(new Patterns(false, List.of(pattern)), request(APP)))
                .isEqualTo(expected);
        assertThat(Matching.action(new Patterns(true, List.of(pattern)), request(APP)))
                .isEqualTo(expected.not());
    }

    @ParameterizedTest
    @CsvSource({
        "*, YES",
        "arn:aws:ecr:eu-west-1:111122223333:repository/team/app, YES",
        "arn:aws:ecr:*:*:repository/*, YES",
        "arn:aws:ecr:eu-*:111122223333:repository/*/app, YES",
        "arn:aws:ecr:*, YES",
        "arn:aws:ecr:eu-west-1:*, YES",
        "arn:aws:ecr:eu-west-1:111122223333:*, YES",
        "arn:*:ecr:*:*:repository/team/a?p, YES",
        "arn:aws:ecr:*:repository/team/app, UNKNOWN",
        "arn:aws:ecr:eu-west-1:111122223333:rep*/app, UNKNOWN",
        "arn:aws:*:eu-west-1:111122223333:repository/team/app, UNKNOWN",
        "arn:aws:*, UNKNOWN",
        "ARN:aws:ecr:eu-west-1:111122223333:repository/team/app, UNKNOWN",
        "arn:aws:ecr:eu-west-1:111122223333:repository/Team/app, UNKNOWN",
        "arn:aws:ecr:eu-west-1:111122223333:repository/team, NO",
        "arn:aws:ecr:us-east-1:*:repository/*, NO",
        "arn:aws:ecr:eu-west-1:111122223333:repository/${aws:Known}, NO",
        "arn:aws:ecr:eu-west-1:111122223333:repository/${aws:Team}/*, YES",
        "arn:aws:ecr:eu-west-1:111122223333:repository/${aws:Unheard}/*, UNKNOWN",
        "arn:aws:ecr:eu-west-1:111122223333:repository/${aws:Absent}/*, NO",
        "arn:aws:ecr:eu-west-1:${aws:PrincipalAccount}:repository/*, UNKNOWN"
    })
    void resources(String pattern, Truth expected) {
        assertThat(Matching.resource(new Patterns(false, List.of(pattern)), true, request(APP)))
                .isEqualTo(expected);
    }

    @Test
    void a_variable_without_a_value_is_disputed_where_it_is_excepted() {
        Patterns excepted = new Patterns(true, List.of("arn:aws:ecr:eu-west-1:111122223333:repository/${aws:Absent}"));
        assertThat(Matching.resource(excepted, true, request(APP))).isEqualTo(Truth.UNKNOWN);
        assertThat(Matching.resource(excepted, false, request(APP))).isEqualTo(Truth.YES);
    }

    @Test
    void what_is_about_no_resource_is_granted_on_everything_alone() {
        for (String arn : List.of(APP, "arn:aws:ecr:*:*:*", "arn:*")) {
            assertThat(Matching.resource(new Patterns(false, List.of(arn)), true, request("*")))
                    .isEqualTo(Truth.NO);
            assertThat(Matching.resource(new Patterns(true, List.of(arn)), true, request("*")))
                    .isEqualTo(Truth.YES);
        }
        assertThat(Matching.resource(new Patterns(false, List.of("*")), true, request("*")))
                .isEqualTo(Truth.YES);
        assertThat(Matching.resource(new Patterns(false, List.of("**")), true, request("*")))
                .isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void a_request_for_several_resources_is_allowed_where_all_are() {
        String secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:docker-??????";
        assertThat(Matching.resource(
                        new Patterns(false, List.of("arn:aws:secretsmanager:*:*:secret:docker-*")),
                        true,
                        request(secret)))
                .isEqualTo(Truth.YES);
        assertThat(Matching.resource(
                        new Patterns(false, List.of("arn:aws:secretsmanager:*:*:secret:docker-a*")),
                        true,
                        request(secret)))
                .isEqualTo(Truth.UNKNOWN);
        assertThat(Matching.resource(
                        new Patterns(false, List.of("arn:aws:secretsmanager:*:*:secret:other-*")),
                        true,
                        request(secret)))
                .isEqualTo(Truth.NO);
    }

    @ParameterizedTest
    @CsvSource({
        "AWS, *, YES",
        "AWS, 111122223333, YES",
        "AWS, arn:aws:iam::111122223333:root, YES",
        "AWS, 444455556666, NO",
        "AWS, arn:aws:iam::111122223333:role/service/pull, YES",
        "AWS, arn:aws:iam::111122223333:role/pull, NO",
        "AWS, arn:aws:iam::111122223333:role/*, NO",
        "AWS, arn:aws:sts::111122223333:assumed-role/pull/session, UNKNOWN",
        "AWS, arn:aws:sts::111122223333:assumed-role/other/session, NO",
        "AWS, arn:aws:iam::111122223333:user/pull, NO",
        "AWS, AROAEXAMPLEID0123456, NO",
        "AWS, something, UNKNOWN",
        "Service, ecs-tasks.amazonaws.com, NO",
        "Federated, cognito-identity.amazonaws.com, NO",
        "CanonicalUser, 79a59df900b949e5, NO"
    })
    void principals_of_a_role(String kind, String name, Truth expected) {
        assertThat(allows(Policy.Kind.RESOURCE, ROLE, kind, name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Service, ecs-tasks.amazonaws.com, YES",
        "Service, ec2.amazonaws.com, NO",
        "Service, ecs-tasks.amazonaws.com.cn, UNKNOWN",
        "Service, *, UNKNOWN",
        "AWS, *, UNKNOWN",
        "AWS, 111122223333, NO",
        "AWS, arn:aws:iam::111122223333:role/service/pull, NO"
    })
    void principals_of_a_service(String kind, String name, Truth expected) {
        assertThat(allows(Policy.Kind.TRUST, new Caller.Service("ecs-tasks.amazonaws.com"), kind, name))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "AWS, *, YES, YES",
        "AWS, 111122223333, NO, NO",
        "AWS, 444455556666, NO, UNKNOWN",
        "AWS, arn:aws:iam::111122223333:role/pull, NO, NO",
        "AWS, arn:aws:iam::444455556666:user/ecr, UNKNOWN, UNKNOWN",
        "Service, ecr.amazonaws.com, UNKNOWN, UNKNOWN",
        "Service, ec2.amazonaws.com, NO, NO",
        "CanonicalUser, 79a59df900b949e5, UNKNOWN, UNKNOWN"
    })
    void principals_of_an_account_of_AWS(String kind, String name, Truth byGateway, Truth byInterface) {
        Caller caller = new Caller.AwsOwned("111122223333");
        assertThat(allows(Policy.Kind.GATEWAY_ENDPOINT, caller, kind, name)).isEqualTo(byGateway);
        assertThat(allows(Policy.Kind.INTERFACE_ENDPOINT, caller, kind, name)).isEqualTo(byInterface);
    }

    @Test
    void principals_that_are_excepted_are_disputed_and_without_any_a_policy_is_about_nobody() {
        assertThat(answer(Policy.Kind.RESOURCE, ROLE, Optional.of(new Principals(true, Map.of("AWS", List.of("*"))))))
                .isEqualTo(Truth.UNKNOWN);
        assertThat(answer(Policy.Kind.RESOURCE, ROLE, Optional.empty())).isEqualTo(Truth.NO);
        assertThat(answer(Policy.Kind.IDENTITY, ROLE, Optional.empty())).isEqualTo(Truth.YES);
        assertThat(answer(Policy.Kind.IDENTITY, ROLE, Optional.of(new Principals(false, Map.of("AWS", List.of("*"))))))
                .isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void an_answer_names_what_it_rests_on() {
        Known allow = statement(true, "*", new Condition("StringEquals", "aws:Unheard", List.of("a")));
        Known deny = statement(false, APP);
        Policy policy = Policy.of(
                "policy p",
                Policy.Kind.IDENTITY,
                new PolicyDocument(
                        true, List.of(allow, deny, new PolicyDocument.Unreadable("statement 3", "it is odd"))));
        assertThat(PolicyEvaluation.allows(List.of(policy), request(APP)))
                .isEqualTo(new Answer(
                        Truth.UNKNOWN, new Reason(Reason.Kind.UNRESOLVED, "aws:Unheard in statement 1 of policy p")));
        assertThat(PolicyEvaluation.denies(List.of(policy), request(APP)))
                .isEqualTo(new Answer(Truth.YES, new Reason(Reason.Kind.STATEMENT, "statement 1 of policy p")));
        assertThat(PolicyEvaluation.allows(List.of(Policy.unread("policy q", Policy.Kind.IDENTITY)), request(APP)))
                .isEqualTo(
                        new Answer(Truth.UNKNOWN, new Reason(Reason.Kind.UNREAD, "policy q, which nobody recorded")));
        assertThat(PolicyEvaluation.allows(List.of(), request(APP)))
                .isEqualTo(new Answer(Truth.NO, new Reason(Reason.Kind.NO_STATEMENT, "no statement allows it")));
    }

    private static Known statement(boolean allows, String resource, Condition... conditions) {
        return new Known(
                "statement 1",
                allows,
                Optional.empty(),
                new Patterns(false, List.of("ecr:*")),
                Optional.of(new Patterns(false, List.of(resource))),
                List.of(conditions));
    }

    private static Truth allows(Policy.Kind kind, Caller caller, String principalKind, String name) {
        return answer(kind, caller, Optional.of(new Principals(false, Map.of(principalKind, List.of(name)))));
    }

    private static Truth answer(Policy.Kind kind, Caller caller, Optional<Principals> principals) {
        Known statement = new Known(
                "statement 1",
                true,
                principals,
                new Patterns(false, List.of("*")),
                Optional.of(new Patterns(false, List.of("*"))),
                List.of());
        Policy policy = Policy.of("policy", kind, new PolicyDocument(true, List.of(statement)));
        return PolicyEvaluation.allows(
                        List.of(policy), new Request(caller, "ecr:BatchGetImage", APP, RequestContext.unknown()))
                .truth();
    }

    private static Truth holds(String operator, KeyState state, String... values) {
        return Conditions.holds(
                new Condition(operator, "aws:KEY", List.of(values)),
                true,
                context().with("aws:key", state));
    }

    private static Request request(String resource) {
        return new Request(ROLE, "ecr:BatchGetImage", resource, context());
    }

    private static RequestContext context() {
        return RequestContext.unknown()
                .with("aws:Known", "a*c")
                .with("aws:Team", "team")
                .with("aws:Absent", KeyState.ABSENT);
    }
}
