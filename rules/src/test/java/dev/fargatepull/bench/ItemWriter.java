package dev.fargatepull.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the items of one account and Region, each need of the rules followed by its share of all else. */
final class ItemWriter {

    /** The keys in the order AWS Config writes them: what an item is stands behind what it holds. */
    private static final Template ITEM = new Template("""
            {"relatedEvents":[],"relationships":[${relationships}],"configuration":${configuration},
            "supplementaryConfiguration":${supplementary},
            "tags":{"Name":"${word}-${number}","team":"${word}","environment":"production","cost-center":"${number}",
            "managed-by":"terraform","repository":"https://git.example.com/platform/${word}.git"},
            "configurationItemVersion":"1.3","configurationItemCaptureTime":"${captured}",
            "configurationStateId":${capturedMillis},"awsAccountId":"${account}","configurationItemStatus":"${status}",
            "resourceType":"${type}","resourceId":"${id}","resourceName":"${id}","ARN":"${arn}","awsRegion":"${region}",
            "availabilityZone":"Not Applicable","configurationStateMd5Hash":"","resourceCreationTime":"${time}"}
            """);

    private static final Template RELATIONSHIP = new Template("""
            {"resourceId":"${prefix}${hex}","resourceType":"AWS::EC2::${noun}","name":"Contains ${noun}"}""");

    /** What items are related to, by the prefix of their ids. */
    private static final List<Map.Entry<String, String>> RELATED = List.of(
            Map.entry("eni-", "NetworkInterface"),
            Map.entry("sg-", "SecurityGroup"),
            Map.entry("subnet-", "Subnet"),
            Map.entry("i-", "Instance"));

    private final Writer out;
    private final Dice bystanderDice;
    private final int bystanders;
    private final Dice passedOverDice;
    private final int passedOver;
    private final Map<String, String> place;
    private boolean isFirst = true;

    /**
     * A writer for an account and Region.
     *
     * @param bystanderDice chance for the items beside those of sites, of its own so that the rest stays the same
     * @param bystanders how many of them follow each item of a site
     * @param passedOverDice chance for more items, of types the rules pass over
     * @param passedOver how many of those follow
     */
    ItemWriter(
            Writer out,
            String account,
            String region,
            Dice bystanderDice,
            int bystanders,
            Dice passedOverDice,
            int passedOver) {
        this.out = out;
        this.place = Map.of("account", account, "region", region);
        this.bystanderDice = bystanderDice;
        this.bystanders = bystanders;
        this.passedOverDice = passedOverDice;
        this.passedOver = passedOver;
    }

    /** Writes an item of a site, and those among which it stands. */
    void write(
            String type, String id, int relationships, Template configuration, Dice dice, Map<String, String> given) {
        item(type, id, relationships, configuration, "{}", dice, given);
        for (int i = 0; i < bystanders; i++) {
            write(Bystander.any(bystanderDice), bystanderDice);
        }
        for (int i = 0; i < passedOver; i++) {
            write(Bystander.anyPassedOver(passedOverDice), passedOverDice);
        }
    }

    private void write(Bystander bystander, Dice dice) {
        item(
                bystander.type(),
                bystander.idPrefix() + dice.hex(),
                bystander.relationships(),
                bystander.configuration(),
                bystander.supplementary().fill(hole -> dice.fill(hole, place)),
                dice,
                Map.of());
    }

    private void item(
            String type,
            String id,
            int relationships,
            Template configuration,
            String supplementary,
            Dice dice,
            Map<String, String> given) {
        Map<String, String> values = new HashMap<>(place);
        values.putAll(given);
        values.put("id", id);
        values.put("configuration", configuration.fill(hole -> dice.fill(hole, values)));
        values.put("supplementary", supplementary);
        values.put("relationships", relationships(relationships, dice));
        values.put("type", type);
        values.put("arn", id.startsWith("arn:") ? id : arn(type, id));
        // Four fifths of what a recorder finds it has never seen change.
        values.put("status", dice.below(5) == 0 ? "OK" : "ResourceDiscovered");
        Instant captured = dice.time();
        values.put("captured", captured.toString());
        values.put("capturedMillis", Long.toString(captured.toEpochMilli()));
        try {
            out.write(isFirst ? "" : ",");
            out.write(ITEM.fill(hole -> dice.fill(hole, values)));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        isFirst = false;
    }

    private String arn(String type, String id) {
        return "arn:aws:%s:%s:%s:%s/%s"
                .formatted(
                        type.contains("ECS") ? "ecs" : "ec2",
                        place.get("region"),
                        place.get("account"),
                        type.substring(type.lastIndexOf(':') + 1),
                        id);
    }

    private static String relationships(int count, Dice dice) {
        StringBuilder relationships = new StringBuilder();
        for (int i = 0; i < count; i++) {
            Map.Entry<String, String> related = dice.oneOf(RELATED);
            Map<String, String> given = Map.of("prefix", related.getKey(), "noun", related.getValue());
            relationships.append(i == 0 ? "" : ",").append(RELATIONSHIP.fill(hole -> dice.fill(hole, given)));
        }
        return relationships.toString();
    }
}
