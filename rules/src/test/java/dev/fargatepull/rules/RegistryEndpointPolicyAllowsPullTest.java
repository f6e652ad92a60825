package dev.fargatepull.rules;

import static dev.fargatepull.testing.Items.cluster;
import static dev.fargatepull.testing.Items.gatewayEndpoint;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.recorder;
import static dev.fargatepull.testing.Items.repository;
import static dev.fargatepull.testing.Items.role;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static dev.fargatepull.testing.Items.taskDefinition;
import static dev.fargatepull.testing.StatementJson.allow;
import static dev.fargatepull.testing.StatementJson.deny;

import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.testing.EndpointItem;
import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.RoleItem;
import dev.fargatepull.testing.Scenario;
import dev.fargatepull.testing.ServiceItem;
import dev.fargatepull.testing.StatementJson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryEndpointPolicyAllowsPullTest {

    private static final String LAYERS = "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*";
    private static final String APP = "arn:aws:ecr:eu-west-1:111122223333:repository/app";
    private static final String PULL_ROLE = RoleItem.arnOf("pull");

    private final Scenario scenario = Scenario.of(new RegistryEndpointPolicyAllowsPull());

    private static EndpointItem api(StatementJson... policy) {
        return interfaceEndpoint("vpce-api", "ecr.api").withPolicy(policy);
    }

    private static EndpointItem dkr(StatementJson... policy) {
        return interfaceEndpoint("vpce-dkr", "ecr.dkr").withPolicy(policy);
    }

    private static EndpointItem s3(StatementJson... policy) {
        return gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-1").withPolicy(policy);
    }

    private static ServiceItem web() {
        return webIn("subnet-a");
    }

    private static ServiceItem webIn(String... subnets) {
        return service("web")
                .in(subnets)
                .running(taskDefinition("web:1").withImage(Images.ecr("app:1")).withExecutionRole(PULL_ROLE));
    }

    private Scenario.Given given(Item<?>... items) {
        List<Item<?>> all = new ArrayList<>(List.of(items));
        all.add(subnet("subnet-a"));
        all.add(routeTable("rtb-1").main());
        return scenario.given(all);
    }

    @Test
    void an_endpoint_with_the_default_policy_lets_everything_through() {
        given(
                        web(),
                        interfaceEndpoint("vpce-api", "ecr.api"),
                        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-1"))
                .expect("vpce-api")
                .toBeCompliant()
                .andExpect("vpce-s3")
                .toBeCompliant();
    }

    @Test
    void an_endpoint_without_a_policy_lets_everything_through() {
        given(web(), interfaceEndpoint("vpce-dkr", "ecr.dkr").withoutPolicy())
                .expect("vpce-dkr")
                .toBeCompliant();
        given(web(), interfaceEndpoint("vpce-dkr", "ecr.dkr").withPolicyText("{}"))
                .expect("vpce-dkr")
                .toBeCompliant();
    }

    @Test
    void a_policy_that_only_denies_something_else_allows_nothing() {
        given(web(), dkr(deny("ecr:DeleteRepository").toAnyone().on("*")))
                .expect("vpce-dkr")
                .toBeNonCompliant(CauseCode.ENDPOINT_POLICY_DENIES)
                .saying(
                        "endpoint-policy-denies: vpce-dkr refuses ecr:BatchGetImage: no statement allows it. "
                                + "Allow it to the execution role on arn:aws:ecr:eu-west-1:111122223333:repository/app. (+1 more)");
    }

    @Test
    void the_login_is_about_no_repository() {
        given(web(), api(allow("ecr:*").toAnyone().on(APP)))
                .expect("vpce-api")
                .toBeNonCompliant(CauseCode.ENDPOINT_POLICY_DENIES)
                .because(
                        "vpce-api refuses ecr:GetAuthorizationToken: statement 1 of its policy is about other resources");
    }

    /** IAM User Guide, "aws:SourceIp": the key is not there in requests through a VPC endpoint. */
    @Test
    void through_an_endpoint_no_request_comes_from_an_address_that_a_policy_could_name() {
        StatementJson fromOurNetwork =
                allow("ecr:*").toAnyone().on("*").when("IpAddress", "aws:SourceIp", "10.0.0.0/8");
        given(web(), api(fromOurNetwork), dkr(fromOurNetwork))
                .expect("vpce-api")
                .toBeNonCompliant(CauseCode.ENDPOINT_POLICY_DENIES)
                .andExpect("vpce-dkr")
                .toBeNonCompliant(CauseCode.ENDPOINT_POLICY_DENIES);
    }

    @Test
    void one_policy_for_both_endpoints_as_AWS_recommends_it_passes() {
        StatementJson[] policy = {
            allow("ecr:GetAuthorizationToken").to(PULL_ROLE).on("*"),
            allow("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
                    .to(PULL_ROLE)
                    .on(APP)
        };
        given(web(), api(policy), dkr(policy))
                .expect("vpce-api")
                .toBeCompliant()
                .andExpect("vpce-dkr")
                .toBeCompliant();
    }

    @Test
    void the_layer_download_needs_no_permission_to_check_availability() {
        given(
                        web(),
                        dkr(allow("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
                                .toAnyone()
                                .on("*")))
                .expect("vpce-dkr")
                .toBeCompliant();
    }

    @Test
    void another_role_is_let_through_but_not_this_one() {
        given(web(), dkr(allow("ecr:*").to(RoleItem.arnOf("deploy")).on("*")))
                .expect("vpce-dkr")
                .toBeNonCompliant(CauseCode.ENDPOINT_POLICY_DENIES)
                .because("vpce-dkr refuses ecr:BatchGetImage: statement 1 of its policy is about other principals");
    }

    @Test
    void on_an_interface_endpoint_the_account_means_all_its_roles() {
        given(web(), dkr(allow("ecr:*").to("111122223333").on("*")))
                .expect("vpce-dkr")
                .toBeCompliant();
    }

    @Test
    void a_task_definition_without_a_role_leaves_open_what_is_for_one_role() {
        given(
                        service("web").in("subnet-a").pulling(Images.ecr("app:1")),
                        dkr(allow("ecr:*").to(PULL_ROLE).on("*")))
                .expect("vpce-dkr")
                .toBeUndetermined(CauseCode.ENDPOINT_POLICY_UNCLEAR);
    }

    @Test
    void a_statement_that_denies_is_named() {
        given(
                        web(),
                        dkr(
                                allow("*").toAnyone().on("*"),
                                deny("ecr:BatchGetImage")
                                        .named("NotThisOne")
                                        .toAnyone()
                                        .on(APP)))
                .expect("vpce-dkr")
                .toBeNonCompliant(CauseCode.ENDPOINT_POLICY_DENIES)
                .because("vpce-dkr refuses ecr:BatchGetImage: statement NotThisOne of its policy denies it");
    }

    @Test
    void a_condition_on_an_unknown_key_is_open() {
        given(web(), dkr(allow("ecr:*").toAnyone().on("*").when("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5")))
                .expect("vpce-dkr")
                .toBeUndetermined(CauseCode.ENDPOINT_POLICY_UNCLEAR)
                .saying("endpoint-policy-unclear: whether vpce-dkr lets ecr:BatchGetImage through hangs on "
                        + "aws:PrincipalOrgID in statement 1 of its policy. Allow it to the execution role on "
                        + "arn:aws:ecr:eu-west-1:111122223333:repository/app. (+1 more)");
    }

    @Test
    void a_condition_on_the_endpoint_itself_holds_for_the_repository_and_is_open_for_the_login() {
        StatementJson own = allow("ecr:*").toAnyone().on("*").when("StringEquals", "aws:SourceVpc", "vpc-1");
        given(web(), api(own), dkr(own))
                .expect("vpce-dkr")
                .toBeCompliant()
                .andExpect("vpce-api")
                .toBeUndetermined(CauseCode.ENDPOINT_POLICY_UNCLEAR);
    }

    @Test
    void tags_of_role_and_repository_decide_where_they_are_known() {
        StatementJson tagged = allow("ecr:*")
                .toAnyone()
                .on("*")
                .when("StringEquals", "ecr:ResourceTag/team", "${aws:PrincipalTag/team}");
        given(web(), role("pull").tagged("team", "blue"), repository("app").tagged("team", "blue"), dkr(tagged))
                .expect("vpce-dkr")
                .toBeCompliant();
        given(web(), role("pull").tagged("team", "blue"), repository("app").tagged("team", "green"), dkr(tagged))
                .expect("vpce-dkr")
                .toBeNonCompliant(CauseCode.ENDPOINT_POLICY_DENIES);
        given(web(), repository("app").tagged("team", "green"), dkr(tagged))
                .expect("vpce-dkr")
                .toBeUndetermined(CauseCode.ENDPOINT_POLICY_UNCLEAR);
    }

    @Test
    void the_layers_of_the_region_are_all_that_s3_has_to_let_through() {
        given(web(), s3(allow("s3:GetObject").toAnyone().on(LAYERS)))
                .expect("vpce-s3")
                .toBeCompliant();
        given(web(), s3(allow("s3:Get*").toAnyone().on("arn:aws:s3:::prod-*-starport-layer-bucket/*")))
                .expect("vpce-s3")
                .toBeCompliant();
    }

    @Test
    void own_buckets_alone_leave_the_layers_out() {
        given(
                        web(),
                        s3(allow("s3:*")
                                .named("OwnBuckets")
                                .toAnyone()
                                .on("arn:aws:s3:::shop-*", "arn:aws:s3:::shop-*/*")))
                .expect("vpce-s3")
                .toBeNonCompliant(CauseCode.ENDPOINT_POLICY_DENIES)
                .saying(
                        "endpoint-policy-denies: vpce-s3 refuses s3:GetObject: statement OwnBuckets of its policy is about "
                                + "other resources. Allow it to Principal * on arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*.");
    }

    @Test
    void the_bucket_without_its_objects_or_of_another_region_is_not_enough() {
        for (String bucket : List.of(
                "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket",
                "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*",
                "arn:aws-cn:s3:::prod-eu-west-1-starport-layer-bucket/*")) {
            given(web(), s3(allow("s3:GetObject").toAnyone().on(bucket)))
                    .expect("vpce-s3")
                    .toBeNonCompliant(CauseCode.ENDPOINT_POLICY_DENIES);
        }
    }

    @Test
    void some_of_the_layers_are_not_all() {
        given(web(), s3(allow("s3:GetObject").toAnyone().on("arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/a*")))
                .expect("vpce-s3")
                .toBeUndetermined(CauseCode.ENDPOINT_POLICY_UNCLEAR);
    }

    @Test
    void the_layers_are_fetched_by_an_account_of_AWS_and_from_one() {
        for (String key : List.of("aws:PrincipalAccount", "aws:ResourceAccount", "s3:ResourceAccount")) {
            given(web(), s3(allow("s3:*").toAnyone().on("*").when("StringEquals", key, "111122223333")))
                    .expect("vpce-s3")
                    .toBeNonCompliant(CauseCode.ENDPOINT_POLICY_DENIES)
                    .because("vpce-s3 refuses s3:GetObject: statement 1 of its policy asks for another " + key);
        }
        given(web(), s3(allow("s3:*").toAnyone().on("*").when("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5")))
                .expect("vpce-s3")
                .toBeNonCompliant(CauseCode.ENDPOINT_POLICY_DENIES);
        given(
                        web(),
                        s3(
                                allow("s3:*").toAnyone().on("*"),
                                deny("s3:*")
                                        .toAnyone()
                                        .on("*")
                                        .when("StringNotEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5")))
                .expect("vpce-s3")
                .toBeNonCompliant(CauseCode.ENDPOINT_POLICY_DENIES);
    }

    @Test
    void some_other_account_may_be_that_of_AWS() {
        given(web(), s3(allow("s3:*").toAnyone().on("*").when("StringEquals", "aws:PrincipalAccount", "444455556666")))
                .expect("vpce-s3")
                .toBeUndetermined(CauseCode.ENDPOINT_POLICY_UNCLEAR);
        given(web(), s3(allow("s3:*").toAnyone().on("*").when("Bool", "aws:PrincipalIsAWSService", "true")))
                .expect("vpce-s3")
                .toBeUndetermined(CauseCode.ENDPOINT_POLICY_UNCLEAR);
    }

    @Test
    void on_a_gateway_endpoint_the_account_means_its_root_user_alone() {
        for (String principal : List.of("111122223333", "arn:aws:iam::111122223333:root", PULL_ROLE)) {
            given(web(), s3(allow("s3:*").to(principal).on("*")))
                    .expect("vpce-s3")
                    .toBeNonCompliant(CauseCode.ENDPOINT_POLICY_DENIES);
        }
    }

    @Test
    void a_statement_nobody_can_read_is_open_and_does_not_hide_a_deny() {
        String strange =
                "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[],\"Resource\":\"*\"}%s]}";
        given(web(), interfaceEndpoint("vpce-dkr", "ecr.dkr").withPolicyText(strange.formatted("")))
                .expect("vpce-dkr")
                .toBeUndetermined(CauseCode.ENDPOINT_POLICY_UNCLEAR)
                .because(
                        "whether vpce-dkr lets ecr:BatchGetImage through hangs on statement 1 of its policy: its Action is "
                                + "empty");
        given(
                        web(),
                        interfaceEndpoint("vpce-dkr", "ecr.dkr")
                                .withPolicyText(
                                        strange.formatted(
                                                ",{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}")))
                .expect("vpce-dkr")
                .toBeNonCompliant(CauseCode.ENDPOINT_POLICY_DENIES);
    }

    @Test
    void an_endpoint_that_takes_no_flow_is_not_reported() {
        given(
                        web(),
                        dkr(deny("*").toAnyone().on("*")).withoutPrivateDns(),
                        gatewayEndpoint("vpce-s3", "s3")
                                .forRouteTables("rtb-2")
                                .withPolicy(deny("*").toAnyone().on("*")))
                .expectNothing();
        given(
                        service("web").in("subnet-a").pulling(Images.DOCKER_HUB),
                        dkr(deny("*").toAnyone().on("*")))
                .expectNothing();
    }

    @Test
    void older_platforms_do_not_log_in_through_the_endpoint() {
        given(
                        web().onPlatform("1.3.0"),
                        api(deny("*").toAnyone().on("*")),
                        dkr(allow("ecr:*").toAnyone().on("*")))
                .expect("vpce-dkr")
                .toBeCompliant()
                .andExpect("vpce-api")
                .notToBeReported();
    }

    @Test
    void a_workload_nobody_knows_enough_of_leaves_its_endpoints_open() {
        given(
                        service("web").in("subnet-a").runningUnrecorded("web:7"),
                        dkr(deny("*").toAnyone().on("*")))
                .expect("vpce-dkr")
                .toBeUndetermined(CauseCode.TASK_DEFINITION_UNKNOWN);
        given(
                        service("web").in("subnet-a").asItsClusterSays(),
                        cluster("other"),
                        dkr(deny("*").toAnyone().on("*")))
                .expect("vpce-dkr")
                .toBeUndetermined(CauseCode.CLUSTER_UNKNOWN);
    }

    @Test
    void a_way_nobody_can_tell_leaves_open_the_endpoints_it_may_take() {
        EndpointItem dkr = dkr(allow("*").toAnyone().on("*"));
        EndpointItem s3 = s3(allow("*").toAnyone().on("*"));
        scenario.given(
                        webIn("subnet-a", "subnet-b"),
                        subnet("subnet-a"),
                        routeTable("rtb-1").main(),
                        dkr,
                        s3)
                .expect("vpce-dkr")
                .toBeUndetermined(CauseCode.SUBNET_UNKNOWN)
                .andExpect("vpce-s3")
                .toBeUndetermined(CauseCode.SUBNET_UNKNOWN);
        scenario.given(web(), subnet("subnet-a"), s3).expect("vpce-s3").toBeUndetermined(CauseCode.ROUTE_TABLE_UNKNOWN);
        scenario.given(web(), subnet("subnet-a").ownedBy("444455556666"), dkr)
                .expect("vpce-dkr")
                .toBeUndetermined(CauseCode.SUBNET_SHARED);
        scenario.given(web(), subnet("subnet-a").ipv6Only(), dkr)
                .expect("vpce-dkr")
                .toBeUndetermined(CauseCode.IPV6_ONLY_SUBNET);
        given(web(), dkr, recorder().recordingAllBut("AWS::EC2::VPCEndpoint"))
                .expect("vpce-dkr")
                .toBeUndetermined(CauseCode.TYPE_NOT_RECORDED);
        given(service("web").in("subnet-a").pulling(Images.ECR_BY_FIPS_HOST), dkr)
                .expect("vpce-dkr")
                .toBeUndetermined(CauseCode.FIPS_REGISTRY);
    }
}
