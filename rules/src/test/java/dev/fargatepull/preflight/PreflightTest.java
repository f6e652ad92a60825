package dev.fargatepull.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.fargatepull.preflight.Check.Outcome;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.aws.Moto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.ConfigClientBuilder;
import software.amazon.awssdk.services.config.model.ConfigException;
import software.amazon.awssdk.services.config.model.ConfigRule;
import software.amazon.awssdk.services.config.model.ConfigurationRecorder;
import software.amazon.awssdk.services.config.model.ConformancePackDetail;
import software.amazon.awssdk.services.config.model.DescribeConfigRulesRequest;
import software.amazon.awssdk.services.config.model.DescribeConfigRulesResponse;
import software.amazon.awssdk.services.config.model.DescribeConfigurationRecordersResponse;
import software.amazon.awssdk.services.config.model.DescribeConformancePacksRequest;
import software.amazon.awssdk.services.config.model.DescribeConformancePacksResponse;
import software.amazon.awssdk.services.config.model.DescribeOrganizationConformancePacksRequest;
import software.amazon.awssdk.services.config.model.DescribeOrganizationConformancePacksResponse;
import software.amazon.awssdk.services.config.model.OrganizationConformancePack;
import software.amazon.awssdk.services.config.model.RecordingGroup;
import software.amazon.awssdk.services.config.model.RecordingStrategyType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.IamClientBuilder;

/** Against moto's AWS Config, IAM and Organizations; what moto lacks is mocked. */
class PreflightTest {

    private static final String ACCOUNT = Item.HOME.accountId();
    private static final String REGION = "eu-west-1";
    private static final List<String> TYPES = List.of("AWS::EC2::RouteTable", "AWS::ECS::Service");
    private static final List<String> RULES = List.of("fargate-vpc-dns-enabled", "route-table-default-route-is-live");
    private static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private Moto moto = Moto.reset();

    @BeforeEach
    void emptyAccount() {
        moto = Moto.reset();
    }

    @Test
    void an_account_without_a_recorder_is_told_how_to_set_one_up() {
        assertThat(account())
                .contains(
                        Check.failed(
                                "recorder",
                                "AWS Config has no recorder in eu-west-1",
                                "Set up AWS Config: aws configservice put-configuration-recorder, put-delivery-channel, "
                                        + "start-configuration-recorder."),
                        Check.failed(
                                "recorder runs",
                                "no recorder is on",
                                "aws configservice start-configuration-recorder --configuration-recorder-name NAME"));
    }

    @Test
    void a_recorder_has_to_record_what_the_rules_read() {
        record("AWS::ECS::Service");
        assertThat(check(account(), "recorder"))
                .isEqualTo(Check.failed(
                        "recorder",
                        "AWS Config does not record AWS::EC2::RouteTable",
                        "Add them to the recording group (aws configservice put-configuration-recorder), or take them "
                                + "from its exclusions."));
        record("AWS::ECS::Service", "AWS::EC2::RouteTable");
        assertThat(check(account(), "recorder"))
                .isEqualTo(Check.fine("recorder", "AWS Config records the 2 types that the rules read"));
        assertThat(check(account(), "recorder runs")).isEqualTo(Check.fine("recorder runs", "it is on"));
    }

    @Test
    void exclusions_of_a_recorder_count_and_a_recorder_of_everything_is_fine() {
        ConfigClient config = deniedConfig();
        doReturn(
                        recorder(group -> group.recordingStrategy(
                                        strategy -> strategy.useOnly(RecordingStrategyType.EXCLUSION_BY_RESOURCE_TYPES))
                                .exclusionByResourceTypes(
                                        excluded -> excluded.resourceTypesWithStrings("AWS::EC2::RouteTable"))),
                        recorder(group -> group.allSupported(true)))
                .when(config)
                .describeConfigurationRecorders();
        Preflight preflight = new Preflight(ACCOUNT, REGION, config, iam());
        assertThat(check(preflight.account(TYPES, RULES), "recorder").found())
                .isEqualTo("AWS Config does not record AWS::EC2::RouteTable");
        assertThat(check(preflight.account(TYPES, RULES), "recorder").outcome()).isEqualTo(Outcome.FINE);
    }

