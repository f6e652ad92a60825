package dev.fargatepull.rules;

import static dev.fargatepull.core.rule.CommonParameters.TRUSTED_EGRESS;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.RouteTable;
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

/** A default route is worth what it points at: a deleted, private or walled-in gateway drops every packet. */
public final class RouteTableDefaultRouteIsLive implements Rule {

    @Override
    public RuleSpec spec() {
        return RuleSpec.of(RouteTableDefaultRouteIsLive.class)
                .summary("The default route that Fargate pulls take points at a gateway that works")
                .description(
                        "A route table keeps a route whose gateway is gone, detached, private or stands in a subnet "
                                + "without a way out, and VPC Block Public Access overrides it without a trace in the table. The "
                                + "route looks right and drops every packet.")
                .guideStep("G1")
                .reportsOn(ResourceType.EC2_ROUTE_TABLE)
                .consults(Workloads.CONSULTS)
                .consults(Network.PATHS_CONSULT)
                .consults(Network.GATEWAYS_CONSULT)
                .parameters(TRUSTED_EGRESS)
                .breaches(
                        CauseCode.DEFAULT_ROUTE_BLACKHOLE,
                        CauseCode.INTERNET_GATEWAY_DETACHED,
                        CauseCode.NAT_GATEWAY_UNAVAILABLE,
                        CauseCode.NAT_GATEWAY_PRIVATE,
                        CauseCode.NAT_GATEWAY_WITHOUT_INTERNET,
                        CauseCode.INTERNET_ACCESS_BLOCKED)
                .opens(
                        // What would be a breach for any other flow is open for a FIPS host, see Path.
                        CauseCode.DEFAULT_ROUTE_BLACKHOLE,
                        CauseCode.INTERNET_GATEWAY_DETACHED,
                        CauseCode.NAT_GATEWAY_UNAVAILABLE,
                        CauseCode.NAT_GATEWAY_PRIVATE,
                        CauseCode.NAT_GATEWAY_WITHOUT_INTERNET,
                        CauseCode.INTERNET_ACCESS_BLOCKED,
                        CauseCode.NAT_GATEWAY_UNKNOWN,
                        CauseCode.INTERNET_GATEWAY_UNKNOWN,
                        CauseCode.CUSTOM_EGRESS)
                .opens(Network.PATH_QUESTIONS)
                .opens(Workloads.QUESTIONS)
                .build();
    }

    @Override
    public void evaluate(PullModel model, Parameters parameters, Findings findings) {
        TrustedEgress trusted = parameters.get(TRUSTED_EGRESS);
        for (Workload workload : model.workloads()) {
            for (String subnetId : workload.subnets()) {
                for (Flow flow : workload.flows()) {
                    judge(model.network(), workload, flow, subnetId, trusted, findings);
                }
            }
        }
    }

    private static void judge(
            Network network, Workload workload, Flow flow, String subnetId, TrustedEgress trusted, Findings findings) {
        Path path = network.path(flow, subnetId, trusted);
        if (path instanceof Path.ByDefaultRoute byDefaultRoute
                && !byDefaultRoute.route().isMissing()) {
            Findings.Subject table = on(byDefaultRoute.table(), workload, findings);
            if (workload.isCertain()) {
                network.defectsOfDefaultRoute(byDefaultRoute.table(), subnetId, trusted).stream()
                        .map(byDefaultRoute::asMet)
                        .forEach(defect -> table.add(defect, workload));
            }
        }
        if (path instanceof Path.Unknown unknown) {
            unknown.table()
                    .filter(table -> !DefaultRoute.of(table).isMissing())
                    .ifPresent(table -> on(table, workload, findings).add(unknown.why(), workload));
        }
    }

    private static Findings.Subject on(RouteTable table, Workload workload, Findings findings) {
        return findings.on(ResourceType.EC2_ROUTE_TABLE, table.resourceId()).touchedBy(workload);
    }
}
