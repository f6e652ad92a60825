package dev.fargatepull.rules;

import dev.fargatepull.core.rule.Rule;
import java.util.List;
import java.util.Optional;

/** All rules of the pack. */
public final class RuleCatalog {

    private static final List<Rule> RULES = List.of(
            new TaskExecutionRoleCanPull(),
            new RegistryCredentialsAreReadable(),
            new FargateSubnetRoutesToRegistry(),
            new RouteTableDefaultRouteIsLive(),
            new FargateServicePublicIpEnabled(),
            new FargateVpcHasRegistryEndpoints(),
            new FargateVpcDnsEnabled(),
            new DhcpOptionsUseAmazonDns(),
            new FargateServiceEgressAllowsHttps(),
            new RegistryEndpointAdmitsTasks(),
            new NetworkAclAllowsRegistryTraffic(),
            new RegistryEndpointPolicyAllowsPull(),
            new EcrRepositoryPolicyAllowsPull(),
            new TaskDefinitionImagesExist(),
            new TaskImageMatchesPlatform(),
            new ServicePinnedImagesExist(),
            new TaskImageFitsStorage());

    private RuleCatalog() {}

    /** The rules, in the order a pull meets what they judge. */
    public static List<Rule> rules() {
        return RULES;
    }

    /** The rule with this name, if there is one. */
    public static Optional<Rule> find(String name) {
        return RULES.stream().filter(rule -> rule.spec().name().equals(name)).findFirst();
    }
}
