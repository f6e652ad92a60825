package dev.fargatepull.cli;

import static dev.fargatepull.testing.Items.in;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.testing.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person or a pipeline meets at the command line. */
class CommandLineTest {

    private static final Snapshot TRANSIT = Snapshot.of(
            subnet("subnet-a"),
            routeTable("rtb-1").of("subnet-a").defaultRoute("tgw-1"),
            service("web").in("subnet-a").pulling("nginx"));

    private static final Snapshot BROKEN = Snapshot.of(
            subnet("subnet-a"),
            routeTable("rtb-1").of("subnet-a"),
            service("web").in("subnet-a").pulling("nginx"));

    private static final String ROUTES = "--rule=fargate-subnet-routes-to-registry";

    @TempDir
    private Path folder = Path.of("");

    private Path transit = Path.of("");
    private Path broken = Path.of("");

    @BeforeEach
    void deliver() throws IOException {
        transit = folder.resolve("transit.json");
        broken = folder.resolve("broken.json");
        TRANSIT.writeTo(transit);
        BROKEN.writeTo(broken);
    }

    @Test
    void a_breach_makes_the_exit_code_1() {
        assertThat(check(broken).exitCode()).isEqualTo(1);
    }

    @Test
    void an_open_question_makes_it_0() {
        assertThat(check(transit, ROUTES).exitCode()).isZero();
    }

    @Test
    void an_open_question_makes_it_1_where_the_caller_wants_that() {
        assertThat(check(transit, ROUTES, "--fail-on", "undetermined").exitCode())
                .isEqualTo(1);
    }

    @Test
    void that_there_are_open_questions_is_a_breach_of_the_rule_on_evidence() {
        assertThat(check(transit, "--rule=fargate-pull-evidence-complete").exitCode())
                .isEqualTo(1);
    }

    @Test
    void a_rule_parameter_closes_the_question() throws IOException {
        Path parameters = file(
                "parameters.json", "{\"fargate-subnet-routes-to-registry\": {\"trustedEgress\": \"tgw-0, tgw-1\"}}");

        Run run = check(
                transit,
                "--parameters",
                parameters.toString(),
                "--fail-on",
                "undetermined",
                "--rule",
                "fargate-subnet-routes-to-registry");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("1 workload, 1 resource: 0 non-compliant, 0 undetermined, 1 compliant.\n");
    }

    @Test
    void json_is_documented_field_by_field() {
        assertThat(check(broken, "--format", "json", "--rule", "fargate-subnet-routes-to-registry")
                        .out())
                .isEqualTo("""
                        {
                          "schemaVersion" : "1.0",
                          "summary" : {
                            "resources" : 4,
                            "workloads" : 1,
                            "compliant" : 0,
                            "nonCompliant" : 1,
                            "undetermined" : 0
                          },
                          "evaluations" : [
                            {
                              "rule" : "fargate-subnet-routes-to-registry",
                              "accountId" : "111122223333",
                              "region" : "eu-west-1",
                              "resourceType" : "AWS::EC2::Subnet",
                              "resourceId" : "subnet-a",
                              "compliance" : "NON_COMPLIANT",
                              "annotation" : "no-default-route: rtb-1 has no 0.0.0.0/0 route. Route 0.0.0.0/0 to a NAT gateway.",
                              "causes" : [
                                {
                                  "code" : "no-default-route",
                                  "open" : false,
                                  "resourceId" : "rtb-1",
                                  "flow" : "internet",
                                  "message" : "rtb-1 has no 0.0.0.0/0 route",
                                  "fix" : "Route 0.0.0.0/0 to a NAT gateway."
                                }
                              ]
                            }
                          ]
                        }
                        """);
    }

    @Test
    void the_order_of_the_input_does_not_change_a_byte() throws IOException {
        List<Path> accounts = new ArrayList<>();
        for (int account = 1; account <= 5; account++) {
            Path file = folder.resolve("account-%d.json".formatted(account));
            Snapshot.of(in(
                            new Scope("%012d".formatted(account), "eu-west-1"),
                            subnet("subnet-a"),
                            routeTable("rtb-1").of("subnet-a"),
                            service("web").in("subnet-a")))
                    .writeTo(file);
            accounts.add(file);
        }
        List<Path> backwards = new ArrayList<>(accounts);
        Collections.reverse(backwards);

        assertThat(json(backwards)).isEqualTo(json(accounts));
    }

