package dev.fargatepull.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.rules.RuleCatalog;
import dev.fargatepull.testing.aws.FaultyProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * What an event makes the functions do, in an account in moto. README has the table; run with {@code -Dgenerate}, this
 * rewrites it first.
 */
class CostOfEventsTest {

    private static final Path README = Path.of("..", "README.md");
    private static final String BEGIN = "<!-- calls:begin -->\n";
    private static final String END = "<!-- calls:end -->";
    private static final int SERVICES_OF_THE_VPC = 20;
    private static final List<String> ASKED = List.of("config", "ec2", "ecs", "ecr", "iam");

    /** What all functions together do on an event: how many it wakes, their calls by service, and their results. */
    private record Cost(int functions, Map<String, Integer> calls, int evaluations) {}

    /** An event: what happens, and the item that tells of it. */
    private record Event(String happening, String type, String id) {}

    @Test
    void readme_tells_what_each_kind_of_event_costs() throws IOException {
        String table = table();
        String readme = Files.readString(README);
        String expected = readme.substring(0, readme.indexOf(BEGIN) + BEGIN.length())
                + table
                + readme.substring(readme.indexOf(END));
        if (System.getProperty("generate") != null) {
            Files.writeString(README, expected);
        }
        assertThat(README)
                .as("rewrite it with: mvn -pl rules test -Dtest=CostOfEventsTest -Dgenerate")
                .hasContent(expected);
    }

    private static String table() throws IOException {
        try (AccountUnderWatch watched = new AccountUnderWatch()) {
            for (int number = 1; number < SERVICES_OF_THE_VPC; number++) {
                watched.account().run("nat-" + number, watched.account().nat);
            }
            watched.record();
            StringBuilder table = new StringBuilder();
            row(table, "event", "functions", "evaluations", "AWS Config", "EC2", "ECS", "ECR", "IAM");
            table.append("|").append(" --- |".repeat(8)).append("\n");
            for (Event event : events(watched.account())) {
                row(table, event.happening(), change(watched, watched.item(event.type(), event.id())));
            }
            row(table, "the daily run, with 22 services in 3 VPCs", schedule(watched));
            return table.toString();
        }
    }

    private static void row(StringBuilder table, String happening, Cost cost) {
        List<String> cells = new ArrayList<>(
                List.of(happening, String.valueOf(cost.functions()), String.valueOf(cost.evaluations())));
        ASKED.forEach(service -> cells.add(String.valueOf(cost.calls().getOrDefault(service, 0))));
        row(table, cells.toArray(String[]::new));
        assertThat(cost.calls().keySet()).isSubsetOf(ASKED);
    }

    private static void row(StringBuilder table, String... cells) {
        table.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static List<Event> events(MotoAccount account) {
        MotoAccount.Network nat = account.nat;
        Filter ofTheVpc = Filter.builder().name("vpc-id").values(nat.vpcId()).build();
        String gateway = account.ec2
                .describeNatGateways(request -> request.filter(ofTheVpc))
                .natGateways()
                .get(0)
                .natGatewayId();
        String acl = account.ec2
                .describeNetworkAcls(request -> request.filters(ofTheVpc))
                .networkAcls()
                .get(0)
                .networkAclId();
        String internetGateway = account.ec2
                .describeInternetGateways(request -> request.filters(Filter.builder()
                        .name("attachment.vpc-id")
                        .values(nat.vpcId())
                        .build()))
                .internetGateways()
                .get(0)
                .internetGatewayId();
        String dhcpOptions = account.ec2
                .describeVpcs(request -> request.filters(ofTheVpc))
                .vpcs()
                .get(0)
                .dhcpOptionsId();
        return List.of(
                new Event("a service is deployed or scaled", "AWS::ECS::Service", "nat"),
                new Event("a task definition is registered", "AWS::ECS::TaskDefinition", "nat"),
                new Event("an execution role changes", "AWS::IAM::Role", MotoAccount.role("nat")),
                new Event("a repository changes", "AWS::ECR::Repository", "nat"),
                new Event("a route table changes", "AWS::EC2::RouteTable", nat.routeTableId()),
                new Event("a NAT gateway changes", "AWS::EC2::NatGateway", gateway),
                new Event("a network ACL changes", "AWS::EC2::NetworkAcl", acl),
                new Event("an internet gateway changes", "AWS::EC2::InternetGateway", internetGateway),
                new Event("DHCP options change", "AWS::EC2::DHCPOptions", dhcpOptions),
                new Event(
                        "a VPC endpoint changes, in a VPC of one service",
                        "AWS::EC2::VPCEndpoint",
                        account.endpoint("ecr.api")));
    }

    private static Cost change(AccountUnderWatch watched, ObjectNode item) throws IOException {
        ResourceType type = ResourceType.of(item.path("resourceType").asText()).orElseThrow();
        List<RuleSpec> woken = RuleCatalog.rules().stream()
                .map(Rule::spec)
                .filter(rule -> rule.wakesOn().contains(type))
                .toList();
        return cost(watched, woken, rule -> watched.change(rule, item));
    }

    private static Cost schedule(AccountUnderWatch watched) throws IOException {
        return cost(watched, RuleCatalog.rules().stream().map(Rule::spec).toList(), watched::schedule);
    }

    /** Sends an event to the function of a rule. */
    private interface Sending {
        void to(String rule) throws IOException;
    }

    private static Cost cost(AccountUnderWatch watched, List<RuleSpec> rules, Sending event) throws IOException {
        SortedMap<String, Integer> calls = new TreeMap<>();
        int evaluations = 0;
        for (RuleSpec rule : rules) {
            FaultyProxy services = watched.proxy(rule.name());
            watched.forget(rule.name());
            SortedMap<String, Integer> before = services.calls();
            event.to(rule.name());
            services.calls()
                    .forEach((action, count) -> calls.merge(
                            action.substring(0, action.indexOf(':')),
                            count - before.getOrDefault(action, 0),
                            Integer::sum));
            evaluations += watched.results(rule.name()).size();
        }
        return new Cost(rules.size(), calls, evaluations);
    }
}
