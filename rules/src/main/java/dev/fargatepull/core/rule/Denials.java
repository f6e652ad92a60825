package dev.fargatepull.core.rule;

import dev.fargatepull.core.aws.DeniedCall;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.verdict.Findings;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was denied to whoever collected the evidence: it keeps rules from verdicts that might be others without the
 * denial, and the remedy of open questions is often the permission.
 */
final class Denials {

    private static final Set<Fact> ALL_FACTS = Set.of(Fact.values());

    private final List<DeniedCall> calls;

    private Denials(List<DeniedCall> calls) {
        this.calls = calls;
    }

    /** What was denied in an account and Region. */
    static Denials in(RegionInventory evidence) {
        return new Denials(evidence.all(DeniedCall.class));
    }

    /**
     * Leaves open what a rule found and cannot be sure of.
     *
     * @param rule the rule
     * @param findings what it found
     */
    void applyTo(Rule rule, Findings findings) {
        // Mostly nothing was denied, and a declaration is made anew each time it is asked for.
        if (!calls.isEmpty()) {
            applyTo(rule.spec(), findings);
        }
    }

    private void applyTo(RuleSpec rule, Findings findings) {
        if (isOnTheAccount(rule.reportsOn())) {
            return;
        }
        findings.replaceCauses(this::explain);
        general(rule, Fact.IfDenied.NO_BREACH).ifPresent(call -> findings.replaceCauses(cause -> unsure(cause, call)));
        general(rule, Fact.IfDenied.NO_VERDICT).ifPresent(call -> {
            findings.replaceCauses(cause -> unsure(cause, call));
            findings.addToAll(Cause.open(
                    CauseCode.READ_DENIED,
                    call.action(),
                    "%s was denied, and the verdict may depend on what it tells".formatted(call.action()),
                    remedy(call)));
        });
    }

    /** Whether a denial can keep a rule from any verdict. */
    static boolean mayLeaveOpen(Collection<ResourceType> reportsOn, Set<Fact> facts) {
        return !isOnTheAccount(reportsOn)
                && facts.stream().anyMatch(fact -> fact.ifDenied() == Fact.IfDenied.NO_VERDICT);
    }

    /** What is said of the account is that evidence is missing, and that stands. */
    private static boolean isOnTheAccount(Collection<ResourceType> reportsOn) {
        return reportsOn.contains(ResourceType.ACCOUNT);
    }

    private Cause explain(Cause cause) {
        return answering(cause).map(call -> cause.withFix(remedy(call))).orElse(cause);
    }

    private Optional<DeniedCall> answering(Cause cause) {
        return cause.isOpen()
                ? calls.stream()
                        .filter(call -> call.onResource()
                                .map(cause.resourceId()::equals)
                                .orElse(true))
                        .filter(call -> facts(ALL_FACTS, call)
                                .anyMatch(fact -> fact.leavesOpen().contains(cause.code())))
                        .findFirst()
                : Optional.empty();
    }

    /** A call denied for all resources alike, and needed by a rule for a fact of this kind. */
    private Optional<DeniedCall> general(RuleSpec rule, Fact.IfDenied effect) {
        return calls.stream()
                .filter(call -> call.onResource().isEmpty())
                .filter(call -> facts(rule.facts(), call).anyMatch(fact -> fact.ifDenied() == effect))
                .findFirst();
    }

    private static Stream<Fact> facts(Set<Fact> among, DeniedCall call) {
        return among.stream().filter(fact -> fact.apiActions().contains(call.action()));
    }

    private static Cause unsure(Cause cause, DeniedCall call) {
        return cause.isOpen() ? cause : cause.asOpen().withFix(remedy(call));
    }

    private static String remedy(DeniedCall call) {
        return "Allow %s: it was denied.".formatted(call.action());
    }
}
