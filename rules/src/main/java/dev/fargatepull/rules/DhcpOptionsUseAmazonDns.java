package dev.fargatepull.rules;

import dev.fargatepull.core.address.AddressSet;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.network.NameResolution;
import dev.fargatepull.core.network.Network;
import dev.fargatepull.core.rule.CommonParameters;
import dev.fargatepull.core.rule.Parameter;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.rule.Severity;
import dev.fargatepull.core.verdict.Findings;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.core.workload.Workloads;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The private names of endpoints resolve at the Amazon resolver alone, and where queries are forwarded to it. */
public final class DhcpOptionsUseAmazonDns implements Rule {

    private static final Parameter<Set<String>> FORWARDING_DNS_SERVERS = new Parameter<>(
            "forwardingDnsServers",
            "Addresses of DNS servers, separated by commas, that you have set up to forward to the Amazon resolver.",
            "",
            List.of(),
            text -> Set.copyOf(CommonParameters.listed(
                    "forwardingDnsServers", text, AddressSet::isAddress, "an IPv4 or IPv6 address")));

    @Override
    public RuleSpec spec() {
        return RuleSpec.of(DhcpOptionsUseAmazonDns.class)
                .summary("The DHCP option set of a VPC with Fargate workloads hands out the Amazon resolver")
                .description(
                        "An interface endpoint takes the registry's traffic by taking its name. A DNS server that does "
                                + "not forward to the Amazon resolver answers with the public addresses, which tasks without a way "
                                + "out cannot reach.")
                .severity(Severity.MEDIUM)
                .guideStep("G6")
                .reportsOn(ResourceType.EC2_DHCP_OPTIONS, ResourceType.EC2_VPC)
                .consults(Workloads.CONSULTS)
                .consults(Network.PATHS_CONSULT)
                .consults(Set.of(ResourceType.EC2_DHCP_OPTIONS))
                .parameters(FORWARDING_DNS_SERVERS)
                .breaches(CauseCode.CUSTOM_DNS_SERVERS)
                .opens(
                        CauseCode.CUSTOM_DNS_SERVERS,
                        CauseCode.DNS_SERVERS_UNSET,
                        CauseCode.DHCP_OPTIONS_UNKNOWN,
                        CauseCode.VPC_UNKNOWN)
                .opens(Workloads.QUESTIONS)
                .build();
    }

    @Override
    public void evaluate(PullModel model, Parameters parameters, Findings findings) {
        Set<String> forwarding = parameters.get(FORWARDING_DNS_SERVERS);
        model.workloadsByVpc()
                .forEach((vpcId, workloads) -> model.nameResolution()
                        .servers(vpcId)
                        .ifPresent(servers -> judge(model.network(), vpcId, servers, forwarding, workloads, findings)));
    }

    private static void judge(
            Network network,
            String vpcId,
            NameResolution.Servers servers,
            Set<String> forwarding,
            List<Workload> workloads,
            Findings findings) {
        List<String> custom = servers.custom().stream()
                .filter(server -> !forwarding.contains(server))
                .toList();
        boolean isSound = servers.unknown().isEmpty() && custom.isEmpty();
        if (isSound && workloads.stream().noneMatch(Workload::isCertain)) {
            return;
        }
        for (Workload workload : workloads) {
            Findings.Subject subject =
                    findings.on(servers.type(), servers.resourceId()).touchedBy(workload);
            if (workload.isCertain() && !isSound) {
                Cause cause = servers.unknown()
                        .orElseGet(() -> customServers(
                                network, vpcId, servers.resourceId(), String.join(", ", custom), workload));
                subject.add(cause, workload);
            }
        }
    }

    private static Cause customServers(
            Network network, String vpcId, String optionsId, String custom, Workload workload) {
        Optional<String> endpointId = network.endpointByPrivateName(workload.flows(), workload.subnets());
        String servers = "%s hands out %s in %s".formatted(optionsId, custom, vpcId);
        return endpointId
                .map(id -> Cause.breach(
                        CauseCode.CUSTOM_DNS_SERVERS,
                        optionsId,
                        "%s, where the private names of %s do not resolve unless forwarded".formatted(servers, id),
                        "Use AmazonProvidedDNS, or list servers that forward in forwardingDnsServers."))
                .orElseGet(() -> Cause.open(
                        CauseCode.CUSTOM_DNS_SERVERS,
                        optionsId,
                        "%s; whether registries resolve there is unknown".formatted(servers),
                        "Use AmazonProvidedDNS, or list servers that forward in forwardingDnsServers."));
    }
}
