package dev.fargatepull.testing.aws;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.testing.Item;
import java.time.Instant;
import java.util.List;

/** The events that AWS Config sends to the function of a rule. */
public final class RuleEvents {

    /** The name of the rule, as a conformance pack makes it. */
    public static final String RULE_NAME = "the-rule-conformance-pack-q1w2e3r4t";

    /** The token of every event. */
    public static final String RESULT_TOKEN = "token-1";

    /** When notifications are made. */
    public static final String NOTIFIED = "2026-03-02T06:00:00.000Z";

    private static final ObjectMapper JSON = new ObjectMapper();

    private RuleEvents() {}

    /** A scheduled event. */
    public static ObjectNode scheduled() {
        return scheduledAt(Instant.parse(NOTIFIED));
    }

    /** An event of a schedule that fell due at this time. */
    public static ObjectNode scheduledAt(Instant time) {
        return event(JSON.createObjectNode()
                .put("awsAccountId", Item.HOME.accountId())
                .put("notificationCreationTime", time.toString())
                .put("messageType", "ScheduledNotification")
                .put("recordVersion", "1.0"));
    }

    /** The change of a resource, which its item tells. */
    public static ObjectNode changed(Item<?> item) {
        return changed(own(item));
    }

    /** The same, of an item as it is delivered. */
    public static ObjectNode changed(ObjectNode item) {
        ObjectNode notification = JSON.createObjectNode();
        notification.putNull("configurationItemDiff");
        notification.set("configurationItem", item);
        return event(notification
                .put("notificationCreationTime", NOTIFIED)
                .put("messageType", "ConfigurationItemChangeNotification")
                .put("recordVersion", "1.3"));
    }

    /** The change of a resource whose item is too large for an event. */
    public static ObjectNode oversized(Item<?> item) {
        ObjectNode summary = own(item).put("changeType", "UPDATE");
        summary.remove(
                List.of("configuration", "supplementaryConfiguration", "tags", "relationships", "relatedEvents"));
        ObjectNode notification = JSON.createObjectNode();
        notification.set("configurationItemSummary", summary);
        return event(notification.put("messageType", "OversizedConfigurationItemChangeNotification"));
    }

    /** An event around a notification. */
    public static ObjectNode event(ObjectNode notification) {
        return JSON.createObjectNode()
                .put("version", "1.0")
                .put("invokingEvent", notification.toString())
                .put("ruleParameters", "{}")
                .put("resultToken", RESULT_TOKEN)
                .put("eventLeftScope", false)
                .put("executionRoleArn", "arn:aws:iam::111122223333:role/recorder")
                .put("configRuleArn", "arn:aws:config:eu-west-1:111122223333:config-rule/config-rule-1a2b3c")
                .put("configRuleName", RULE_NAME)
                .put("configRuleId", "config-rule-1a2b3c")
                .put("accountId", Item.HOME.accountId());
    }

    /** A service comes with its task definition, which stands behind it. */
    private static ObjectNode own(Item<?> item) {
        return item.json().get(0);
    }
}
