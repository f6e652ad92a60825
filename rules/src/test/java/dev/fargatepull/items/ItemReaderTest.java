package dev.fargatepull.items;

import static dev.fargatepull.testing.Items.cluster;
import static dev.fargatepull.testing.Items.gatewayEndpoint;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.internetGateway;
import static dev.fargatepull.testing.Items.natGateway;
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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatepull.core.address.AddressSet;
import dev.fargatepull.core.aws.AwsResource;
import dev.fargatepull.core.aws.ConfigurationRecorder;
import dev.fargatepull.core.aws.EcrRepository;
import dev.fargatepull.core.aws.EcsCluster;
import dev.fargatepull.core.aws.EcsService;
import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.NatGateway;
import dev.fargatepull.core.aws.RegistryImage;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.core.aws.Vpc;
import dev.fargatepull.core.aws.VpcEndpoint;
import dev.fargatepull.core.inventory.ConfigurationItem;
import dev.fargatepull.testing.Forms;
import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.RepositoryItem;
import dev.fargatepull.testing.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemReaderTest {

    private static final String NO_ITEMS =
            "file.json: holds no configuration items; expected a snapshot, a history, an "
                    + "item, an event or an answer of the AWS Config API";

    private static final String DIGEST = Images.digest("an image");

    // Forms.

    static Stream<String> every_form_holds_the_same_subnet() {
        return Stream.of(
                Snapshot.of(subnet("subnet-a")).json(),
                Forms.single(subnet("subnet-a")),
                Forms.array(subnet("subnet-a")),
                Forms.notification(subnet("subnet-a")),
                Forms.event(Forms.notification(subnet("subnet-a"))),
                Forms.historyAnswer(subnet("subnet-a")),
                Forms.batchAnswer(subnet("subnet-a")),
                Forms.queryAnswer(subnet("subnet-a")));
    }

    @ParameterizedTest
    @MethodSource
    void every_form_holds_the_same_subnet(String json) throws Exception {
        ConfigurationItem expected = new ConfigurationItem(
                Item.HOME,
                ResourceType.EC2_SUBNET,
                "subnet-a",
                Instant.parse(Item.CAPTURED),
                Optional.of(new Subnet(
                        "subnet-a",
                        "vpc-1",
                        Optional.of(Item.HOME.accountId()),
                        true,
                        Optional.of(AddressSet.cidr("10.0.1.0/24")))),
                false);

        assertThat(read(json)).containsExactly(expected);
        assertThat(read(gzip(json.getBytes(UTF_8)))).containsExactly(expected);
    }

    @Test
    void a_row_of_a_query_can_be_read_alone() throws Exception {
        List<ConfigurationItem> items = new ArrayList<>();
        new ItemReader(items::add, () -> {}).readRow("row", Forms.row(subnet("subnet-a")));

        assertThat(references(items)).containsExactly("subnet-a");
    }

    @Test
    void several_documents_follow_one_another_in_any_form() throws Exception {
        String json = Snapshot.of(subnet("subnet-1")).json()
                + "\n"
                + Forms.single(subnet("subnet-2"))
                + Forms.array(subnet("subnet-3"), subnet("subnet-4"))
                + "\n\n"
                + Forms.queryAnswer(subnet("subnet-5"), subnet("subnet-6"))
                + Forms.event(Forms.notification(subnet("subnet-7")))
                + Forms.batchAnswer(subnet("subnet-8"));

        assertThat(references(read(json)))
                .containsExactly(
                        "subnet-1", "subnet-2", "subnet-3", "subnet-4", "subnet-5", "subnet-6", "subnet-7", "subnet-8");
    }

    @Test
    void several_gzip_members_are_one_stream() throws Exception {
        byte[] first = gzip(Forms.single(subnet("subnet-1")).getBytes(UTF_8));
        byte[] second = gzip(Forms.single(subnet("subnet-2")).getBytes(UTF_8));
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(first);
        both.write(second);

        assertThat(references(read(both.toByteArray()))).containsExactly("subnet-1", "subnet-2");
    }

    @Test
    void a_byte_order_mark_before_utf_8_is_passed_over() throws Exception {
        String mark = "\uFEFF";

        assertThat(references(read(mark + Forms.single(subnet("subnet-a"))))).containsExactly("subnet-a");
        assertThat(references(read(mark + Snapshot.of(subnet("subnet-a")).json())))
                .containsExactly("subnet-a");
    }

    @Test
    void a_page_may_be_empty() throws Exception {
        assertThat(read("{\"configurationItems\": [], \"nextToken\": \"more\"}"))
                .isEmpty();
        assertThat(read("[]")).isEmpty();
    }

    @Test
    void a_scheduled_notification_has_no_item() throws Exception {
        assertThat(read(Forms.event(
                        "{\"messageType\": \"ScheduledNotification\", \"awsAccountId\": \"111122223333\"}")))
                .isEmpty();
    }

    // Types.

    @Test
    void the_type_of_an_item_may_stand_first_or_last() throws Exception {
        String item = Forms.single(subnet("subnet-a"));
        String type = "\"resourceType\":\"AWS::EC2::Subnet\",";
        String body = item.substring(1, item.length() - 1).replace(type, "");

        assertThat(references(read("[{" + type + body + "}]"))).containsExactly("subnet-a");
        assertThat(references(read("[{" + body + "," + type.substring(0, type.length() - 1) + "}]")))
                .containsExactly("subnet-a");
    }

    @Test
    void a_type_inside_the_configuration_is_not_the_items_own() throws Exception {
        String item = Forms.single(subnet("subnet-a"))
                .replace("\"relationships\":[]", "\"relationships\":[{\"resourceType\":\"AWS::EC2::VPC\"}]");

        assertThat(read("[" + item + "]")).extracting(ConfigurationItem::type).containsExactly(ResourceType.EC2_SUBNET);
    }

    @Test
    void types_the_rules_have_no_use_for_are_counted_and_passed_over() throws Exception {
        String unknown = "{\"resourceType\":\"AWS::S3::Bucket\",\"resourceId\":\"bucket\",\"configuration\":{\"a\":1}}";
        AtomicInteger seen = new AtomicInteger();
        List<ConfigurationItem> items = new ArrayList<>();
        ItemReader reader = new ItemReader(items::add, seen::incrementAndGet);

        reader.read("file.json", bytes("[" + unknown + "," + Forms.single(subnet("subnet-a")) + "," + unknown + "]"));
        reader.read("file.json", bytes(unknown));
        reader.read("file.json", bytes("{\"configurationItem\":" + unknown + "}"));
        reader.readRow("row", unknown);

        assertThat(references(items)).containsExactly("subnet-a");
        assertThat(seen).hasValue(6);
    }

    @Test
    void an_item_the_rules_have_no_use_for_needs_nothing_but_a_type() throws Exception {
        assertThat(read("[{\"resourceType\":\"AWS::S3::Bucket\"}]")).isEmpty();
    }

    // Spellings.

    @Test
    void a_state_is_a_string_or_an_object_with_a_value() throws Exception {
        List<AwsResource> endpoints = resources(read(Forms.array(
                interfaceEndpoint("vpce-1", "ecr.api").inState("pending"),
                interfaceEndpoint("vpce-2", "ecr.api").inStateByQuery("pending"),
                interfaceEndpoint("vpce-3", "ecr.api").withoutState())));

        assertThat(endpoints)
                .extracting(endpoint -> ((VpcEndpoint) endpoint).state())
                .containsExactly("pending", "pending", VpcEndpoint.STATE_UNKNOWN);
    }

    @Test
    void the_state_of_a_nat_gateway_is_read_in_both_forms() throws Exception {
        String item = Forms.single(natGateway("nat-1").inState("failed"));
        String queried = item.replace("\"state\":\"failed\"", "\"state\":{\"value\":\"failed\"}");

        assertThat(resources(read(item + queried)))
                .extracting(gateway -> ((NatGateway) gateway).state())
                .containsExactly(Optional.of("failed"), Optional.of("failed"));
    }

    @Test
    void names_are_found_with_either_first_letter() throws Exception {
        String item = Forms.single(service("web").in("subnet-a").withPublicIp());
        String lower = item.replace("\"LaunchType\"", "\"launchType\"")
                .replace("\"NetworkConfiguration\"", "\"networkConfiguration\"")
                .replace("\"AwsvpcConfiguration\"", "\"awsvpcConfiguration\"")
                .replace("\"Subnets\"", "\"subnets\"")
                .replace("\"AssignPublicIp\"", "\"assignPublicIp\"");

        assertThat(resources(read(lower))).isEqualTo(resources(read(item)));
    }

    @Test
    void the_recorder_is_read_as_config_records_it_and_as_the_api_answers() throws Exception {
        assertThat(resources(read(Forms.array(
                        recorder(),
                        recorder().asApiAnswer(),
                        recorder().recordingOnly("AWS::EC2::VPC"),
                        recorder().recordingOnly("AWS::EC2::VPC").asApiAnswer(),
                        recorder().recordingAllBut("AWS::EC2::VPC"),
                        recorder().recordingAllBut("AWS::EC2::VPC").asApiAnswer()))))
                .extracting(recorder -> ((ConfigurationRecorder) recorder).strategy())
                .containsExactly(
                        ConfigurationRecorder.Strategy.ALL,
                        ConfigurationRecorder.Strategy.ALL,
                        ConfigurationRecorder.Strategy.ONLY_LISTED,
                        ConfigurationRecorder.Strategy.ONLY_LISTED,
                        ConfigurationRecorder.Strategy.ALL_BUT_LISTED,
                        ConfigurationRecorder.Strategy.ALL_BUT_LISTED);
    }

    @Test
    void supplements_are_truth_values_or_strings() throws Exception {
        Vpc expected = new Vpc(
                "vpc-1",
                Optional.of(AddressSet.cidr("10.0.0.0/16")),
                Optional.of("dopt-1"),
                Optional.of(true),
                Optional.of(false),
                Set.of());

        assertThat(resources(read(Forms.single(vpc("vpc-1").withDnsSupport(true).withDnsHostnames(false))
                        + Forms.batchAnswer(vpc("vpc-1").withDnsSupport(true).withDnsHostnames(false)))))
                .containsExactly(expected, expected);
    }

    @Test
    void the_runtime_platform_stands_in_the_configuration_or_beside_it() throws Exception {
        assertThat(resources(read(Forms.array(
                        taskDefinition("web:1").onPlatform("WINDOWS_SERVER_2022_CORE", "X86_64"),
                        taskDefinition("web:1")
                                .onPlatform("WINDOWS_SERVER_2022_CORE", "X86_64")
                                .withPlatformInConfiguration(),
                        taskDefinition("web:1")))))
                .extracting(definition -> ((EcsTaskDefinition) definition).operatingSystemFamily())
                .containsExactly(
                        Optional.of("WINDOWS_SERVER_2022_CORE"),
                        Optional.of("WINDOWS_SERVER_2022_CORE"),
                        Optional.empty());
    }

    @Test
    void images_are_lists_or_lists_in_strings() throws Exception {
        RepositoryItem app = repository("app")
                .holding(
                        tagged("1.0", "latest")
                                .withDigest(DIGEST)
                                .ofBytes(7)
                                .builtFor("linux/amd64")
                                .builtForWindows("10.0.20348.1"),
                        tagged("0.9")
                                .withoutDigest()
                                .withoutStatus()
                                .ofUnknownSize()
                                .ofUnknownPlatform());
        EcrRepository expected = new EcrRepository(
                "app",
                Optional.empty(),
                Map.of(),
                Optional.of(List.of(
                        new RegistryImage(
                                Optional.of(DIGEST),
                                Set.of("1.0", "latest"),
                                RegistryImage.Status.ACTIVE,
                                Optional.of(7L),
                                List.of(
                                        new RegistryImage.ImagePlatform("linux", "amd64", Optional.empty()),
                                        new RegistryImage.ImagePlatform(
                                                "windows", "amd64", Optional.of("10.0.20348.1")))),
                        new RegistryImage(
                                Optional.empty(),
                                Set.of("0.9"),
                                RegistryImage.Status.ACTIVE,
                                Optional.empty(),
                                List.of()))));

        assertThat(resources(read(Forms.single(app) + Forms.batchAnswer(app)))).containsExactly(expected, expected);
    }

    @Test
    void a_repository_without_images_differs_from_one_nobody_looked_into() throws Exception {
        assertThat(resources(read(Forms.batchAnswer(repository("app").holding(), repository("api")))))
                .containsExactly(
                        new EcrRepository("app", Optional.empty(), Map.of(), Optional.of(List.of())),
                        new EcrRepository("api", Optional.empty(), Map.of(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"null\""})
    void a_list_of_images_that_is_nothing_tells_nothing(String images) throws Exception {
        String item = Forms.single(repository("app").holding()).replace("\"images\":[]", "\"images\":" + images);

        assertThat(resources(read(item)))
                .containsExactly(new EcrRepository("app", Optional.empty(), Map.of(), Optional.empty()));
    }

    @Test
    void a_repository_elsewhere_needs_no_configuration() throws Exception {
        String item = Forms.single(repositoryElsewhere("docker.io/nginx"));

        assertThat(resources(read(item + item.replace("\"configuration\":{},", ""))))
                .extracting(AwsResource::reference)
                .containsExactly("docker.io/library/nginx", "docker.io/library/nginx");
    }

    @Test
    void sizes_are_numbers_or_strings() throws Exception {
        String item = Forms.single(taskDefinition("web:1").withStorage(50));

        assertThat(resources(read(item + item.replace("\"SizeInGiB\":50", "\"SizeInGiB\":\"50\""))))
                .extracting(definition -> ((EcsTaskDefinition) definition).ephemeralStorageInGib())
                .containsOnly(Optional.of(50L));
    }

    @Test
    void fields_nobody_knows_are_passed_over() throws Exception {
        String item = Forms.single(repository("app").holding(tagged("1.0")));
        String unknown = "{\"future\":{\"nested\":[1,null,{\"deep\":[]}]},";

        assertThat(read(item.replace("{\"", unknown + "\""))).isEqualTo(read(item));
    }

    @Test
    void an_empty_list_where_an_object_belongs_is_nothing() throws Exception {
        String item = Forms.single(service("web").in("subnet-a"));
        String emptied = item.replaceFirst("\"NetworkConfiguration\":\\{.*?\\}\\}", "\"NetworkConfiguration\":[]");

        assertThat(resources(read(emptied)))
                .extracting(service -> ((EcsService) service).launch().network())
                .containsExactly(Optional.empty());
    }

    @Test
    void a_query_that_projects_a_list_of_one_returns_its_element() throws Exception {
        String item = Forms.single(cluster("main").defaultingTo("FARGATE"));
        String projected = item.replaceFirst(
                "\"DefaultCapacityProviderStrategy\":\\[(.*?)\\]", "\"DefaultCapacityProviderStrategy\":$1");

        assertThat(resources(read(projected))).containsExactly(new EcsCluster("main", List.of("FARGATE")));
    }

    @Test
    void null_is_as_if_the_field_were_not_there() throws Exception {
        String item = Forms.single(service("web").in("subnet-a"))
                .replace("\"LaunchType\":\"FARGATE\"", "\"LaunchType\":null");

        assertThat(resources(read(item)))
                .extracting(service -> ((EcsService) service).launch().launchType())
                .containsExactly(Optional.empty());
    }

    // Times and statuses.

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"2026-03-01T12:00:00.000Z\"      | 2026-03-01T12:00:00Z",
                "\"2026-03-01T12:00:00Z\"          | 2026-03-01T12:00:00Z",
                "\"2026-03-01T13:00:00.250+01:00\" | 2026-03-01T12:00:00.250Z",
                "1772366400                        | 2026-03-01T12:00:00Z",
                "1772366400.5                      | 2026-03-01T12:00:00.500Z",
                "1.7723664E9                       | 2026-03-01T12:00:00Z",
                "null                              | -1000000000-01-01T00:00:00Z"
            })
    void capture_times_are_iso_8601_or_seconds_since_1970(String written, Instant expected) throws Exception {
        String item = Forms.single(subnet("subnet-a")).replace('"' + Item.CAPTURED + '"', written);

        assertThat(read(item)).extracting(ConfigurationItem::captureTime).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ResourceDeleted", "ResourceDeletedNotRecorded", "ResourceNotRecorded"})
    void a_resource_that_is_gone_or_no_longer_recorded_has_no_configuration(String status) throws Exception {
        assertThat(read(Forms.single(subnet("subnet-a").withStatus(status))))
                .extracting(ConfigurationItem::resource)
                .containsExactly(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"ResourceDeleted, true", "ResourceDeletedNotRecorded, false", "ResourceNotRecorded, false", "OK, false"
    })
    void only_a_deletion_says_that_a_resource_is_gone(String status, boolean isDeletion) throws Exception {
        assertThat(read(Forms.single(repository("app").withStatus(status))))
                .extracting(ConfigurationItem::isDeletion)
                .containsExactly(isDeletion);
    }

    @Test
    void a_query_may_leave_the_status_out() throws Exception {
        String item = Forms.row(subnet("subnet-a")).replace("\"configurationItemStatus\":\"ResourceDiscovered\",", "");

        assertThat(resources(read(item))).hasSize(1);
    }

    @Test
    void a_deleted_task_definition_is_told_by_its_arn() throws Exception {
        String arn = "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:1";

        assertThat(references(read(Forms.single(taskDefinition("web:1").deleted())
                        + Forms.row(taskDefinition("web:1").deleted()))))
                .containsExactly(arn, arn);
        assertThat(references(
                        read(Forms.single(taskDefinition("web:1").deleted()).replace("\"ARN\":\"" + arn + "\",", ""))))
                .containsExactly("web");
    }

    // Malformed input.

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n\t "})
    void nothing_is_empty(String json) {
        assertMalformed(json, "file.json: is empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "12",
                "\"items\"",
                "null",
                "{\"resources\": []}",
                "{\"configurationItems\": null}",
                "{\"configurationItems\": {}}",
                "{\"Results\": null}",
                "{\"invokingEvent\": null}",
                "{\"configurationItem\": null}"
            })
    void json_without_items_is_refused(String json) {
        assertMalformed(json, NO_ITEMS);
    }

    @Test
    void a_scalar_after_a_document_is_refused() {
        assertMalformed(Forms.single(subnet("subnet-a")) + " 5", NO_ITEMS);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 9, 10, 40, -8, -1})
    void truncated_gzip_is_refused_wherever_it_ends(int end) throws Exception {
        byte[] whole = gzip(Snapshot.of(subnet("subnet-a")).bytes());
        byte[] cut = Arrays.copyOf(whole, end > 0 ? end : whole.length + end);

        assertMalformed(cut, "file.json: cannot be read: it ends too early");
    }

    @Test
    void corrupt_gzip_is_refused() throws Exception {
        byte[] damaged = gzip(Snapshot.of(subnet("subnet-a")).bytes());
        damaged[damaged.length - 6] ^= 0x55;

        assertMalformed(damaged, "file.json: cannot be read: Corrupt GZIP trailer");
    }

    @Test
    void truncated_json_is_refused() {
        assertMalformed(
                "{\"configurationItems\": [{\"resourceType\": ",
                "file.json: not valid JSON at line 1, column 42: it ends too early");
        assertMalformed("[", "file.json: not valid JSON at line 1, column 2: it ends too early");
    }

    @Test
    void rubbish_after_an_item_is_refused() {
        assertMalformed("[]\nrubbish", "file.json: not valid JSON at line 2, column 1: 'rubbish' is no value");
    }

    @Test
    void invalid_utf_8_is_refused() {
        byte[] json = "[{\"resourceType\":\"AWS::EC2::#\"}]".getBytes(UTF_8);
        json[28] = (byte) 0xff;

        assertMalformed(json, "file.json: not valid JSON at line 1, column 30: it is not UTF-8");
    }

    static Stream<Charset> utf_16_is_refused() {
        return Stream.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
    }

    @ParameterizedTest
    @MethodSource
    void utf_16_is_refused(Charset charset) {
        assertMalformed(Snapshot.of(subnet("subnet-a")).json().getBytes(charset), "file.json: is not UTF-8");
        assertMalformed(Forms.array(subnet("subnet-a")).getBytes(charset), "file.json: is not UTF-8");
    }

    @Test
    void two_values_for_one_key_are_refused() {
        String item = Forms.single(subnet("subnet-b")).replace("\"vpcId\":", "\"vpcId\":\"vpc-2\",\"vpcId\":");

        assertMalformed(
                "[" + Forms.single(subnet("subnet-a")) + "," + item + "]",
                "file.json: item 2: not valid JSON: 'vpcId' is there twice");
    }

    @Test
    void a_type_that_is_there_twice_is_refused_whichever_the_rules_have_use_for() {
        assertMalformed(
                "[{\"resourceType\":\"AWS::EC2::Subnet\",\"resourceType\":\"AWS::S3::Bucket\"}]",
                "file.json: item 1: resourceType is there twice");
    }

    @Test
    void text_behind_the_item_of_a_row_is_refused() {
        assertMalformed("{\"Results\": [\"{} x\"]}", "file.json: item 1: not valid JSON: 'x' is no value");
    }

    @Test
    void nesting_without_end_is_refused() {
        String deep = "[".repeat(2000) + "]".repeat(2000);

        assertMalformed(
                "[{\"resourceType\":\"AWS::S3::Bucket\",\"configuration\":" + deep + "}]",
                "file.json: not valid JSON at line 1, column 1051: it is nested more than 1000 deep");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "7 | images is not a list of objects but a number",
                "[[]] | images is not a list of objects but a list",
                "{} | images[0].imageDigest is missing",
                "[{\"imageTags\":[]}] | images[0].imageDigest is missing",
                "[{\"imageTags\":[1]}] | images[0].imageTags is not a list of strings but a number",
                "[{\"imageTags\":{}}] | images[0].imageTags is not a list of strings but an object",
                "[{\"imageDigest\":{}}] | images[0].imageDigest is not a string but an object",
                "[{\"imageTags\":[\"1\"],\"imageSizeInBytes\":-1}] | images[0].imageSizeInBytes is not a whole number below 2^53 but -1",
                "[{\"imageTags\":[\"1\"],\"imageSizeInBytes\":1.5}] | images[0].imageSizeInBytes is not a whole number below 2^53 but 1.5",
                "[{\"imageTags\":[\"1\"],\"imageSizeInBytes\":1e999}] | images[0].imageSizeInBytes is not a whole number below 2^53 but a number",
                "[{\"imageTags\":[\"1\"],\"imageSizeInBytes\":9007199254740992}] | images[0].imageSizeInBytes is not a whole number below 2^53 but 9007199254740992",
                "[{\"imageTags\":[\"1\"],\"imageSizeInBytes\":99999999999999999999}] | images[0].imageSizeInBytes is not a whole number below 2^53 but 99999999999999999999",
                "[{\"imageTags\":[\"1\"],\"imageSizeInBytes\":\"9999999999999999\"}] | images[0].imageSizeInBytes is not a whole number below 2^53 but \"9999999999999999\"",
                "[{\"imageTags\":[\"1\"],\"imageSizeInBytes\":\"big\"}] | images[0].imageSizeInBytes is not a whole number below 2^53 but \"big\"",
                "[{\"imageTags\":[\"1\"],\"platforms\":[{\"os\":\"linux\"}]}] | images[0].platforms[0].architecture is missing",
                "\"[1\" | images is not valid JSON: it ends too early",
                "\"[{\\\"imageDigest\\\":\\\"a\\\",\\\"imageDigest\\\":\\\"b\\\"}]\" | images is not valid JSON: 'imageDigest' is there twice"
            })
    void images_that_are_none_are_named(String images, String expected) {
        assertMalformed(
                Forms.single(repository("app").holding()).replace("\"images\":[]", "\"images\":" + images),
                "file.json: item 1, AWS::ECR::Repository app: supplementaryConfiguration." + expected);
    }

    @Test
    void nesting_without_end_inside_a_string_is_refused() {
        assertMalformed(
                Forms.single(repository("app").holding())
                        .replace("\"images\":[]", "\"images\":\"" + "[".repeat(1_000_000) + "\""),
                "file.json: item 1, AWS::ECR::Repository app: supplementaryConfiguration.images is not valid JSON: "
                        + "it is nested more than 1000 deep");
    }

    @Test
    void nesting_without_end_inside_an_item_that_matters_is_refused() {
        assertMalformed(
                Forms.single(repository("app")).replace("\"tags\":{}", "\"tags\":" + "{\"a\":".repeat(1_000_000)),
                "file.json: not valid JSON at line 1, column 5308: it is nested more than 1000 deep");
    }

    @Test
    void two_values_for_one_key_of_the_item_itself_are_refused() {
        assertMalformed(
                Forms.single(repository("app"))
                        .replace(
                                "\"configurationItemStatus\":",
                                "\"configurationItemStatus\":\"ResourceDeleted\",\"configurationItemStatus\":"),
                "file.json: configurationItemStatus is there twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"NaN", "-Infinity", "[01]", "{'a':1}", "[1}", "\"\\q\"", "\"\n\"", "[1 2]", "{\"a\" 1}", "[+1]"})
    void what_is_no_json_is_told_without_the_words_of_a_parser(String configuration) {
        assertThatThrownBy(
                        () -> read("[{\"resourceType\":\"AWS::EC2::Subnet\",\"configuration\":" + configuration + "}]"))
                .isInstanceOf(MalformedInputException.class)
                .message()
                .matches("file.json: not valid JSON at line \\d, column \\d+: [^`()]*")
                .doesNotContain("malformed.", "REDACTED", "Feature", "token");
    }

    @Test
    void lists_of_items_that_are_there_twice_are_refused() {
        assertMalformed(
                "{\"configurationItems\": [], \"configurationItems\": []}",
                "file.json: configurationItems is there twice");
    }

    @Test
    void a_summary_in_place_of_an_item_is_refused() {
        String summary = "{\"configurationItemSummary\": {\"resourceType\": \"AWS::EC2::Subnet\", \"resourceId\": "
                + "\"subnet-a\"}, \"messageType\": \"OversizedConfigurationItemChangeNotification\"}";
        String message =
                "file.json: is the summary of an oversized item, AWS::EC2::Subnet subnet-a; read the item itself, from "
                        + "aws configservice get-resource-config-history";

        assertMalformed(summary, message);
        assertMalformed(Forms.event(summary), message);
    }

    @Test
    void a_status_that_nobody_knows_is_refused() {
        assertMalformed(
                Forms.single(subnet("subnet-a")).replace("\"ResourceDiscovered\"", "\"resourceDiscovered\""),
                "file.json: item 1, AWS::EC2::Subnet subnet-a: configurationItemStatus 'resourceDiscovered' is none that "
                        + "AWS Config has");
    }

    @ParameterizedTest
    @CsvSource({"5, a number", "null, null", "[], a list", "\"x\", a string"})
    void what_is_no_item_is_refused_where_an_item_belongs(String json, String found) {
        assertMalformed("[" + json + "]", "file.json: item 1: expected an item, found " + found);
    }

    @Test
    void a_row_that_is_no_item_is_refused() {
        assertMalformed("{\"Results\": [\"null\"]}", "file.json: item 1: expected an item, found null");
        assertMalformed("{\"Results\": [\"[]\"]}", "file.json: item 1: expected an item, found a list");
        assertMalformed("{\"Results\": [{}]}", "file.json: item 1: expected a row as a string, found an object");
        assertMalformed("{\"Results\": [\"{x\"]}", "file.json: item 1: not valid JSON: unexpected x");
    }

    @Test
    void a_notification_that_is_no_json_is_refused() {
        assertMalformed(Forms.event("{x"), "file.json: invokingEvent: not valid JSON: unexpected x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"resourceType\":\"AWS::EC2::Subnet\", | | item 2: resourceType is missing",
                "\"AWS::EC2::Subnet\" | 7 | item 2: resourceType is not a string but a number",
                "\"resourceId\":\"subnet-b\", | | item 2: resourceId is missing",
                "\"awsAccountId\":\"111122223333\", | | item 2, AWS::EC2::Subnet subnet-b: awsAccountId is missing",
                "\"111122223333\",\"configurationItemS | 1,\"configurationItemS | item 2, AWS::EC2::Subnet subnet-b: awsAccountId is not a string but a number",
                "\"awsRegion\":\"eu-west-1\", | | item 2, AWS::EC2::Subnet subnet-b: awsRegion is missing",
                "\"ResourceDiscovered\" | true | item 2, AWS::EC2::Subnet subnet-b: configurationItemStatus is not a string but true or false",
                "2026-03-01T12 | noon | item 2, AWS::EC2::Subnet subnet-b: configurationItemCaptureTime 'noon:00:00.000Z' is not a time",
                "\"vpcId\":\"vpc-1\" | \"vpcId\":[] | item 2, AWS::EC2::Subnet subnet-b: configuration.vpcId is not a string but a list",
                "\"vpcId\":\"vpc-1\", | | item 2, AWS::EC2::Subnet subnet-b: configuration.vpcId is missing",
                "\"ipv6Native\":false | \"ipv6Native\":\"no\" | item 2, AWS::EC2::Subnet subnet-b: configuration.ipv6Native is not true or false but a string",
                "\"configuration\": | \"unread\": | item 2, AWS::EC2::Subnet subnet-b: configuration is missing",
                "\"configuration\":{ | \"configuration\":5,\"unread\":{ | item 2, AWS::EC2::Subnet subnet-b: configuration is not an object but a number",
                "\"configuration\":{ | \"configuration\":\"[1]\",\"unread\":{ | item 2, AWS::EC2::Subnet subnet-b: configuration is not an object but a list"
            })
    void a_field_that_is_missing_or_of_the_wrong_kind_is_named(
            String part, @Nullable String replacement, String expected) {
        String item = Forms.single(subnet("subnet-b"));
        assertThat(item).contains(part);

        assertMalformed(
                "[" + Forms.single(subnet("subnet-a")) + ","
                        + item.replace(part, replacement == null ? "" : replacement) + "]",
                "file.json: " + expected);
    }

    @Test
    void a_configuration_in_a_string_that_is_no_json_is_named() {
        String item =
                Forms.historyAnswer(subnet("subnet-a")).replace("\"configuration\":\"{", "\"configuration\":\"{x");

        assertMalformed(
                item, "file.json: item 1, AWS::EC2::Subnet subnet-a: configuration is not valid JSON: unexpected x");
    }

    @Test
    void a_field_in_a_list_is_named_with_its_place() {
        assertMalformed(
                Forms.single(routeTable("rtb-a").defaultRoute("nat-1")).replace("\"nat-1\"", "1"),
                "file.json: item 1, AWS::EC2::RouteTable rtb-a: configuration.routes[1].natGatewayId is not a string but "
                        + "a number");
        assertMalformed(
                Forms.single(gatewayEndpoint("vpce-1", "s3").forRouteTables("rtb-a"))
                        .replace("[\"rtb-a\"]", "[1]"),
                "file.json: item 1, AWS::EC2::VPCEndpoint vpce-1: configuration.routeTableIds is not a list of strings "
                        + "but a number");
        assertMalformed(
                Forms.single(internetGateway("igw-1").detached()).replace("\"attachments\":[]", "\"attachments\":[1]"),
                "file.json: item 1, AWS::EC2::InternetGateway igw-1: configuration.attachments is not a list of objects "
                        + "but a number");
    }

    @Test
    void input_that_cannot_be_read_says_why() {
        InputStream failing = new FilterInputStream(bytes("[]")) {
            @Override
            public int read(byte[] into, int offset, int wanted) throws IOException {
                throw new IOException("the disk is gone");
            }
        };

        assertThatThrownBy(() -> new ItemReader(item -> {}, () -> {}).read("file.json", failing))
                .isInstanceOf(MalformedInputException.class)
                .hasMessage("file.json: cannot be read: the disk is gone");
    }

    // Sizes.

    @Test
    void an_item_of_20_megabytes_is_read() throws Exception {
        String padded = Forms.single(subnet("subnet-a"))
                .replace("\"tags\":{}", "\"tags\":{\"note\":\"" + "x".repeat(20 << 20) + "\"}");

        assertThat(references(read("[" + padded + "," + Forms.single(subnet("subnet-b")) + "]")))
                .containsExactly("subnet-a", "subnet-b");
    }

    @Test
    void a_repository_of_20_megabytes_of_images_is_read() throws Exception {
        String image = "{\"imageDigest\":\"%s\",\"imageTags\":[\"%d\"]}";
        String images = IntStream.range(0, 200_000)
                .mapToObj(number -> image.formatted(DIGEST, number))
                .collect(Collectors.joining(",", "[", "]"));
        String item = Forms.single(repository("app").holding()).replace("\"images\":[]", "\"images\":" + images);

        assertThat(item).hasSizeGreaterThan(20 << 20);
        assertThat(resources(read(item)))
                .singleElement()
                .satisfies(repository -> assertThat(
                                ((EcrRepository) repository).images().orElseThrow())
                        .hasSize(200_000));
    }

    @Test
    void an_item_beyond_reason_is_refused() {
        InputStream endlessSpace = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] into, int offset, int wanted) {
                Arrays.fill(into, offset, offset + wanted, (byte) ' ');
                return wanted;
            }
        };
        InputStream endlessItem =
                new SequenceInputStream(bytes("[{\"resourceType\":\"AWS::EC2::Subnet\","), endlessSpace);

        assertThatThrownBy(() -> new ItemReader(item -> {}, () -> {}).read("file.json", endlessItem))
                .isInstanceOf(MalformedInputException.class)
                .hasMessage("file.json: cannot be read: it holds an item of more than 128 MB");
    }

    @Test
    void items_come_through_intact_wherever_buffers_end() throws Exception {
        Random random = new Random(20_260_301);
        int[] buffers = {8_000, 64 << 10, 128 << 10};
        for (int round = 0; round < 30; round++) {
            StringBuilder json = new StringBuilder("{\"fileVersion\":\"1.0\",\"configurationItems\":[");
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                int around = buffers[random.nextInt(buffers.length)] / (1 + random.nextInt(3));
                String note = "é€😀x".repeat((around + random.nextInt(600) - 300) / 10);
                boolean isKnown = random.nextInt(3) > 0;
                String id = "subnet-" + round + "-" + i;
                String item = Forms.single(subnet(id)).replace("\"tags\":{}", "\"tags\":{\"note\":\"" + note + "\"}");
                json.append(i == 0 ? "" : ",")
                        .append(isKnown ? item : item.replace("AWS::EC2::Subnet", "AWS::EC2::Instance"));
                if (isKnown) {
                    expected.add(id);
                }
            }
            byte[] bytes = json.append("]}").toString().getBytes(UTF_8);

            assertThat(references(read(random.nextBoolean() ? gzip(bytes) : bytes)))
                    .as("round %d", round)
                    .isEqualTo(expected);
        }
    }

    @Test
    void a_stream_that_gives_few_bytes_at_a_time_is_read_whole() throws Exception {
        byte[] bytes = gzip(Snapshot.of(subnet("subnet-a"), subnet("subnet-b")).bytes());
        InputStream dripping = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int wanted) {
                return super.read(into, offset, Math.min(3, wanted));
            }
        };
        List<ConfigurationItem> items = new ArrayList<>();
        new ItemReader(items::add, () -> {}).read("file.json.gz", dripping);

        assertThat(references(items)).containsExactly("subnet-a", "subnet-b");
    }

    private static void assertMalformed(String json, String message) {
        assertMalformed(json.getBytes(UTF_8), message);
    }

    private static void assertMalformed(byte[] bytes, String message) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(MalformedInputException.class)
                .hasMessage(message);
    }

    private static List<ConfigurationItem> read(String json) throws MalformedInputException {
        return read(json.getBytes(UTF_8));
    }

    private static List<ConfigurationItem> read(byte[] bytes) throws MalformedInputException {
        List<ConfigurationItem> items = new ArrayList<>();
        new ItemReader(items::add, () -> {}).read("file.json", new ByteArrayInputStream(bytes));
        return items;
    }

    private static List<String> references(List<ConfigurationItem> items) {
        return items.stream().map(ConfigurationItem::reference).toList();
    }

    private static List<AwsResource> resources(List<ConfigurationItem> items) {
        return items.stream().flatMap(item -> item.resource().stream()).toList();
    }

    private static InputStream bytes(String json) {
        return new ByteArrayInputStream(json.getBytes(UTF_8));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.toByteArray();
    }
}
