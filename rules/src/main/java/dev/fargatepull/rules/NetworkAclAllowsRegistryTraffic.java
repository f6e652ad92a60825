package dev.fargatepull.rules;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.network.Network;
import dev.fargatepull.core.network.NetworkAcls;
import dev.fargatepull.core.network.Path;
import dev.fargatepull.core.network.TrustedEgress;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.verdict.Findings;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.core.workload.Workloads;
import java.util.Optional;
import java.util.Set;

/** Network ACLs remember nothing: one that lets requests out and no answers in stops a pull as surely as a wall. */
public final class NetworkAclAllowsRegistryTraffic implements Rule {

    @Override
    public RuleSpec spec() {
        return RuleSpec.of(NetworkAclAllowsRegistryTraffic.class)
                .summary("The network ACLs on the way of Fargate pulls let HTTPS and its answers pass")
                .description(
                        "A pull crosses the edge of the task's subnet, and of the subnets in which an endpoint or a NAT "
                                + "gateway stands. At each of them the network ACL has to allow requests to port 443 one way and "
                                + "answers to ephemeral ports the other way; the rule with the lowest number decides.")
                .reportsOn(ResourceType.EC2_NETWORK_ACL)
                .consults(Workloads.CONSULTS)
                .consults(Network.PATHS_CONSULT)
                .consults(NetworkAcls.CONSULTS)
                // Answers come to other ports on Windows than on Linux.
                .facts(Set.of(Fact.TASK_PLATFORMS))
                .breaches(CauseCode.ACL_BLOCKS_443, CauseCode.ACL_BLOCKS_REPLIES)
                .opens(
                        CauseCode.ACL_PARTLY_BLOCKS,
                        // What would be a breach for any other flow is open for a FIPS host, see Path.
                        CauseCode.ACL_BLOCKS_443,
                        CauseCode.ACL_BLOCKS_REPLIES)
                .opens(Network.PATH_QUESTIONS)
                .opens(Workloads.QUESTIONS)
                .build();
    }

    @Override
    public void evaluate(PullModel model, Parameters parameters, Findings findings) {
        for (Workload workload : model.workloads()) {
            Optional<String> vpcId = model.network().vpcOf(workload.subnets());
            for (String subnetId : workload.subnets()) {
                for (Flow flow : workload.flows()) {
                    judge(model, workload, flow, subnetId, vpcId, findings);
                }
            }
        }
    }

    private static void judge(
            PullModel model, Workload workload, Flow flow, String subnetId, Optional<String> vpcId, Findings findings) {
        NetworkAcls acls = model.networkAcls();
        Path path = model.network().path(flow, subnetId, TrustedEgress.NONE);
        if (path instanceof Path.Unknown unknown) {
            acls.edgesTouched(flow, subnetId, unknown, model.network().possiblePaths(flow, path, vpcId))
                    .forEach(aclId -> on(aclId, workload, findings).add(unknown.why(), workload));
            return;
        }
        for (NetworkAcls.Crossing crossing : acls.crossings(flow, path, subnetId, workload.ephemeralPorts())) {
            Optional<Findings.Subject> acl = crossing.aclId().map(aclId -> on(aclId, workload, findings));
            if (workload.isCertain()) {
                crossing.causes()
                        .forEach(cause -> acl.ifPresentOrElse(
                                subject -> subject.add(cause, workload),
                                () -> findings.addUnreported(cause, workload)));
            }
        }
    }

    private static Findings.Subject on(String aclId, Workload workload, Findings findings) {
        return findings.on(ResourceType.EC2_NETWORK_ACL, aclId).touchedBy(workload);
    }
}
