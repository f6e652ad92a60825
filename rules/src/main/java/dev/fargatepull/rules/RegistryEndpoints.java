package dev.fargatepull.rules;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.VpcEndpoint;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.network.Path;
import dev.fargatepull.core.network.TrustedEgress;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.verdict.Findings;
import dev.fargatepull.core.workload.Workload;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** What the rules on endpoints have in common: each endpoint is judged for the flows that take it. */
final class RegistryEndpoints {

    private RegistryEndpoints() {}

    /** Judges an endpoint for a flow that is known to take it. */
    interface Check {

        /** What stands in the flow's way. */
        Collection<Cause> obstacles(VpcEndpoint endpoint, Flow flow, String subnetId, Workload workload);
    }

    /** Puts a check to the endpoint of every flow; one whose way nobody can tell leaves those open that it may take. */
    static void judge(PullModel model, Set<Flow> flows, Findings findings, Check check) {
        for (Workload workload : model.workloads()) {
            Optional<String> vpcId = model.network().vpcOf(workload.subnets());
            for (String subnetId : workload.subnets()) {
                for (Flow flow : workload.flows()) {
                    if (flows.contains(flow)) {
                        judge(model, workload, flow, subnetId, vpcId, findings, check);
                    }
                }
            }
        }
    }

    private static void judge(
            PullModel model,
            Workload workload,
            Flow flow,
            String subnetId,
            Optional<String> vpcId,
            Findings findings,
            Check check) {
        Path path = model.network().path(flow, subnetId, TrustedEgress.NONE);
        for (VpcEndpoint endpoint : model.network().endpointsInQuestion(flow, path, vpcId)) {
            Findings.Subject subject = findings.on(ResourceType.EC2_VPC_ENDPOINT, endpoint.resourceId())
                    .touchedBy(workload);
            if (path instanceof Path.Unknown unknown) {
                subject.add(unknown.why(), workload);
            } else if (workload.isCertain()) {
                check.obstacles(endpoint, flow, subnetId, workload).forEach(cause -> subject.add(cause, workload));
            }
        }
    }
}
