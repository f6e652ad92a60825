package dev.fargatepull.lambda;

import static dev.fargatepull.testing.Items.association;
import static dev.fargatepull.testing.Items.cluster;
import static dev.fargatepull.testing.Items.dhcpOptions;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.internetGateway;
import static dev.fargatepull.testing.Items.natGateway;
import static dev.fargatepull.testing.Items.networkAcl;
import static dev.fargatepull.testing.Items.repository;
import static dev.fargatepull.testing.Items.role;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static dev.fargatepull.testing.Items.taskDefinition;
import static dev.fargatepull.testing.Items.vpc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.live.AwsClients;
import dev.fargatepull.rules.RuleCatalog;
import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.TaskDefinitionItem;
import dev.fargatepull.testing.aws.AwsConfig;
import dev.fargatepull.testing.aws.NoAccess;
import dev.fargatepull.testing.aws.RuleEvents;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.config.ConfigClientBuilder;

/** What a change costs depends on what it touches, and not on how large the account is. */
class BoundedCallsTest {

    private static final String CHANGED = "2026-03-02T05:00:00.000Z";

    @ParameterizedTest
    @MethodSource("rules")
    void a_change_takes_as_many_calls_in_an_account_of_forty_vpcs_as_in_one_of_two(String rule) throws IOException {
        for (Item<?> changed : changes()) {
            Map<String, Integer> few = requests(rule, changed, 2);
            Map<String, Integer> many = requests(rule, changed, 40);

            assertThat(many)
                    .as("%s on %s", rule, changed.json().get(0).path("resourceType"))
                    .isEqualTo(few);
        }
    }

    static Stream<String> rules() {
        // The rule on the account counts everything there, and wakes on a change of the recorder only.
        return RuleCatalog.rules().stream()
                .map(rule -> rule.spec().name())
                .filter(name -> !name.equals("fargate-pull-evidence-complete"));
    }

    private static List<Item<?>> changes() {
        return List.of(
                routeTable("rtb-0").inVpc("vpc-0").main().defaultRoute("nat-0"),
                association("subnet-0", "rtb-0"),
                interfaceEndpoint("vpce-0", "ecr.api").inVpc("vpc-0"),
                natGateway("nat-0").inVpc("vpc-0").in("subnet-0"),
                internetGateway("igw-0").attachedTo("vpc-0"),
                networkAcl("acl-0").inVpc("vpc-0").of("subnet-0"),
                dhcpOptions("dopt-0"),
                service("web-0").in("subnet-0").running(definition(0, 1)),
                definition(0, 2),
                cluster("main-0"),
                role("role-0"),
                repository("web-0"));
    }

    private static Map<String, Integer> requests(String rule, Item<?> changed, int vpcs) throws IOException {
        try (AwsConfig config = new AwsConfig(RuleEvents.RULE_NAME, RuleEvents.RESULT_TOKEN);
                NoAccess others = new NoAccess();
                AwsClients clients = new AwsClients(builder -> builder.endpointOverride(
                                builder instanceof ConfigClientBuilder ? config.endpoint() : others.endpoint())
                        .region(Region.of(Item.HOME.region()))
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"))))) {
            config.recording(account(vpcs));
            changed.capturedAt(CHANGED);
            new RuleFunction(Optional.of(rule), clients, new PrintStream(OutputStream.nullOutputStream()))
                    .handleRequest(
                            new ByteArrayInputStream(
                                    RuleEvents.changed(changed).toString().getBytes(StandardCharsets.UTF_8)),
                            OutputStream.nullOutputStream(),
                            new FunctionContext());
            return clients.requests();
        }
    }

    /** As many VPCs, each with a service that has everything of its own. */
    private static List<Item<?>> account(int vpcs) {
        List<Item<?>> items = new ArrayList<>();
        for (int vpc = 0; vpc < vpcs; vpc++) {
            items.addAll(List.of(
                    vpc("vpc-" + vpc).withDhcpOptions("dopt-" + vpc),
                    dhcpOptions("dopt-" + vpc),
                    subnet("subnet-" + vpc).inVpc("vpc-" + vpc),
                    routeTable("rtb-" + vpc).inVpc("vpc-" + vpc).main().defaultRoute("nat-" + vpc),
                    natGateway("nat-" + vpc).inVpc("vpc-" + vpc).in("subnet-" + vpc),
                    networkAcl("acl-" + vpc).inVpc("vpc-" + vpc).of("subnet-" + vpc),
                    interfaceEndpoint("vpce-" + vpc, "ecr.api").inVpc("vpc-" + vpc),
                    cluster("main-" + vpc),
                    role("role-" + vpc),
                    repository("web-" + vpc),
                    service("web-" + vpc)
                            .inCluster("main-" + vpc)
                            .in("subnet-" + vpc)
                            .running(definition(vpc, 1))));
        }
        return items;
    }

    private static TaskDefinitionItem definition(int number, int revision) {
        return taskDefinition("web-%d:%d".formatted(number, revision))
                .withImage(Images.ecr(Item.HOME, "web-%d:1".formatted(number)))
                .withExecutionRole("arn:aws:iam::%s:role/role-%d".formatted(Item.HOME.accountId(), number));
    }
}
