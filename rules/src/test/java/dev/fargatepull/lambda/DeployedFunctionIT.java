package dev.fargatepull.lambda;

import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatepull.testing.Items;
import dev.fargatepull.testing.aws.AwsConfig;
import dev.fargatepull.testing.aws.FunctionProcess;
import dev.fargatepull.testing.aws.LambdaRuntime;
import dev.fargatepull.testing.aws.LambdaRuntime.Outcome;
import dev.fargatepull.testing.aws.RuleEvents;
import dev.fargatepull.testing.aws.StoredResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is deployed, in a process of its own under the runtime of AWS Lambda. */
class DeployedFunctionIT {

    private static final String SUBNET = "AWS::EC2::Subnet";
    private static final String HANDLER = "dev.fargatepull.lambda.RuleFunction::handleRequest";
    private static final Path JAR = Path.of(System.getProperty("fargatePullJar", "target/fargate-pull.jar"));
    private static final String CHANGED = "2026-03-02T05:00:00.000Z";

    @TempDir
    private Path directory;

    private AwsConfig config;
    private LambdaRuntime runtime;

    @BeforeEach
    void start() throws IOException {
        config = new AwsConfig(RuleEvents.RULE_NAME, RuleEvents.RESULT_TOKEN);
        runtime = new LambdaRuntime();
    }

    @AfterEach
    void stop() {
        runtime.close();
        config.close();
    }

    @Test
    void a_change_and_then_a_schedule_are_answered() throws Exception {
        String[] ids =
                IntStream.range(0, 120).mapToObj("subnet-%03d"::formatted).toArray(String[]::new);
        config.recording(service("web").in(ids), routeTable("rtb-1").main())
                .recording(Arrays.stream(ids).map(Items::subnet).toList())
                .refusingQueriesFor(SUBNET, "InvalidExpressionException")
                .keeping(new StoredResult(
                        SUBNET,
                        "subnet-gone",
                        "NON_COMPLIANT",
                        Optional.empty(),
                        Instant.parse("2026-02-01T00:00:00Z")));

        try (FunctionProcess function = function("fargate-subnet-routes-to-registry")) {
            Outcome afterChange = runtime.invoke(RuleEvents.changed(
                            routeTable("rtb-1").main().defaultRoute("nat-1").capturedAt(CHANGED))
                    .toString());

            assertThat(afterChange.kind()).as("%s", function.log()).isEqualTo("response");
            assertThat(config.results())
                    .extracting(StoredResult::complianceType, StoredResult::orderingTimestamp)
                    .hasSize(121)
                    .contains(tuple("COMPLIANT", Instant.parse(CHANGED)));
            assertThat(config.lastReported(SUBNET, "subnet-119"))
                    .hasValueSatisfying(
                            result -> assertThat(result.complianceType()).isEqualTo("COMPLIANT"));

            Outcome afterSchedule = runtime.invoke(RuleEvents.scheduled().toString());

            assertThat(afterSchedule.kind()).as("%s", function.log()).isEqualTo("response");
            assertThat(config.results())
                    .hasSize(120)
                    .allMatch(result -> result.complianceType().equals("NON_COMPLIANT"));
            assertThat(config.lastReported(SUBNET, "subnet-gone"))
                    .hasValueSatisfying(
                            result -> assertThat(result.complianceType()).isEqualTo("NOT_APPLICABLE"));
            assertThat(function.log())
                    .extracting(line -> logged(line, "messageType"), line -> logged(line, "nonCompliant"))
                    .containsExactly(
                            tuple("ConfigurationItemChangeNotification", "0"), tuple("ScheduledNotification", "120"));
        }
    }

    @Test
    void a_broken_event_is_reported_as_an_error_and_the_next_is_answered() throws Exception {
        config.recording(
                service("web").in("subnet-a"),
                subnet("subnet-a"),
                routeTable("rtb-1").main());

        try (FunctionProcess function = function("fargate-subnet-routes-to-registry")) {
            Outcome broken = runtime.invoke("{\"invokingEvent\": \"{}\"}");

            assertThat(broken.kind()).as("%s", function.log()).isEqualTo("error");
            assertThat(json(broken.body()).path("errorMessage").asText()).isEqualTo("messageType is missing");

            assertThat(runtime.invoke(RuleEvents.scheduled().toString()).kind()).isEqualTo("response");
            assertThat(config.results()).hasSize(1);
        }
    }

    @Test
    void a_function_of_an_unknown_rule_reports_that_it_cannot_start() throws Exception {
        try (FunctionProcess function = function("fargate-is-fast")) {
            Outcome outcome = runtime.nextOutcome();

            assertThat(outcome.kind()).as("%s", function.log()).isEqualTo("init/error");
            assertThat(outcome.body()).contains("environment variable RULE names no rule: 'fargate-is-fast'");
        }
    }

    private FunctionProcess function(String rule) throws IOException {
        return FunctionProcess.start(
                JAR,
                HANDLER,
                runtime,
                directory.resolve("log"),
                Map.of(
                        "RULE",
                        rule,
                        "AWS_ENDPOINT_URL_CONFIG_SERVICE",
                        config.endpoint().toString()));
    }

    /** A field of the line that the function logged, which Lambda puts into a line of its own. */
    private static String logged(String line, String field) {
        return json(json(line).path("message").asText()).path(field).asText();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError("not JSON: " + text, malformed);
        }
    }
}
