package dev.fargatepull.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatepull.rules.RuleCatalog;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.aws.FaultyProxy.Fault;
import dev.fargatepull.testing.aws.Program;
import dev.fargatepull.testing.aws.StoredResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;

/** The command line, started as a user starts it, on an account that the functions watch as well. */
class CollectedEvidenceIT {

    private static final String ALL = "fargate-service-can-pull-image";

    @TempDir
    private Path directory;

    private AccountUnderWatch watched;

    @BeforeEach
    void breakTheAccount() throws IOException {
        watched = new AccountUnderWatch();
        MotoAccount account = watched.account();
        account.setPublicIp("open", account.open, AssignPublicIp.DISABLED);
        account.ec2.deleteRoute(
                request -> request.routeTableId(account.nat.routeTableId()).destinationCidrBlock("0.0.0.0/0"));
        watched.record();
    }

    @AfterEach
    void tearDown() {
        watched.close();
    }

    @Test
    void a_collected_file_is_judged_as_the_functions_judge_the_account() throws Exception {
        Path file = directory.resolve("evidence.json.gz");

        assertThat(run(0, "collect", "--region", Item.HOME.region(), "--output", file.toString()))
                .isEmpty();
        String offline = run(1, "check", "--format", "json", file.toString());

        assertThat(run(1, "check", "--format", "json", "--live", "--region", Item.HOME.region()))
                .isEqualTo(offline);
        assertThat(verdicts(offline)).isEqualTo(reported());
    }

    @Test
    void one_workload_is_collected_with_what_it_depends_on() throws Exception {
        Path file = directory.resolve("evidence.json.gz");

        run(0, "collect", "--region", Item.HOME.region(), "--workload", "main/nat", "--output", file.toString());
        JsonNode report =
                new ObjectMapper().readTree(run(1, "check", "--rule", ALL, "--format", "json", file.toString()));

        assertThat(report.path("evaluations")).hasSize(1).allSatisfy(evaluation -> {
            assertThat(evaluation.path("resourceId").asText()).isEqualTo(MotoAccount.serviceArn("nat"));
            assertThat(evaluation.path("compliance").asText()).isEqualTo("NON_COMPLIANT");
        });
    }

    @Test
    void a_workload_that_does_not_exist_is_an_error() throws Exception {
        Path file = directory.resolve("evidence.json.gz");

        assertThat(run(
                        2,
                        "collect",
                        "--region",
                        Item.HOME.region(),
                        "--workload",
                        "main/lost",
                        "--output",
                        file.toString()))
                .isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void nothing_is_written_where_aws_cannot_be_asked() throws Exception {
        Path file = directory.resolve("evidence.json.gz");
        watched.proxy(ALL).failing("config:SelectResourceConfig", Fault.DENIED);

        assertThat(run(2, "collect", "--region", Item.HOME.region(), "--output", file.toString()))
                .isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    /** Each verdict that AWS Config knows, with its annotation. */
    private Set<String> reported() throws IOException {
        Set<String> reported = new TreeSet<>();
        for (String rule :
                RuleCatalog.rules().stream().map(known -> known.spec().name()).toList()) {
            watched.schedule(rule);
            for (StoredResult result : watched.results(rule)) {
                reported.add(String.join(
                        " ",
                        rule,
                        result.resourceType(),
                        result.resourceId(),
                        result.complianceType(),
                        result.annotation().orElse("")));
            }
        }
        return reported;
    }

    private static Set<String> verdicts(String json) throws IOException {
        Set<String> verdicts = new TreeSet<>();
        for (JsonNode evaluation : new ObjectMapper().readTree(json).path("evaluations")) {
            verdicts.add(String.join(
                    " ",
                    evaluation.path("rule").asText(),
                    evaluation.path("resourceType").asText(),
                    evaluation.path("resourceId").asText(),
                    evaluation.path("compliance").asText(),
                    evaluation.path("annotation").asText("")));
        }
        return verdicts;
    }

    /** What the program prints, which is to end with this code. */
    private String run(int exitCode, String... arguments) throws IOException, InterruptedException {
        Program.Outcome outcome = Program.run(watched.proxy(ALL).endpoint(), Map.of(), arguments);
        assertThat(outcome.exitCode()).as("%s", outcome.errors()).isEqualTo(exitCode);
        return outcome.printed();
    }
}
