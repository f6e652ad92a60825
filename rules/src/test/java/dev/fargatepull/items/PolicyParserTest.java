package dev.fargatepull.items;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fargatepull.core.iam.PolicyDocument;
import dev.fargatepull.core.iam.PolicyDocument.Condition;
import dev.fargatepull.core.iam.PolicyDocument.Known;
import dev.fargatepull.core.iam.PolicyDocument.Patterns;
import dev.fargatepull.core.iam.PolicyDocument.Principals;
import dev.fargatepull.core.iam.PolicyDocument.Unreadable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyParserTest {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static Optional<PolicyDocument> parse(String text) {
        return PolicyParser.parse(JSON.getNodeFactory().textNode(text));
    }

    private static PolicyDocument.Statement only(String statement) {
        PolicyDocument document = parse("{\"Version\":\"2012-10-17\",\"Statement\":[" + statement + "]}")
                .orElseThrow();
        assertThat(document.statements()).hasSize(1);
        return document.statements().get(0);
    }

    @Test
    void texts_and_lists_objects_and_strings_encoded_or_not_are_the_same_document() throws Exception {
        String text = """
                {"Version": "2012-10-17", "Id": "x", "Statement": {"Sid": "Pull", "Effect": "Allow", "Principal": {"AWS":
                "111122223333"}, "Action": "ecr:*", "Resource": ["*"], "Condition": {"Bool": {"aws:SecureTransport": true}}}}""";
        PolicyDocument expected = new PolicyDocument(
                true,
                List.of(new Known(
                        "statement Pull",
                        true,
                        Optional.of(new Principals(false, Map.of("AWS", List.of("111122223333")))),
                        new Patterns(false, List.of("ecr:*")),
                        Optional.of(new Patterns(false, List.of("*"))),
                        List.of(new Condition("Bool", "aws:SecureTransport", List.of("true"))))));

        assertThat(parse(text)).contains(expected);
        assertThat(parse(URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20")))
                .contains(expected);
        assertThat(parse(JSON.writeValueAsString(text))).contains(expected);
        assertThat(PolicyParser.parse(JSON.readTree(text))).contains(expected);
    }

    @Test
    void a_plus_stays_a_plus() {
        String text = "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"ecr:*\",\"Resource\":\"a+b\"}}";

        assertThat(parse(URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%2B", "+")))
                .isEqualTo(parse(text));
    }

    @Test
    void without_a_version_there_are_no_variables() {
        assertThat(parse("{\"Statement\":{\"Effect\":\"Deny\",\"NotAction\":\"a:*\",\"NotResource\":\"*\"}}"))
                .contains(new PolicyDocument(
                        false,
                        List.of(new Known(
                                "statement 1",
                                false,
                                Optional.empty(),
                                new Patterns(true, List.of("a:*")),
                                Optional.of(new Patterns(true, List.of("*"))),
                                List.of()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{}", " { } ", "%7B%7D"})
    void nothing_is_no_document(String text) {
        assertThat(parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "nonsense",
                "%zz",
                "{\"Version\":\"2012-10-17\"}",
                "{\"Version\":\"2099-01-01\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
                "{\"Statement\":[]}",
                "{\"Statement\":\"x\"}",
                "{\"Statements\":[],\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
                "{\"Statement\":[],\"Statement\":[]}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}} and more"
            })
    void a_document_of_another_grammar_is_unreadable_as_a_whole(String text) {
        assertThat(parse(text).orElseThrow().statements())
                .hasSize(1)
                .allSatisfy(statement -> assertThat(statement).isInstanceOf(Unreadable.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "{\"Action\":\"*\",\"Resource\":\"*\"}",
                "{\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\"}",
                "{\"Effect\":\"Allow\",\"Resource\":\"*\"}",
                "{\"Effect\":\"Allow\",\"Action\":[],\"Resource\":\"*\"}",
                "{\"Effect\":\"Allow\",\"Action\":7,\"Resource\":\"*\"}",
                "{\"Effect\":\"Allow\",\"Action\":null,\"Resource\":\"*\"}",
                "{\"Effect\":\"Allow\",\"Action\":\"*\",\"NotAction\":\"*\",\"Resource\":\"*\"}",
                "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":[]}",
                "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"NotResource\":\"*\"}",
                "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Principals\":\"*\"}",
                "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Principal\":\"arn:aws:iam::1:root\"}",
                "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Principal\":{}}",
                "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Principal\":{\"AWS\":[]}}",
                "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Principal\":{\"Aws\":\"*\"}}",
                "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Principal\":\"*\",\"NotPrincipal\":\"*\"}",
                "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":[]}",
                "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"Bool\":true}}",
                "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"Bool\":{\"a\":null}}}",
                "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"Bool\":{\"a\":\"1\",\"A\":\"2\"}}}"
            })
    void a_statement_of_another_grammar_is_kept_as_unreadable(String statement) {
        assertThat(only(statement)).isInstanceOf(Unreadable.class);
    }

    @Test
    void an_empty_list_of_values_is_kept() {
        assertThat(((Known) only("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Condition\":{\"StringEquals\":{\"a\":[]}}}"))
                        .conditions())
                .containsExactly(new Condition("StringEquals", "a", List.of()));
    }

    @Test
    void the_facts_on_policies_of_AWS_can_all_be_read() {
        for (String known : List.of(
                "service-role/AmazonECSTaskExecutionRolePolicy",
                "AmazonEC2ContainerRegistryPullOnly",
                "AdministratorAccess",
                "PowerUserAccess",
                "AWSDenyAll",
                "AmazonECS_FullAccess")) {
            assertThat(AwsManagedPolicies.find("arn:aws:iam::aws:policy/" + known))
                    .as(known)
                    .isPresent()
                    .get()
                    .extracting(PolicyDocument::statements)
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .noneMatch(Unreadable.class::isInstance);
        }
        assertThat(AwsManagedPolicies.find("arn:aws:iam::aws:policy/NoSuchPolicy"))
                .isEmpty();
        assertThat(AwsManagedPolicies.find("arn:aws-cn:iam::aws:policy/AdministratorAccess"))
                .isEmpty();
        assertThat(AwsManagedPolicies.find("arn:aws:iam::111122223333:policy/AdministratorAccess"))
                .isEmpty();
    }
}
