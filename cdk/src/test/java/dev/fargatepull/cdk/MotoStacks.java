package dev.fargatepull.cdk;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatepull.cdk.Synthesized.Resource;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.testing.aws.Moto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.config.model.ConformancePackInputParameter;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Stacks in moto's CloudFormation, which accepts types that it does not know without a word. So every resource it
 * claims to have made is read back from its service, and what cannot be is named.
 */
final class MotoStacks {

    /** Types that moto 5.2 does not make. */
    static final List<String> NOT_MADE = List.of(
            "AWS::CloudFormation::StackSet",
            "AWS::CloudWatch::Alarm",
            "AWS::Config::ConformancePack",
            "AWS::Config::OrganizationConformancePack",
            "AWS::Lambda::EventInvokeConfig",
            "AWS::S3::BucketPolicy",
            "AWS::SQS::QueuePolicy");

    private static final String TEMPLATES = "templates";

    private final Moto moto;
    private final String accountId;
    private final String region;

    /** The stacks of an account and Region. */
    MotoStacks(Moto moto, String accountId, String region) {
        this.moto = moto;
        this.accountId = accountId;
        this.region = region;
    }

    /**
     * A stack that was deployed.
     *
     * @param physicalIds by logical ids
     * @param unread the logical ids of what could not be read back, by type
     */
    record Deployed(Map<String, String> physicalIds, Map<String, List<String>> unread) {}

    /** Deploys a template and reads back what it made. */
    Deployed deploy(String stack, Synthesized template, Map<String, String> parameters) {
        put(TEMPLATES, stack, RequestBody.fromFile(template.file()));
        cloudFormation()
                .createStack(create -> create.stackName(stack)
                        .templateURL("https://%s.s3.amazonaws.com/%s".formatted(TEMPLATES, stack))
                        .capabilities(Capability.CAPABILITY_IAM)
                        .parameters(parameters.entrySet().stream()
                                .map(parameter -> Parameter.builder()
                                        .parameterKey(parameter.getKey())
                                        .parameterValue(parameter.getValue())
                                        .build())
                                .toList()));
        return readBack(stack, template);
    }

    /** Reads back what a stack made. */
    Deployed readBack(String stack, Synthesized template) {
        assertThat(cloudFormation()
                        .describeStacks(describe -> describe.stackName(stack))
                        .stacks()
                        .get(0)
                        .stackStatusAsString())
                .isEqualTo("CREATE_COMPLETE");
        Map<String, String> made = new HashMap<>();
        cloudFormation()
                .describeStackResources(describe -> describe.stackName(stack))
                .stackResources()
                .forEach(resource ->
                        made.put(resource.logicalResourceId(), String.valueOf(resource.physicalResourceId())));
        Map<String, List<String>> unread = new TreeMap<>();
        Map<String, Integer> read = new TreeMap<>();
        template.resources().forEach(resource -> {
            if (made.containsKey(resource.logicalId()) && isThere(resource, made)) {
                read.merge(resource.type(), 1, Integer::sum);
            } else {
                unread.computeIfAbsent(resource.type(), first -> new ArrayList<>())
                        .add(resource.logicalId());
            }
        });
        System.out.printf("moto made of %s and it was read back: %s%n", stack, read);
        unread.forEach((type, ids) ->
                System.out.printf("NOT DEPLOYED: moto makes no %s of %s: %s%n", type, stack, new TreeSet<>(ids)));
        return new Deployed(made, unread);
    }

    private boolean isThere(Resource resource, Map<String, String> made) {
        String id = requireNonNull(made.get(resource.logicalId()));
        try {
            return switch (resource.type()) {
                case "AWS::CloudWatch::Dashboard" -> moto.dashboard(id).contains("AsyncEventsDropped");
                case "AWS::Events::Rule" ->
                    client(EventBridgeClient::builder)
                            .listTargetsByRule(list -> list.rule(id.substring(id.lastIndexOf('/') + 1)))
                            .hasTargets();
                case "AWS::IAM::Role" ->
                    !client(IamClient::builder)
                            .getRolePolicy(get -> get.roleName(id).policyName("Calls"))
                            .policyDocument()
                            .contains("Fn::");
                case "AWS::Lambda::Function" ->
                    lambda().getFunction(get -> get.functionName(id)).configuration() != null;
                case "AWS::Lambda::Permission" ->
                    mayCall(
                            String.valueOf(resource.properties().get("Principal")),
                            String.valueOf(resolved(resource.properties().get("FunctionName"), made)));
                case "AWS::Logs::LogGroup" ->
                    client(CloudWatchLogsClient::builder)
                            .describeLogGroups(describe -> describe.logGroupNamePrefix(id))
                            .logGroups()
                            .stream()
                            .anyMatch(group -> Integer.valueOf(30).equals(group.retentionInDays()));
                case "AWS::S3::Bucket" ->
                    s3().headBucket(head -> head.bucket(id)).sdkHttpResponse().isSuccessful();
                case "AWS::SQS::Queue" ->
                    client(SqsClient::builder)
                            .getQueueAttributes(get -> get.queueUrl(id).attributeNames(QueueAttributeName.QUEUE_ARN))
                            .hasAttributes();
                default -> false;
            };
        } catch (AwsServiceException notThere) {
            return false;
        }
    }

