package dev.fargatepull.cdk;

import static dev.fargatepull.cdk.Synthesized.child;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.docs.ConformancePackTemplate;
import dev.fargatepull.docs.GeneratedFiles;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.aws.Moto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ConformancePackInputParameter;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Deploys the templates to moto, which accepts types that it does not know without a word. So every resource it claims
 * to have made is read back from its service, and what cannot be is named.
 */
class MotoDeploymentTest {

    private static final String ACCOUNT = Item.HOME.accountId();
    private static final String REGION = "eu-west-1";
    private static final String BUCKET_PREFIX = "fargate-pull-" + ACCOUNT;
    private static final String BUCKET = BUCKET_PREFIX + "-" + REGION;

    /** Types that moto 5.2 does not make. */
    private static final List<String> NOT_MADE_BY_MOTO = List.of(
            "AWS::CloudWatch::Alarm",
            "AWS::Config::ConformancePack",
            "AWS::Lambda::EventInvokeConfig",
            "AWS::S3::BucketPolicy",
            "AWS::SQS::QueuePolicy");

    private Moto moto = Moto.reset();

    @BeforeEach
    void emptyAccount() {
        moto = Moto.reset();
    }

    @Test
    void the_functions_of_a_member_are_made_by_plain_cloudformation(@TempDir Path folder) {
        App app = Synthesized.app(folder, Map.of("target", "functions", "conformancePack", "true"));
        Synthesized template = Synthesized.stack(app, FargatePullApp.FUNCTIONS);
        s3().createBucket(bucket -> bucket.bucket(BUCKET));
        s3().putObject(put -> put.bucket(BUCKET).key("code.jar"), RequestBody.fromBytes(jar()));

        Map<String, List<String>> unread = deploy(
                "fargate-pull-functions",
                template,
                List.of(
                        parameter(FunctionsStack.BUCKET_PREFIX, BUCKET_PREFIX),
                        parameter(FunctionsStack.KEY, "code.jar")));

        assertThat(unread.keySet()).isSubsetOf(NOT_MADE_BY_MOTO);
        assertThat(ruleFunctions())
                .hasSameSizeAs(RuleSelection.all())
                .allSatisfy(function -> {
                    assertThat(function.runtimeAsString()).isEqualTo("java25");
                    assertThat(function.memorySize()).isEqualTo(1024);
                    assertThat(function.timeout()).isEqualTo(900);
                })
                .extracting(function -> function.environment().variables().get("RULE"))
                .containsAll(RuleSelection.all().stream().map(RuleSpec::name).toList());
        assertThat(outputs("fargate-pull-functions").stream().map(Output::exportName))
                .containsExactlyInAnyOrderElementsOf(RuleSelection.all().stream()
                        .map(ConformancePackTemplate::functionArnExport)
                        .toList());
    }

    @Test
    void the_bucket_of_an_organization_is_there_before_the_code(@TempDir Path folder) {
        App app = Synthesized.app(folder, Stacks.ORGANIZATION);
        Synthesized template = Synthesized.stack(app, FargatePullApp.ARTIFACTS + "-" + REGION);

        assertThat(deploy("artifacts", template, List.of()).keySet()).isSubsetOf(NOT_MADE_BY_MOTO);

        String destination = outputs("artifacts").get(0).outputValue();
        assertThat(destination).startsWith("s3://" + BUCKET + "/fargate-pull-").endsWith(".jar");
    }

    @Test
    void aws_config_takes_the_packs_of_an_organization_from_s3() {
        s3().createBucket(bucket -> bucket.bucket("awsconfigconforms-packs"));
        for (Path pack : List.of(GeneratedFiles.ORGANIZATION_PACK, GeneratedFiles.ORGANIZATION_GUIDE_PACK)) {
            String name = pack.toFile().getName().replace(".yaml", "");
            s3().putObject(
                            put -> put.bucket("awsconfigconforms-packs").key(name),
                            RequestBody.fromFile(Path.of("..").resolve(pack)));
            ConfigClient config = client(ConfigClient::builder);
            config.putOrganizationConformancePack(put -> put.organizationConformancePackName(name)
                    .deliveryS3Bucket("awsconfigconforms-packs")
                    .templateS3Uri("s3://awsconfigconforms-packs/" + name)
                    .conformancePackInputParameters(ConformancePackInputParameter.builder()
                            .parameterName(ConformancePackTemplate.MAXIMUM_EXECUTION_FREQUENCY)
                            .parameterValue("Six_Hours")
                            .build()));
            assertThat(config.describeOrganizationConformancePacks(
                                    describe -> describe.organizationConformancePackNames(name))
                            .organizationConformancePacks())
                    .singleElement()
                    .satisfies(made -> assertThat(made.organizationConformancePackArn())
                            .contains(":organization-conformance-pack/" + name));
        }
    }

