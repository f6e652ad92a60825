package dev.fargatepull.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatepull.core.cause.CauseCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private static final Path EXPECTED = Path.of("src/test/resources/example-verdicts.txt");
    private static final Set<String> FIRST_ACCOUNTS =
            Set.of("111122223333", "222233334444", "333344445555", "444455556666");

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
                .filteredOn(verdict -> FIRST_ACCOUNTS.contains(accountOf(verdict)) && !isSound(verdict))
                .containsExactly(
                        "111122223333 fargate-service-can-pull-image storefront/mailer NON_COMPLIANT"
                                + " [no-default-route api, no-default-route dkr, no-default-route layers,"
                                + " no-default-route internet]",
                        "111122223333 fargate-service-can-pull-image storefront/orders NON_COMPLIANT"
                                + " [image-platform-mismatch]",
                        "111122223333 fargate-service-can-pull-image storefront/web NON_COMPLIANT [public-ip-disabled]",
                        "111122223333 fargate-service-public-ip-enabled storefront/web NON_COMPLIANT [public-ip-disabled]",
                        "111122223333 fargate-subnet-routes-to-registry subnet-shop-isolated NON_COMPLIANT"
                                + " [no-default-route api, no-default-route dkr, no-default-route layers,"
                                + " no-default-route internet]",
                        "111122223333 task-image-matches-platform orders NON_COMPLIANT [image-platform-mismatch]",
                        "222233334444 fargate-service-can-pull-image risk/scoring-2 NON_COMPLIANT"
                                + " [no-default-route api, endpoint-missing api]",
                        "222233334444 fargate-subnet-routes-to-registry subnet-risk-new NON_COMPLIANT"
                                + " [no-default-route api]",
                        "222233334444 fargate-vpc-has-registry-endpoints vpc-risk NON_COMPLIANT [endpoint-missing api]",
                        "333344445555 fargate-service-can-pull-image media/transcoder NON_COMPLIANT"
                                + " [nat-gateway-without-internet]",
                        "333344445555 route-table-default-route-is-live rtb-media NON_COMPLIANT"
                                + " [nat-gateway-without-internet]",
                        "444455556666 dhcp-options-use-amazon-dns vpc-shop UNDETERMINED [vpc-unknown]",
                        "444455556666 fargate-pull-evidence-complete 444455556666 NON_COMPLIANT"
                                + " [evidence-missing, evidence-missing]",
                        "444455556666 fargate-service-can-pull-image analytics/reports UNDETERMINED"
                                + " [vpc-unknown, subnet-shared]",
                        "444455556666 fargate-service-egress-allows-https analytics/reports UNDETERMINED [subnet-shared]",
                        "444455556666 fargate-service-public-ip-enabled analytics/reports UNDETERMINED [subnet-shared]",
                        "444455556666 fargate-subnet-routes-to-registry subnet-shop-shared UNDETERMINED"
                                + " [subnet-shared]",
                        "444455556666 fargate-vpc-dns-enabled vpc-shop UNDETERMINED [vpc-unknown]");
        assertThat(verdicts(run.out()))
                .contains(
                        "111122223333 fargate-pull-evidence-complete 111122223333 COMPLIANT []",
                        "111122223333 fargate-service-can-pull-image storefront/admin COMPLIANT []",
                        "111122223333 fargate-subnet-routes-to-registry subnet-shop-private COMPLIANT []",
                        "222233334444 fargate-service-can-pull-image payments/ledger COMPLIANT []",
                        "222233334444 fargate-service-can-pull-image risk/scoring-1 COMPLIANT []",
                        "222233334444 fargate-vpc-has-registry-endpoints vpc-payments COMPLIANT []",
                        "222233334444 registry-endpoint-admits-tasks vpce-payments-api COMPLIANT []",
                        "333344445555 network-acl-allows-registry-traffic acl-media COMPLIANT []");
    }

    /** The list is worked out by hand from what each story says, and not generated. */
    @Test
    void the_other_accounts_fail_in_the_ways_the_list_says() throws IOException {
        String json = Run.of("check", "--format", "json", FILE.toString()).out();

        assertThat(verdicts(json))
                .filteredOn(verdict -> !FIRST_ACCOUNTS.contains(accountOf(verdict)) && !isSound(verdict))
                .containsExactlyElementsOf(Files.readAllLines(EXPECTED));
    }

    @Test
    void every_cause_comes_up() throws IOException {
        String json = Run.of("check", "--format", "json", FILE.toString()).out();
        Set<String> seen = new TreeSet<>();
        new ObjectMapper().readTree(json).findValues("code").forEach(code -> seen.add(code.asText()));

        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(CauseCode.values()).map(CauseCode::code).toList());
    }

    @Test
    void what_is_sound_beside_what_is_not_is_compliant() throws IOException {
        List<String> verdicts =
                verdicts(Run.of("check", "--format", "json", FILE.toString()).out());

        assertThat(verdicts)
                .filteredOn(verdict -> accountOf(verdict).equals(ExampleEvidence.SOUND.accountId()))
                .isNotEmpty()
                .allMatch(ExampleOrganizationTest::isSound);
        assertThat(verdicts)
                .contains(Stream.of(
                                "112233445566 %s market/stalls",
                                "223344556677 %s studio/profile",
                                "334455667788 %s vendor/labels",
                                "445566778899 %s agency/permits",
                                "555566667777 %s trade/catalog",
                                "555566667777 %s web/partner-api",
                                "666677778888 %s bank/savings",
                                "667788990011 %s blog/blog",
                                "777788889999 %s hardened/till",
                                "778899001122 %s wiki/wiki",
                                "888899990000 %s fortress/porter",
                                "889900112233 %s model/bakery",
                                "889900112233 %s model/brewery")
                        .map(verdict -> verdict.formatted("fargate-service-can-pull-image") + " COMPLIANT []")
                        .toArray(String[]::new));
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
        String seen = excerpt(Run.of("check", FILE.toString()).out());
        String readme = Files.readString(README);
        int from = readme.indexOf(BEGIN) + BEGIN.length();
        int to = readme.indexOf(END);
        if (GENERATE) {
            Files.writeString(README, readme.substring(0, from) + seen + readme.substring(to));
            return;
        }

        assertThat(readme.substring(from, to)).as("run %s", COMMAND).isEqualTo(seen);
    }

    /** What the report says of the first account, and its last line. */
    private static String excerpt(String report) {
        List<String> paragraphs = List.of(report.split("\\R\\R", -1));
        String first = " " + ExampleOrganization.SHOP.accountId() + " ";
        return paragraphs.stream()
                        .filter(paragraph ->
                                paragraph.lines().findFirst().orElse("").contains(first))
                        .collect(Collectors.joining("\n\n"))
                + "\n\n…\n\n"
                + paragraphs.get(paragraphs.size() - 1);
    }

    private static String accountOf(String verdict) {
        return verdict.substring(0, verdict.indexOf(' '));
    }

    private static boolean isSound(String verdict) {
        return verdict.endsWith(" COMPLIANT []");
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
