package dev.fargatepull.rules;

import dev.fargatepull.core.aws.AwsvpcConfiguration;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.network.Network;
import dev.fargatepull.core.network.Path;
import dev.fargatepull.core.network.TrustedEgress;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.verdict.Findings;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.core.workload.Workloads;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** An internet gateway drops packets of tasks that have no public address. */
public final class FargateServicePublicIpEnabled implements Rule {

    @Override
    public RuleSpec spec() {
        return RuleSpec.of(FargateServicePublicIpEnabled.class)
                .summary("A Fargate workload that pulls through an internet gateway gives its tasks public addresses")
                .description("An internet gateway translates public addresses one to one. A task without one sends its "
                        + "packets there and never hears back. The subnet's own setting for public addresses is not "
                        + "asked: Fargate goes by assignPublicIp alone. Benchmarks that forbid public addresses are right "
                        + "as well: put such tasks behind a NAT gateway or endpoints.")
                .guideStep("G2")
                .reportsOn(ResourceType.ECS_SERVICE, ResourceType.ECS_TASK_SET)
                .consults(Workloads.CONSULTS)
                .consults(Network.PATHS_CONSULT)
                .breaches(CauseCode.PUBLIC_IP_DISABLED)
                .opens(CauseCode.NETWORK_CONFIGURATION_UNKNOWN)
                .opens(Network.PATH_QUESTIONS)
                .opens(Workloads.QUESTIONS)
                .build();
    }

    @Override
    public void evaluate(PullModel model, Parameters parameters, Findings findings) {
        for (Workload workload : model.workloads()) {
            Optional<Cause> unknown = workload.networkUnknown();
            if (unknown.isPresent()) {
                findings.on(workload).add(unknown.get(), workload);
            } else if (workload.launch()
                    .network()
                    .filter(AwsvpcConfiguration::assignPublicIp)
                    .isPresent()) {
                judgeWithPublicIp(model.network(), workload, findings);
            } else {
                judgeWithoutPublicIp(model.network(), workload, findings);
            }
        }
    }

    private static void judgeWithPublicIp(Network network, Workload workload, Findings findings) {
        Findings.Subject subject = findings.on(workload);
        boolean needed = workload.subnets().stream()
                .anyMatch(subnetId -> workload.flows().stream()
                        .anyMatch(flow -> path(network, flow, subnetId).mayUseInternetGateway()));
        if (!needed) {
            subject.note("Pulls do not need the public IP: no part of them goes through an internet gateway.");
        }
    }

    private static void judgeWithoutPublicIp(Network network, Workload workload, Findings findings) {
        Set<String> stranded = new TreeSet<>();
        String gateway = "";
        for (String subnetId : workload.subnets()) {
            for (Flow flow : workload.flows()) {
                Path path = path(network, flow, subnetId);
                if (!path.mayUseInternetGateway()) {
                    continue;
                }
                if (!workload.isCertain()) {
                    findings.on(workload).touchedBy(workload);
                } else if (path instanceof Path.Unknown unknown) {
                    findings.on(workload).add(unknown.why(), workload);
                } else if (path instanceof Path.ByDefaultRoute byDefaultRoute) {
                    if (byDefaultRoute.isPresumed()) {
                        findings.on(workload).add(fipsHost(byDefaultRoute, subnetId), workload);
                    } else {
                        stranded.add(subnetId);
                        gateway = byDefaultRoute.route().internetGateway();
                    }
                }
            }
        }
        if (!stranded.isEmpty()) {
            findings.on(workload).add(publicIpDisabled(workload, stranded, gateway), workload);
        }
    }

    private static Path path(Network network, Flow flow, String subnetId) {
        return network.path(flow, subnetId, TrustedEgress.NONE);
    }

    private static Cause publicIpDisabled(Workload workload, Set<String> subnetIds, String gateway) {
        return Cause.breach(
                CauseCode.PUBLIC_IP_DISABLED,
                workload.resourceId(),
                "tasks in %s pull through %s without a public IP".formatted(String.join(", ", subnetIds), gateway),
                "Use a NAT gateway or VPC endpoints; or set assignPublicIp to ENABLED.");
    }

    private static Cause fipsHost(Path.ByDefaultRoute path, String subnetId) {
        return Cause.open(
                        CauseCode.FIPS_REGISTRY,
                        path.table().resourceId(),
                        "tasks in %s have no public IP, and only an endpoint for ECR's FIPS host would spare them %s"
                                .formatted(subnetId, path.route().internetGateway()),
                        "Use a NAT gateway, or set assignPublicIp to ENABLED.")
                .on(Flow.FIPS);
    }
}
