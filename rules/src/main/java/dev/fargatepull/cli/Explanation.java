package dev.fargatepull.cli;

import dev.fargatepull.core.aws.AwsvpcConfiguration;
import dev.fargatepull.core.aws.Route;
import dev.fargatepull.core.aws.RouteTable;
import dev.fargatepull.core.aws.RouteTarget;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.Flow;
import dev.fargatepull.core.image.ImageReference;
import dev.fargatepull.core.network.DefaultRoute;
import dev.fargatepull.core.network.Path;
import dev.fargatepull.core.network.TrustedEgress;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.verdict.Compliance;
import dev.fargatepull.core.verdict.Evaluation;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.rules.Judge;
import dev.fargatepull.rules.RuleCatalog;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The reasoning on one workload: what it pulls, which way each part goes from each subnet, and every rule's word. */
final class Explanation {

    private final PullModel model;
    private final Workload workload;
    private final TextStyle style;

    Explanation(PullModel model, Workload workload, TextStyle style) {
        this.model = model;
        this.workload = workload;
        this.style = style;
    }

    void print(Judge judge, PrintWriter out) {
        out.printf(
                "%s  %s%n",
                style.bold(workload.label()),
                style.faint(model.scope().accountId() + " " + model.scope().region()));
        printLaunch(out);
        printImages(out);
        workload.subnets().forEach(subnetId -> printPaths(subnetId, out));
        printRules(judge, out);
    }

    private void printLaunch(PrintWriter out) {
        String starts = workload.launch().launchType().orElseGet(() -> String.join(", ", providers()));
        out.printf(
                "  runs on %s, platform %s, task definition %s%n",
                starts,
                workload.launch().platformVersion().orElse("LATEST"),
                workload.launch()
                        .taskDefinition()
                        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
                        .orElse("unknown"));
        out.printf("  %s%n", publicAddresses());
        workload.uncertainties()
                .forEach(open -> out.printf("  %s %s%n", style.mark(Compliance.UNDETERMINED), open.message()));
    }

    private List<String> providers() {
        List<String> own = workload.launch().capacityProviders();
        return own.isEmpty() ? List.of("its cluster's default capacity providers") : own;
    }

    private String publicAddresses() {
        return workload.launch()
                .network()
                .map(AwsvpcConfiguration::assignPublicIp)
                .map(assigned -> assigned ? "its tasks get public IP addresses" : "its tasks get no public IP address")
                .orElse("its network configuration is unknown");
    }

    private void printImages(PrintWriter out) {
        out.printf("%n  images%n");
        for (ImageReference image : workload.images()) {
            out.printf(
                    "    %s  %s%n",
                    image.text(),
                    style.faint(flows(workload.flowsOf(image, model.scope().region()))));
        }
        if (!workload.isCertain()) {
            out.printf("    possible: %s%n", flows(workload.flows()));
        }
    }

    private static String flows(Set<Flow> flows) {
        return flows.stream().map(Flow::label).collect(Collectors.joining(", "));
    }

    private void printPaths(String subnetId, PrintWriter out) {
        String vpc = model.network().subnet(subnetId).map(Subnet::vpcId).orElse("VPC unknown");
        String table =
                model.network().routeTable(subnetId).map(RouteTable::resourceId).orElse("route table unknown");
        out.printf("%n  from %s  %s%n", subnetId, style.faint(vpc + ", " + table));
        for (Flow flow : workload.flows()) {
            Path path = model.network().path(flow, subnetId, TrustedEgress.NONE);
            out.printf("    %-9s %s%n", flow.label(), describe(path));
        }
    }

    private String describe(Path path) {
        if (path instanceof Path.ThroughEndpoint through) {
            return "endpoint %s (%s)"
                    .formatted(
                            through.endpoint().resourceId(), through.endpoint().serviceName());
        }
        if (path instanceof Path.ByDefaultRoute byDefaultRoute) {
            List<Route> routes = byDefaultRoute.route().routes();
            return routes.isEmpty()
                    ? "no default route"
                    : routes.stream().map(this::describe).collect(Collectors.joining("; "));
        }
        return "unknown: " + ((Path.Unknown) path).why().message();
    }

    /** A default route, and where a NAT gateway on it sends packets on to. */
    private String describe(Route route) {
        String hop = hop(route);
        if (route.target().kind() != RouteTarget.Kind.NAT_GATEWAY || route.isBlackhole()) {
            return hop;
        }
        return model.network()
                .subnetOfNatGateway(route.target().label())
                .map(subnetId -> "%s in %s, %s".formatted(hop, subnetId, wayOutOf(subnetId)))
                .orElse(hop);
    }

    private String wayOutOf(String subnetId) {
        return model.network()
                .routeTable(subnetId)
                .map(table -> {
                    List<Route> routes = DefaultRoute.of(table).routes();
                    return routes.isEmpty()
                            ? "no default route"
                            : routes.stream().map(Explanation::hop).collect(Collectors.joining("; "));
                })
                .orElse("route table unknown");
    }

    private static String hop(Route route) {
        return "%s to %s%s"
                .formatted(route.destination(), route.target().label(), route.isBlackhole() ? ", which is gone" : "");
    }

    private void printRules(Judge judge, PrintWriter out) {
        out.printf("%n  rules%n");
        Optional<Compliance> answer = Optional.empty();
        for (Judge.Answer rule : judge.answers(model)) {
            List<Evaluation> evaluations = rule.findings().evaluations(rule.rule(), model.scope()).stream()
                    .filter(evaluation -> evaluation.workloads().contains(workload))
                    .toList();
            Set<Cause> causes = new LinkedHashSet<>();
            rule.findings().forEachWorkload((concerned, met) -> {
                if (concerned.equals(workload)) {
                    causes.addAll(met);
                }
            });
            if (RuleCatalog.isTheAnswer(rule.rule())) {
                answer = Optional.of(Compliance.of(causes));
            } else if (!evaluations.isEmpty()) {
                String resources = evaluations.stream().map(this::resource).collect(Collectors.joining(", "));
                out.printf("  %s  %s  %s%n", style.mark(Compliance.of(causes)), rule.rule(), style.faint(resources));
                style.printCauses(causes, out);
            }
        }
        answer.ifPresent(
                compliance -> out.printf("%n%s %s%n", style.mark(compliance), style.bold(conclusion(compliance))));
    }

    private String resource(Evaluation evaluation) {
        return evaluation.resourceId().equals(workload.resourceId()) ? workload.label() : evaluation.resourceId();
    }

    private static String conclusion(Compliance compliance) {
        return switch (compliance) {
            case COMPLIANT -> "It can pull its images from every subnet.";
            case NON_COMPLIANT -> "It cannot pull its images.";
            case UNDETERMINED -> "Whether it can pull its images cannot be told.";
        };
    }
}
