package dev.fargatepull.securityhub;

import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.securityhub.Standing.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;

/**
 * Brings the findings in Security Hub to what stands in AWS Config.
 *
 * <p>An event is only a hint where to look. Events come twice, late, in another order or not at all, and whoever may
 * invoke the function can make one up; what AWS Config itself answers is none of that.
 */
final class Exporter {

    /**
     * A resource may change while its finding is written. That it does so again and again is left to the next event.
     */
    private static final int ROUNDS = 3;

    /** Security Hub deletes findings that were not updated for 90 days. */
    private static final Duration FRESH = Duration.ofDays(30);

    private final StandingResults results;
    private final SecurityHub hub;
    private final Findings findings;
    private final Home home;
    private final Clock clock;
    private final List<Step> steps = new ArrayList<>();

    /**
     * What was done to a finding.
     *
     * @param kind what: {@code failed}, {@code passed} or {@code archived}
     * @param finding how it is now
     */
    record Step(String kind, AwsSecurityFinding finding) {}

    Exporter(StandingResults results, SecurityHub hub, Findings findings, Home home, Clock clock) {
        this.results = results;
        this.hub = hub;
        this.findings = findings;
        this.home = home;
        this.clock = clock;
    }

    /** What was done, in order; also where something failed after it. */
    List<Step> steps() {
        return List.copyOf(steps);
    }

    /** Answers a change. */
    void export(ComplianceChange change) {
        Optional<RuleSpec> rule = RuleNames.rule(change.configRuleName());
        if (rule.isPresent()) {
            export(new Subject(rule.get(), change.resourceType(), change.resourceId()), change);
        }
    }

    /**
     * Two invocations may write at the same time, so each looks again after it has written: whichever writes last has
     * written what stands.
     */
    private void export(Subject subject, ComplianceChange change) {
        @Nullable AwsSecurityFinding finding = hub.find(subject.findingId(home)).orElse(null);
        for (int round = 0; round < ROUNDS; round++) {
            Instant asOf = clock.instant();
            List<Step> next = next(subject, results.on(subject, change), finding, asOf);
            if (next.isEmpty()) {
                return;
            }
            for (Step step : next) {
                put(List.of(step));
                finding = step.finding();
            }
        }
    }

    /** Repairs what lost events have left: on every finding, and on every result of the pack's rules. */
    void reconcile() {
        Map<String, AwsSecurityFinding> existing = hub.all();
        Instant asOf = clock.instant();
        Map<Subject, Standing> standing = results.all();

        List<Step> first = new ArrayList<>();
        List<Step> second = new ArrayList<>();
        Set<String> stands = new HashSet<>();
        standing.forEach((subject, result) -> {
            String id = subject.findingId(home);
            stands.add(id);
            sort(next(subject, result, existing.get(id), asOf), first, second);
        });
        existing.forEach((id, finding) -> {
            if (!stands.contains(id)) {
                sort(gone(finding, asOf), first, second);
            }
        });
        put(first);
        put(second);
    }

    private static void sort(List<Step> next, List<Step> first, List<Step> second) {
        for (int index = 0; index < next.size(); index++) {
            (index == 0 ? first : second).add(next.get(index));
        }
    }

    private void put(List<Step> next) {
        hub.put(next.stream().map(Step::finding).toList());
        steps.addAll(next);
    }

    private List<Step> next(Subject subject, Standing standing, @Nullable AwsSecurityFinding existing, Instant asOf) {
        if (standing.state() == State.NON_COMPLIANT) {
            AwsSecurityFinding failed = findings.failed(subject, standing.annotation(), existing, asOf);
            boolean isKnown = existing != null && Findings.sayTheSame(existing, failed) && isFresh(existing, asOf);
            return isKnown ? List.of() : List.of(new Step("failed", failed));
        }
        if (existing == null) {
            return List.of();
        }
        return standing.state() == State.COMPLIANT ? recovered(existing, asOf) : gone(existing, asOf);
    }

    /** What listens to Security Hub looks at active findings: it would never hear of a recovery that is archived. */
    private static List<Step> recovered(AwsSecurityFinding existing, Instant asOf) {
        if (!Findings.isActive(existing) || !Findings.isFailed(existing)) {
            return gone(existing, asOf);
        }
        AwsSecurityFinding passed = Findings.passed(existing, asOf);
        return List.of(new Step("passed", passed), new Step("archived", Findings.archived(passed, asOf)));
    }

    private static List<Step> gone(AwsSecurityFinding existing, Instant asOf) {
        return Findings.isActive(existing)
                ? List.of(new Step("archived", Findings.archived(existing, asOf)))
                : List.of();
    }

    private static boolean isFresh(AwsSecurityFinding existing, Instant asOf) {
        return Instant.parse(existing.updatedAt()).plus(FRESH).isAfter(asOf);
    }
}
