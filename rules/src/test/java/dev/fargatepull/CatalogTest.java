package dev.fargatepull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.rule.CommonParameters;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.rules.FargateServiceCanPullImage;
import dev.fargatepull.rules.RuleCatalog;
import dev.fargatepull.testing.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.core.LauncherFactory;

class CatalogTest {

    @Test
    void every_rule_is_in_the_catalogue() {
        Set<String> written = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.fargatepull").stream()
                        .filter(type -> type.isAssignableTo(Rule.class) && !type.isInterface())
                        .map(JavaClass::getName)
                        .collect(Collectors.toUnmodifiableSet());

        assertThat(rules()).extracting(rule -> rule.getClass().getName()).containsExactlyInAnyOrderElementsOf(written);
    }

    static List<Rule> rules() {
        return RuleCatalog.rules();
    }

    @Test
    void no_two_rules_share_a_name() {
        assertThat(rules()).extracting(rule -> rule.spec().name()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_is_found_by_the_name_of_its_class(Rule rule) {
        String name = rule.spec().name();

        assertThat(RuleCatalog.find(name)).containsSame(rule);
        assertThat(name.replace("-", ""))
                .isEqualTo(rule.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        // AWS Config appends a suffix to the names of a pack's rules.
        assertThat(name).matches("[a-z]+(-[a-z]+)+").hasSizeLessThanOrEqualTo(36);
    }

    @Test
    void no_rule_is_found_by_any_other_name() {
        assertThat(RuleCatalog.find("fargate-service-spans-zones")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_summary_is_a_sentence_without_its_full_stop(Rule rule) {
        assertThat(rule.spec().summary()).matches("[A-Z][^.]+[^.\\s]").hasSizeLessThanOrEqualTo(256);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_description_tells_what_breaks_in_whole_sentences(Rule rule) {
        assertThat(rule.spec().description()).matches("[A-Z].+\\.").doesNotContain("  ");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void every_parameter_is_described_and_accepts_its_default(Rule rule) {
        assertThat(rule.spec().parameters())
                .contains(CommonParameters.UNDETERMINED)
                .allSatisfy(parameter -> {
                    assertThat(parameter.name()).matches("[a-z][a-zA-Z]+");
                    assertThat(parameter.description()).matches("[A-Z].+\\.");
                    assertThat(parameter.allowedValues().isEmpty()
                                    || parameter.allowedValues().contains(parameter.defaultValue()))
                            .isTrue();
                });
        assertThat(rule.spec().parameters())
                .extracting(parameter -> parameter.name())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_changelog_names_every_rule(Rule rule) {
        assertThat(Path.of("../CHANGELOG.md"))
                .content()
                .contains("`%s`".formatted(rule.spec().name()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_reads_what_it_needs_to_find_workloads(Rule rule) {
        assertThat(rule.spec().reportsOn()).isNotEmpty();
        assertThat(rule.spec().consults()).contains(ResourceType.ECS_SERVICE, ResourceType.ECS_TASK_SET);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void what_fargate_changes_with_every_task_wakes_no_rule(Rule rule) {
        assertThat(rule.spec().wakesOn())
                .isNotEmpty()
                .isSubsetOf(rule.spec().consults())
                .doesNotContain(ResourceType.EC2_SUBNET, ResourceType.EC2_VPC);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void every_reason_a_rule_declares_is_produced_by_a_scenario_of_its_test(Rule rule) throws Exception {
        Class<?> test = Class.forName(rule.getClass().getName() + "Test");
        LauncherFactory.create().execute(request().selectors(selectClass(test)).build());

        // What a fold only hands on is produced by the scenarios of the rule it is handed on from.
        Set<Scenario.Seen> handedOn = rule instanceof FargateServiceCanPullImage
                ? rules().stream()
                        .filter(part -> part != rule)
                        .flatMap(part -> declared(part.spec()).stream())
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
        assertThat(Scenario.seen(rule.spec().name()))
                .containsAll(declared(rule.spec()).stream()
                        .filter(reason -> !handedOn.contains(reason))
                        // Produced for every rule alike by DenialsTest.
                        .filter(reason -> reason.code() != CauseCode.READ_DENIED)
                        .toList());
    }

    private static Set<Scenario.Seen> declared(RuleSpec spec) {
        return Stream.concat(
                        spec.breaches().stream().map(code -> new Scenario.Seen(code, false)),
                        spec.opens().stream().map(code -> new Scenario.Seen(code, true)))
                .collect(Collectors.toUnmodifiableSet());
    }

    @ParameterizedTest
    @EnumSource
    void a_code_is_its_name_in_lower_case(CauseCode code) {
        assertThat(code.code()).isEqualTo(code.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    @ParameterizedTest
    @EnumSource
    void a_code_explains_itself(CauseCode code) {
        assertThat(code.meaning()).matches("[A-Z].+\\.").doesNotContain("  ");
        assertThat(code.howToSee()).startsWith("aws ");
        assertThat(code.remedy())
                .satisfiesAnyOf(
                        text -> assertThat(text).matches("[A-Z].+\\."),
                        text -> assertThat(text).startsWith("aws "));
    }

    @ParameterizedTest
    @EnumSource
    void a_code_is_declared_by_a_rule(CauseCode code) {
        assertThat(rules())
                .anySatisfy(
                        rule -> assertThat(Stream.concat(rule.spec().breaches().stream(), rule.spec().opens().stream()))
                                .contains(code));
    }

    @Test
    void every_type_has_a_view_of_its_own() {
        assertThat(ResourceType.values()).extracting(ResourceType::view).doesNotHaveDuplicates();
        assertThat(ResourceType.values())
                .filteredOn(type -> type != ResourceType.ACCOUNT)
                .allSatisfy(type -> assertThat(ResourceType.of(type.awsName())).contains(type));
        assertThat(ResourceType.of("AWS::::Account")).isEmpty();
        assertThat(ResourceType.of("AWS::S3::Bucket")).isEmpty();
    }
}
