package dev.fargatepull.rules;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.network.Network;
import dev.fargatepull.core.network.Path;
import dev.fargatepull.core.network.SecurityGroups;
import dev.fargatepull.core.network.TrustedEgress;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.verdict.Findings;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.core.workload.Workloads;
import java.util.Optional;

/** A pull starts with a connection out of the task: what its security groups keep in never reaches a registry. */
public final class FargateServiceEgressAllowsHttps implements Rule {

    @Override
    public RuleSpec spec() {
        return RuleSpec.of(FargateServiceEgressAllowsHttps.class)
                .summary("The security groups of a Fargate workload let HTTPS out to all that its pulls need")
                .description(
                        "Login, manifest and layers are three conversations over TCP 443, each with a destination of "
                                + "its own. Groups that allow the endpoints alone keep the layers from S3, and a pull that got its "
                                + "manifest stops half way.")
                .reportsOn(ResourceType.ECS_SERVICE, ResourceType.ECS_TASK_SET)
                .consults(Workloads.CONSULTS)
                .consults(Network.PATHS_CONSULT)
                .consults(SecurityGroups.CONSULTS)
                .breaches(CauseCode.EGRESS_BLOCKS_443)
                .opens(
                        CauseCode.EGRESS_PARTLY_ALLOWS_443,
                        CauseCode.SECURITY_GROUP_UNKNOWN,
                        CauseCode.PREFIX_LIST_UNKNOWN,
                        // What would be a breach for any other flow is open for a FIPS host, see Path.
                        CauseCode.EGRESS_BLOCKS_443,
                        CauseCode.NETWORK_CONFIGURATION_UNKNOWN)
                .opens(Network.PATH_QUESTIONS)
                .opens(Workloads.QUESTIONS)
                .build();
    }

    @Override
    public void evaluate(PullModel model, Parameters parameters, Findings findings) {
        for (Workload workload : model.workloads()) {
            workload.networkUnknown().ifPresent(cause -> findings.on(workload).add(cause, workload));
            for (String subnetId : workload.subnets()) {
                for (Flow flow : workload.flows()) {
                    Path path = model.network().path(flow, subnetId, TrustedEgress.NONE);
                    if (path.leadsOn()) {
                        Findings.Subject subject = findings.on(workload).touchedBy(workload);
                        if (workload.isCertain()) {
                            obstacle(model, workload, flow, path, subnetId)
                                    .ifPresent(cause -> subject.add(cause, workload));
                        }
                    }
                }
            }
        }
    }

    private static Optional<Cause> obstacle(PullModel model, Workload workload, Flow flow, Path path, String subnetId) {
        return path instanceof Path.Unknown unknown
                ? Optional.of(unknown.why())
                : model.securityGroups()
                        .obstacleOut(workload.securityGroups(), flow, path, subnetId)
                        .map(cause -> path.asMet(cause.on(flow)));
    }
}
