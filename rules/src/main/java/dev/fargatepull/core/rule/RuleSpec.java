package dev.fargatepull.core.rule;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.CauseCode;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The declaration of a rule. The pack's YAML, the function with its role, the rule's page, README's table and the
 * command line's listing are all made from it.
 *
 * @param name its name, made from the class's
 * @param summary what a COMPLIANT resource is, as a sentence without its full stop
 * @param description what breaks in production where it is not, in a few sentences
 * @param severity what a breach costs
 * @param guideStep the steps of the AWS guide it makes continuous, as in {@code G1}; empty if it goes beyond
 * @param reportsOn the types that get a verdict
 * @param consults the types it reads
 * @param wakesOn the types whose change starts an evaluation
 * @param facts what its function asks the services themselves
 * @param parameters its parameters
 * @param breaches the codes of what it can prove
 * @param opens the codes of what can stay open
 */
public record RuleSpec(
        String name,
        String summary,
        String description,
        Severity severity,
        String guideStep,
        List<ResourceType> reportsOn,
        Set<ResourceType> consults,
        Set<ResourceType> wakesOn,
        Set<Fact> facts,
        List<Parameter<?>> parameters,
        Set<CauseCode> breaches,
        Set<CauseCode> opens) {

    /**
     * AWS Config appends a suffix of its own to the names of a pack's rules, and some of its calls take 64 characters.
     */
    private static final int LONGEST_NAME = 36;

    /** What it takes to read what AWS Config recorded, and to report. */
    private static final List<String> ACTIONS_OF_EVERY_RULE = List.of(
            "config:BatchGetResourceConfig",
            "config:GetComplianceDetailsByConfigRule",
            "config:GetResourceConfigHistory",
            "config:ListDiscoveredResources",
            "config:PutEvaluations",
            "config:SelectResourceConfig");

    public RuleSpec {
        if (name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("%s is longer than %d characters".formatted(name, LONGEST_NAME));
        }
    }

    /** Starts the declaration of a rule, named after its class: {@code RouteTableIsX} is {@code route-table-is-x}. */
    public static Builder of(Class<? extends Rule> rule) {
        return new Builder(
                rule.getSimpleName().replaceAll("(?<!^)(?=[A-Z])", "-").toLowerCase(Locale.ROOT));
    }

    /** Whether it makes a step of the AWS guide continuous. */
    public boolean isOfGuide() {
        return !guideStep.isEmpty();
    }

    /** Whether it has a parameter of this name. */
    public boolean hasParameter(String parameterName) {
        return parameters.stream().anyMatch(parameter -> parameter.name().equals(parameterName));
    }

    /** The types it reads that AWS Config has to record. */
    public List<ResourceType> recordedTypes() {
        return consults.stream()
                .filter(type -> type.isRecordable() && !type.isDispensable())
                .toList();
    }

    /** The types it reads where AWS Config records them, and can do without. */
    public List<ResourceType> dispensableTypes() {
        return consults.stream().filter(ResourceType::isDispensable).toList();
    }

    /** The AWS API actions that its function calls, as an IAM policy names them: all that its role has to allow. */
    public List<String> apiActions() {
        return Stream.concat(ACTIONS_OF_EVERY_RULE.stream(), facts.stream().flatMap(fact -> fact.apiActions().stream()))
                .distinct()
                .sorted()
                .toList();
    }

    /** Collects a declaration. */
    public static final class Builder {

        private final String name;
        private String summary = "";
        private String description = "";
        private Severity severity = Severity.HIGH;
        private String guideStep = "";
        private List<ResourceType> reportsOn = List.of();
        private final Set<ResourceType> consults = EnumSet.of(ResourceType.FARGATE_PULL_DENIED_CALL);
        private Set<ResourceType> wakesOn = Set.of();
        private final Set<Fact> facts = EnumSet.noneOf(Fact.class);
        private List<Parameter<?>> parameters = List.of(CommonParameters.UNDETERMINED);
        private final Set<CauseCode> breaches = EnumSet.noneOf(CauseCode.class);
        private final Set<CauseCode> opens = EnumSet.noneOf(CauseCode.class);

        private Builder(String name) {
            this.name = name;
        }

        /** What a COMPLIANT resource is, as a sentence without its full stop. */
        public Builder summary(String text) {
            summary = text;
            return this;
        }

        /** What breaks in production where it is not. */
        public Builder description(String text) {
            description = text;
            return this;
        }

        /** What a breach costs; HIGH if not said. */
        public Builder severity(Severity value) {
            severity = value;
            return this;
        }

        /** The step of the AWS guide. */
        public Builder guideStep(String step) {
            guideStep = step;
            return this;
        }

        /** The types that get a verdict. */
        public Builder reportsOn(ResourceType... types) {
            reportsOn = List.of(types);
            return this;
        }

        /** Types it reads, in addition to those named before. */
        public Builder consults(Set<ResourceType> types) {
            consults.addAll(types);
            facts.addAll(Fact.on(types));
            return this;
        }

        /** The types whose change starts an evaluation, if not all that it reads and that can. */
        public Builder wakesOn(ResourceType... types) {
            wakesOn = Set.of(types);
            return this;
        }

        private Set<ResourceType> waking() {
            EnumSet<ResourceType> waking = EnumSet.copyOf(wakesOn.isEmpty() ? consults : wakesOn);
            waking.removeIf(type -> !type.wakesRules());
            return Collections.unmodifiableSet(waking);
        }

        /** Facts it needs beside those that come with the types it reads. */
        public Builder facts(Collection<Fact> more) {
            facts.addAll(more);
            return this;
        }

        /** Its parameters beside {@code undetermined}, which every rule has. */
        public Builder parameters(Parameter<?>... own) {
            parameters = Stream.concat(Arrays.stream(own), Stream.of(CommonParameters.UNDETERMINED))
                    .toList();
            return this;
        }

        /** What it can prove. */
        public Builder breaches(CauseCode... codes) {
            return breaches(List.of(codes));
        }

        /** What it can prove. */
        public Builder breaches(Collection<CauseCode> codes) {
            breaches.addAll(codes);
            return this;
        }

        /** What can stay open. */
        public Builder opens(CauseCode... codes) {
            return opens(List.of(codes));
        }

        /** What can stay open. */
        public Builder opens(Collection<CauseCode> codes) {
            opens.addAll(codes);
            return this;
        }

        /** The declaration. */
        public RuleSpec build() {
            if (Denials.mayLeaveOpen(reportsOn, facts)) {
                opens.add(CauseCode.READ_DENIED);
            }
            return new RuleSpec(
                    name,
                    summary,
                    description,
                    severity,
                    guideStep,
                    reportsOn,
                    Collections.unmodifiableSet(EnumSet.copyOf(consults)),
                    waking(),
                    Collections.unmodifiableSet(facts),
                    parameters,
                    Collections.unmodifiableSet(EnumSet.copyOf(breaches)),
                    Collections.unmodifiableSet(EnumSet.copyOf(opens)));
        }
    }
}
