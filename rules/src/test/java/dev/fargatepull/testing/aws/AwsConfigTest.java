package dev.fargatepull.testing.aws;

import static dev.fargatepull.testing.Items.internetGateway;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ChronologicalOrder;
import software.amazon.awssdk.services.config.model.ConfigException;
import software.amazon.awssdk.services.config.model.ConfigurationItem;

/** What the stand-in for AWS Config has in common with AWS Config, according to its guide and API Reference. */
class AwsConfigTest {

    private static final String SUBNETS =
            "SELECT resourceId WHERE resourceType = 'AWS::EC2::Subnet' AND configuration.vpcId ";

    private AwsConfig config;
    private ConfigClient client;

    @BeforeEach
    void start() throws IOException {
        config = new AwsConfig(RuleEvents.RULE_NAME, RuleEvents.RESULT_TOKEN);
        client = config.client();
    }

    @AfterEach
    void stop() {
        client.close();
        config.close();
    }

    @Test
    void conditions_choose_among_resources() {
        config.recording(
                subnet("subnet-a").inVpc("vpc-1"),
                subnet("subnet-b").inVpc("vpc-2"),
                routeTable("rtb-1").main());

        assertThat(found(SUBNETS + "= 'vpc-2'")).containsExactly("subnet-b");
        assertThat(found(SUBNETS + "IN ('vpc-2', 'vpc-3')")).containsExactly("subnet-b");
        assertThat(found(SUBNETS + "LIKE 'vpc-%'")).containsExactly("subnet-a", "subnet-b");
        assertThat(found("SELECT resourceId WHERE (NOT resourceId = 'rtb-1') AND NOT configuration.vpcId = 'vpc-2'"))
                .containsExactly("subnet-a");
        assertThat(found("SELECT resourceId WHERE resourceId = 'rtb-1' OR resourceId = 'subnet-b'"))
                .containsExactly("subnet-b", "rtb-1");
    }

    @Test
    void one_element_of_a_list_suffices() {
        config.recording(service("web").in("subnet-a", "subnet-b"), internetGateway("igw-1"));

        assertThat(
                        found(
                                "SELECT resourceId WHERE configuration.NetworkConfiguration.AwsvpcConfiguration.Subnets IN ('subnet-b')"))
                .hasSize(1);
        assertThat(found("SELECT resourceId WHERE configuration.attachments.vpcId = 'vpc-1'"))
                .containsExactly("igw-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT",
                "SELECT resourceId WHERE",
                "SELECT resourceId FROM resources",
                "SELECT DISTINCT resourceId",
                "SELECT resourceId WHERE resourceId = NULL",
                "SELECT resourceId WHERE resourceId",
                "SELECT resourceId WHERE resourceId LIKE 'ab%'",
                "SELECT resourceId WHERE resourceId LIKE '%abc'",
                "SELECT resourceId WHERE resourceId LIKE 'my_service-%'",
                "SELECT resourceId WHERE configuration.nonsense = 'abc'",
                "SELECT resourceId WHERE resourceId = 'it's'",
                "SELECT resourceId WHERE resourceId IN ()",
                "SELECT resourceId WHERE resourceId = 'abc' resourceType = 'abc'"
            })
    void what_the_query_language_has_not_is_refused(String expression) {
        assertThatThrownBy(() -> found(expression))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        refusal -> assertThat(refusal.statusCode()).isEqualTo(400));
    }

    @Test
    void an_expression_has_at_most_4096_characters() {
        String values = "'%s'".formatted("v".repeat(4096));

        assertThatThrownBy(() -> found("SELECT resourceId WHERE resourceId = " + values))
                .hasMessageContaining("4096");
    }

    @Test
    void queries_tell_the_state_of_some_types_in_an_object() {
        config.recording(subnet("subnet-a"));

        assertThat(rows("SELECT configuration WHERE resourceId = 'subnet-a'"))
                .singleElement()
                .asString()
                .contains("\"state\":{\"value\":\"available\"}");
    }

    @Test
    void an_index_that_lags_has_the_item_before() {
        config.recording(subnet("subnet-a").inVpc("vpc-1"))
                .recording(subnet("subnet-a").inVpc("vpc-2"), subnet("subnet-b").inVpc("vpc-2"))
                .lagging("subnet-a")
                .lagging("subnet-b");

        assertThat(found(SUBNETS + "= 'vpc-1'")).containsExactly("subnet-a");
        assertThat(found(SUBNETS + "= 'vpc-2'")).isEmpty();

        config.catchingUp();

        assertThat(found(SUBNETS + "= 'vpc-1'")).isEmpty();
        assertThat(found(SUBNETS + "= 'vpc-2'")).containsExactly("subnet-a", "subnet-b");
    }

    @Test
    void a_resource_that_was_deleted_is_history() {
        config.recording(subnet("subnet-a").capturedAt("2026-03-01T12:00:00.000Z"))
                .recording(subnet("subnet-a").deleted().capturedAt("2026-03-01T13:00:00.000Z"));

        assertThat(found("SELECT resourceId WHERE resourceId = 'subnet-a'")).isEmpty();
        assertThat(history("2026-03-01T13:00:00.000Z", ChronologicalOrder.REVERSE))
                .extracting(ConfigurationItem::configurationItemStatusAsString)
                .containsExactly("ResourceDeleted", "ResourceDiscovered");
        assertThat(history("2026-03-01T13:00:00.000Z", ChronologicalOrder.FORWARD))
                .extracting(ConfigurationItem::configurationItemStatusAsString)
                .containsExactly("ResourceDiscovered", "ResourceDeleted");
        assertThat(history("2026-03-01T12:59:59.999Z", ChronologicalOrder.REVERSE))
                .hasSize(1);
        assertThatThrownBy(() -> client.getResourceConfigHistory(
                        request -> request.resourceType("AWS::EC2::Subnet").resourceId("subnet-b")))
                .hasMessageContaining("not discovered");
    }

    @Test
    void the_recorder_tells_what_it_leaves_out() {
        config.withRecorderOfAllBut("AWS::EC2::VPCEndpoint");

        assertThat(client.describeConfigurationRecorders().configurationRecorders())
                .singleElement()
                .satisfies(recorder -> assertThat(recorder.recordingGroup()
                                .exclusionByResourceTypes()
                                .resourceTypesAsStrings())
                        .containsExactly("AWS::EC2::VPCEndpoint"));
    }

    private List<ConfigurationItem> history(String until, ChronologicalOrder order) {
        return client
                .getResourceConfigHistoryPaginator(request -> request.resourceType("AWS::EC2::Subnet")
                        .resourceId("subnet-a")
                        .laterTime(Instant.parse(until))
                        .chronologicalOrder(order)
                        .limit(1))
                .configurationItems()
                .stream()
                .toList();
    }

    private List<String> found(String expression) {
        return rows(expression).stream().map(AwsConfigTest::resourceId).toList();
    }

    private List<String> rows(String expression) {
        return client
                .selectResourceConfigPaginator(
                        request -> request.expression(expression).limit(1))
                .results()
                .stream()
                .toList();
    }

    private static String resourceId(String row) {
        try {
            return new ObjectMapper().readTree(row).path("resourceId").asText();
        } catch (IOException malformed) {
            throw new IllegalStateException(malformed);
        }
    }
}
