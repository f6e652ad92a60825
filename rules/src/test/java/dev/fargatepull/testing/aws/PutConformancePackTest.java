package dev.fargatepull.testing.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.docs.ConformancePackTemplate;
import dev.fargatepull.docs.GeneratedFiles;
import dev.fargatepull.rules.RuleCatalog;
import dev.fargatepull.testing.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ConfigRule;
import software.amazon.awssdk.services.config.model.ConformancePackInputParameter;
import software.amazon.awssdk.services.config.model.ConformancePackStatusDetail;
import software.amazon.awssdk.services.config.model.PutConformancePackRequest;

/** The packs of one account go through AWS Config, which refuses what its API Reference says it refuses. */
class PutConformancePackTest {

    private static final String NAME = "fargate-pull";
    private static final String URI = "s3://packs/fargate-pull.yaml";
    private static final List<RuleSpec> RULES =
            RuleCatalog.rules().stream().map(Rule::spec).toList();

    private AwsConfig config;
    private ConfigClient client;

    @BeforeEach
    void start() throws IOException {
        config = new AwsConfig(RuleEvents.RULE_NAME, RuleEvents.RESULT_TOKEN);
        client = config.client();
    }

    @AfterEach
    void stop() {
        client.close();
        config.close();
    }

    static List<Path> packs() {
        return List.of(GeneratedFiles.PACK, GeneratedFiles.GUIDE_PACK);
    }

    @ParameterizedTest
    @MethodSource("packs")
    void a_pack_is_made_with_every_rule_and_its_function(Path pack) {
        List<RuleSpec> rules = pack.equals(GeneratedFiles.PACK)
                ? RULES
                : RULES.stream().filter(RuleSpec::isOfGuide).toList();

        client.putConformancePack(put -> fine(put, pack, rules));

        assertThat(status().conformancePackStateAsString())
                .as(status().conformancePackStatusReason())
                .isEqualTo("CREATE_COMPLETE");
        Map<String, String> functionArns = client.describeConfigRulesPaginator().configRules().stream()
                .collect(Collectors.toMap(
                        rule -> rule.configRuleName().replaceFirst("-conformance-pack-[a-z0-9]{9}$", ""),
                        rule -> rule.source().sourceIdentifier()));
        assertThat(functionArns)
                .containsExactlyInAnyOrderEntriesOf(
                        rules.stream().collect(Collectors.toMap(RuleSpec::name, PutConformancePackTest::functionArn)));
    }

    @Test
    void a_pack_is_made_from_s3_too() {
        config.storing(URI, text(GeneratedFiles.PACK));
        client.putConformancePack(put -> {
            fine(put, GeneratedFiles.PACK, RULES);
            put.templateBody(null).templateS3Uri(URI);
        });
        assertThat(client.describeConfigRulesPaginator().configRules()).hasSameSizeAs(RULES);
    }

    @Test
    void a_pack_that_is_put_again_keeps_the_names_of_its_rules_and_loses_those_that_left_it() {
        client.putConformancePack(put -> fine(put, GeneratedFiles.PACK, RULES));
        List<String> before = names();
        List<RuleSpec> guide = RULES.stream().filter(RuleSpec::isOfGuide).toList();

        client.putConformancePack(put -> fine(put, GeneratedFiles.GUIDE_PACK, guide));

        assertThat(names()).hasSameSizeAs(guide).isSubsetOf(before);
        client.deleteConformancePack(delete -> delete.conformancePackName(NAME));
        assertThat(names()).isEmpty();
    }

