package dev.fargatepull.rules;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.network.Network;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.verdict.Findings;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.core.workload.Workloads;
import java.util.List;

/** A registry is found by name, and the private name of an endpoint takes both DNS attributes of the VPC. */
public final class FargateVpcDnsEnabled implements Rule {

    @Override
    public RuleSpec spec() {
        return RuleSpec.of(FargateVpcDnsEnabled.class)
                .summary(
                        "A VPC with Fargate workloads resolves the names of registries and of the endpoints it relies on")
                .description("Without enableDnsSupport or a DHCP option set tasks resolve no name at all. Without "
                        + "enableDnsHostnames the private names of endpoints are not there, and tasks without another way "
                        + "out send their pulls to addresses they cannot reach.")
                .reportsOn(ResourceType.EC2_VPC)
                .consults(Workloads.CONSULTS)
                .consults(Network.PATHS_CONSULT)
                .breaches(CauseCode.DNS_SUPPORT_OFF, CauseCode.DNS_HOSTNAMES_OFF, CauseCode.NO_DHCP_OPTIONS)
                .opens(
                        CauseCode.DNS_ATTRIBUTES_UNKNOWN,
                        CauseCode.VPC_UNKNOWN,
                        CauseCode.ROUTE_TABLE_UNKNOWN,
                        CauseCode.SUBNET_SHARED,
                        CauseCode.IPV6_ONLY_SUBNET,
                        CauseCode.SUBNET_UNKNOWN,
                        CauseCode.TYPE_NOT_RECORDED,
                        CauseCode.FIPS_REGISTRY)
                .opens(Workloads.QUESTIONS)
                .build();
    }

    @Override
    public void evaluate(PullModel model, Parameters parameters, Findings findings) {
        model.workloadsByVpc().forEach((vpcId, workloads) -> {
            boolean inScopeForSure = workloads.stream().anyMatch(Workload::isCertain);
            for (Workload workload : workloads) {
                List<Cause> defects = model.nameResolution().defects(vpcId, workload.flows(), workload.subnets());
                if (inScopeForSure || !defects.isEmpty()) {
                    Findings.Subject vpc =
                            findings.on(ResourceType.EC2_VPC, vpcId).touchedBy(workload);
                    if (workload.isCertain()) {
                        defects.forEach(defect -> vpc.add(defect, workload));
                    }
                }
            }
        });
    }
}
