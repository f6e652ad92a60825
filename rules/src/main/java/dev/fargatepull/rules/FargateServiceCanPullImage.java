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
import dev.fargatepull.core.workload.Workload;
import java.util.List;

/** The one answer: every image of a workload reaches its tasks from every subnet, or this stands in the way. */
public final class FargateServiceCanPullImage implements Rule {

    private final RuleFold fold;

    /**
     * The fold of other rules.
     *
     * @param parts the rules, in the order in which a pull meets what they judge
     */
    public FargateServiceCanPullImage(List<Rule> parts) {
        this.fold = new RuleFold(parts);
    }

    @Override
    public RuleSpec spec() {
        return fold.declareIn(RuleSpec.of(FargateServiceCanPullImage.class))
                .opens(CauseCode.NETWORK_ACL_UNKNOWN)
                .summary("Every image of a Fargate workload can be pulled from each of its subnets")
                .description(
                        "It folds all other rules into one verdict on the service, the one to raise an alarm on: what "
                                + "any of them proves broken on the way of this workload's pulls breaks its next deployment, "
                                + "scale-out or replacement of a task, and what any of them leaves open is open here. The causes "
                                + "stand in the order in which a pull would meet them.")
                .severity(Severity.CRITICAL)
                .reportsOn(ResourceType.ECS_SERVICE, ResourceType.ECS_TASK_SET)
                .parameters(TRUSTED_EGRESS)
                .build();
    }

    @Override
    public void evaluate(PullModel model, Parameters parameters, Findings findings) {
        model.workloads().forEach(findings::on);
        fold.forEachWorkload(model, parameters, (workload, causes) -> meet(workload, causes, findings));
    }

    private static void meet(Workload workload, List<Cause> causes, Findings findings) {
        causes.forEach(cause -> findings.on(workload).add(asMetHere(cause), workload));
    }

    /** Custom DNS servers may forward to Amazon's, whatever the option set looks like: here that is never a breach. */
    private static Cause asMetHere(Cause cause) {
        return cause.code() == CauseCode.CUSTOM_DNS_SERVERS
                ? Cause.open(cause.code(), cause.resourceId(), cause.message(), cause.fix())
                : cause;
    }
}