    @Test
    void several_rules_can_be_chosen() {
        String out = check(
                        broken,
                        "--format",
                        "json",
                        "--rule",
                        "fargate-service-public-ip-enabled",
                        "--rule",
                        "route-table-default-route-is-live")
                .out();

        assertThat(out).contains("\"compliant\" : 0").doesNotContain("fargate-subnet-routes-to-registry");
    }

    @Test
    void a_folder_stands_for_the_snapshots_in_it_plain_and_gzip() throws IOException {
        Path bucket = Files.createDirectories(folder.resolve("bucket/AWSLogs/ConfigSnapshot"));
        Files.createFile(bucket.resolve("ConfigWritabilityCheckFile"));
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(bucket.resolve("snapshot.json.gz")))) {
            gzip.write(BROKEN.bytes());
        }

        assertThat(Run.of("check", folder.resolve("bucket").toString()).exitCode())
                .isEqualTo(1);
    }

    @Test
    void the_file_AWS_Config_tests_a_bucket_with_is_passed_over() throws IOException {
        Path check = Files.createFile(folder.resolve("ConfigWritabilityCheckFile"));

        assertThat(Run.of("check", check.toString(), broken.toString()).exitCode())
                .isEqualTo(1);
    }

    @Test
    void a_dash_is_standard_input() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(BROKEN.bytes()));
            assertThat(Run.of("check", "-").exitCode()).isEqualTo(1);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void an_account_without_workloads_is_told_so() throws IOException {
        Path empty = folder.resolve("empty.json");
        Snapshot.of(subnet("subnet-a")).writeTo(empty);

        assertThat(check(empty)).isEqualTo(new Run(0, "No Fargate workloads in 1 item.\n", ""));
    }

    @Test
    void what_cannot_run_says_why_in_one_line_and_prints_nothing() throws IOException {
        Path truncated = file("truncated.json", BROKEN.json().substring(0, 500));
        Path notOurs = file("package.json", "{\"name\": \"shop\"}");

        assertFails(
                "%s: no such file".formatted(folder.resolve("nope.json")),
                folder.resolve("nope.json").toString());
        assertFails(
                "%s: holds no .json or .json.gz files".formatted(Files.createDirectory(folder.resolve("none"))),
                folder.resolve("none").toString());
        assertFails("a FILE has an empty name", "");
        assertFails("there is no rule x; 'fargate-pull rules' lists them", broken.toString(), "--rule", "x");
        assertThat(failure(broken.toString(), notOurs.toString()))
                .startsWith("fargate-pull: %s: holds no configuration items;".formatted(notOurs));
        assertThat(failure(truncated.toString()))
                .startsWith("fargate-pull: %s: not valid JSON at line ".formatted(truncated));
        assertThat(failure(broken.toString(), "--format", "yaml"))
                .isEqualTo("fargate-pull: Invalid value for option '--format': 'yaml' is not text or json "
                        + "(fargate-pull check --help tells what it takes)\n");
        assertThat(failure(broken.toString(), "--fail-on", "warning"))
                .contains("'warning' is not breach or undetermined");
        assertFails("- is given twice, and standard input can be read once", "-", broken.toString(), "-");
        assertThat(failure(broken.toString(), "--nope")).contains("Unknown option: '--nope'");
        assertThat(failure()).contains("FILE");
    }

    @Test
    void what_is_wrong_with_rule_parameters_is_named() throws IOException {
        assertParametersFail("%s: there is no rule x; 'fargate-pull rules' lists them", "{\"x\": {}}");
        assertParametersFail(
                "%s: fargate-subnet-routes-to-registry has no parameter trusted; it has trustedEgress, undetermined",
                "{\"fargate-subnet-routes-to-registry\": {\"trusted\": \"tgw-1\"}}");
        assertParametersFail(
                "%s: parameter undetermined is 'COMPLIANT'; it can be NOT_APPLICABLE or NON_COMPLIANT",
                "{\"fargate-subnet-routes-to-registry\": {\"undetermined\": \"COMPLIANT\"}}");
        assertParametersFail(
                "%s: trustedEgress of fargate-subnet-routes-to-registry is not a string",
                "{\"fargate-subnet-routes-to-registry\": {\"trustedEgress\": [\"tgw-1\"]}}");
        assertParametersFail("%s: the file is not an object", "[]");
        assertParametersFail(
                "%s: fargate-subnet-routes-to-registry is not an object",
                "{\"fargate-subnet-routes-to-registry\": \"tgw-1\"}");
        assertParametersFail("%s: not valid JSON at line 1, column 2: it ends too early", "{");
        assertParametersFail("%s: not valid JSON at line 1, column 2: unexpected x", "{x");
        assertParametersFail("%s: not valid JSON at line 1, column 14: 'a' is there twice", "{\"a\": {}, \"a\": {}}");
        assertParametersFail(
                "%s: parameter consumerAccounts lists 'all', which is not an account id of 12 digits",
                "{\"ecr-repository-policy-allows-pull\": {\"consumerAccounts\": \"all\"}}");
        assertFails(
                "%s: no such file".formatted(folder.resolve("none.json")),
                broken.toString(),
                "--parameters",
                folder.resolve("none.json").toString());
    }

    @Test
    void rules_are_listed_with_their_severity() {
        assertThat(Run.of("rules").out().lines())
                .contains(
                        "route-table-default-route-is-live     high      The default route that Fargate pulls take points at"
                                + " a gateway that works.");
    }

    @Test
    void many_workloads_that_meet_one_cause_are_counted_not_listed() throws IOException {
        Path many = folder.resolve("many.json");
        Snapshot.of(
                        subnet("subnet-a"),
                        routeTable("rtb-1").of("subnet-a"),
                        service("a").in("subnet-a"),
                        service("b").in("subnet-a"),
                        service("c").in("subnet-a"),
                        service("d").in("subnet-a"))
                .writeTo(many);

        assertThat(check(many).out()).startsWith("main/a, main/b, main/c and 1 more  111122223333 eu-west-1\n");
    }

    @Test
    void an_open_question_beside_a_breach_keeps_its_mark() throws IOException {
        Path both = folder.resolve("both.json");
        Snapshot.of(
                        subnet("subnet-a"),
                        routeTable("rtb-1").of("subnet-a"),
                        service("a").in("subnet-a").pulling("nginx"),
                        service("b").in("subnet-a").runningUnrecorded("b:7"))
                .writeTo(both);

        assertThat(check(both).out())
                .contains("       no-default-route: rtb-1 has no 0.0.0.0/0 route (internet)\n")
                .contains(
                        "       ? task-definition-unknown: task definition b:7 has no item, so its images are unknown\n");
    }

    @Test
    void fixes_that_differ_in_the_endpoint_are_one_and_the_one_for_s3_is_a_gateway() throws IOException {
        Path isolated = folder.resolve("isolated.json");
        Snapshot.of(
                        subnet("subnet-a"),
                        routeTable("rtb-1").of("subnet-a"),
                        service("web").in("subnet-a"))
                .writeTo(isolated);

        assertThat(check(isolated, ROUTES).out())
                .contains("       fix: Route 0.0.0.0/0 to a NAT gateway, or add the endpoint "
                        + "com.amazonaws.eu-west-1.ecr.api, the endpoint com.amazonaws.eu-west-1.ecr.dkr and the gateway "
                        + "endpoint com.amazonaws.eu-west-1.s3.\n")
                .endsWith("\n1 workload, 1 resource: 1 non-compliant, 0 undetermined, 0 compliant.\n");
    }

    private static String json(List<Path> files) {
        List<String> arguments = new ArrayList<>(List.of("check", "--format", "json"));
        files.forEach(file -> arguments.add(file.toString()));
        return Run.of(arguments.toArray(String[]::new)).out();
    }

    private static Run check(Path file, String... options) {
        List<String> arguments = new ArrayList<>(List.of("check", file.toString()));
        arguments.addAll(List.of(options));
        return Run.of(arguments.toArray(String[]::new));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private void assertParametersFail(String message, String parameters) throws IOException {
        Path file = file("parameters.json", parameters);
        assertFails(message.formatted(file), broken.toString(), "--parameters", file.toString());
    }

    private static void assertFails(String message, String... arguments) {
        assertThat(failure(arguments)).isEqualTo("fargate-pull: %s\n".formatted(message));
    }

    /** The one line a failing check prints. */
    private static String failure(String... arguments) {
        List<String> all = new ArrayList<>(List.of("check"));
        all.addAll(List.of(arguments));
        Run run = Run.of(all.toArray(String[]::new));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        return run.err();
    }
}
