package dev.fargatepull.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatepull.rules.RuleCatalog;
import dev.fargatepull.testing.aws.FunctionProcess;
import dev.fargatepull.testing.aws.FunctionProcess.Java;
import dev.fargatepull.testing.aws.LambdaRuntime;
import dev.fargatepull.testing.aws.LambdaRuntime.Outcome;
import dev.fargatepull.testing.aws.RuleEvents;
import dev.fargatepull.testing.aws.StoredResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The jar as it is deployed, in a process of its own under the runtime of AWS Lambda, asking moto and the stand-in of
 * AWS Config.
 */
class DeployedFunctionIT {

    private static final String ROUTES = "fargate-subnet-routes-to-registry";
    private static final String ANSWER = "fargate-service-can-pull-image";

    @TempDir
    private Path directory;

    private AccountUnderWatch watched;
    private LambdaRuntime runtime;

    @BeforeEach
    void start() throws IOException {
        watched = new AccountUnderWatch();
        runtime = new LambdaRuntime();
    }

    @AfterEach
    void stop() {
        runtime.close();
        watched.close();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void every_rules_function_finds_a_sound_account_sound(String rule) throws Exception {
        try (FunctionProcess function = function(rule, rule)) {
            Outcome outcome = runtime.invoke(RuleEvents.scheduled().toString());

            assertThat(outcome.kind()).as("%s", function.log()).isEqualTo("response");
            assertThat(watched.results(rule))
                    .allSatisfy(result -> assertThat(result.complianceType()).isEqualTo("COMPLIANT"));
            assertThat(function.log()).anySatisfy(line -> {
                assertThat(json(line).path("message").asText()).isEqualTo("answered");
                assertThat(json(line).path("rule").asText()).isEqualTo(rule);
            });
        }
    }

    static Stream<String> rules() {
        return RuleCatalog.rules().stream().map(rule -> rule.spec().name());
    }

    @Test
    void a_broken_event_is_reported_as_an_error_and_the_next_change_is_answered() throws Exception {
        MotoAccount account = watched.account();
        account.ec2.deleteRoute(
                request -> request.routeTableId(account.nat.routeTableId()).destinationCidrBlock("0.0.0.0/0"));

        try (FunctionProcess function = function(ROUTES, ROUTES)) {
            Outcome broken = runtime.invoke("{\"invokingEvent\": \"{}\"}");

            assertThat(broken.kind()).as("%s", function.log()).isEqualTo("error");
            assertThat(json(broken.body()).path("errorMessage").asText()).isEqualTo("messageType is missing");

            String changed = RuleEvents.changed(watched.record().get(0)).toString();
            assertThat(runtime.invoke(changed).kind()).as("%s", function.log()).isEqualTo("response");
            assertThat(watched.results(ROUTES))
                    .extracting(StoredResult::resourceId, StoredResult::complianceType)
                    .containsExactly(tuple(account.nat.subnetId(), "NON_COMPLIANT"));
        }
    }

    @Test
    void a_function_of_an_unknown_rule_reports_that_it_cannot_start() throws Exception {
        try (FunctionProcess function = function("fargate-is-fast", ROUTES)) {
            Outcome outcome = runtime.nextOutcome();

            assertThat(outcome.kind()).as("%s", function.log()).isEqualTo("init/error");
            assertThat(outcome.body()).contains("environment variable RULE names no rule: 'fargate-is-fast'");
        }
    }

    @Test
    void a_function_that_does_what_all_do_needs_no_object_mapper() throws Exception {
        Path classes = directory.resolve("classes");
        Java java = new Java(Java.ofTests().home(), List.of("-Xlog:class+load:file=%s:none".formatted(classes)));

        try (FunctionProcess function = function(java, ANSWER, ANSWER)) {
            assertThat(runtime.invoke(RuleEvents.scheduled().toString()).kind())
                    .as("%s", function.log())
                    .isEqualTo("response");
        }

        assertThat(Files.readAllLines(classes))
                .anyMatch(line -> line.startsWith(JsonNode.class.getName()))
                .noneMatch(line -> line.startsWith(ObjectMapper.class.getName()));
    }

    private FunctionProcess function(String name, String rule) throws IOException {
        return function(Java.ofTests(), name, rule);
    }

    private FunctionProcess function(Java java, String name, String rule) throws IOException {
        return FunctionProcess.start(
                java,
                FunctionProcess.unpackedJar(),
                FunctionProcess.RULE_HANDLER,
                runtime,
                directory.resolve("log"),
                Map.of(
                        "RULE",
                        name,
                        "AWS_ENDPOINT_URL",
                        watched.proxy(rule).endpoint().toString()));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError("not JSON: " + text, notJson);
        }
    }
}
