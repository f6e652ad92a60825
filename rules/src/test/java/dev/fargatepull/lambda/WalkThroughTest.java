package dev.fargatepull.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.rules.RuleCatalog;
import dev.fargatepull.testing.aws.StoredResult;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.RuleAction;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;

/**
 * An account is built in moto, broken piece by piece and repaired. AWS Config's stand-in sends the events that it would
 * send, and the functions' answers arrive and turn.
 */
class WalkThroughTest {

    private static final String ALL = "fargate-service-can-pull-image";

    private AccountUnderWatch watched;
    private MotoAccount account;

    @BeforeEach
    void build() throws IOException {
        watched = new AccountUnderWatch();
        account = watched.account();
    }

    @AfterEach
    void tearDown() {
        watched.close();
    }

    @Test
    void every_rule_finds_the_account_sound() throws IOException {
        for (String rule : rules()) {
            watched.schedule(rule);

            assertThat(watched.results(rule))
                    .as(rule)
                    .allSatisfy(result ->
                            assertThat(result.complianceType()).as("%s", result).isEqualTo("COMPLIANT"));
        }
        assertThat(watched.results(ALL))
                .extracting(StoredResult::resourceId)
                .containsExactlyElementsOf(MotoAccount.services().stream()
                        .map(MotoAccount::serviceArn)
                        .toList());
    }

    @Test
    void a_default_route_that_goes_and_comes_back() throws IOException {
        String natGateway =
                account.ec2.describeNatGateways().natGateways().get(0).natGatewayId();

        account.ec2.deleteRoute(
                request -> request.routeTableId(account.nat.routeTableId()).destinationCidrBlock("0.0.0.0/0"));
        isBroken("fargate-subnet-routes-to-registry", "no-default-route", "nat");

        account.routeToNat(natGateway);
        isMended("fargate-subnet-routes-to-registry");
    }

    @Test
    void a_public_ip_that_is_switched_off_and_on() throws IOException {
        account.setPublicIp("open", account.open, AssignPublicIp.DISABLED);
        isBroken("fargate-service-public-ip-enabled", "public-ip-disabled", "open");

        account.setPublicIp("open", account.open, AssignPublicIp.ENABLED);
        isMended("fargate-service-public-ip-enabled");
    }

    @Test
    void an_endpoint_that_is_deleted_and_made_again() throws IOException {
        String endpoint = account.endpoint("ecr.api");
        account.ec2.deleteVpcEndpoints(request -> request.vpcEndpointIds(endpoint));
        isBroken("fargate-vpc-has-registry-endpoints", "endpoint-missing", "link");

        account.addInterfaceEndpoint("ecr.api");
        isMended("fargate-vpc-has-registry-endpoints");
    }

    @Test
    void an_endpoint_whose_security_group_closes_and_opens() throws IOException {
        account.ec2.revokeSecurityGroupIngress(request -> request.groupId(account.link.groupId())
                .ipProtocol("tcp")
                .fromPort(443)
                .toPort(443)
                .cidrIp("10.3.0.0/16"));
        isBroken("registry-endpoint-admits-tasks", "endpoint-blocks-443", "link");

        account.ec2.authorizeSecurityGroupIngress(request -> request.groupId(account.link.groupId())
                .ipProtocol("tcp")
                .fromPort(443)
                .toPort(443)
                .cidrIp("10.3.0.0/16"));
        isMended("registry-endpoint-admits-tasks");
    }

    @Test
    void a_role_that_loses_its_policy_and_gets_it_back() throws IOException {
        account.iam.detachRolePolicy(
                request -> request.roleName(MotoAccount.role("nat")).policyArn(MotoAccount.EXECUTION_POLICY));
        isBroken("task-execution-role-can-pull", "role-cannot-pull", "nat");

        account.iam.attachRolePolicy(
                request -> request.roleName(MotoAccount.role("nat")).policyArn(MotoAccount.EXECUTION_POLICY));
        isMended("task-execution-role-can-pull");
    }

    @Test
    void an_image_that_is_deleted_and_pushed_again() throws IOException {
        account.ecr.batchDeleteImage(request -> request.repositoryName("open")
                .imageIds(ImageIdentifier.builder().imageTag("1").build()));
        isBroken("task-definition-images-exist", "image-tag-missing", "open");

        account.tag("open", "1");
        isMended("task-definition-images-exist");
    }

