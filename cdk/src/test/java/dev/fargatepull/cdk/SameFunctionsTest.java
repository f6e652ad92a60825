package dev.fargatepull.cdk;

import static dev.fargatepull.cdk.Synthesized.child;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.docs.GeneratedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The functions without the CDK are those that the CDK gives to the members of an organization. Two templates say so:
 * one is for people, with names that read well and parameters; the other is made of constructs that apps use too.
 */
class SameFunctionsTest {

    /** What the two templates may say in their own ways. */
    private static final Set<String> OWN_WAYS = Set.of(
            // Names that nobody sees.
            "Sid",
            "Id",
            // The CDK tags everything; a person gives tags to the stack.
            "Tags",
            // EventBridge's default.
            "State",
            // Which parameters name the bucket and the key.
            "Code");

    /** The one condition of the template for people that does not hold if nobody chooses. */
    private static final String CONDITION_THAT_DOES_NOT_HOLD = "HasPagesUrl";

    private static final Map<String, String> NAMES_FOR_PEOPLE = Map.of(
            "LostEventsQueue", "LostEvents",
            "LostEventsQueuePolicy", "LostEventsPolicy",
            "AlarmsLostEvents", "LostEventsAlarm");

    @Test
    void both_templates_make_the_same_resources_with_the_same_properties(@TempDir Path folder) throws IOException {
        Map<String, Object> withCdk = resources(
                Synthesized.stack(Synthesized.app(folder, Map.of("target", "functions")), FargatePullApp.FUNCTIONS));
        Map<String, Object> withoutCdk = resources(Synthesized.checkedIn(GeneratedFiles.FUNCTIONS));

        assertThat(withoutCdk.keySet()).isEqualTo(withCdk.keySet());
        assertThat(withoutCdk)
                .allSatisfy((name, resource) -> assertThat(resource).as(name).isEqualTo(withCdk.get(name)));
    }

    private static Map<String, Object> resources(Synthesized template) {
        Set<String> logicalIds = child(template.tree(), "Resources").keySet();
        Map<String, Object> resources = new TreeMap<>();
        template.resources().forEach(resource -> {
            Map<String, Object> properties = new HashMap<>(resource.properties());
            if (resource.type().equals("AWS::IAM::Role")) {
                properties.remove("Description");
            }
            resources.put(
                    name(resource.logicalId()),
                    Map.of(
                            "Type", resource.type(),
                            "DeletionPolicy",
                                    String.valueOf(resource.definition().get("DeletionPolicy")),
                            "Properties", same(properties, logicalIds)));
        });
        return resources;
    }

    /** A property in the one way that both templates are brought to. The order of lists is nobody's business here. */
    private static Object same(Object value, Set<String> logicalIds) {
        if (value instanceof Map<?, ?> map && map.get("Fn::If") instanceof List<?> choice) {
            return same(
                    requireNonNull(choice.get(CONDITION_THAT_DOES_NOT_HOLD.equals(choice.get(0)) ? 2 : 1)), logicalIds);
        }
        if (Map.of("Ref", "LogRetentionInDays").equals(value)) {
            return FunctionSettings.DEFAULT_OF_MEMBERS.logRetentionDays();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> members = new HashMap<>();
            map.forEach((key, member) -> {
                Object canonical = same(requireNonNull(member), logicalIds);
                if (!OWN_WAYS.contains(key) && !Map.of("Ref", "AWS::NoValue").equals(canonical)) {
                    members.put(key, canonical);
                }
            });
            return members;
        }
        if (value instanceof List<?> list) {
            Set<Object> entries = new HashSet<>();
            list.forEach(entry -> entries.add(same(requireNonNull(entry), logicalIds)));
            return entries.size() == 1 ? entries.iterator().next() : entries;
        }
        if (value instanceof Number number) {
            return number.intValue();
        }
        return logicalIds.contains(value) ? name(String.valueOf(value)) : value;
    }

    /** What people call a resource: the CDK puts the path of its construct before, and eight digits after. */
    private static String name(String logicalId) {
        String path = logicalId.replaceFirst("^Rules", "").replaceFirst("[0-9A-F]{8}$", "");
        return NAMES_FOR_PEOPLE
                .getOrDefault(path, path)
                .replaceFirst("^SecurityHub(?!Exporter)", "SecurityHubExporter")
                .replaceFirst("AllowEventRule.*", "Permission");
    }
}
