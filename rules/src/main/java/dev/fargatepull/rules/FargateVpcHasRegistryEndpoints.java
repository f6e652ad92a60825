package dev.fargatepull.rules;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.network.Network;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.verdict.Findings;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.core.workload.Workloads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** PrivateLink is all or nothing: a pull without a way out needs every endpoint, and one that is missing stops it. */
public final class FargateVpcHasRegistryEndpoints implements Rule {

    private static final Set<Flow> REGISTRY_FLOWS =
            Collections.unmodifiableSet(EnumSet.of(Flow.API, Flow.DKR, Flow.LAYERS));

    @Override
    public RuleSpec spec() {
        return RuleSpec.of(FargateVpcHasRegistryEndpoints.class)
                .summary("A VPC that pulls through PrivateLink has every endpoint its subnets without a way out need")
                .description(
                        "A pull from ECR logs in at ecr.api, reads the manifest at ecr.dkr and fetches the layers from "
                                + "S3. In a subnet without a way out each of them needs an endpoint. Linux platform versions "
                                + "before 1.4.0 log in elsewhere, so the same VPC may serve an old service and fail a new one.")
                .guideStep("G3")
                .reportsOn(ResourceType.EC2_VPC)
                .consults(Workloads.CONSULTS)
                .consults(Network.PATHS_CONSULT)
                .breaches(
                        CauseCode.ENDPOINT_MISSING,
                        CauseCode.ENDPOINT_NOT_AVAILABLE,
                        CauseCode.ENDPOINT_PRIVATE_DNS_OFF,
                        CauseCode.S3_GATEWAY_MISSING,
                        CauseCode.S3_GATEWAY_NOT_ASSOCIATED)
                .opens(
                        CauseCode.ENDPOINT_NOT_AVAILABLE,
                        CauseCode.S3_INTERFACE_ENDPOINT,
                        CauseCode.ENDPOINT_UNKNOWN,
                        CauseCode.FIPS_REGISTRY,
                        CauseCode.ROUTE_TABLE_UNKNOWN,
                        CauseCode.SUBNET_UNKNOWN,
                        CauseCode.IPV6_ONLY_SUBNET)
                .opens(Workloads.QUESTIONS)
                .build();
    }

    @Override
    public void evaluate(PullModel model, Parameters parameters, Findings findings) {
        Network network = model.network();
        Map<String, List<Workload>> byVpc = new TreeMap<>();
        for (Workload workload : model.workloads()) {
            vpcOf(network, workload)
                    .ifPresent(vpcId -> byVpc.computeIfAbsent(vpcId, vpc -> new ArrayList<>())
                            .add(workload));
        }
        byVpc.forEach((vpcId, workloads) -> {
            if (network.knowsEndpoints(vpcId) && network.meansToUsePrivateLink(vpcId)) {
                judge(network, vpcId, workloads, findings);
            }
        });
    }

    private static void judge(Network network, String vpcId, List<Workload> workloads, Findings findings) {
        List<Workload> pullingFromEcr = workloads.stream()
                .filter(workload -> !Collections.disjoint(workload.flows(), REGISTRY_FLOWS))
                .toList();
        boolean inScopeForSure = pullingFromEcr.stream().anyMatch(Workload::isCertain);
        if (inScopeForSure) {
            pullingFromEcr.stream()
                    .filter(Workload::isCertain)
                    .forEach(
                            workload -> findings.on(ResourceType.EC2_VPC, vpcId).touchedBy(workload));
        }
        for (Workload workload : pullingFromEcr.isEmpty() ? List.<Workload>of() : workloads) {
            List<Cause> lacks = lacks(network, workload);
            boolean leavesOpen = inScopeForSure && !workload.isCertain() && reliesOnEndpoints(network, workload);
            if (lacks.isEmpty() && !leavesOpen) {
                continue;
            }
            Findings.Subject vpc = findings.on(ResourceType.EC2_VPC, vpcId).touchedBy(workload);
            if (!inScopeForSure) {
                pullingFromEcr.forEach(vpc::touchedBy);
            } else if (workload.isCertain()) {
                lacks.forEach(lack -> vpc.add(lack, workload));
            }
        }
    }

    private static boolean reliesOnEndpoints(Network network, Workload workload) {
        return workload.subnets().stream()
                .anyMatch(subnetId -> !network.isShared(subnetId) && network.reliesOnEndpoints(subnetId));
    }

    /** What the workload's subnets lack; of subnets that are shared the owner knows. */
    private static List<Cause> lacks(Network network, Workload workload) {
        return workload.subnets().stream()
                .filter(subnetId -> !network.isShared(subnetId))
                .flatMap(subnetId -> network.lacksOfEndpoints(workload.flows(), subnetId).stream())
                .toList();
    }

    /** The VPC of the workload's subnets, which all lie in one; unknown if none of them is known or owned. */
    private static Optional<String> vpcOf(Network network, Workload workload) {
        return workload.subnets().stream()
                .filter(subnetId -> !network.isShared(subnetId))
                .flatMap(subnetId -> network.subnet(subnetId).stream())
                .map(Subnet::vpcId)
                .findFirst();
    }
}
