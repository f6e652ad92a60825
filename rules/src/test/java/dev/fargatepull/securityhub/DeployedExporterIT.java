package dev.fargatepull.securityhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.live.AwsClients;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.aws.AwsConfig;
import dev.fargatepull.testing.aws.ComplianceEvents;
import dev.fargatepull.testing.aws.FunctionProcess;
import dev.fargatepull.testing.aws.LambdaRuntime;
import dev.fargatepull.testing.aws.Moto;
import dev.fargatepull.testing.aws.StoredResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;

/** The jar as it is deployed, in a process of its own under the runtime of AWS Lambda, against moto's Security Hub. */
class DeployedExporterIT {

    private static final String RULE = "fargate-vpc-dns-enabled-conformance-pack-q1w2e3r4t";
    private static final Optional<String> CAUSE =
            Optional.of("dns-support-off: vpc-1 does not resolve names. Set EnableDnsSupport: true.");

    @TempDir
    private Path directory;

    private AwsConfig config;
    private LambdaRuntime runtime;
    private AwsClients moto;
    private FunctionProcess function;

    @BeforeEach
    void start() throws IOException {
        Moto service = Moto.reset();
        config = new AwsConfig(RULE, "token").running(RULE, "arn:aws:lambda:eu-west-1:111122223333:function:dns");
        runtime = new LambdaRuntime();
        moto = new AwsClients(builder -> builder.region(Region.of(Item.HOME.region()))
                .endpointOverride(service.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"))));
        function = FunctionProcess.start(
                FunctionProcess.unpackedJar(),
                ExporterDeployment.HANDLER,
                runtime,
                directory.resolve("log"),
                Map.of(
                        ExporterDeployment.RULE_FUNCTIONS,
                        "dns",
                        "AWS_ENDPOINT_URL_CONFIG_SERVICE",
                        config.endpoint().toString(),
                        "AWS_ENDPOINT_URL_SECURITYHUB",
                        service.endpoint().toString()));
    }

    @AfterEach
    void stop() {
        function.close();
        moto.close();
        runtime.close();
        config.close();
    }

    @Test
    void a_finding_appears_is_updated_and_is_archived() throws Exception {
        change("NON_COMPLIANT", CAUSE, "2026-03-02T06:00:00Z");
        AwsSecurityFinding appeared = finding();
        assertThat(status(appeared)).isEqualTo("FAILED ACTIVE");
        assertThat(appeared.remediation().recommendation().text()).isEqualTo("Set EnableDnsSupport: true.");

        change(
                "NON_COMPLIANT",
                Optional.of("dns-hostnames-off: x. Set EnableDnsHostnames: true."),
                "2026-03-02T07:00:00Z");
        AwsSecurityFinding updated = finding();
        assertThat(status(updated)).isEqualTo("FAILED ACTIVE");
        assertThat(updated.description()).startsWith("dns-hostnames-off");
        assertThat(updated.createdAt()).isEqualTo(appeared.createdAt());
        assertThat(Instant.parse(updated.updatedAt())).isAfter(appeared.updatedAt());

        change("COMPLIANT", Optional.empty(), "2026-03-02T08:00:00Z");
        assertThat(status(finding())).isEqualTo("PASSED ARCHIVED");
        assertThat(function.log())
                .filteredOn(line -> line.contains("\"answered\""))
                .hasSize(3);
    }

    @Test
    void the_reconcile_repairs_what_lost_events_left() throws Exception {
        config.keeping(result("NON_COMPLIANT", CAUSE, "2026-03-02T06:00:00Z"));
        invoke(ComplianceEvents.scheduled());
        assertThat(status(finding())).isEqualTo("FAILED ACTIVE");

        config.keeping(result("NOT_APPLICABLE", Optional.empty(), "2026-03-02T07:00:00Z"));
        invoke(ComplianceEvents.scheduled());
        assertThat(status(finding())).isEqualTo("PASSED ARCHIVED");
    }

    private void change(String complianceType, Optional<String> annotation, String recorded) throws Exception {
        StoredResult result = result(complianceType, annotation, recorded);
        config.keeping(result);
        invoke(ComplianceEvents.changed(RULE, result));
    }

    private static StoredResult result(String complianceType, Optional<String> annotation, String recorded) {
        return new StoredResult("AWS::EC2::VPC", "vpc-1", complianceType, annotation, Instant.parse(recorded));
    }

    private void invoke(ObjectNode event) throws Exception {
        assertThat(runtime.invoke(event.toString()).kind())
                .as("%s", function.log())
                .isEqualTo("response");
    }

    private AwsSecurityFinding finding() {
        List<AwsSecurityFinding> findings = moto.securityHub().getFindings().findings();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private static String status(AwsSecurityFinding finding) {
        return finding.compliance().statusAsString() + " " + finding.recordStateAsString();
    }
}
