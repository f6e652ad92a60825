package dev.fargatepull.core.rule;

import static dev.fargatepull.core.rule.CommonParameters.TRUSTED_EGRESS;
import static dev.fargatepull.core.rule.CommonParameters.UNDETERMINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatepull.core.network.TrustedEgress;
import dev.fargatepull.rules.DhcpOptionsUseAmazonDns;
import dev.fargatepull.rules.EcrRepositoryPolicyAllowsPull;
import dev.fargatepull.rules.FargateServicePublicIpEnabled;
import dev.fargatepull.rules.FargateSubnetRoutesToRegistry;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    private static final RuleSpec SPEC = new FargateSubnetRoutesToRegistry().spec();

    @Test
    void a_parameter_that_is_not_given_has_its_default() {
        Parameters parameters = Parameters.of(SPEC, Map.of());

        assertThat(parameters.get(TRUSTED_EGRESS)).isEqualTo(TrustedEgress.NONE);
        assertThat(parameters.get(UNDETERMINED)).isFalse();
    }

    @Test
    void trusted_egress_is_a_list_of_ids_with_commas_between() {
        assertThat(Parameters.of(SPEC, Map.of("trustedEgress", " tgw-1 ,eni-2,, "))
                        .get(TRUSTED_EGRESS))
                .isEqualTo(new TrustedEgress(Set.of("tgw-1", "eni-2")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tgw-0a1b2c3d4e5f60718",
                "vgw-1a2b3c4d",
                "eni-0a1b2c3d4e5f60718",
                "i-0a1b2c3d4e5f60718",
                "vpce-0a1b2c3d4e5f60718",
                "lgw-0a1b2c3d4e5f60718",
                "cagw-0a1b2c3d4e5f60718",
                "arn:aws:networkmanager::111122223333:core-network/core-network-0a1b2c3d4e5f60718"
            })
    void trusted_egress_takes_whatever_a_route_can_name(String id) {
        assertThat(Parameters.of(SPEC, Map.of("trustedEgress", id)).get(TRUSTED_EGRESS))
                .isEqualTo(new TrustedEgress(Set.of(id)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tgw 1", "tgw-1 tgw-2", "tgw-1;tgw-2", "tgw", "10.0.0.0/8", "arn:aws:x y", "\"tgw-1\""})
    void trusted_egress_takes_nothing_that_cannot_be_an_id(String text) {
        assertThatThrownBy(() -> Parameters.of(SPEC, Map.of("trustedEgress", "tgw-0," + text)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage(
                        "parameter trustedEgress lists '%s', which is not an id, as in tgw-0a1b2c3d4e5f60718, or an "
                                + "ARN",
                        text);
    }

    @Test
    void accounts_and_servers_have_their_forms_too() {
        RuleSpec repositories = new EcrRepositoryPolicyAllowsPull().spec();
        assertThatThrownBy(() -> Parameters.of(repositories, Map.of("consumerAccounts", "111122223333, 44445555666")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("parameter consumerAccounts lists '44445555666', which is not an account id of 12 digits");
        RuleSpec servers = new DhcpOptionsUseAmazonDns().spec();
        assertThat(Parameters.of(servers, Map.of("forwardingDnsServers", "10.0.0.10, fd00::10")))
                .isNotNull();
        assertThatThrownBy(() -> Parameters.of(servers, Map.of("forwardingDnsServers", "dns.example.com")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("parameter forwardingDnsServers lists 'dns.example.com', which is not an IPv4 or IPv6 "
                        + "address");
    }

    @Test
    void undetermined_can_be_reported_as_non_compliant() {
        assertThat(Parameters.of(SPEC, Map.of("undetermined", "NON_COMPLIANT")).get(UNDETERMINED))
                .isTrue();
    }

    @Test
    void a_value_that_is_not_allowed_is_refused_at_once() {
        assertThatThrownBy(() -> Parameters.of(SPEC, Map.of("undetermined", "COMPLIANT")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("parameter undetermined is 'COMPLIANT'; it can be NOT_APPLICABLE or NON_COMPLIANT");
    }

    @Test
    void a_parameter_the_rule_does_not_have_is_refused() {
        assertThatThrownBy(() -> Parameters.of(SPEC, Map.of("trustedegress", "tgw-1", "zeal", "high")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("fargate-subnet-routes-to-registry has no parameter trustedegress; it has trustedEgress, "
                        + "undetermined");
        assertThatThrownBy(() ->
                        Parameters.of(new FargateServicePublicIpEnabled().spec(), Map.of("trustedEgress", "tgw-1")))
                .hasMessage("fargate-service-public-ip-enabled has no parameter trustedEgress; it has undetermined");
    }
}