    /** Whether a service may call a function. */
    boolean mayCall(String service, String functionArn) {
        try {
            return lambda().getPolicy(get -> get.functionName(functionArn))
                    .policy()
                    .contains(service);
        } catch (AwsServiceException noSuchFunctionOrPolicy) {
            return false;
        }
    }

    /** The value of a property once a stack is deployed, as far as templates here need it. */
    Object resolved(@Nullable Object value, Map<String, String> physicalIds) {
        if (value instanceof List<?> list) {
            return list.stream().map(entry -> resolved(entry, physicalIds)).toList();
        }
        if (value instanceof Map<?, ?> map && map.get("Fn::Sub") instanceof String pattern) {
            return pattern.replace("${AWS::AccountId}", accountId)
                    .replace("${AWS::Region}", region)
                    .replace("${AWS::URLSuffix}", "amazonaws.com");
        }
        if (value instanceof Map<?, ?> map && map.get("Fn::GetAtt") instanceof List<?> attribute) {
            String function = requireNonNull(physicalIds.get(attribute.get(0)));
            return lambda().getFunction(get -> get.functionName(function))
                    .configuration()
                    .functionArn();
        }
        return requireNonNull(value);
    }

    /** Puts into S3 what the CDK CLI would: the files that an app's stack needs, its template among them. */
    void publishAssets(App app, String stack) throws IOException {
        Path assembly = Path.of(app.getOutdir());
        JsonNode files = new ObjectMapper()
                .readTree(assembly.resolve(stack + ".assets.json").toFile())
                .path("files");
        for (JsonNode file : files) {
            Path source = assembly.resolve(file.at("/source/path").asText());
            for (JsonNode destination : file.path("destinations")) {
                String bucket = String.valueOf(resolved(
                        Map.of("Fn::Sub", destination.path("bucketName").asText()), Map.of()));
                put(bucket, destination.path("objectKey").asText(), RequestBody.fromFile(source));
            }
        }
    }

    /** Leaves in the account what the CDK CLI's bootstrap leaves, as far as templates look at it. */
    void bootstrap() {
        cloudFormation().createStack(create -> create.stackName("CDKToolkit").templateBody("""
                        {"Resources": {"CdkBootstrapVersion": {"Type": "AWS::SSM::Parameter", "Properties": {
                          "Name": "/cdk-bootstrap/hnb659fds/version", "Type": "String", "Value": "30"}}}}
                        """));
    }

    /** The functions of the rules that are there. */
    List<FunctionConfiguration> ruleFunctions() {
        return lambda().listFunctionsPaginator().functions().stream()
                .filter(function -> function.environment().variables().containsKey("RULE"))
                .toList();
    }

    /** There is one function for each of these rules, and no other rule's; each as it has to run. */
    void assertRuns(List<RuleSpec> rules) {
        assertThat(ruleFunctions())
                .allSatisfy(function -> {
                    assertThat(function.runtimeAsString()).isEqualTo("java25");
                    assertThat(function.memorySize()).isEqualTo(1024);
                    assertThat(function.timeout()).isEqualTo(900);
                })
                .extracting(function -> function.environment().variables().get("RULE"))
                .containsExactlyInAnyOrderElementsOf(
                        rules.stream().map(RuleSpec::name).toList());
    }

    /** Puts a jar into a bucket, which it makes. */
    void putCode(String bucket, String key) {
        put(bucket, key, RequestBody.fromBytes(Synthesized.emptyJar()));
    }

    /** Puts a file into a bucket, which it makes if it is missing. */
    void put(String bucket, String key, RequestBody file) {
        if (s3().listBuckets().buckets().stream().noneMatch(made -> made.name().equals(bucket))) {
            s3().createBucket(create -> create.bucket(bucket));
        }
        s3().putObject(put -> put.bucket(bucket).key(key), file);
    }

    /** What a pack is given, once its stack is deployed. */
    @SuppressWarnings("unchecked")
    List<ConformancePackInputParameter> inputParameters(Map<String, Object> pack, Map<String, String> physicalIds) {
        return ((List<Map<String, Object>>) requireNonNull(pack.get("ConformancePackInputParameters")))
                .stream()
                        .map(parameter -> ConformancePackInputParameter.builder()
                                .parameterName(String.valueOf(parameter.get("ParameterName")))
                                .parameterValue(String.valueOf(resolved(parameter.get("ParameterValue"), physicalIds)))
                                .build())
                        .toList();
    }

    /** What a stack tells. */
    List<Output> outputs(String stack) {
        return cloudFormation()
                .describeStacks(describe -> describe.stackName(stack))
                .stacks()
                .get(0)
                .outputs();
    }

    CloudFormationClient cloudFormation() {
        return client(CloudFormationClient::builder);
    }

    LambdaClient lambda() {
        return client(LambdaClient::builder);
    }

    S3Client s3() {
        return client(() -> S3Client.builder().forcePathStyle(true));
    }

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient> C client(Supplier<B> builder) {
        return moto.client(builder.get(), region);
    }
}
