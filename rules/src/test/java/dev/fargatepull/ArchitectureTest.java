package dev.fargatepull;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.fargatepull.core.rule.Rule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;

@AnalyzeClasses(packages = "dev.fargatepull", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] CORE_AND_RULES = {"dev.fargatepull.core..", "dev.fargatepull.rules.."};

    @ArchTest
    static final ArchRule dependencies_point_one_way = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("core")
            .definedBy("dev.fargatepull.core..")
            .layer("rules")
            .definedBy("dev.fargatepull.rules..")
            .layer("json")
            .definedBy("dev.fargatepull.json..")
            .layer("items")
            .definedBy("dev.fargatepull.items..")
            .layer("live")
            .definedBy("dev.fargatepull.live..")
            .layer("preflight")
            .definedBy("dev.fargatepull.preflight..")
            .layer("lambda")
            .definedBy("dev.fargatepull.lambda..")
            .layer("cli")
            .definedBy("dev.fargatepull.cli..")
            .layer("securityhub")
            .definedBy("dev.fargatepull.securityhub..")
            .layer("docs")
            .definedBy("dev.fargatepull.docs..")
            .whereLayer("core")
            .mayNotAccessAnyLayer()
            .whereLayer("rules")
            .mayOnlyAccessLayers("core")
            .whereLayer("json")
            .mayNotAccessAnyLayer()
            .whereLayer("items")
            .mayOnlyAccessLayers("core", "json")
            .whereLayer("live")
            .mayOnlyAccessLayers("core", "json", "items")
            .whereLayer("preflight")
            .mayNotAccessAnyLayer()
            .whereLayer("lambda")
            .mayOnlyAccessLayers("core", "rules", "json", "items", "live")
            .whereLayer("cli")
            .mayOnlyAccessLayers("core", "rules", "json", "items", "live", "preflight")
            .whereLayer("securityhub")
            .mayOnlyAccessLayers("core", "rules", "json", "live")
            .whereLayer("docs")
            .mayOnlyAccessLayers("core", "rules", "items", "securityhub")
            .because("one engine has several doors, and knows none of them");

    @ArchTest
    static final ArchRule core_and_rules_know_no_json = noClasses()
            .that()
            .resideInAnyPackage(CORE_AND_RULES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson..", "tools.jackson..")
            .because("JSON stops at the door: the shape of a configuration item is the business of its mapper");

    @ArchTest
    static final ArchRule functions_start_without_an_object_mapper = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.fargatepull.json..",
                    "dev.fargatepull.items..",
                    "dev.fargatepull.live..",
                    "dev.fargatepull.lambda..",
                    "dev.fargatepull.securityhub..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ObjectCodec.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ObjectWriter.class)
            .orShould()
            .callMethodWhere(target(name("toString")).and(target(owner(assignableTo(JsonNode.class)))))
            .because("the classes it loads are a good part of a cold start");

    @ArchTest
    static final ArchRule core_and_rules_know_no_aws_sdk = noClasses()
            .that()
            .resideInAnyPackage(CORE_AND_RULES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "com.amazonaws..")
            .because("all evidence is configuration items, so that a function and a laptop give the same answer");

    @ArchTest
    static final ArchRule core_and_rules_do_no_input_or_output = noClasses()
            .that()
            .resideInAnyPackage(CORE_AND_RULES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "java.net..")
            .because("a verdict depends on the evidence and on nothing else");

    @ArchTest
    static final ArchRule core_and_rules_know_no_clock = noClasses()
            .that()
            .resideInAnyPackage(CORE_AND_RULES)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.util.Date.class)
            .because("the same evidence has the same verdict tomorrow");

    @ArchTest
    static final ArchRule core_and_rules_know_no_environment = noClasses()
            .that()
            .resideInAnyPackage(CORE_AND_RULES)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(System.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Runtime.class)
            .because("neither time nor environment nor properties are evidence");

    @ArchTest
    static final ArchRule rules_are_final = classes()
            .that()
            .implement(Rule.class)
            .should()
            .haveModifier(JavaModifier.FINAL)
            .andShould()
            .resideInAPackage("dev.fargatepull.rules")
            .because("what rules share belongs to the core, not to a base class");

    @ArchTest
    static final ArchRule rules_do_not_know_each_other = classes()
            .that()
            .implement(Rule.class)
            .should(knowNoOtherRule())
            .because("a rule can be read, changed and removed alone");

    @ArchTest
    static final ArchRule core_packages_form_no_cycles = slices().matching("dev.fargatepull.core.(*)..")
            .should()
            .beFreeOfCycles()
            .because("each part of the core can be understood by what stands below it");

    private static ArchCondition<JavaClass> knowNoOtherRule() {
        return new ArchCondition<>("know no other rule") {
            @Override
            public void check(JavaClass rule, ConditionEvents events) {
                for (Dependency dependency : rule.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass();
                    if (!target.isInterface() && target.isAssignableTo(Rule.class) && !target.equals(rule)) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }
}
