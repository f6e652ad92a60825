package dev.fargatepull.items;

import static dev.fargatepull.testing.Items.cluster;
import static dev.fargatepull.testing.Items.gatewayEndpoint;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.internetGateway;
import static dev.fargatepull.testing.Items.natGateway;
import static dev.fargatepull.testing.Items.pullThroughCacheRule;
import static dev.fargatepull.testing.Items.recorder;
import static dev.fargatepull.testing.Items.repository;
import static dev.fargatepull.testing.Items.repositoryElsewhere;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static dev.fargatepull.testing.Items.taskDefinition;
import static dev.fargatepull.testing.Items.vpc;
import static dev.fargatepull.testing.StoredImage.tagged;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.inventory.Inventory;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.rules.Judge;
import dev.fargatepull.rules.RuleCatalog;
import dev.fargatepull.testing.Forms;
import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever happened to a file on its way: it is read and judged, or refused with a reason, and nothing else. */
@Timeout(60)
class DamagedInputTest {

    private static final int CASES = 1_000;

    private static final Item<?>[] ITEMS = {
        recorder(),
        cluster("main").defaultingTo("FARGATE"),
        vpc("vpc-1").withDnsSupport(true).withDnsHostnames(true),
        subnet("subnet-a").withCidr("10.0.0.0/24"),
        routeTable("rtb-a").of("subnet-a").defaultRoute("nat-1"),
        routeTable("rtb-main").main().defaultRoute("igw-1"),
        natGateway("nat-1").in("subnet-b"),
        internetGateway("igw-1").attachedTo("vpc-1"),
        interfaceEndpoint("vpce-api", "ecr.api"),
        gatewayEndpoint("vpce-s3", "s3").forRouteTables("rtb-a"),
        service("web")
                .in("subnet-a")
                .running(taskDefinition("web:1")
                        .withContainer("app", Images.ecr("app:1.0"))
                        .withContainerByTag("proxy", "nginx:1.29")
                        .onPlatform("WINDOWS_SERVER_2022_CORE", "X86_64")
                        .withStorage(30))
                .pinning("app", Images.ecr("app:1.0"), Images.digest("1.0")),
        repository("app").holding(tagged("1.0").builtForWindows("10.0.20348.1"), tagged("0.9")),
        repository("gone").deleted(),
        repositoryElsewhere("docker.io/library/nginx").holding(tagged("1.29")),
        pullThroughCacheRule("hub")
    };

    private final Judge judge = new Judge(RuleCatalog.rules(), Map.of());
    private int refused;
    private int judged;

    @Test
    void a_snapshot_with_a_wrong_byte() {
        damageAndRead(Snapshot.of(ITEMS).bytes());
    }

    @Test
    void an_answer_of_the_api_with_a_wrong_byte() {
        damageAndRead(Forms.batchAnswer(ITEMS).getBytes(UTF_8));
    }

    @Test
    void a_compressed_snapshot_with_a_wrong_byte() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(Snapshot.of(ITEMS).bytes());
        }
        byte[] whole = compressed.toByteArray();

        for (int seed = 0; seed < CASES; seed++) {
            read(withWrongByte(whole, new Random(seed)));
        }
        assertThat(refused).isPositive();
    }

    @Test
    void a_snapshot_with_another_value_in_the_place_of_one() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> others = List.of(
                "null", "7", "-1", "1e999", "true", "\"\"", "\"[\"", "\"{}\"", "[]", "{}", "[[]]", "[{}]", "[null]");

        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            JsonNode snapshot = json.readTree(Snapshot.of(ITEMS).bytes());
            List<ObjectNode> objects = new ArrayList<>();
            collectObjects(snapshot.get("configurationItems"), objects);
            ObjectNode object = objects.get(random.nextInt(objects.size()));
            List<String> fields = new ArrayList<>();
            object.fieldNames().forEachRemaining(fields::add);
            object.set(
                    fields.get(random.nextInt(fields.size())),
                    json.readTree(others.get(random.nextInt(others.size()))));
            read(json.writeValueAsBytes(snapshot));
        }
        assertThat(refused).isPositive();
        assertThat(judged).isPositive();
    }

    private static void collectObjects(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            objects.add(object);
        }
        node.forEach(child -> collectObjects(child, objects));
    }

    private void damageAndRead(byte[] whole) {
        for (int seed = 0; seed < CASES; seed++) {
            read(withWrongByte(whole, new Random(seed)));
        }
        assertThat(refused).isPositive();
        assertThat(judged).isPositive();
    }

    /** Printable as often as not, so that the damage is not always to the JSON. */
    private static byte[] withWrongByte(byte[] whole, Random random) {
        byte[] damaged = whole.clone();
        damaged[random.nextInt(damaged.length)] =
                (byte) (random.nextBoolean() ? random.nextInt(256) : ' ' + random.nextInt('~' - ' '));
        return damaged;
    }

    private void read(byte[] damaged) {
        Inventory.Builder inventory = new Inventory.Builder();
        try {
            new ItemReader(inventory::add, () -> {}).read("file.json", new ByteArrayInputStream(damaged));
        } catch (MalformedInputException expected) {
            assertThat(expected).hasMessageStartingWith("file.json: ");
            refused++;
            return;
        }
        for (RegionInventory region : inventory.build().regions()) {
            judge.judge(region).evaluations().forEach(evaluation -> {
                assertThat(evaluation.annotation().orElse("")).hasSizeLessThanOrEqualTo(256);
            });
        }
        judged++;
    }
}