    @Test
    void a_network_acl_that_denies_and_allows() throws IOException {
        String acl = account.ec2
                .describeNetworkAcls(request -> request.filters(Filter.builder()
                        .name("vpc-id")
                        .values(account.nat.vpcId())
                        .build()))
                .networkAcls()
                .get(0)
                .networkAclId();
        account.ec2.createNetworkAclEntry(request -> request.networkAclId(acl)
                .ruleNumber(50)
                .egress(true)
                .protocol("6")
                .portRange(port -> port.from(443).to(443))
                .cidrBlock("0.0.0.0/0")
                .ruleAction(RuleAction.DENY));
        isBroken("network-acl-allows-registry-traffic", "acl-blocks-443", "nat");

        account.ec2.deleteNetworkAclEntry(
                request -> request.networkAclId(acl).ruleNumber(50).egress(true));
        isMended("network-acl-allows-registry-traffic");
    }

    @Test
    void dns_hostnames_that_are_switched_off_and_on() throws IOException {
        account.ec2.modifyVpcAttribute(
                request -> request.vpcId(account.link.vpcId()).enableDnsHostnames(on -> on.value(false)));
        isBroken("fargate-vpc-dns-enabled", "dns-hostnames-off", "link");

        account.ec2.modifyVpcAttribute(
                request -> request.vpcId(account.link.vpcId()).enableDnsHostnames(on -> on.value(true)));
        isMended("fargate-vpc-dns-enabled");
    }

    @Test
    void a_nat_gateway_that_is_deleted_and_replaced() throws IOException {
        var natGateway = account.ec2.describeNatGateways().natGateways().get(0);
        account.ec2.deleteNatGateway(request -> request.natGatewayId(natGateway.natGatewayId()));
        isBroken("route-table-default-route-is-live", "nat-gateway-unavailable", "nat");

        account.ec2.deleteRoute(
                request -> request.routeTableId(account.nat.routeTableId()).destinationCidrBlock("0.0.0.0/0"));
        account.routeToNat(account.newNatGateway(natGateway.subnetId()));
        isMended("route-table-default-route-is-live");
    }

    @Test
    void a_breach_that_was_mended_before_aws_config_recorded_it_is_not_reported() throws IOException {
        String natGateway =
                account.ec2.describeNatGateways().natGateways().get(0).natGatewayId();
        account.ec2.deleteRoute(
                request -> request.routeTableId(account.nat.routeTableId()).destinationCidrBlock("0.0.0.0/0"));
        watched.record();
        account.routeToNat(natGateway);

        watched.schedule("fargate-subnet-routes-to-registry");

        assertThat(watched.results("fargate-subnet-routes-to-registry"))
                .allSatisfy(result -> assertThat(result.complianceType()).isEqualTo("COMPLIANT"));
    }

    private static List<String> rules() {
        return RuleCatalog.rules().stream().map(rule -> rule.spec().name()).toList();
    }

    /** Of the rule and of the one that answers for all, after the events that the change causes. */
    private void isBroken(String rule, String code, String service) throws IOException {
        tell(rule);
        assertThat(watched.results(rule)).as("%s after the change", rule).anySatisfy(result -> {
            assertThat(result.complianceType()).isEqualTo("NON_COMPLIANT");
            assertThat(result.annotation().orElse("")).startsWith(code + ": ");
        });
        assertThat(watched.results(ALL))
                .filteredOn(result -> result.complianceType().equals("NON_COMPLIANT"))
                .extracting(StoredResult::resourceId)
                .containsExactly(MotoAccount.serviceArn(service));
    }

    private void isMended(String rule) throws IOException {
        tell(rule);
        for (String asked : List.of(rule, ALL)) {
            assertThat(watched.results(asked))
                    .as("%s after the repair", asked)
                    .isNotEmpty()
                    .allSatisfy(result ->
                            assertThat(result.complianceType()).as("%s", result).isEqualTo("COMPLIANT"));
        }
    }

    /** What AWS Config records wakes a rule; where it records nothing that does, the rule's schedule comes. */
    private void tell(String rule) throws IOException {
        List<ObjectNode> changes = watched.record();
        for (String told : List.of(rule, ALL)) {
            List<ObjectNode> waking =
                    changes.stream().filter(change -> wakes(told, change)).toList();
            for (ObjectNode change : waking) {
                watched.change(told, change);
            }
            if (waking.isEmpty()) {
                watched.schedule(told);
            }
        }
    }

    private static boolean wakes(String rule, ObjectNode item) {
        return ResourceType.of(item.path("resourceType").asText())
                .filter(RuleCatalog.find(rule).orElseThrow().spec().wakesOn()::contains)
                .isPresent();
    }
}
