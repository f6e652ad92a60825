package dev.fargatepull.rules;

import static dev.fargatepull.core.rule.CommonParameters.TRUSTED_EGRESS;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.RouteTarget;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.network.DefaultRoute;
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
import java.util.List;
import java.util.Optional;

/** A task placed in a subnet without a way to the registry waits for a time-out, and never starts. */
public final class FargateSubnetRoutesToRegistry implements Rule {

    @Override
    public RuleSpec spec() {
        return RuleSpec.of(FargateSubnetRoutesToRegistry.class)
                .summary("Every subnet of a Fargate workload routes its pulls to an endpoint or to the internet")
                .description(
                        "A task lands in any subnet of its service. Where no VPC endpoint takes a part of the pull, "
                                + "that part needs a default route which leads to the internet; without one the task waits for a "
                                + "time-out and never starts. One such subnet among several makes deployments fail at random.")
                .guideStep("G1")
                .reportsOn(ResourceType.EC2_SUBNET)
                .consults(Workloads.CONSULTS)
                .consults(Network.PATHS_CONSULT)
                .parameters(TRUSTED_EGRESS)
                .breaches(CauseCode.NO_DEFAULT_ROUTE, CauseCode.DEFAULT_ROUTE_NOT_INTERNET)
                .opens(CauseCode.CUSTOM_EGRESS)
                .opens(Network.PATH_QUESTIONS)
                .opens(Workloads.QUESTIONS)
                .build();
    }

    @Override
    public void evaluate(PullModel model, Parameters parameters, Findings findings) {
        TrustedEgress trusted = parameters.get(TRUSTED_EGRESS);
        for (Workload workload : model.workloads()) {
            for (String subnetId : workload.subnets()) {
                Findings.Subject subnet =
                        findings.on(ResourceType.EC2_SUBNET, subnetId).touchedBy(workload);
                if (workload.isCertain()) {
                    for (Flow flow : workload.flows()) {
                        obstacle(model.network(), flow, subnetId, trusted)
                                .ifPresent(cause -> subnet.add(cause, workload));
                    }
                }
            }
        }
    }

    private static Optional<Cause> obstacle(Network network, Flow flow, String subnetId, TrustedEgress trusted) {
        Path path = network.path(flow, subnetId, trusted);
        if (path instanceof Path.Unknown unknown) {
            return Optional.of(unknown.why());
        }
        if (path instanceof Path.ByDefaultRoute byDefaultRoute) {
            return obstacle(network, flow, byDefaultRoute, trusted);
        }
        return Optional.empty();
    }

    private static Optional<Cause> obstacle(
            Network network, Flow flow, Path.ByDefaultRoute path, TrustedEgress trusted) {
        String table = path.table().resourceId();
        DefaultRoute route = path.route();
        if (route.isMissing()) {
            return Optional.of(Cause.breach(
                            CauseCode.NO_DEFAULT_ROUTE,
                            table,
                            "%s has no 0.0.0.0/0 route%s".formatted(table, andNoEndpoint(network, flow)),
                            remedy(network, flow))
                    .on(flow));
        }
        Optional<RouteTarget> deadEnd = route.deadEnd();
        if (deadEnd.isPresent()) {
            return Optional.of(Cause.breach(
                            CauseCode.DEFAULT_ROUTE_NOT_INTERNET,
                            table,
                            "the default route of %s ends at %s%s"
                                    .formatted(table, deadEnd.get().label(), andNoEndpoint(network, flow)),
                            remedy(network, flow))
                    .on(flow));
        }
        List<RouteTarget> untrusted = route.untrustedTargets(trusted);
        return untrusted.stream()
                .findFirst()
                .map(target -> Cause.open(
                                CauseCode.CUSTOM_EGRESS,
                                table,
                                "the default route of %s leads to %s, whose onward way is unknown"
                                        .formatted(table, target.label()),
                                "If it leads to the internet, list it in trustedEgress.")
                        .on(flow));
    }

    private static String andNoEndpoint(Network network, Flow flow) {
        return network.endpointServiceFor(flow).isPresent() ? ", and no endpoint takes the flow" : "";
    }

    private static String remedy(Network network, Flow flow) {
        return network.endpointServiceFor(flow)
                .map(service -> "Route 0.0.0.0/0 to a NAT gateway, or add the %s %s."
                        .formatted(flow == Flow.LAYERS ? "gateway endpoint" : "endpoint", service))
                .orElse("Route 0.0.0.0/0 to a NAT gateway.");
    }
}
