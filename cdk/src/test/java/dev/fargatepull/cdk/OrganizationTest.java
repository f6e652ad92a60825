package dev.fargatepull.cdk;

import static dev.fargatepull.cdk.Synthesized.child;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatepull.cdk.Synthesized.Resource;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.docs.ConformancePackTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrganizationTest {

    private final App app;

    OrganizationTest(@TempDir Path folder) {
        app = Synthesized.app(folder, Stacks.ORGANIZATION);
        app.synth();
    }

    @Test
    void buckets_come_first_then_functions_then_packs_in_each_region() {
        assertThat(Stacks.of(app).stream().map(Stack::getStackName))
                .containsExactlyInAnyOrder(
                        "FargatePullArtifacts-eu-west-1",
                        "FargatePullArtifacts-us-east-1",
                        "FargatePullOrganization",
                        "FargatePullPack-eu-west-1",
                        "FargatePullPack-us-east-1");
        assertThat(dependencies("FargatePullOrganization"))
                .containsExactlyInAnyOrder("FargatePullArtifacts-eu-west-1", "FargatePullArtifacts-us-east-1");
        assertThat(dependencies("FargatePullPack-us-east-1")).containsExactly("FargatePullOrganization");
        assertThat(stack("FargatePullPack-us-east-1").getRegion()).isEqualTo("us-east-1");
        assertThat(stack("FargatePullOrganization").getRegion()).isEqualTo("eu-west-1");
    }

    @Test
    void the_stack_set_deploys_to_the_organizational_units_by_itself() {
        Map<String, Object> stackSet = template("FargatePullOrganization")
                .resource("AWS::CloudFormation::StackSet")
                .properties();
        assertThat(stackSet)
                .containsEntry("PermissionModel", "SERVICE_MANAGED")
                .containsEntry("CallAs", "SELF")
                .containsEntry("Capabilities", List.of("CAPABILITY_IAM"))
                .containsEntry("AutoDeployment", Map.of("Enabled", true, "RetainStacksOnAccountRemoval", false))
                .containsEntry(
                        "StackInstancesGroup",
                        List.of(Map.of(
                                "Regions",
                                List.of("eu-west-1", "us-east-1"),
                                "DeploymentTargets",
                                Map.of("OrganizationalUnitIds", List.of("ou-a1b2-c3d4e5f6")))));
        assertThat(child(stackSet, "OperationPreferences"))
                .containsEntry("MaxConcurrentPercentage", 25)
                .containsEntry("FailureTolerancePercentage", 10);
    }

    @Test
    void what_is_chosen_for_the_stack_set_reaches_it(@TempDir Path folder) {
        Map<String, Object> context = new LinkedHashMap<>(Stacks.ORGANIZATION);
        context.put("administrator", "delegated");
        context.put("excludedAccounts", "111122223333, 444455556666");
        context.put("autoDeployment", "false");
        context.put("maxConcurrentPercentage", "100");
        context.put("failureTolerancePercentage", "0");
        App chosen = Synthesized.app(folder, context);

        Map<String, Object> stackSet = Synthesized.stack(chosen, FargatePullApp.ORGANIZATION)
                .resource("AWS::CloudFormation::StackSet")
                .properties();
        assertThat(stackSet)
                .containsEntry("CallAs", "DELEGATED_ADMIN")
                .containsEntry("AutoDeployment", Map.of("Enabled", false));
        assertThat(stackSet.get("StackInstancesGroup"))
                .asString()
                .contains("Accounts=[111122223333, 444455556666]", "AccountFilterType=DIFFERENCE");
        assertThat(child(stackSet, "OperationPreferences"))
                .containsEntry("MaxConcurrentPercentage", 100)
                .containsEntry("FailureTolerancePercentage", 0);
        assertThat(Synthesized.stack(chosen, "FargatePullPack-eu-west-1")
                        .resource("AWS::Config::OrganizationConformancePack")
                        .properties())
                .containsEntry("ExcludedAccounts", List.of("111122223333", "444455556666"));
    }

    @Test
    void members_take_the_code_from_the_bucket_of_their_region() throws IOException {
        Map<String, Object> stackSet = template("FargatePullOrganization")
                .resource("AWS::CloudFormation::StackSet")
                .properties();
        Map<String, Object> bucket = template("FargatePullArtifacts-us-east-1")
                .resource("AWS::S3::Bucket")
                .properties();
        assertThat(bucket)
                .containsEntry("BucketName", Map.of("Fn::Sub", "fargate-pull-${AWS::AccountId}-${AWS::Region}"));
        assertThat(stackSet.get("Parameters"))
                .asString()
                .contains("ArtifactBucketPrefix", "fargate-pull-${AWS::AccountId}")
                .containsPattern("ArtifactKey, ParameterValue=fargate-pull-[0-9a-f]{16}\\.jar");
        assertThat(members())
                .contains("\"Fn::Sub\": \"${ArtifactBucketPrefix}-${AWS::Region}\"")
                .contains("\"Ref\": \"ArtifactKey\"");
    }

    @Test
    void the_template_of_the_members_needs_nothing_of_the_cdk() throws IOException {
        assertThat(members())
                .doesNotContain("cdk-hnb659fds")
                .doesNotContain("BootstrapVersion")
                .doesNotContain("AWS::SSM::Parameter")
                .doesNotContainPattern("Custom::");
    }

    @Test
    void only_the_organization_reads_a_bucket_and_only_over_tls() {
        Synthesized artifacts = template("FargatePullArtifacts-eu-west-1");
        assertThat(child(artifacts.resource("AWS::S3::Bucket").properties(), "PublicAccessBlockConfiguration"))
                .doesNotContainValue(false)
                .hasSize(4);
        Object statements = child(artifacts.resource("AWS::S3::BucketPolicy").properties(), "PolicyDocument")
                .get("Statement");
        assertThat((List<?>) requireNonNull(statements)).hasSize(2);
        assertThat(statements)
                .asString()
                .contains("Condition={Bool={aws:SecureTransport=false}}, Effect=Deny")
                .contains("Action=s3:GetObject, Condition={StringEquals={aws:PrincipalOrgID=o-a1b2c3d4e5}}, "
                        + "Effect=Allow");
    }

    @Test
    void the_pack_imports_what_the_members_export() throws IOException {
        String body = String.valueOf(template("FargatePullPack-eu-west-1")
                .resource("AWS::Config::OrganizationConformancePack")
                .properties()
                .get("TemplateBody"));
        String members = members();
        for (RuleSpec rule : RuleSelection.all()) {
            String export = ConformancePackTemplate.functionArnExport(rule);
            assertThat(body).contains("Fn::ImportValue: " + export + "\n");
            assertThat(members).contains("\"Name\": \"%s\"".formatted(export));
        }
    }

    @Test
    void instead_of_one_pack_each_member_can_have_its_own(@TempDir Path folder) throws IOException {
        Map<String, Object> context = new LinkedHashMap<>(Stacks.ORGANIZATION);
        context.put("organizationPack", "false");
        context.put("undetermined", "NON_COMPLIANT");
        App own = Synthesized.app(folder, context);
        assertThat(Stacks.of(own).stream().map(Stack::getStackName))
                .noneMatch(name -> name.startsWith(FargatePullApp.PACK));
        assertThat(Files.readString(membersTemplate(own)))
                .contains("AWS::Config::ConformancePack")
                .contains("NON_COMPLIANT");
        assertThat(members()).doesNotContain("AWS::Config::ConformancePack");
    }

    @Test
    void members_have_one_alarm_and_no_dashboard_unless_more_is_chosen(@TempDir Path folder) {
        Synthesized few =
                Synthesized.stack(Synthesized.app(folder, Map.of("target", "functions")), FargatePullApp.FUNCTIONS);
        assertThat(few.resources("AWS::CloudWatch::Alarm").map(Resource::logicalId))
                .hasSize(1);
        assertThat(few.resources("AWS::CloudWatch::Dashboard").toList()).isEmpty();
    }

    @Test
    void what_an_organization_has_to_choose_is_asked_for(@TempDir Path folder) {
        assertThatThrownBy(() -> Synthesized.app(folder, Map.of("target", "organization")))
                .hasMessage("organizationId is missing");
        Map<String, Object> context = new LinkedHashMap<>(Stacks.ORGANIZATION);
        context.put("organizationalUnits", "everything");
        assertThatThrownBy(() -> Synthesized.app(folder, context))
                .hasMessage("organizationalUnits is 'everything'; it can be as in r-a1b2 or ou-a1b2-c3d4e5f6, "
                        + "separated by commas");
    }

    private Stream<String> dependencies(String name) {
        return stack(name).getDependencies().stream().map(Stack::getStackName);
    }

    private Stack stack(String name) {
        return (Stack) app.getNode().findChild(name);
    }

    private Synthesized template(String name) {
        return Synthesized.stack(app, name);
    }

    private String members() throws IOException {
        return Files.readString(membersTemplate(app));
    }

    private static Path membersTemplate(App app) {
        return Path.of(app.getOutdir(), "members", "FargatePullFunctions.template.json");
    }
}
