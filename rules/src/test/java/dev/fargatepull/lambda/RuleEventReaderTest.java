package dev.fargatepull.lambda;

import static dev.fargatepull.testing.Items.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.testing.aws.RuleEvents;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleEventReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void a_change_carries_the_item_and_is_ordered_by_its_capture() throws IOException {
        RuleEvent event = read(RuleEvents.changed(service("web").capturedAt("2026-03-02T05:00:00.000Z")));

        assertThat(event.orderingTimestamp()).isEqualTo(Instant.parse("2026-03-02T05:00:00Z"));
        assertThat(event.leftScope()).isFalse();
        assertThat(event.accountId()).isEqualTo("111122223333");
        assertThat(event.configRuleName()).isEqualTo(RuleEvents.RULE_NAME);
        assertThat(event.change()).hasValueSatisfying(change -> {
            assertThat(change.resource())
                    .isEqualTo(
                            new ResourceId("AWS::ECS::Service", "arn:aws:ecs:eu-west-1:111122223333:service/main/web"));
            assertThat(change.isLive()).isTrue();
            assertThat(change.isOversized()).isFalse();
            assertThat(change.item()).contains("\"configuration\":{");
        });
    }

    @Test
    void a_summary_stands_for_an_item_that_is_too_large() throws IOException {
        RuleEvent event = read(RuleEvents.oversized(service("web")));

        assertThat(event.change())
                .hasValueSatisfying(change -> assertThat(change.isOversized()).isTrue());
        assertThat(event.orderingTimestamp()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    void a_schedule_has_no_change_and_is_ordered_by_its_notification() throws IOException {
        RuleEvent event = read(RuleEvents.scheduled());

        assertThat(event.change()).isEmpty();
        assertThat(event.orderingTimestamp()).isEqualTo(Instant.parse(RuleEvents.NOTIFIED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OK", "ResourceDiscovered"})
    void these_statuses_mean_that_a_resource_is_there(String status) throws IOException {
        assertThat(read(RuleEvents.changed(service("web").withStatus(status))).change())
                .hasValueSatisfying(change -> assertThat(change.isLive()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ResourceDeleted", "ResourceDeletedNotRecorded", "ResourceNotRecorded"})
    void these_statuses_mean_that_a_resource_is_gone(String status) throws IOException {
        assertThat(read(RuleEvents.changed(service("web").withStatus(status))).change())
                .hasValueSatisfying(change -> assertThat(change.isLive()).isFalse());
    }

    @Test
    void nulls_and_unknown_keys_do_not_matter() throws IOException {
        ObjectNode event = RuleEvents.scheduled().put("debug", true).put("novelty", 1);
        event.putNull("ruleParameters").putNull("eventLeftScope").putNull("executionRoleArn");

        assertThat(read(event).ruleParameters()).isEmpty();
        assertThat(read(event).leftScope()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{}", "null", "{\"trustedEgress\": null}"})
    void these_parameters_are_none(String parameters) throws IOException {
        assertThat(read(RuleEvents.scheduled().put("ruleParameters", parameters))
                        .ruleParameters())
                .isEmpty();
    }

    @Test
    void an_event_may_lack_parameters() throws IOException {
        ObjectNode event = RuleEvents.scheduled();
        event.remove("ruleParameters");

        assertThat(read(event).ruleParameters()).isEmpty();
    }

    @Test
    void parameters_are_texts() throws IOException {
        ObjectNode event = RuleEvents.scheduled().put("ruleParameters", "{\"trustedEgress\": \"tgw-1\", \"limit\": 5}");

        assertThat(read(event).ruleParameters())
                .containsEntry("trustedEgress", "tgw-1")
                .containsEntry("limit", "5");
    }

    @Test
    void another_message_type_is_an_error_that_names_it() {
        ObjectNode notification = JSON.createObjectNode().put("messageType", "ConfigurationSnapshotDeliveryCompleted");

        assertThatThrownBy(() -> read(RuleEvents.event(notification)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessage("the message type is ConfigurationSnapshotDeliveryCompleted; a rule's function answers "
                        + "ConfigurationItemChangeNotification, OversizedConfigurationItemChangeNotification and "
                        + "ScheduledNotification");
    }

    @ParameterizedTest
    @ValueSource(strings = {"invokingEvent", "resultToken", "accountId", "configRuleName"})
    void an_event_without_this_key_is_an_error_that_names_it(String key) {
        ObjectNode missing = RuleEvents.scheduled();
        missing.putNull(key);

        assertThatThrownBy(() -> read(missing))
                .isInstanceOf(InvalidEventException.class)
                .hasMessage(key + " is missing");
    }

    @Test
    void a_change_without_an_item_is_an_error() {
        ObjectNode notification = JSON.createObjectNode().put("messageType", "ConfigurationItemChangeNotification");
        notification.putNull("configurationItem");

        assertThatThrownBy(() -> read(RuleEvents.event(notification)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessage("configurationItem is missing");
    }

    @Test
    void a_time_that_is_none_is_an_error() {
        ObjectNode notification = JSON.createObjectNode()
                .put("messageType", "ScheduledNotification")
                .put("notificationCreationTime", "yesterday");

        assertThatThrownBy(() -> read(RuleEvents.event(notification)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessage("notificationCreationTime 'yesterday' is not a time");
    }

    @Test
    void what_is_not_json_is_an_error_that_says_where() {
        assertThatThrownBy(() -> read("{"))
                .isInstanceOf(InvalidEventException.class)
                .hasMessage("the event is not valid JSON");
        assertThatThrownBy(() -> read(RuleEvents.scheduled().put("invokingEvent", "{")))
                .isInstanceOf(InvalidEventException.class)
                .hasMessage("invokingEvent is not valid JSON");
        assertThatThrownBy(() -> read(RuleEvents.scheduled().put("ruleParameters", "a=b")))
                .isInstanceOf(InvalidEventException.class)
                .hasMessage("ruleParameters is not valid JSON");
        assertThatThrownBy(() -> read(RuleEvents.scheduled().put("ruleParameters", "{\"a\": 1, \"a\": 2}")))
                .isInstanceOf(InvalidEventException.class)
                .hasMessage("ruleParameters is not valid JSON");
    }

    private static RuleEvent read(ObjectNode event) throws IOException {
        return read(event.toString());
    }

    private static RuleEvent read(String event) throws IOException {
        return RuleEventReader.read(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)));
    }
}
