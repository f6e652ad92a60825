package dev.fargatepull.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The example of README: a whole organization through the command line. */
class ExampleOrganizationTest {

    private static final Path REPOSITORY = Path.of("..");
    private static final Path FILE = REPOSITORY.resolve("example/organization.json");
    private static final Path README = REPOSITORY.resolve("README.md");
    private static final String BEGIN = "<!-- example:begin -->\n```\n";
    private static final String END = "```\n<!-- example:end -->";
    private static final String COMMAND = "mvn -pl rules test -Dtest=ExampleOrganizationTest -Dgenerate";

    private static final boolean GENERATE = System.getProperty("generate") != null;

    @BeforeAll
    static void rewriteTheFileIfAskedTo() throws IOException {
        if (GENERATE) {
            ExampleOrganization.snapshot().writeTo(FILE);
        }
    }

    @Test
    void each_account_fails_or_is_sound_in_the_way_it_was_built_to() throws IOException {
        Run run = Run.of("check", "--format", "json", FILE.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(verdicts(run.out()))
                .filteredOn(verdict -> !verdict.endsWith(" COMPLIANT []"))
                .containsExactly(
                        "111122223333 fargate-service-public-ip-enabled storefront/web NON_COMPLIANT [public-ip-disabled]",
                        "111122223333 fargate-subnet-routes-to-registry subnet-shop-isolated NON_COMPLIANT"
                                + " [no-default-route api, no-default-route dkr, no-default-route layers,"
                                + " no-default-route internet]",
                        "111122223333 task-image-matches-platform orders NON_COMPLIANT [image-platform-mismatch]",
                        "222233334444 fargate-subnet-routes-to-registry subnet-risk-new NON_COMPLIANT"
                                + " [no-default-route api]",
                        "222233334444 fargate-vpc-has-registry-endpoints vpc-risk NON_COMPLIANT [endpoint-missing api]",
                        "333344445555 route-table-default-route-is-live rtb-media NON_COMPLIANT"
                                + " [nat-gateway-without-internet]",
                        "444455556666 dhcp-options-use-amazon-dns vpc-shop UNDETERMINED [vpc-unknown]",
                        "444455556666 fargate-service-egress-allows-https analytics/reports UNDETERMINED [subnet-shared]",
                        "444455556666 fargate-service-public-ip-enabled analytics/reports UNDETERMINED [subnet-shared]",
                        "444455556666 fargate-subnet-routes-to-registry subnet-shop-shared UNDETERMINED"
                                + " [subnet-shared]",
                        "444455556666 fargate-vpc-dns-enabled vpc-shop UNDETERMINED [vpc-unknown]");
        assertThat(verdicts(run.out()))
                .contains(
                        "111122223333 fargate-subnet-routes-to-registry subnet-shop-private COMPLIANT []",
                        "222233334444 fargate-vpc-has-registry-endpoints vpc-payments COMPLIANT []",
                        "222233334444 registry-endpoint-admits-tasks vpce-payments-api COMPLIANT []",
                        "333344445555 network-acl-allows-registry-traffic acl-media COMPLIANT []");
    }

    @Test
    void the_service_on_instances_is_out_of_scope() {
        assertThat(Run.of("check", "--format", "json", FILE.toString()).out()).doesNotContain("storefront/search");
    }

    @Test
    void the_checked_in_file_is_the_organization_described_here() throws IOException {
        assertThat(FILE)
                .as("run %s", COMMAND)
                .hasContent(ExampleOrganization.snapshot().json());
    }

    @Test
    void readme_shows_what_a_person_sees() throws IOException {
        String seen = Run.of("check", FILE.toString()).out();
        String readme = Files.readString(README);
        int from = readme.indexOf(BEGIN) + BEGIN.length();
        int to = readme.indexOf(END);
        if (GENERATE) {
            Files.writeString(README, readme.substring(0, from) + seen + readme.substring(to));
            return;
        }

        assertThat(readme.substring(from, to)).as("run %s", COMMAND).isEqualTo(seen);
    }

    private static List<String> verdicts(String json) throws IOException {
        List<String> verdicts = new ArrayList<>();
        for (JsonNode evaluation : new ObjectMapper().readTree(json).get("evaluations")) {
            List<String> causes = new ArrayList<>();
            for (JsonNode cause : evaluation.get("causes")) {
                causes.add(
                        (cause.get("code").asText() + " " + cause.path("flow").asText()).strip());
            }
            String resource = evaluation.get("resourceId").asText().replaceAll("^arn:.*:service/", "");
            verdicts.add("%s %s %s %s %s"
                    .formatted(
                            evaluation.get("accountId").asText(),
                            evaluation.get("rule").asText(),
                            resource,
                            evaluation.get("compliance").asText(),
                            causes));
        }
        return verdicts;
    }
}
