package dev.fargatepull.cdk;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** Every stack of the app, in each form that people choose between. */
final class Stacks {

    /** What an organization has to choose. */
    static final Map<String, Object> ORGANIZATION = Map.of(
            "target", "organization",
            "organizationId", "o-a1b2c3d4e5",
            "organizationalUnits", "ou-a1b2-c3d4e5f6",
            "regions", "eu-west-1,us-east-1");

    private static final Map<String, Map<String, Object>> CHOICES = choices();

    private Stacks() {}

    private static Map<String, Map<String, Object>> choices() {
        Map<String, Map<String, Object>> choices = new LinkedHashMap<>();
        choices.put(
                "account",
                Map.of(
                        "alarmTopic", "arn:aws:sns:${AWS::Region}:${AWS::AccountId}:on-call",
                        "reservedConcurrency", "2",
                        "removalPolicy", "retain",
                        "tags", "owner=network"));
        choices.put("account-with-the-guide-and-no-pack", Map.of("rules", "guide", "conformancePack", "false"));
        choices.put("functions", Map.of("target", "functions"));
        choices.put("organization", ORGANIZATION);
        Map<String, Object> delegated = new LinkedHashMap<>(ORGANIZATION);
        delegated.put("administrator", "delegated");
        delegated.put("excludedAccounts", "111122223333");
        delegated.put("organizationPack", "false");
        choices.put("organization-with-packs-of-its-members", delegated);
        return choices;
    }

    /** The names of the forms. */
    static List<String> names() {
        return List.copyOf(CHOICES.keySet());
    }

    /** The app of a form. */
    static App app(String name, Path folder) {
        return Synthesized.app(folder, requireNonNull(CHOICES.get(name), name));
    }

    /** The stacks of an app. */
    static List<Stack> of(App app) {
        List<Stack> stacks = new ArrayList<>();
        app.getNode().getChildren().forEach(child -> {
            if (child instanceof Stack stack) {
                stacks.add(stack);
            }
        });
        return stacks;
    }
}
