package dev.fargatepull.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.testing.aws.AwsConfig;
import dev.fargatepull.testing.aws.LoopbackCertificate;
import dev.fargatepull.testing.aws.RuleEvents;
import dev.fargatepull.testing.aws.StoredResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function that Lambda stops in the middle of its report, and starts again with the same event. */
class InterruptedRunIT {

    private static final String RULE = "fargate-subnet-routes-to-registry";
    private static final String SUBNET = "AWS::EC2::Subnet";
    private static final String OF_LAST_YEAR = "subnet-0aaaaaaaaaaaaaaaa";
    private static final int BATCH = 100;

    @TempDir
    private Path directory;

    @Test
    void a_run_that_is_killed_between_two_batches_is_made_good_by_the_next() throws Exception {
        List<ObjectNode> items = LargeAccount.items(LargeAccount.VPCS);
        LoopbackCertificate certificate = LoopbackCertificate.in(directory);
        String event = RuleEvents.scheduled().toString();
        try (AwsConfig config = new AwsConfig(RuleEvents.RULE_NAME, RuleEvents.RESULT_TOKEN);
                LargeAccountServices services = new LargeAccountServices(items, certificate.context())) {
            items.forEach(config.withRecorder()::recording);
            config.keeping(new StoredResult(SUBNET, OF_LAST_YEAR, "COMPLIANT", Optional.empty(), Instant.EPOCH));

            try (DeployedRule function = new DeployedRule(RULE, config, services, directory, certificate)) {
                function.dieOver(event, config);
            }

            List<String> withdrawn = new ArrayList<>(LargeAccount.taskSubnets(0));
            assertThat(config.results())
                    .hasSize(BATCH + 1)
                    .extracting(StoredResult::resourceId)
                    .containsAll(withdrawn);

            // The only service in these subnets goes before the event comes again.
            config.recording(LargeAccount.deleted(0));
            withdrawn.add(OF_LAST_YEAR);
            try (DeployedRule function = new DeployedRule(RULE, config, services, directory, certificate)) {
                function.answer(event);
            }

            int subnetsOfAVpc = LargeAccount.SUBNETS_OF_A_VPC;
            assertThat(config.results()).hasSize((LargeAccount.VPCS - 1) * subnetsOfAVpc);
            assertThat(config.results())
                    .filteredOn(result -> result.complianceType().equals("NON_COMPLIANT"))
                    .hasSize(subnetsOfAVpc);
            assertThat(withdrawn)
                    .allSatisfy(id -> assertThat(config.lastReported(SUBNET, id))
                            .hasValueSatisfying(result ->
                                    assertThat(result.complianceType()).isEqualTo("NOT_APPLICABLE")));
        }
    }
}
