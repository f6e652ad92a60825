package dev.fargatepull.core.rule;

import dev.fargatepull.core.aws.DeniedCall;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.verdict.Evaluation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What was denied to whoever collected the evidence: the remedy of many an open question is the permission. */
public final class Denials {

    private final List<DeniedCall> calls;

    private Denials(List<DeniedCall> calls) {
        this.calls = calls;
    }

    /** What was denied in an account and Region. */
    public static Denials in(RegionInventory evidence) {
        return new Denials(evidence.all(DeniedCall.class));
    }

    /** The same verdict, whose open questions name the permission that would answer them, if it was denied. */
    public Evaluation explain(Evaluation evaluation) {
        return calls.isEmpty()
                ? evaluation
                : evaluation.withCauses(
                        evaluation.causes().stream().map(this::explain).toList());
    }

    private Cause explain(Cause cause) {
        return denied(cause)
                .map(call -> cause.withFix("Allow %s: it was denied.".formatted(call.action())))
                .orElse(cause);
    }

    private Optional<DeniedCall> denied(Cause cause) {
        if (!cause.isOpen()) {
            return Optional.empty();
        }
        Predicate<DeniedCall> answers = call -> Arrays.stream(Fact.values())
                .anyMatch(fact -> fact.leavesOpen().contains(cause.code())
                        && fact.apiActions().contains(call.action()));
        Predicate<DeniedCall> isAboutIt =
                call -> call.onResource().map(cause.resourceId()::equals).orElse(true);
        return calls.stream().filter(isAboutIt).filter(answers).findFirst();
    }
}
