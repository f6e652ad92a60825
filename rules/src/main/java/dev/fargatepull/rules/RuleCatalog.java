package dev.fargatepull.rules;

import dev.fargatepull.core.rule.Rule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All rules of the pack. */
public final class RuleCatalog {

    /** One rule for each thing a pull meets, in the order in which it meets them. */
    private static final List<Rule> PARTS = List.of(
            new TaskExecutionRoleCanPull(),
            new RegistryCredentialsAreReadable(),
            new FargateVpcDnsEnabled(),
            new DhcpOptionsUseAmazonDns(),
            new FargateSubnetRoutesToRegistry(),
            new RouteTableDefaultRouteIsLive(),
            new FargateVpcHasRegistryEndpoints(),
            new FargateServicePublicIpEnabled(),
            new NetworkAclAllowsRegistryTraffic(),
            new FargateServiceEgressAllowsHttps(),
            new RegistryEndpointAdmitsTasks(),
            new RegistryEndpointPolicyAllowsPull(),
            new EcrRepositoryPolicyAllowsPull(),
            new TaskDefinitionImagesExist(),
            new TaskImageMatchesPlatform(),
            new ServicePinnedImagesExist(),
            new TaskImageFitsStorage());

    /** Made when first asked for: folds read what all parts declare, which a function of one part does without. */
    private static final class WithFolds {

        private static final Rule ANSWER = new FargateServiceCanPullImage(PARTS);
        private static final String ANSWER_NAME = ANSWER.spec().name();
        private static final List<Rule> RULES = Stream.concat(
                        PARTS.stream(), Stream.of(ANSWER, new FargatePullEvidenceComplete(PARTS)))
                .toList();

        private WithFolds() {}
    }

    private RuleCatalog() {}

    /** The rules, in the order a pull meets what they judge. */
    public static List<Rule> rules() {
        return WithFolds.RULES;
    }

    /** Whether a rule is the one that folds all others into one answer on a workload. */
    public static boolean isTheAnswer(String name) {
        return name.equals(WithFolds.ANSWER_NAME);
    }

    /** The rule with this name, if there is one. */
    public static Optional<Rule> find(String name) {
        return find(name, PARTS).or(() -> find(name, WithFolds.RULES));
    }

    private static Optional<Rule> find(String name, List<Rule> rules) {
        return rules.stream().filter(rule -> rule.spec().name().equals(name)).findFirst();
    }
}