    /** Deploys a template, reads back what it made, and returns the rest: logical ids by type. */
    private Map<String, List<String>> deploy(String stack, Synthesized template, List<Parameter> parameters) {
        s3().createBucket(bucket -> bucket.bucket("templates"));
        s3().putObject(put -> put.bucket("templates").key(stack), RequestBody.fromFile(template.file()));
        CloudFormationClient cloudFormation = client(CloudFormationClient::builder);
        cloudFormation.createStack(create -> create.stackName(stack)
                .templateURL("https://templates.s3.amazonaws.com/" + stack)
                .capabilities(Capability.CAPABILITY_IAM)
                .parameters(parameters));
        assertThat(cloudFormation
                        .describeStacks(describe -> describe.stackName(stack))
                        .stacks()
                        .get(0)
                        .stackStatusAsString())
                .isEqualTo("CREATE_COMPLETE");

        Map<String, String> made = new HashMap<>();
        cloudFormation
                .describeStackResources(describe -> describe.stackName(stack))
                .stackResources()
                .forEach(resource ->
                        made.put(resource.logicalResourceId(), String.valueOf(resource.physicalResourceId())));
        Map<String, Predicate<String>> readers = readers();
        Map<String, List<String>> unread = new TreeMap<>();
        Map<String, Integer> read = new TreeMap<>();
        child(template.tree(), "Resources").forEach((id, resource) -> {
            String type = String.valueOf(((Map<?, ?>) resource).get("Type"));
            if (readers.getOrDefault(type, any -> false).test(made.getOrDefault(id, "none"))) {
                read.merge(type, 1, Integer::sum);
            } else {
                unread.computeIfAbsent(type, first -> new ArrayList<>()).add(id);
            }
        });
        System.out.printf("moto made of %s and it was read back: %s%n", stack, read);
        unread.forEach((type, ids) ->
                System.out.printf("NOT DEPLOYED: moto did not make %s of %s: %s%n", type, stack, new TreeSet<>(ids)));
        assertThat(read).isNotEmpty();
        return unread;
    }

    /** How to see, by its physical id, that a resource of a type is there. */
    private Map<String, Predicate<String>> readers() {
        Map<String, Predicate<String>> readers = new TreeMap<>();
        readers.put("AWS::Lambda::Function", id -> isThere(() -> lambda().getFunction(get -> get.functionName(id))));
        // Moto gives permissions no id.
        readers.put(
                "AWS::Lambda::Permission",
                id -> ruleFunctions().stream()
                        .allMatch(function ->
                                isThere(() -> lambda().getPolicy(get -> get.functionName(function.functionName()))
                                        .policy()
                                        .contains("config.amazonaws.com"))));
        readers.put(
                "AWS::IAM::Role",
                id -> isThere(() -> client(IamClient::builder)
                        .getRolePolicy(get -> get.roleName(id).policyName("Calls"))));
        readers.put(
                "AWS::Logs::LogGroup",
                id -> client(CloudWatchLogsClient::builder)
                        .describeLogGroups(describe -> describe.logGroupNamePrefix(id))
                        .logGroups()
                        .stream()
                        .anyMatch(group -> Integer.valueOf(30).equals(group.retentionInDays())));
        readers.put(
                "AWS::SQS::Queue",
                id -> isThere(() -> client(SqsClient::builder)
                        .getQueueAttributes(get -> get.queueUrl(id).attributeNames(QueueAttributeName.QUEUE_ARN))));
        readers.put(
                "AWS::Events::Rule",
                id -> isThere(() -> client(EventBridgeClient::builder)
                        .listTargetsByRule(list -> list.rule(id.substring(id.lastIndexOf('/') + 1)))
                        .hasTargets()));
        readers.put("AWS::S3::Bucket", id -> isThere(() -> s3().headBucket(head -> head.bucket(id))));
        return readers;
    }

    private List<FunctionConfiguration> ruleFunctions() {
        return lambda().listFunctionsPaginator().functions().stream()
                .filter(function -> function.environment().variables().containsKey("RULE"))
                .toList();
    }

    private static boolean isThere(Supplier<?> read) {
        try {
            return !Boolean.FALSE.equals(read.get());
        } catch (AwsServiceException notThere) {
            return false;
        }
    }

    private List<Output> outputs(String stack) {
        return client(CloudFormationClient::builder)
                .describeStacks(describe -> describe.stackName(stack))
                .stacks()
                .get(0)
                .outputs();
    }

    private static Parameter parameter(String key, String value) {
        return Parameter.builder().parameterKey(key).parameterValue(value).build();
    }

    private LambdaClient lambda() {
        return client(LambdaClient::builder);
    }

    private S3Client s3() {
        return client(() -> S3Client.builder().forcePathStyle(true));
    }

    private <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(Supplier<B> builder) {
        URI endpoint = moto.endpoint();
        return builder.get()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    private static byte[] jar() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("empty"));
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