    @Test
    void quotas_count_what_others_deployed() {
        ConfigClient config = deniedConfig();
        List<ConfigRule> rules = new ArrayList<>(Collections.nCopies(
                998, ConfigRule.builder().configRuleName("others").build()));
        rules.add(ConfigRule.builder()
                .configRuleName("fargate-vpc-dns-enabled-conformance-pack-abc123def")
                .build());
        doReturn(DescribeConfigRulesResponse.builder().configRules(rules).build())
                .when(config)
                .describeConfigRules(any(DescribeConfigRulesRequest.class));
        assertThat(check(new Preflight(ACCOUNT, REGION, config, iam()).account(TYPES, RULES), "quota of rules"))
                .isEqualTo(Check.fine("quota of rules", "998 other rules, 2 to come, 1,000 allowed"));
    }

    @Test
    void a_pack_more_than_aws_config_allows_is_told_of() {
        ConfigClient config = deniedConfig();
        doReturn(DescribeConformancePacksResponse.builder()
                        .conformancePackDetails(IntStream.range(0, 50)
                                .mapToObj(number -> ConformancePackDetail.builder()
                                        .conformancePackName("pack-" + number)
                                        .build())
                                .toList())
                        .build())
                .when(config)
                .describeConformancePacks(any(DescribeConformancePacksRequest.class));
        assertThat(check(new Preflight(ACCOUNT, REGION, config, iam()).account(TYPES, RULES), "quota of packs"))
                .isEqualTo(Check.failed(
                        "quota of packs",
                        "50 other conformance packs, 1 to come, 50 allowed",
                        "Ask AWS for more, or remove a pack."));
    }

    @Test
    void packs_of_the_organization_count_too() {
        ConfigClient config = deniedConfig();
        doReturn(DescribeOrganizationConformancePacksResponse.builder()
                        .organizationConformancePacks(OrganizationConformancePack.builder()
                                .organizationConformancePackName("fargate-pull")
                                .build())
                        .build())
                .when(config)
                .describeOrganizationConformancePacks(any(DescribeOrganizationConformancePacksRequest.class));
        assertThat(check(
                        new Preflight(ACCOUNT, REGION, config, iam()).organization(organizations()),
                        "quota of organization packs"))
                .isEqualTo(
                        Check.fine("quota of organization packs", "0 other organization packs, 1 to come, 50 allowed"));
    }

    @Test
    void what_whoever_asks_may_not_see_is_unknown() {
        assertThat(new Preflight(ACCOUNT, REGION, deniedConfig(), iam()).account(TYPES, RULES))
                .filteredOn(check -> !check.subject().startsWith("service-linked role"))
                .hasSize(4)
                .allSatisfy(check -> {
                    assertThat(check.outcome()).isEqualTo(Outcome.UNKNOWN);
                    assertThat(check.found()).contains("not authorized to perform: config:");
                });
    }

    @Test
    void an_account_in_no_organization_cannot_deploy_to_one() {
        assertThat(check(organization(), "organization"))
                .isEqualTo(Check.failed(
                        "organization",
                        "the account is in no organization",
                        "Run this with an account of the organization."));
    }

    @Test
    void the_management_account_of_a_bare_organization_is_told_all_that_is_missing() {
        moto.organizations("CreateOrganization", "{\"FeatureSet\": \"ALL\"}");
        List<Check> checks = organization();
        assertThat(check(checks, "organization").outcome()).isEqualTo(Outcome.FINE);
        assertThat(check(checks, "trusted access"))
                .isEqualTo(
                        Check.failed(
                                "trusted access",
                                "these may not act in the accounts: config-multiaccountsetup.amazonaws.com, "
                                        + "member.org.stacksets.cloudformation.amazonaws.com, config.amazonaws.com",
                                "In the management account: aws organizations enable-aws-service-access --service-principal "
                                        + "config-multiaccountsetup.amazonaws.com; "
                                        + "aws cloudformation activate-organizations-access; "
                                        + "aws organizations enable-aws-service-access --service-principal config.amazonaws.com"));
        assertThat(check(checks, "administrator"))
                .isEqualTo(Check.fine("administrator", ACCOUNT + " is the management account"));
        assertThat(check(checks, "service-linked role of organization packs").remedy())
                .isEqualTo("aws iam create-service-linked-role --aws-service-name "
                        + "config-multiaccountsetup.amazonaws.com");
    }

    @Test
    void an_organization_that_is_ready_is_fine() {
        moto.organizations("CreateOrganization", "{\"FeatureSet\": \"ALL\"}");
        for (String service : List.of(
                "config-multiaccountsetup.amazonaws.com",
                "member.org.stacksets.cloudformation.amazonaws.com",
                "config.amazonaws.com")) {
            moto.organizations("EnableAWSServiceAccess", "{\"ServicePrincipal\": \"%s\"}".formatted(service));
        }
        assertThat(organization())
                .filteredOn(check -> check.subject().equals("organization")
                        || check.subject().equals("trusted access")
                        || check.subject().equals("administrator"))
                .hasSize(3)
                .extracting(Check::outcome)
                .containsOnly(Outcome.FINE);
    }

