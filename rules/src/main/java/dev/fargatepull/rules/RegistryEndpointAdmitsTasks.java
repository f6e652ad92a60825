package dev.fargatepull.rules;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.network.Network;
import dev.fargatepull.core.network.SecurityGroups;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.verdict.Findings;
import dev.fargatepull.core.workload.Workloads;
import java.util.Collections;
import java.util.EnumSet;
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
                        CauseCode.ENDPOINT_UNKNOWN,
                        CauseCode.IPV6_ONLY_SUBNET,
                        CauseCode.ROUTE_TABLE_UNKNOWN,
                        CauseCode.TYPE_NOT_RECORDED,
                        CauseCode.FIPS_REGISTRY)
                .opens(Workloads.QUESTIONS)
                .build();
    }

    @Override
    public void evaluate(PullModel model, Parameters parameters, Findings findings) {
        RegistryEndpoints.judge(
                model,
                FLOWS,
                findings,
                (endpoint, flow, subnetId, workload) -> model
                        .securityGroups()
                        .obstacleInto(endpoint, workload.securityGroups(), subnetId, workload.label())
                        .map(cause -> cause.on(flow))
                        .stream()
                        .toList());
    }
}
