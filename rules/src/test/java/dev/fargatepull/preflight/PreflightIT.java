package dev.fargatepull.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.aws.AwsConfig;
import dev.fargatepull.testing.aws.Moto;
import dev.fargatepull.testing.aws.Program;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * {@code fargate-pull preflight --organization} as people run it, in the management account: with all that has to be
 * there, and with each piece missing. Moto has organizations; the stand-in for AWS Config has recorders and packs.
 */
class PreflightIT {

    private static final List<String> SERVICES = List.of(
            "config-multiaccountsetup.amazonaws.com",
            "member.org.stacksets.cloudformation.amazonaws.com",
            "config.amazonaws.com");

    private final Moto moto = Moto.reset();
    private final AwsConfig config;

    PreflightIT() throws IOException {
        config = new AwsConfig("another-rule", "token");
    }

    @AfterEach
    void stop() {
        config.close();
    }

    @Test
    void an_account_and_organization_that_are_ready_are_fine() throws Exception {
        config.withRecorder();
        organization("ALL");
        trust(SERVICES);
        makeServiceLinkedRole();

        Program.Outcome outcome = preflight();

        assertThat(outcome.printed())
                .startsWith("%s  %s%n".formatted(Item.HOME.accountId(), Item.HOME.region()))
                .doesNotContain("✗", "?");
        assertThat(outcome.printed().lines().filter(line -> line.startsWith("  ✓  ")))
                .hasSize(10);
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config-multiaccountsetup.amazonaws.com",
                "member.org.stacksets.cloudformation.amazonaws.com",
                "config.amazonaws.com"
            })
    void a_service_that_may_not_act_in_the_accounts_is_named(String service) throws Exception {
        config.withRecorder();
        organization("ALL");
        trust(SERVICES.stream().filter(trusted -> !trusted.equals(service)).toList());
        makeServiceLinkedRole();

        assertMissing("trusted access: these may not act in the accounts: " + service);
    }

    @Test
    void a_missing_service_linked_role_is_named() throws Exception {
        config.withRecorder();
        organization("ALL");
        trust(SERVICES);

        assertMissing("service-linked role of organization packs: AWSServiceRoleForConfigMultiAccountSetup is missing");
    }

    @Test
    void an_organization_of_consolidated_billing_is_told_of() throws Exception {
        config.withRecorder();
        organization("CONSOLIDATED_BILLING");
        trust(SERVICES);
        makeServiceLinkedRole();

        assertMissing("organization: the organization has CONSOLIDATED_BILLING only");
    }

    @Test
    void an_account_in_no_organization_is_told_so() throws Exception {
        config.withRecorder();
        makeServiceLinkedRole();

        assertMissing("organization: the account is in no organization");
    }

    @Test
    void a_recorder_that_is_off_is_told_of() throws Exception {
        config.withRecorder().stopped();
        organization("ALL");
        trust(SERVICES);
        makeServiceLinkedRole();

        assertMissing("recorder runs: no recorder is on");
    }

    @Test
    void types_that_are_not_recorded_are_named() throws Exception {
        config.withRecorderOfAllBut("AWS::EC2::VPCEndpoint", "AWS::ECS::Service");
        organization("ALL");
        trust(SERVICES);
        makeServiceLinkedRole();

        assertMissing("recorder: AWS Config does not record AWS::EC2::VPCEndpoint, AWS::ECS::Service");
    }

    private void assertMissing(String told) throws IOException, InterruptedException {
        Program.Outcome outcome = preflight();
        assertThat(outcome.printed()).contains("  ✗  " + told);
        assertThat(outcome.printed()).containsPattern("fix: (aws|In the management account: aws|Add|Run) ?");
        assertThat(outcome.exitCode()).as(outcome.errors()).isEqualTo(1);
    }

    private Program.Outcome preflight() throws IOException, InterruptedException {
        return Program.run(
                moto.endpoint(),
                Map.of("AWS_ENDPOINT_URL_CONFIG_SERVICE", config.endpoint().toString()),
                "preflight",
                "--region",
                Item.HOME.region(),
                "--organization");
    }

    private void organization(String featureSet) {
        moto.organizations("CreateOrganization", "{\"FeatureSet\": \"%s\"}".formatted(featureSet));
    }

    private void trust(List<String> services) {
        services.forEach(service ->
                moto.organizations("EnableAWSServiceAccess", "{\"ServicePrincipal\": \"%s\"}".formatted(service)));
    }

    private void makeServiceLinkedRole() {
        moto.client(IamClient.builder())
                .createRole(role -> role.roleName("AWSServiceRoleForConfigMultiAccountSetup")
                        .assumeRolePolicyDocument("{}"));
    }
}
