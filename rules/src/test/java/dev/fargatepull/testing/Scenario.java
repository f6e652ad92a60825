package dev.fargatepull.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.inventory.Inventory;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.verdict.Compliance;
import dev.fargatepull.core.verdict.Evaluation;
import dev.fargatepull.core.verdict.Findings;
import dev.fargatepull.items.ItemReader;
import dev.fargatepull.items.MalformedInputException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts configuration items before one rule, the way a snapshot file comes before it, and asks for its verdicts.
 *
 * <p>The rule reads no type that it does not declare, and gives no reason that it does not declare.
 */
public final class Scenario {

    private static final Map<String, Set<Seen>> SEEN = new ConcurrentHashMap<>();

    private final Rule rule;

    /**
     * A reason that some scenario saw.
     *
     * @param code its code
     * @param isOpen whether it was an open question
     */
    public record Seen(CauseCode code, boolean isOpen) {}

    private Scenario(Rule rule) {
        this.rule = rule;
    }

    /** Scenarios of a rule. */
    public static Scenario of(Rule rule) {
        return new Scenario(rule);
    }

    /** The reasons that scenarios of a rule have seen so far. */
    public static Set<Seen> seen(String rule) {
        return Set.copyOf(SEEN.getOrDefault(rule, Set.of()));
    }

    /** What is recorded. */
    public Given given(Item<?>... items) {
        return given(List.of(items));
    }

    /** What is recorded. */
    public Given given(Collection<? extends Item<?>> items) {
        return new Given(Snapshot.of(items), Map.of());
    }

    /** What is recorded, and the rule's parameters. */
    public final class Given {

        private final Snapshot snapshot;
        private final Map<String, String> parameters;

        private Given(Snapshot snapshot, Map<String, String> parameters) {
            this.snapshot = snapshot;
            this.parameters = parameters;
        }

        /** A parameter of the rule. */
        public Given with(String parameter, String value) {
            Map<String, String> more = new TreeMap<>(parameters);
            more.put(parameter, value);
            return new Given(snapshot, more);
        }

        /** Judges, and asks for the verdict on a resource. */
        public Expectation expect(String resourceId) {
            return new Outcome(judge(snapshot, parameters)).expect(resourceId);
        }

        /** Judges, and asks for all that the service meets, whether or not there is a resource to report it on. */
        public Set<CauseCode> causesMetBy(String service) {
            Set<CauseCode> codes = EnumSet.noneOf(CauseCode.class);
            RuleSpec spec = rule.spec();
            for (RegionInventory region : read(snapshot).regions()) {
                PullModel.of(region.limitedTo(spec.consults()))
                        .findings(rule, Parameters.of(spec, parameters))
                        .forEachWorkload((workload, causes) -> {
                            if (workload.label().endsWith("/" + service)) {
                                causes.forEach(cause -> codes.add(cause.code()));
                            }
                        });
            }
            return codes;
        }

        /** Judges, and expects no verdict on anything. */
        public void expectNothing() {
            assertThat(judge(snapshot, parameters)).isEmpty();
        }
    }

    /** The verdicts of a rule. */
    public static final class Outcome {

        private final List<Evaluation> evaluations;

        private Outcome(List<Evaluation> evaluations) {
            this.evaluations = evaluations;
        }

        private Expectation expect(String resourceId) {
            return new Expectation(this, resourceId);
        }

        /** Asks for the verdict on another resource. */
        public Expectation andExpect(String resourceId) {
            return expect(resourceId);
        }
    }

    /** A resource and what is to be said of it; a service may go by its name alone. */
    public static final class Expectation {

        private final Outcome outcome;
        private final String resourceId;
        private final Optional<Evaluation> evaluation;

        private Expectation(Outcome outcome, String resourceId) {
            this.outcome = outcome;
            this.resourceId = resourceId;
            List<Evaluation> matching = outcome.evaluations.stream()
                    .filter(candidate -> candidate.resourceId().equals(resourceId)
                            || candidate.resourceId().endsWith("/" + resourceId))
                    .toList();
            assertThat(matching).as("verdicts on %s", resourceId).hasSizeLessThanOrEqualTo(1);
            this.evaluation = matching.stream().findFirst();
        }

        /** It is proven to be sound. */
        public Verdict toBeCompliant() {
            return toBe(Compliance.COMPLIANT);
        }

