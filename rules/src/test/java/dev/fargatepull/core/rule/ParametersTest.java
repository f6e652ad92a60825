package dev.fargatepull.core.rule;

import static dev.fargatepull.core.rule.CommonParameters.TRUSTED_EGRESS;
import static dev.fargatepull.core.rule.CommonParameters.UNDETERMINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatepull.core.network.TrustedEgress;
import dev.fargatepull.rules.FargateServicePublicIpEnabled;
import dev.fargatepull.rules.FargateSubnetRoutesToRegistry;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