    /** Moto knows no delegated administrators of StackSets. */
    @Test
    void a_member_account_has_to_be_registered_for_each_service() {
        Organizations organizations = mock(Organizations.class);
        when(organizations.organization())
                .thenReturn(JsonNodeFactory.instance.objectNode().put("MasterAccountId", ACCOUNT));
        when(organizations.delegatedAdministrators("config-multiaccountsetup.amazonaws.com"))
                .thenReturn(List.of("999988887777"));
        Preflight asMember = new Preflight("999988887777", REGION, config(), iam());
        assertThat(check(asMember.organization(organizations), "administrator"))
                .isEqualTo(Check.failed(
                        "administrator",
                        "999988887777 is neither the management account nor does it administer "
                                + "member.org.stacksets.cloudformation.amazonaws.com, config.amazonaws.com",
                        "In the management account: aws organizations register-delegated-administrator --account-id "
                                + "999988887777 --service-principal member.org.stacksets.cloudformation.amazonaws.com; "
                                + "aws organizations register-delegated-administrator --account-id 999988887777 "
                                + "--service-principal config.amazonaws.com"));
        when(organizations.delegatedAdministrators(anyString())).thenReturn(List.of("999988887777"));
        assertThat(check(asMember.organization(organizations), "administrator"))
                .isEqualTo(Check.fine("administrator", "999988887777 administers AWS Config and StackSets"));
    }

    @Test
    void an_organization_of_consolidated_billing_is_not_enough() {
        moto.organizations("CreateOrganization", "{\"FeatureSet\": \"CONSOLIDATED_BILLING\"}");
        assertThat(check(organization(), "organization"))
                .isEqualTo(Check.failed(
                        "organization",
                        "the organization has CONSOLIDATED_BILLING only",
                        "In the management account: aws organizations enable-all-features, and have every account "
                                + "accept."));
    }

    private List<Check> account() {
        return new Preflight(ACCOUNT, REGION, config(), iam()).account(TYPES, RULES);
    }

    private List<Check> organization() {
        return new Preflight(ACCOUNT, REGION, config(), iam()).organization(organizations());
    }

    private static Check check(List<Check> checks, String subject) {
        return checks.stream()
                .filter(check -> check.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private void record(String... types) {
        config().putConfigurationRecorder(put -> put.configurationRecorder(recorder -> recorder.name("default")
                .roleARN("arn:aws:iam::%s:role/recorder".formatted(ACCOUNT))
                .recordingGroup(group -> group.allSupported(false)
                        .includeGlobalResourceTypes(false)
                        .resourceTypesWithStrings(types))));
        config().putDeliveryChannel(put ->
                put.deliveryChannel(channel -> channel.name("default").s3BucketName("bucket")));
        config().startConfigurationRecorder(start -> start.configurationRecorderName("default"));
    }

    private static DescribeConfigurationRecordersResponse recorder(Consumer<RecordingGroup.Builder> group) {
        return DescribeConfigurationRecordersResponse.builder()
                .configurationRecorders(ConfigurationRecorder.builder()
                        .name("default")
                        .recordingGroup(group)
                        .build())
                .build();
    }

    private ConfigClient config() {
        ConfigClientBuilder builder = ConfigClient.builder();
        return local(builder).build();
    }

    private IamClient iam() {
        IamClientBuilder builder = IamClient.builder();
        return local(builder).build();
    }

    private <B extends AwsClientBuilder<B, ?>> B local(B builder) {
        return builder.endpointOverride(moto.endpoint())
                .region(Region.of(REGION))
                .credentialsProvider(CREDENTIALS);
    }

    private Organizations organizations() {
        return new Organizations(moto.endpoint(), "us-east-1", CREDENTIALS, http);
    }

    /** An AWS Config that denies whatever is not allowed afterwards. */
    private static ConfigClient deniedConfig() {
        return mock(ConfigClient.class, call -> {
            String name = call.getMethod().getName();
            if (name.endsWith("Paginator")) {
                return call.callRealMethod();
            }
            throw ConfigException.builder()
                    .message("not authorized to perform: config:" + name)
                    .build();
        });
    }
}
