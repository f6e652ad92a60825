package dev.fargatepull.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * Writes what a service answers as JSON in the spelling of AWS Config, which differs from the service's own in the
 * first letter of names at most.
 */
enum SdkJson {
    /** As of EC2, IAM, KMS: {@code subnetId}. */
    CAMEL_CASE {
        @Override
        char first(char letter) {
            return Character.toLowerCase(letter);
        }
    },
    /** As of ECS, ECR and other types that follow CloudFormation: {@code TaskDefinitionArn}. */
    PASCAL_CASE {
        @Override
        char first(char letter) {
            return Character.toUpperCase(letter);
        }
    };

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    abstract char first(char letter);

    /** The answer's members that are set. */
    ObjectNode object(SdkPojo answer) {
        ObjectNode object = JSON.objectNode();
        for (SdkField<?> field : answer.sdkFields()) {
            Object value = field.getValueOrDefault(answer);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                String name = field.memberName();
                object.set(first(name.charAt(0)) + name.substring(1), value(value));
            }
        }
        return object;
    }

    private JsonNode value(Object value) {
        if (value instanceof SdkPojo nested) {
            return object(nested);
        }
        if (value instanceof List<?> list) {
            ArrayNode array = JSON.arrayNode();
            list.forEach(element -> array.add(value(element)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.objectNode();
            map.forEach((key, element) -> object.set(key.toString(), value(element)));
            return object;
        }
        if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        }
        if (value instanceof Number number) {
            return JSON.numberNode(new BigDecimal(number.toString()));
        }
        if (value instanceof Instant time) {
            return JSON.textNode(time.toString());
        }
        return JSON.textNode(value.toString());
    }
}
