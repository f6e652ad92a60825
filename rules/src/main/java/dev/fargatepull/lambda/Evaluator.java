package dev.fargatepull.lambda;

import dev.fargatepull.core.aws.AwsResource;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.rule.CommonParameters;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.verdict.Compliance;
import dev.fargatepull.core.verdict.Evaluation;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.items.ItemReader;
import dev.fargatepull.items.MalformedInputException;
import dev.fargatepull.live.AwsClients;
import dev.fargatepull.live.ConfigHistory;
import dev.fargatepull.live.Evidence;
import dev.fargatepull.live.EvidenceLoader;
import dev.fargatepull.live.Request;
import dev.fargatepull.live.Slice;
import dev.fargatepull.rules.Judge;
import dev.fargatepull.rules.Judge.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ComplianceType;

/** Answers the events of one rule: gathers the evidence, has it judged, and reports. */
final class Evaluator {

    private final RuleSpec spec;
    private final Rule rule;
    private final ConfigClient config;
    private final ConfigRule configRule;
    private final ConfigHistory history;
    private final EvidenceLoader loader;
    private final ChangeReach reach;

    Evaluator(Rule rule, AwsClients clients, EvidenceLoader loader) {
        this.rule = rule;
        this.spec = rule.spec();
        this.config = clients.config();
        this.configRule = new ConfigRule(config);
        this.history = new ConfigHistory(config);
        this.loader = loader;
        this.reach = new ChangeReach(spec);
    }

    /**
     * How an event was answered.
     *
     * @param items how many items were read
     * @param workloads how many workloads they tell of
     * @param evaluations the verdicts
     * @param report what AWS Config was told
     */
    record Answer(int items, int workloads, List<Evaluation> evaluations, Report report) {}

    /**
     * Answers an event: on a schedule with every verdict, on a change with those it can have altered. Verdicts that
     * stand and are no more are taken back, on a change only that of the changed resource.
     */
    Answer answer(RuleEvent event) {
        Report report = new Report(whereUndetermined(event));
        Answer answer = concerns(event) ? judged(event, report) : new Answer(0, 0, List.of(), report);
        answer.evaluations().forEach(report::add);
        report.withdraw(event.change()
                .map(this::withdrawn)
                .orElseGet(() -> configRule.standingResults(event.configRuleName())));
        configRule.put(report.results(), event);
        return answer;
    }

    /** Whether it can alter any verdict: a change of what the rule never looks at cannot. */
    private boolean concerns(RuleEvent event) {
        return event.change()
                .map(change -> change.type().filter(spec.consults()::contains).isPresent())
                .orElse(true);
    }

    private Answer judged(RuleEvent event, Report report) {
        Scope scope = scope(event);
        List<String> newest = new ArrayList<>();
        Slice slice = new Slice.Region();
        if (event.change().isPresent()) {
            Change change = event.change().get();
            Optional<String> configured = configured(change, event);
            if (!change.isOversized() || !change.isLive()) {
                newest.add(change.item());
            } else {
                configured.ifPresent(newest::add);
            }
            slice = reach.slice(configured.flatMap(Evaluator::resource));
        }
        Evidence evidence = loader.gather(new Request(scope, slice, spec.consults(), spec.facts()), newest);
        Judgement judgement = judge(event).judge(evidence.inventory(scope));
        if (loader.confirm(evidence, evidence.vpcsOf(blamed(judgement)))) {
            judgement = judge(event).judge(evidence.inventory(scope));
        }
        List<Evaluation> concerned = judgement.evaluations().stream()
                .filter(evaluation -> isConcerned(evaluation, event, evidence))
                .toList();
        return new Answer(evidence.size(), judgement.workloads(), concerned, report);
    }

    /** The workloads whose networks a breach may rest on. */
    private List<Workload> blamed(Judgement judgement) {
        return spec.consults().contains(ResourceType.EC2_SUBNET)
                ? judgement.evaluations().stream()
                        .filter(evaluation -> evaluation.compliance() == Compliance.NON_COMPLIANT)
                        .flatMap(evaluation -> evaluation.workloads().stream())
                        .toList()
                : List.of();
    }

    /** The changed resource's item, or where that has no configuration the last one that has. */
    private Optional<String> configured(Change change, RuleEvent event) {
        return change.isLive() && !change.isOversized()
                ? Optional.of(change.item())
                : history.lastConfigured(
                        change.resource().type(), change.resource().id(), event.orderingTimestamp());
    }

    private static Optional<AwsResource> resource(String item) {
        List<AwsResource> read = new ArrayList<>();
        try {
            new ItemReader(known -> known.resource().ifPresent(read::add), () -> {}).readRow("the event's item", item);
        } catch (MalformedInputException malformed) {
            throw new InvalidEventException("%s".formatted(malformed.getMessage()), malformed);
        }
        return read.stream().findFirst();
    }

    /**
     * Whether the verdict is among those that the change can have altered, and everything it rests on was gathered.
     *
     * <p>Other items may still point at what is gone. AWS Config wants no verdict on it all the same (AWS Config
     * Developer Guide, "Managing Deleted Resources for AWS Config Custom Lambda Rules").
     */
    private boolean isConcerned(Evaluation evaluation, RuleEvent event, Evidence evidence) {
        if (event.change().isEmpty()) {
            return true;
        }
        Change change = event.change().get();
        boolean isOnChanged = ResourceId.of(evaluation).equals(change.resource());
        if (isOnChanged) {
            return change.isLive() && !event.leftScope();
        }
        if (!reach.sharesBeyondTheSlice() || evidence.coversAll()) {
            return true;
        }
        return evaluation.workloads().stream().map(Workload::resourceId).anyMatch(evidence.seed()::contains);
    }

    private Judge judge(RuleEvent event) {
        return new Judge(List.of(rule), Map.of(spec.name(), event.ruleParameters()));
    }

    private ComplianceType whereUndetermined(RuleEvent event) {
        return Parameters.of(spec, event.ruleParameters()).get(CommonParameters.UNDETERMINED)
                ? ComplianceType.NON_COMPLIANT
                : ComplianceType.NOT_APPLICABLE;
    }

    private Scope scope(RuleEvent event) {
        return new Scope(
                event.accountId(), config.serviceClientConfiguration().region().id());
    }

    private Set<ResourceId> withdrawn(Change change) {
        boolean mayHaveResult = change.type().filter(spec.reportsOn()::contains).isPresent();
        return mayHaveResult ? Set.of(change.resource()) : Set.of();
    }
}
