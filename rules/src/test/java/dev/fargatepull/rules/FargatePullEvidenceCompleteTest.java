package dev.fargatepull.rules;

import static dev.fargatepull.testing.Items.in;
import static dev.fargatepull.testing.Items.recorder;
import static dev.fargatepull.testing.Items.repository;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static dev.fargatepull.testing.StatementJson.allow;

import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FargatePullEvidenceCompleteTest {

    private static final String ACCOUNT = "111122223333";

    private final Scenario scenario =
            Scenario.of(new FargatePullEvidenceComplete(List.of(new FargateSubnetRoutesToRegistry())));

    @Test
    void an_account_whose_recorder_records_everything_and_that_leaves_no_question_is_complete() {
        scenario.given(
                        recorder(),
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        service("web").in("subnet-a"))
                .expect(ACCOUNT)
                .toBeCompliant();
    }

    @Test
    void a_recorder_that_leaves_out_types_is_named_with_them() {
        scenario.given(recorder().recordingAllBut("AWS::EC2::RouteTable", "AWS::ECS::Cluster", "AWS::S3::Bucket"))
                .expect(ACCOUNT)
                .toBeNonCompliant(CauseCode.TYPE_NOT_RECORDED)
                .saying(
                        "type-not-recorded: the recorder in eu-west-1 leaves out AWS::EC2::RouteTable, AWS::ECS::Cluster. "
                                + "Add the types to its recording group.");
    }

    @Test
    void a_type_that_had_to_be_read_elsewhere_is_left_out_all_the_same() {
        scenario.given(recorder().recordingAllBut("AWS::EC2::RouteTable").withSupplied("AWS::EC2::RouteTable"))
                .expect(ACCOUNT)
                .toBeNonCompliant(CauseCode.TYPE_NOT_RECORDED);
    }

    @Test
    void types_the_rules_can_do_without_may_be_left_out() {
        Scenario.of(wholePack())
                .given(recorder()
                        .recordingAllBut(
                                "AWS::EC2::NetworkInterface",
                                "AWS::EC2::SubnetRouteTableAssociation",
                                "AWS::Config::ConfigurationRecorder"))
                .expect(ACCOUNT)
                .toBeCompliant();
    }

    /** AWS advises to record IAM in one Region only; a role found nowhere is an open question of the rules on roles. */
    @Test
    void a_region_that_leaves_iam_to_another_region_is_complete() {
        Scenario.of(wholePack())
                .given(recorder().recordingAllBut("AWS::IAM::Policy", "AWS::IAM::Role"))
                .expect(ACCOUNT)
                .toBeCompliant();
    }

    @Test
    void what_any_rule_of_the_pack_needs_is_asked_for() {
        Scenario.of(wholePack())
                .given(recorder().recordingAllBut("AWS::EC2::NetworkAcl"))
                .expect(ACCOUNT)
                .toBeNonCompliant(CauseCode.TYPE_NOT_RECORDED)
                .because("the recorder in eu-west-1 leaves out AWS::EC2::NetworkAcl");
    }

    @Test
    void open_questions_are_counted_by_code_with_the_first_three_resources() {
        scenario.given(
                        recorder(),
                        service("web").in("subnet-d", "subnet-c", "subnet-b", "subnet-a"),
                        service("shop").in("subnet-a"))
                .expect(ACCOUNT)
                .toBeNonCompliant(CauseCode.EVIDENCE_MISSING)
                .because("subnet-unknown is open on 4 resources: subnet-a, subnet-b, subnet-c and 1 more")
                .withReasons(1);
    }

    @Test
    void one_open_question_is_one() {
        scenario.given(recorder(), service("web").in("subnet-a"))
                .expect(ACCOUNT)
                .toBeNonCompliant(CauseCode.EVIDENCE_MISSING)
                .because("subnet-unknown is open on 1 resource: subnet-a");
    }

    @Test
    void a_question_of_a_workload_elsewhere_is_counted_there() {
        Scope elsewhere = new Scope("444455556666", "eu-west-1");
        List<Item<?>> items = new ArrayList<>(
                in(elsewhere, recorder(), service("web").in("subnet-a").pulling(Images.ecr("app:1.0"))));
        items.add(recorder());
        items.add(repository("app")
                .withPolicy(allow("ecr:*").toAnyone().when("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5")));

        Scenario.of(new FargatePullEvidenceComplete(List.of(new EcrRepositoryPolicyAllowsPull())))
                .given(items)
                .expect(ACCOUNT)
                .toBeCompliant()
                .andExpect("444455556666")
                .toBeNonCompliant(CauseCode.EVIDENCE_MISSING)
                .because("repository-policy-unclear is open on 1 resource: app");
    }

    @Test
    void without_an_item_of_the_recorder_nobody_knows_what_is_recorded() {
        scenario.given(
                        subnet("subnet-a"),
                        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
                        service("web").in("subnet-a"))
                .expect(ACCOUNT)
                .toBeUndetermined(CauseCode.RECORDER_UNKNOWN)
                .saying("recorder-unknown: no recorder has an item in eu-west-1, so every type is taken as recorded. "
                        + "Record AWS::Config::ConfigurationRecorder.");
    }

    @Test
    void a_region_without_recorder_and_workloads_gets_no_verdict() {
        scenario.given(subnet("subnet-a")).expectNothing();
    }

    private static Rule wholePack() {
        return RuleCatalog.find("fargate-pull-evidence-complete").orElseThrow();
    }
}
