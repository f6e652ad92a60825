package dev.fargatepull.core.rule;

import static dev.fargatepull.testing.Items.deniedCall;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.repository;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.inventory.Inventory;
import dev.fargatepull.core.verdict.Compliance;
import dev.fargatepull.core.verdict.Evaluation;
import dev.fargatepull.items.ItemReader;
import dev.fargatepull.items.MalformedInputException;
import dev.fargatepull.rules.Judge;
import dev.fargatepull.rules.RuleCatalog;
import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.Snapshot;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DenialsTest {

    private static final String ROUTES = "fargate-subnet-routes-to-registry";
    private static final String IMAGES = "task-definition-images-exist";

    @Test
    void a_breach_on_a_route_table_that_could_not_be_confirmed_is_open() throws Exception {
        List<Item<?>> account = new ArrayList<>(List.of(
                service("web").in("subnet-a"),
                subnet("subnet-a"),
                routeTable("rtb-a").of("subnet-a")));
        assertThat(causes(ROUTES, account)).isNotEmpty().noneMatch(Cause::isOpen);

        account.add(deniedCall("ec2:DescribeRouteTables"));

        assertThat(causes(ROUTES, account))
                .isNotEmpty()
                .allMatch(Cause::isOpen)
                .extracting(Cause::code, Cause::fix)
                .containsOnly(tuple(CauseCode.NO_DEFAULT_ROUTE, "Allow ec2:DescribeRouteTables: it was denied."));
    }

    @Test
    void a_compliant_subnet_needs_no_confirmation() throws Exception {
        assertThat(causes(
                        ROUTES,
                        List.of(
                                service("web").in("subnet-a"),
                                subnet("subnet-a"),
                                routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                                deniedCall("ec2:DescribeRouteTables"))))
                .isEmpty();
    }

    @Test
    void an_endpoint_takes_no_flow_for_granted_where_the_dns_attributes_could_not_be_read() throws Exception {
        List<Item<?>> account = List.of(
                service("web").in("subnet-a").pulling(Images.ecr(Item.HOME, "web:1")),
                subnet("subnet-a"),
                routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                interfaceEndpoint("vpce-1", "ecr.dkr"),
                deniedCall("ec2:DescribeVpcAttribute"));

        assertThat(causes(ROUTES, account))
                .extracting(Cause::code, Cause::message, Cause::fix)
                .containsExactly(tuple(
                        CauseCode.READ_DENIED,
                        "ec2:DescribeVpcAttribute was denied, and the verdict may depend on what it tells",
                        "Allow ec2:DescribeVpcAttribute: it was denied."));
    }

    @Test
    void an_open_question_names_the_permission_that_would_answer_it() throws Exception {
        String image = Images.ecr(Item.HOME, "web:1");
        String path = image.substring(0, image.lastIndexOf(':'));

        assertThat(causes(
                        IMAGES,
                        List.of(
                                service("web").pulling(image),
                                repository("web"),
                                deniedCall("ecr:DescribeImages").on(path))))
                .extracting(Cause::code, Cause::fix)
                .containsExactly(tuple(CauseCode.IMAGE_UNKNOWN, "Allow ecr:DescribeImages: it was denied."));
    }

    @Test
    void a_denial_on_one_repository_says_nothing_of_another() throws Exception {
        assertThat(causes(
                        IMAGES,
                        List.of(
                                service("web").pulling(Images.ecr(Item.HOME, "web:1")),
                                repository("web"),
                                deniedCall("ecr:DescribeImages").on("other"))))
                .extracting(Cause::code)
                .containsExactly(CauseCode.IMAGE_UNKNOWN);
        assertThat(causes(
                        IMAGES,
                        List.of(
                                service("web").pulling(Images.ecr(Item.HOME, "web:1")),
                                repository("web"),
                                deniedCall("ecr:DescribeImages").on("other"))))
                .extracting(Cause::fix)
                .noneMatch(fix -> fix.startsWith("Allow"));
    }

    /** The embedded example has every breach there is. */
    @ParameterizedTest
    @MethodSource("rulesOnResources")
    void no_rule_gives_a_verdict_where_the_task_definitions_could_not_be_read(String rule) throws Exception {
        Inventory.Builder evidence = new Inventory.Builder();
        read(evidence, Files.readAllBytes(Path.of("..", "example", "organization.json")));
        Inventory before = evidence.build();
        before.regions()
                .forEach(region ->
                        add(evidence, deniedCall("ecs:DescribeTaskDefinition").recordedIn(region.scope())));

        List<Evaluation> evaluations = evaluations(rule, evidence.build());

        assertThat(evaluations(rule, before)).extracting(Evaluation::compliance).contains(Compliance.NON_COMPLIANT);
        assertThat(evaluations).isNotEmpty().allSatisfy(evaluation -> {
            assertThat(evaluation.compliance()).isEqualTo(Compliance.UNDETERMINED);
            assertThat(evaluation.causes()).extracting(Cause::code).contains(CauseCode.READ_DENIED);
        });
    }

    static Stream<String> rulesOnResources() {
        return RuleCatalog.rules().stream()
                .map(rule -> rule.spec().name())
                .filter(name -> !name.equals("fargate-pull-evidence-complete"));
    }

    private static List<Cause> causes(String rule, List<Item<?>> account) throws MalformedInputException {
        Inventory.Builder evidence = new Inventory.Builder();
        read(evidence, Snapshot.of(account).bytes());
        return evaluations(rule, evidence.build()).stream()
                .flatMap(evaluation -> evaluation.causes().stream())
                .toList();
    }

    private static List<Evaluation> evaluations(String rule, Inventory evidence) {
        Judge judge = new Judge(List.of(RuleCatalog.find(rule).orElseThrow()), Map.of());
        return evidence.regions().stream()
                .flatMap(region -> judge.judge(region).evaluations().stream())
                .toList();
    }

    private static void add(Inventory.Builder evidence, Item<?> item) {
        try {
            read(evidence, Snapshot.of(item).bytes());
        } catch (MalformedInputException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static void read(Inventory.Builder evidence, byte[] snapshot) throws MalformedInputException {
        new ItemReader(evidence::add, () -> {}).read("items", new ByteArrayInputStream(snapshot));
    }
}
