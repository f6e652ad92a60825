package dev.fargatepull.lambda;

import dev.fargatepull.core.inventory.Inventory;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.items.ItemReader;
import dev.fargatepull.items.MalformedInputException;
import dev.fargatepull.live.AwsClients;
import dev.fargatepull.rules.Judge;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ComplianceType;
import software.amazon.awssdk.services.config.model.Evaluation;

/**
 * Does once, while the function starts, what every event needs: classes are loaded and the connection to AWS Config is
 * there before the first one comes. Lambda gives a starting function a whole processor, and a running one of 512 MB
 * less than a third (AWS Lambda Developer Guide, "Configure Lambda function memory").
 */
final class Priming {

    private static final Scope NOWHERE = new Scope("000000000000", "nowhere-0");

    private static final String SERVICE = """
            {"awsAccountId": "000000000000", "awsRegion": "nowhere-0", "resourceType": "AWS::ECS::Service", \
            "resourceId": "arn:aws:ecs:nowhere-0:000000000000:service/none/none", "configuration": {\
            "Cluster": "none", "LaunchType": "FARGATE", "TaskDefinition": "none:1"}}""";

    private Priming() {}

    /** Goes the way of an event, with nothing to report. It never fails: what is wrong, the first event shows. */
    static void prime(Rule rule, AwsClients clients) {
        judge(rule);
        try {
            callAwsConfig(clients.config());
        } catch (SdkException unavailable) {
            return;
        }
    }

    private static void judge(Rule rule) {
        Inventory.Builder evidence = new Inventory.Builder();
        try {
            new ItemReader(evidence::add, () -> {}).readRow("priming", SERVICE);
        } catch (MalformedInputException impossible) {
            throw new IllegalStateException(impossible);
        }
        new Judge(List.of(rule), Map.of()).judge(evidence.build().region(NOWHERE));
    }

    /** In test mode AWS Config looks at an evaluation, whatever its token, and keeps nothing of it. */
    private static void callAwsConfig(ConfigClient config) {
        Evaluation nothing = Evaluation.builder()
                .complianceResourceType("AWS::::Account")
                .complianceResourceId(NOWHERE.accountId())
                .complianceType(ComplianceType.NOT_APPLICABLE)
                .orderingTimestamp(Instant.EPOCH)
                .build();
        config.putEvaluations(
                request -> request.testMode(true).resultToken("TESTMODE").evaluations(nothing));
    }
}
