package dev.fargatepull.testing.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.testing.Item;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The conformance packs of AWS Config: what it takes and refuses (API Reference, {@code PutConformancePack} and
 * {@code ConfigRule}; Developer Guide, "Service Limits").
 */
final class ConformancePacks {

    private static final int MOST_PACKS = 50;
    private static final int MOST_PARAMETERS = 60;
    private static final int LONGEST_PARAMETER_NAME = 255;
    private static final int LONGEST_PARAMETER_VALUE = 4096;
    private static final int MOST_BYTES = 51_200;
    private static final int MOST_BYTES_IN_S3 = 300 * 1024;
    private static final int LONGEST_BUCKET_NAME = 63;

    // Of rules.
    private static final int LONGEST_RULE_NAME = 128;
    private static final int LONGEST_TEXT = 256;
    private static final int LONGEST_INPUT = 1024;
    private static final int MOST_TYPES = 100;
    private static final int MOST_SOURCE_DETAILS = 25;
    private static final Set<String> MESSAGES = Set.of(
            "ConfigurationItemChangeNotification",
            "ConfigurationSnapshotDeliveryCompleted",
            "ScheduledNotification",
            "OversizedConfigurationItemChangeNotification");
    private static final Set<String> FREQUENCIES =
            Set.of("One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A pack: the functions of its rules, and why it could not be made. */
    private record Pack(Map<String, String> functionArns, Optional<String> failure) {}

    private final Map<String, Pack> packs = new LinkedHashMap<>();
    private final Map<String, String> objects = new LinkedHashMap<>();
    private Predicate<String> mayCall = anything -> true;

    /** Finds a text in S3. */
    void store(String s3Uri, String text) {
        objects.put(s3Uri, text);
    }

    /** Can call these functions, told by their ARNs, and no others. */
    void callOnly(Predicate<String> functionArns) {
        mayCall = functionArns;
    }

    /** The functions of all packs' rules, by the rules' names. */
    Map<String, String> functionArns() {
        Map<String, String> all = new LinkedHashMap<>();
        packs.values().forEach(pack -> all.putAll(pack.functionArns()));
        return all;
    }

    /** The names of a pack's rules. */
    Set<String> rules(JsonNode request) {
        return existing(request).functionArns().keySet();
    }

    JsonNode put(JsonNode request) {
        String name = name(request);
        if (!packs.containsKey(name) && packs.size() == MOST_PACKS) {
            throw new AwsError("MaxNumberOfConformancePacksExceededException", "There are 50 packs");
        }
        requireValid(request.path("DeliveryS3Bucket").asText().length() <= LONGEST_BUCKET_NAME, "DeliveryS3Bucket");
        packs.put(name, pack(name, new ConformancePackText(text(request), given(request)).rules()));
        return JSON.createObjectNode().put("ConformancePackArn", arn(name));
    }

    private String text(JsonNode request) {
        if (Stream.of("TemplateBody", "TemplateS3Uri", "TemplateSSMDocumentDetails")
                        .filter(request::hasNonNull)
                        .count()
                != 1) {
            throw new AwsError("InvalidParameterValueException", "Specify one of the three places of a template");
        }
        if (request.hasNonNull("TemplateBody")) {
            String body = request.get("TemplateBody").asText();
            requireValid(!body.isEmpty() && bytes(body) <= MOST_BYTES, "TemplateBody");
            return body;
        }
        String uri = request.path("TemplateS3Uri").asText();
        requireValid(uri.startsWith("s3://"), "TemplateS3Uri");
        String text = objects.get(uri);
        if (text == null || bytes(text) > MOST_BYTES_IN_S3) {
            throw new AwsError("ConformancePackTemplateValidationException", "No template of 300 KB at most at " + uri);
        }
        return text;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Map<String, String> given(JsonNode request) {
        JsonNode parameters = request.path("ConformancePackInputParameters");
        requireValid(parameters.size() <= MOST_PARAMETERS, "ConformancePackInputParameters");
        Map<String, String> given = new LinkedHashMap<>();
        for (JsonNode parameter : parameters) {
            String name = parameter.path("ParameterName").asText();
            String value = parameter.path("ParameterValue").asText();
            requireValid(
                    name.length() <= LONGEST_PARAMETER_NAME && value.length() <= LONGEST_PARAMETER_VALUE,
                    "ConformancePackInputParameters");
            given.put(name, value);
        }
        return given;
    }

    /** Making rules is not part of the call: what fails there is told by the pack's status. */
    private Pack pack(String name, List<JsonNode> rules) {
        Map<String, String> functionArns = new LinkedHashMap<>();
        for (JsonNode rule : rules) {
            String fault = fault(rule);
            if (!fault.isEmpty()) {
                return new Pack(
                        Map.of(), Optional.of(rule.path("ConfigRuleName").asText() + ": " + fault));
            }
            functionArns.put(
                    "%s-conformance-pack-k%08x"
                            .formatted(rule.path("ConfigRuleName").asText(), name.hashCode()),
                    rule.at("/Source/SourceIdentifier").asText());
        }
        return new Pack(functionArns, Optional.empty());
    }

    /** The first property of a rule that AWS Config does not take, or nothing. */
    private String fault(JsonNode rule) {
        JsonNode source = rule.path("Source");
        String function = source.path("SourceIdentifier").asText();
        Map<String, Boolean> isFine = new LinkedHashMap<>();
        isFine.put("ConfigRuleName", hasLength(rule.path("ConfigRuleName"), LONGEST_RULE_NAME));
        isFine.put("Description", hasLength(rule.path("Description"), LONGEST_TEXT));
        isFine.put(
                "InputParameters",
                rule.path("InputParameters").toString().length() <= LONGEST_INPUT
                        && all(
                                rule.path("InputParameters"),
                                value -> !value.asText().isBlank()));
        isFine.put("Scope", rule.at("/Scope/ComplianceResourceTypes").size() <= MOST_TYPES);
        isFine.put(
                "Source",
                source.path("Owner").asText().equals("CUSTOM_LAMBDA")
                        && hasLength(source.path("SourceIdentifier"), LONGEST_TEXT));
        isFine.put(
                "SourceDetails",
                source.path("SourceDetails").size() <= MOST_SOURCE_DETAILS
                        && all(source.path("SourceDetails"), ConformancePacks::isSourceDetail));
        isFine.put("InsufficientPermissionsException: cannot call " + function, mayCall.test(function));
        return isFine.entrySet().stream()
                .filter(property -> !property.getValue())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    private static boolean isSourceDetail(JsonNode detail) {
        String message = detail.path("MessageType").asText();
        boolean hasFrequency = detail.has("MaximumExecutionFrequency");
        boolean frequencyIsFine = message.equals("ScheduledNotification")
                && FREQUENCIES.contains(detail.path("MaximumExecutionFrequency").asText());
        return detail.path("EventSource").asText().equals("aws.config")
                && MESSAGES.contains(message)
                && (!hasFrequency || frequencyIsFine);
    }

    private static boolean hasLength(JsonNode text, int most) {
        return !text.asText().isEmpty() && text.asText().length() <= most;
    }

    private static boolean all(JsonNode entries, Predicate<JsonNode> condition) {
        return StreamSupport.stream(entries.spliterator(), false).allMatch(condition);
    }

    JsonNode describe(JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode details = answer.putArray("ConformancePackDetails");
        packs.keySet()
                .forEach(name ->
                        details.addObject().put("ConformancePackName", name).put("ConformancePackArn", arn(name)));
        return answer;
    }

    /** None: packs of organizations are moto's business. */
    JsonNode describeOfOrganization(JsonNode request) {
        return JSON.createObjectNode().set("OrganizationConformancePacks", JSON.createArrayNode());
    }

    JsonNode describeStatus(JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode details = answer.putArray("ConformancePackStatusDetails");
        Set<String> wanted = new HashSet<>();
        request.path("ConformancePackNames").forEach(name -> wanted.add(name.asText()));
        packs.forEach((name, pack) -> {
            if (wanted.isEmpty() || wanted.contains(name)) {
                details.addObject()
                        .put("ConformancePackName", name)
                        .put("ConformancePackArn", arn(name))
                        .put("ConformancePackState", pack.failure().isEmpty() ? "CREATE_COMPLETE" : "CREATE_FAILED")
                        .put("ConformancePackStatusReason", pack.failure().orElse(null));
            }
        });
        return answer;
    }

    JsonNode delete(JsonNode request) {
        existing(request);
        packs.remove(name(request));
        return JSON.createObjectNode();
    }

    private Pack existing(JsonNode request) {
        return Optional.ofNullable(packs.get(name(request)))
                .orElseThrow(() -> new AwsError("NoSuchConformancePackException", "There is no such pack"));
    }

    private static String name(JsonNode request) {
        String name = request.path("ConformancePackName").asText();
        requireValid(name.matches("[a-zA-Z][-a-zA-Z0-9]{0,255}"), "ConformancePackName");
        return name;
    }

    private static String arn(String name) {
        return "arn:aws:config:%s:%s:conformance-pack/%s/conformance-pack-abcdefghi"
                .formatted(Item.HOME.region(), Item.HOME.accountId(), name);
    }

    private static void requireValid(boolean isValid, String member) {
        if (!isValid) {
            throw new AwsError("ValidationException", "Value at '%s' failed to satisfy constraint".formatted(member));
        }
    }
}