        /** It is proven to break a pull, for exactly these reasons and open questions. */
        public Verdict toBeNonCompliant(CauseCode... codes) {
            return toBe(Compliance.NON_COMPLIANT, codes);
        }

        /** It is unknown, for exactly these open questions. */
        public Verdict toBeUndetermined(CauseCode... codes) {
            return toBe(Compliance.UNDETERMINED, codes);
        }

        /** It gets no verdict. */
        public Outcome notToBeReported() {
            assertThat(evaluation).as("verdict on %s", resourceId).isEmpty();
            return outcome;
        }

        private Verdict toBe(Compliance compliance, CauseCode... codes) {
            assertThat(evaluation)
                    .as("verdict on %s among %s", resourceId, outcome.evaluations)
                    .isPresent();
            Evaluation found = evaluation.orElseThrow();
            assertThat(found.compliance()).as("%s", found).isEqualTo(compliance);
            Set<CauseCode> foundCodes = new LinkedHashSet<>();
            found.causes().forEach(cause -> foundCodes.add(cause.code()));
            assertThat(foundCodes).as("%s", found).containsExactlyInAnyOrder(codes);
            return new Verdict(outcome, found);
        }
    }

    /** A verdict, and what it says. */
    public static final class Verdict {

        private final Outcome outcome;
        private final Evaluation evaluation;

        private Verdict(Outcome outcome, Evaluation evaluation) {
            this.outcome = outcome;
            this.evaluation = evaluation;
        }

        /** The whole annotation that AWS Config shows. */
        public Verdict saying(String annotation) {
            assertThat(evaluation.annotation()).contains(annotation);
            return this;
        }

        /** There is nothing to say. */
        public Verdict sayingNothing() {
            assertThat(evaluation.annotation()).isEmpty();
            return this;
        }

        /** One of its reasons reads so, without the code and the fix. */
        public Verdict because(String message) {
            assertThat(evaluation.causes()).extracting(Cause::message).contains(message);
            return this;
        }

        /** The resource at fault in the first reason. */
        public Verdict blaming(String resourceId) {
            assertThat(evaluation.causes().get(0).resourceId()).isEqualTo(resourceId);
            return this;
        }

        /** How many reasons there are. */
        public Verdict withReasons(int count) {
            assertThat(evaluation.causes()).hasSize(count);
            return this;
        }

        /** Asks for the verdict on another resource. */
        public Expectation andExpect(String resourceId) {
            return outcome.andExpect(resourceId);
        }
    }

    private List<Evaluation> judge(Snapshot snapshot, Map<String, String> given) {
        RuleSpec spec = rule.spec();
        Parameters parameters = Parameters.of(spec, given);
        List<Evaluation> evaluations = new ArrayList<>();
        for (RegionInventory region : read(snapshot).regions()) {
            Findings findings = new Findings();
            rule.evaluate(PullModel.of(region.limitedTo(spec.consults())), parameters, findings);
            evaluations.addAll(findings.evaluations(spec.name(), region.scope()));
        }
        evaluations.forEach(evaluation -> check(spec, evaluation));
        return evaluations;
    }

    private static Inventory read(Snapshot snapshot) {
        Inventory.Builder inventory = new Inventory.Builder();
        try {
            new ItemReader(inventory::add, () -> {}).read("snapshot.json", new ByteArrayInputStream(snapshot.bytes()));
        } catch (MalformedInputException impossible) {
            throw new AssertionError("the builders write no malformed items", impossible);
        }
        return inventory.build();
    }

    private static void check(RuleSpec spec, Evaluation evaluation) {
        assertThat(spec.reportsOn())
                .as("types %s declares to report on", spec.name())
                .contains(evaluation.resourceType());
        evaluation.annotation().ifPresent(text -> assertThat(text).hasSizeBetween(1, 256));
        for (Cause cause : evaluation.causes()) {
            assertThat(cause.isOpen() ? spec.opens() : spec.breaches())
                    .as("%s %s declares", cause.isOpen() ? "open questions" : "breaches", spec.name())
                    .contains(cause.code());
            SEEN.computeIfAbsent(spec.name(), name -> ConcurrentHashMap.newKeySet())
                    .add(new Seen(cause.code(), cause.isOpen()));
        }
    }
}
