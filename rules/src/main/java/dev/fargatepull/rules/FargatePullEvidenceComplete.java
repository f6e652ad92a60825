package dev.fargatepull.rules;

import static dev.fargatepull.core.rule.CommonParameters.TRUSTED_EGRESS;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.rule.Severity;
import dev.fargatepull.core.verdict.Findings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Silence must not pass for soundness: this counts what the other rules could not tell. */
public final class FargatePullEvidenceComplete implements Rule {

    private static final int NAMED_RESOURCES = 3;

    private final RuleFold fold;

    /**
     * The rule that counts what others leave open.
     *
     * @param parts the others
     */
    public FargatePullEvidenceComplete(List<Rule> parts) {
        this.fold = new RuleFold(parts);
    }

    @Override
    public RuleSpec spec() {
        return RuleSpec.of(FargatePullEvidenceComplete.class)
                .summary("AWS Config records what the other rules need, and they leave no question open")
                .description(
                        "AWS Config has no verdict for \"cannot tell\". What the other rules leave open is counted here, so "
                                + "that a resource without a verdict is not taken for a sound one. A type that the recorder leaves "
                                + "out is named: recording it is the first thing to mend.")
                .severity(Severity.MEDIUM)
                .reportsOn(ResourceType.ACCOUNT)
                .consults(fold.consults())
                .facts(fold.facts())
                // What the others leave open can change with every change; it is counted once a day, not each time.
                .wakesOn(ResourceType.CONFIG_CONFIGURATION_RECORDER)
                .parameters(TRUSTED_EGRESS)
                .breaches(CauseCode.TYPE_NOT_RECORDED, CauseCode.EVIDENCE_MISSING)
                .opens(CauseCode.RECORDER_UNKNOWN)
                .build();
    }

    @Override
    public void evaluate(PullModel model, Parameters parameters, Findings findings) {
        if (model.workloads().isEmpty() && !model.hasRecorder()) {
            return;
        }
        Findings.Subject account =
                findings.on(ResourceType.ACCOUNT, model.scope().accountId());
        judgeRecorder(model, account);
        openCauses(model, parameters)
                .forEach((code, resources) -> account.add(evidenceMissing(model, code, resources)));
    }

    private void judgeRecorder(PullModel model, Findings.Subject account) {
        String accountId = model.scope().accountId();
        if (!model.hasRecorder()) {
            account.add(Cause.open(
                    CauseCode.RECORDER_UNKNOWN,
                    accountId,
                    "no recorder has an item in %s, so every type is taken as recorded"
                            .formatted(model.scope().region()),
                    "Record AWS::Config::ConfigurationRecorder."));
            return;
        }
        String leftOut = fold.consults().stream()
                .filter(type -> type.isRecordable() && !type.isDispensable() && !model.records(type))
                .map(ResourceType::awsName)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!leftOut.isEmpty()) {
            account.add(Cause.breach(
                    CauseCode.TYPE_NOT_RECORDED,
                    accountId,
                    "the recorder in %s leaves out %s".formatted(model.scope().region(), leftOut),
                    "Add the types to its recording group."));
        }
    }

    /** The resources that questions stand on, by code. */
    private Map<CauseCode, Set<String>> openCauses(PullModel model, Parameters parameters) {
        Map<CauseCode, Set<String>> open = new EnumMap<>(CauseCode.class);
        fold.forEachWorkload(
                model,
                parameters,
                (workload, causes) -> causes.stream()
                        .filter(Cause::isOpen)
                        .forEach(cause -> open.computeIfAbsent(cause.code(), code -> new TreeSet<>())
                                .add(cause.resourceId())));
        return open;
    }

    private static Cause evidenceMissing(PullModel model, CauseCode code, Set<String> resources) {
        String named = resources.stream().limit(NAMED_RESOURCES).collect(Collectors.joining(", "));
        int others = resources.size() - NAMED_RESOURCES;
        return Cause.breach(
                CauseCode.EVIDENCE_MISSING,
                model.scope().accountId(),
                "%s is open on %d %s: %s%s"
                        .formatted(
                                code.code(),
                                resources.size(),
                                resources.size() == 1 ? "resource" : "resources",
                                named,
                                others > 0 ? " and %d more".formatted(others) : ""),
                code.remedy());
    }
}
