package dev.fargatepull.rules;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.network.Network;
import dev.fargatepull.core.permission.EndpointPermissions;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.verdict.Findings;
import dev.fargatepull.core.workload.Workloads;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** An endpoint's policy stands between the task and the registry, and forgets the layers more often than not. */
public final class RegistryEndpointPolicyAllowsPull implements Rule {

    private static final Set<Flow> FLOWS =
            Collections.unmodifiableSet(EnumSet.of(Flow.API, Flow.DKR, Flow.LAYERS, Flow.FIPS));

    @Override
    public RuleSpec spec() {
        return RuleSpec.of(RegistryEndpointPolicyAllowsPull.class)
                .summary("The policies of registry endpoints let through what a pull asks for")
                .description(
                        "An endpoint without a policy lets everything through; one with a policy, only what it allows. "
                                + "The login carries no repository, and layers are fetched from a bucket of AWS's with a URL that an "
                                + "AWS account has signed: policies that insist on the own account, organization or repositories "
                                + "refuse them.")
                .guideStep("G4")
                .reportsOn(ResourceType.EC2_VPC_ENDPOINT)
                .consults(Workloads.CONSULTS)
                .consults(Network.PATHS_CONSULT)
                .consults(EndpointPermissions.CONSULTS)
                .breaches(CauseCode.ENDPOINT_POLICY_DENIES)
                .opens(
                        CauseCode.ENDPOINT_POLICY_UNCLEAR,
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
                (endpoint, flow, subnetId, workload) ->
                        model.endpointPermissions().obstacles(endpoint, flow, workload));
    }
}