    /** Why a call is refused, and what is done to a call that is fine otherwise. */
    private record Fault(String errorCode, String what, Consumer<PutConformancePackRequest.Builder> done) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault(
                        "ValidationException",
                        "a name with an underscore",
                        put -> put.conformancePackName("fargate_pull")),
                new Fault(
                        "ValidationException",
                        "a text of more than 51,200 bytes",
                        put -> put.templateBody(text(GeneratedFiles.PACK) + "#".repeat(51_200))),
                new Fault(
                        "ValidationException",
                        "a value of more than 4,096 characters",
                        put -> with(put, Map.of("MaximumExecutionFrequency", "x".repeat(4_097)))),
                new Fault(
                        "ValidationException",
                        "more than 60 parameters",
                        put -> with(
                                put,
                                IntStream.range(0, 60)
                                        .boxed()
                                        .collect(Collectors.toMap(number -> "Parameter" + number, number -> "x")))),
                new Fault(
                        "ValidationException",
                        "a name of a bucket of 64 characters",
                        put -> put.deliveryS3Bucket("b".repeat(64))),
                new Fault("InvalidParameterValueException", "a text beside one in S3", put -> put.templateS3Uri(URI)),
                new Fault("InvalidParameterValueException", "no text", put -> put.templateBody(null)),
                invalid(
                        "a text in S3 that is not there",
                        put -> put.templateBody(null).templateS3Uri(URI)),
                invalid("a text that is not YAML", put -> put.templateBody("Resources: [")),
                invalid(
                        "a parameter that the text does not declare",
                        put -> with(put, Map.of("Frequency", "One_Hour"))),
                invalid(
                        "a value that the text does not allow",
                        put -> with(put, Map.of("MaximumExecutionFrequency", "Hourly"))),
                invalid(
                        "no value for a parameter that has no default",
                        put -> put.conformancePackInputParameters(List.of())),
                invalid(
                        "a function in the pack",
                        put -> put.templateBody(
                                text(GeneratedFiles.PACK) + "  Function:\n    Type: AWS::Lambda::Function\n")),
                invalid(
                        "an intrinsic function that no sample pack of AWS uses",
                        put -> put.templateBody(text(GeneratedFiles.PACK)
                                .replace("Ref: MaximumExecutionFrequency", "Fn::Sub: ${MaximumExecutionFrequency}"))),
                invalid("more than 130 rules", put -> put.templateBody(text(GeneratedFiles.PACK) + moreRules())));
    }

    private static Fault invalid(String what, Consumer<PutConformancePackRequest.Builder> done) {
        return new Fault("ConformancePackTemplateValidationException", what, done);
    }

    private static String moreRules() {
        return IntStream.range(0, 131 - RULES.size())
                .mapToObj("  Rule%d:\n    Type: AWS::Config::ConfigRule\n"::formatted)
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aws_config_refuses(Fault fault) {
        assertThatThrownBy(() -> client.putConformancePack(put -> {
                    fine(put, GeneratedFiles.PACK, RULES);
                    fault.done().accept(put);
                }))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                .isEqualTo(fault.errorCode()));
    }

    @Test
    void aws_config_reads_no_text_of_more_than_300_kb_from_s3() {
        config.storing(URI, text(GeneratedFiles.PACK) + "#".repeat(300 * 1024));
        assertThatThrownBy(() -> client.putConformancePack(put -> {
                    fine(put, GeneratedFiles.PACK, RULES);
                    put.templateBody(null).templateS3Uri(URI);
                }))
                .hasMessageContaining("300 KB");
    }

    @Test
    void an_account_has_50_packs_at_most() {
        for (int number = 0; number < 50; number++) {
            String name = "pack-" + number;
            client.putConformancePack(
                    put -> fine(put, GeneratedFiles.PACK, RULES).conformancePackName(name));
        }
        client.putConformancePack(put -> fine(put, GeneratedFiles.PACK, RULES).conformancePackName("pack-0"));
        assertThatThrownBy(() -> client.putConformancePack(put -> fine(put, GeneratedFiles.PACK, RULES)))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                .isEqualTo("MaxNumberOfConformancePacksExceededException"));
    }

    @Test
    void a_pack_fails_that_comes_before_the_permission_to_call_its_functions() {
        String last = functionArn(RULES.get(RULES.size() - 1));
        config.callingOnly(functionArn -> !functionArn.equals(last));
        client.putConformancePack(put -> fine(put, GeneratedFiles.PACK, RULES));
        assertThat(status().conformancePackStateAsString()).isEqualTo("CREATE_FAILED");
        assertThat(status().conformancePackStatusReason())
                .isEqualTo("fargate-pull-evidence-complete: InsufficientPermissionsException: cannot call " + last);
    }

    @Test
    void a_pack_fails_whose_rule_is_given_more_than_1024_characters() {
        client.putConformancePack(put -> {
            fine(put, GeneratedFiles.PACK, RULES);
            with(put, Map.of("FargateSubnetRoutesToRegistryParamTrustedEgress", "tgw-1,".repeat(200)));
        });
        assertThat(status().conformancePackStatusReason())
                .isEqualTo("fargate-subnet-routes-to-registry: InputParameters");
    }

    private List<String> names() {
        return client.describeConfigRulesPaginator().configRules().stream()
                .map(ConfigRule::configRuleName)
                .toList();
    }

    private ConformancePackStatusDetail status() {
        return client.describeConformancePackStatus(describe -> describe.conformancePackNames(NAME))
                .conformancePackStatusDetails()
                .get(0);
    }

    private static PutConformancePackRequest.Builder fine(
            PutConformancePackRequest.Builder put, Path pack, List<RuleSpec> rules) {
        put.conformancePackName(NAME).templateBody(text(pack));
        Map<String, String> values = new LinkedHashMap<>();
        rules.forEach(rule -> values.put(ConformancePackTemplate.functionArnParameter(rule), functionArn(rule)));
        return put.conformancePackInputParameters(parameters(values));
    }

    private static void with(PutConformancePackRequest.Builder put, Map<String, String> more) {
        put.conformancePackInputParameters(
                Stream.concat(put.build().conformancePackInputParameters().stream(), parameters(more).stream())
                        .toList());
    }

    private static List<ConformancePackInputParameter> parameters(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> ConformancePackInputParameter.builder()
                        .parameterName(value.getKey())
                        .parameterValue(value.getValue())
                        .build())
                .toList();
    }

    private static String functionArn(RuleSpec rule) {
        return "arn:aws:lambda:%s:%s:function:%s".formatted(Item.HOME.region(), Item.HOME.accountId(), rule.name());
    }

    private static String text(Path pack) {
        try {
            return Files.readString(Path.of("..").resolve(pack));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
