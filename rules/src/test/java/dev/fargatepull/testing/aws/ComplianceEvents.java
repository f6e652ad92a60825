package dev.fargatepull.testing.aws;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.testing.Item;

/** The events that Amazon EventBridge delivers to the exporter. */
public final class ComplianceEvents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ComplianceEvents() {}

    /** The result that stands has changed to this one. */
    public static ObjectNode changed(String configRuleName, StoredResult result) {
        ObjectNode event = event("aws.config", "Config Rules Compliance Change");
        ObjectNode detail = event.putObject("detail")
                .put("resourceId", result.resourceId())
                .put("awsRegion", Item.HOME.region())
                .put("awsAccountId", Item.HOME.accountId())
                .put("configRuleName", configRuleName)
                .put("configRuleARN", "arn:aws:config:eu-west-1:111122223333:config-rule/config-rule-1a2b3c")
                .put("recordVersion", "1.0")
                .put("messageType", "ComplianceChangeNotification")
                .put("notificationCreationTime", result.orderingTimestamp().toString())
                .put("resourceType", result.resourceType());
        ObjectNode fresh = detail.putObject("newEvaluationResult")
                .put("complianceType", result.complianceType())
                .put("resultRecordedTime", result.orderingTimestamp().toString());
        result.annotation().ifPresent(annotation -> fresh.put("annotation", annotation));
        return event;
    }

    /** It is time to look at everything. */
    public static ObjectNode scheduled() {
        ObjectNode event = event("aws.events", "Scheduled Event");
        event.putObject("detail");
        return event;
    }

    private static ObjectNode event(String source, String kind) {
        ObjectNode event = JSON.createObjectNode()
                .put("version", "0")
                .put("id", "12345678-1234-1234-1234-111122223333")
                .put("detail-type", kind)
                .put("source", source)
                .put("account", Item.HOME.accountId())
                .put("time", "2026-03-02T06:00:00Z")
                .put("region", Item.HOME.region());
        event.putArray("resources");
        return event;
    }
}
