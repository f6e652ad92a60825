package dev.fargatepull.rules;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.VpcEndpoint;
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
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** An interface endpoint takes a flow for the whole VPC, and its security groups decide whom it answers. */
public final class RegistryEndpointAdmitsTasks implements Rule {

    /** The flows that interface endpoints take, or may take. */
    private static final Set<Flow> FLOWS =
            Collections.unmodifiableSet(EnumSet.of(Flow.API, Flow.DKR, Flow.SECRETS, Flow.FIPS));

    @Override
    public RuleSpec spec() {
        return RuleSpec.of(RegistryEndpointAdmitsTasks.class)
                .summary(
                        "The security groups of registry endpoints admit HTTPS from the Fargate tasks that pull through them")
                .description(
                        "With private DNS an endpoint takes the registry's traffic of the whole VPC, also of subnets "
                                + "that have a NAT gateway. Tasks that its security groups do not admit have no other way. A group "
                                + "that admits a part of a subnet makes deployments fail at random.")
                .guideStep("G5")
                .reportsOn(ResourceType.EC2_VPC_ENDPOINT)
                .consults(Workloads.CONSULTS)
                .consults(Network.PATHS_CONSULT)
                .consults(SecurityGroups.CONSULTS)
                .breaches(CauseCode.ENDPOINT_BLOCKS_443)
                .opens(
                        CauseCode.SECURITY_GROUP_UNKNOWN,
                        CauseCode.PREFIX_LIST_UNKNOWN,
                        CauseCode.SUBNET_UNKNOWN,
                        CauseCode.SUBNET_SHARED,
                        CauseCode.IPV6_ONLY_SUBNET,
                        CauseCode.ROUTE_TABLE_UNKNOWN,
                        CauseCode.TYPE_NOT_RECORDED,
                        CauseCode.FIPS_REGISTRY)
                .opens(Workloads.QUESTIONS)
                .build();
    }

    @Override
    public void evaluate(PullModel model, Parameters parameters, Findings findings) {
        for (Workload workload : model.workloads()) {
            Optional<String> vpcId = model.network().vpcOf(workload.subnets());
            for (String subnetId : workload.subnets()) {
                for (Flow flow : workload.flows()) {
                    if (FLOWS.contains(flow)) {
                        judge(model, workload, flow, subnetId, vpcId, findings);
                    }
                }
            }
        }
    }

    private static void judge(
            PullModel model, Workload workload, Flow flow, String subnetId, Optional<String> vpcId, Findings findings) {
        Path path = model.network().path(flow, subnetId, TrustedEgress.NONE);
        for (Path possible : model.network().possiblePaths(flow, path, vpcId)) {
            if (possible instanceof Path.ThroughEndpoint through) {
                VpcEndpoint endpoint = through.endpoint();
                Findings.Subject subject = findings.on(ResourceType.EC2_VPC_ENDPOINT, endpoint.resourceId())
                        .touchedBy(workload);
                if (path instanceof Path.Unknown unknown) {
                    subject.add(unknown.why(), workload);
                } else if (workload.isCertain()) {
                    model.securityGroups()
                            .obstacleInto(endpoint, workload.securityGroups(), subnetId, workload.label())
                            .ifPresent(cause -> subject.add(cause.on(flow), workload));
                }
            }
        }
    }
}
