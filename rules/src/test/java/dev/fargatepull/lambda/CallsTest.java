package dev.fargatepull.lambda;

import static dev.fargatepull.testing.Items.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.rules.RuleCatalog;
import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.StatementJson;
import dev.fargatepull.testing.aws.AwsConfig;
import dev.fargatepull.testing.aws.FaultyProxy;
import dev.fargatepull.testing.aws.FaultyProxy.Fault;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.model.AddPrefixListEntry;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;

/**
 * A role allows what its rule declares. So a rule has to declare every call that its function makes, and no other: here
 * every rule meets all that makes functions call anything.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallsTest {

    private AccountUnderWatch watched;
    private ObjectNode deletedService = new ObjectMapper().createObjectNode();

    @BeforeAll
    void fill() throws IOException {
        watched = new AccountUnderWatch(List.of(
                "AWS::EC2::DHCPOptions",
                "AWS::EC2::NetworkInterface",
                "AWS::ECR::Repository",
                "AWS::ECS::Cluster",
                "AWS::IAM::Policy",
                "AWS::IAM::Role",
                "AWS::KMS::Key",
                "AWS::SecretsManager::Secret"));
        MotoAccount account = watched.account();
        account.setPublicIp("open", account.open, AssignPublicIp.DISABLED);
        account.ec2.deleteRoute(
                request -> request.routeTableId(account.nat.routeTableId()).destinationCidrBlock("0.0.0.0/0"));
        account.runBehindCredentials("behind-credentials", account.link, "registry.example.com/app:1");
        account.runPinned("one-platform", account.link, Images.ecr(Item.HOME, "link:amd64"));
        account.runPinned("gone", account.link, Images.ecr(Item.HOME, "link:1"));
        account.iam.putRolePolicy(policy -> policy.roleName(MotoAccount.role("link"))
                .policyName("inline")
                .policyDocument(
                        StatementJson.document(StatementJson.allow("ecr:*").on("*"))));
        String managed = account.iam
                .createPolicy(policy -> policy.policyName("managed")
                        .policyDocument(StatementJson.document(
                                StatementJson.allow("ecr:*").on("*"))))
                .policy()
                .arn();
        account.iam.attachRolePolicy(
                attach -> attach.roleName(MotoAccount.role("link")).policyArn(managed));
        allowOutTo(account, account.link, prefixList(account));
        watched.record();
        account.ecs.deleteService(
                request -> request.cluster("main").service("gone").force(true));
        deletedService = watched.record().stream()
                .filter(item -> item.path("resourceType").asText().equals("AWS::ECS::Service"))
                .findFirst()
                .orElseThrow();
    }

    @AfterAll
    void close() {
        watched.close();
    }

    static Stream<RuleSpec> rules() {
        return RuleCatalog.rules().stream().map(Rule::spec);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_function_calls_what_its_rule_declares_and_nothing_else(RuleSpec rule) throws IOException {
        FaultyProxy services = watched.proxy(rule.name());
        // Moto has no revisions of services, and no URLs of layers.
        services.rewriting("ecs:DescribeServices", CallsTest::withRevisions)
                .failing("ecs:DescribeServiceRevisions", Fault.DENIED)
                .failing("ecr:GetDownloadUrlForLayer", Fault.DENIED);
        String subnet = watched.account().link.subnetId();
        AwsConfig config = watched.config(rule.name())
                .recording(
                        service("by-default")
                                .inCluster("main")
                                .asItsClusterSays()
                                .in(subnet)
                                .runningUnrecorded("link:1"),
                        service("on-an-older-revision")
                                .inCluster("main")
                                .in(subnet)
                                .runningUnrecorded("older:1"));

        watched.schedule(rule.name());
        watched.change(rule.name(), deletedService);
        config.refusingQueriesFor("AWS::ECS::TaskDefinition", "InvalidExpressionException");
        watched.schedule(rule.name());
        config.withRecorderOf("AWS::ECS::Service", "AWS::ECS::TaskDefinition");
        watched.schedule(rule.name());

        assertThat(services.calls().keySet()).containsExactlyInAnyOrderElementsOf(rule.apiActions());
    }

    private static String withRevisions(String answer) {
        try {
            JsonNode services = new ObjectMapper().readTree(answer);
            services.path("services")
                    .forEach(service -> ((ObjectNode) service)
                            .putArray("currentServiceRevisions")
                            .addObject()
                            .put(
                                    "arn",
                                    service.path("serviceArn").asText().replace(":service/", ":service-revision/")
                                            + "/1"));
            return services.toString();
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    private static String prefixList(MotoAccount account) {
        return account.ec2
                .createManagedPrefixList(request -> request.prefixListName("registry")
                        .addressFamily("IPv4")
                        .maxEntries(1)
                        .entries(
                                AddPrefixListEntry.builder().cidr("10.3.0.0/16").build()))
                .prefixList()
                .prefixListId();
    }

    private static void allowOutTo(MotoAccount account, MotoAccount.Network network, String prefixListId) {
        account.ec2.authorizeSecurityGroupEgress(request -> request.groupId(network.groupId())
                .ipPermissions(IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(443)
                        .toPort(443)
                        .prefixListIds(PrefixListId.builder()
                                .prefixListId(prefixListId)
                                .build())
                        .build()));
    }
}
