package dev.fargatepull.live;

import static dev.fargatepull.testing.Items.subnet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.testing.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatheredItemsTest {

    private final GatheredItems items = new GatheredItems();

    @Test
    void a_configuration_that_the_api_writes_as_text_is_unwrapped() {
        ObjectNode item = subnet("subnet-1").json().get(0);
        item.put("configuration", item.get("configuration").toString());

        items.add("AWS Config", item.toString());

        assertThat(items.inventory().region(Item.HOME).find(Subnet.class, "subnet-1"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void an_empty_text_is_nothing(String empty) {
        items.add(
                "AWS Config",
                subnet("subnet-1")
                        .json()
                        .get(0)
                        .put("supplementaryConfiguration", empty)
                        .toString());

        assertThat(items.find(Item.HOME, ResourceType.EC2_SUBNET, "subnet-1"))
                .hasValueSatisfying(item -> assertThat(
                                item.get("supplementaryConfiguration").isNull())
                        .isTrue());
        assertThat(items.inventory().region(Item.HOME).find(Subnet.class, "subnet-1"))
                .isPresent();
    }

    @Test
    void what_is_no_item_is_an_error_that_says_why() {
        assertFails("[]", "AWS Config: expected an item, found []");
        assertFails("{\"a\": 1, \"a\": 2}", "AWS Config: not valid JSON: 'a' is there twice");
        assertFails("{} {}", "AWS Config: not valid JSON: something follows its end");
        assertFails(
                subnet("subnet-1").json().get(0).put("configuration", "{").toString(),
                "AWS Config: configuration is not valid JSON: it ends too early");
    }

    private void assertFails(String text, String message) {
        assertThatThrownBy(() -> items.add("AWS Config", text))
                .isInstanceOf(EvidenceException.class)
                .hasMessage(message);
    }
}
