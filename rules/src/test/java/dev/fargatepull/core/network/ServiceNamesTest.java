package dev.fargatepull.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatepull.core.cause.Flow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceNamesTest {

    @ParameterizedTest
    @CsvSource({
        "eu-west-1,     API,     com.amazonaws.eu-west-1.ecr.api",
        "eu-west-1,     DKR,     com.amazonaws.eu-west-1.ecr.dkr",
        "eu-west-1,     LAYERS,  com.amazonaws.eu-west-1.s3",
        "eu-west-1,     SECRETS, com.amazonaws.eu-west-1.secretsmanager",
        "us-gov-west-1, API,     com.amazonaws.us-gov-west-1.ecr.api",
        "cn-north-1,    API,     cn.com.amazonaws.cn-north-1.ecr.api",
        "cn-north-1,    DKR,     cn.com.amazonaws.cn-north-1.ecr.dkr",
        "cn-north-1,    LAYERS,  com.amazonaws.cn-north-1.s3",
        "cn-north-1,    SECRETS, com.amazonaws.cn-north-1.secretsmanager"
    })
    void a_service_has_one_name(String region, Flow flow, String name) {
        ServiceNames names = new ServiceNames(region);

        assertThat(names.of(flow)).isEqualTo(name);
        assertThat(names.matches(flow, name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.amazonaws.eu-west-2.ecr.api",
                "com.amazonaws.eu-west-1.ecr.api-fips",
                "cn.com.amazonaws.eu-west-1.ecr.api",
                "com.amazonaws.eu-west-1.ecr.dkr",
                "com.amazonaws.vpce.eu-west-1.vpce-svc-1",
                ""
            })
    void any_other_name_is_another_service(String name) {
        assertThat(new ServiceNames("eu-west-1").matches(Flow.API, name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "eusc-de-east-1, eu.amazonaws.eusc-de-east-1.s3",
        "us-iso-east-1,  gov.ic.c2s.us-iso-east-1.s3",
        "us-isob-east-1, gov.sgov.sc2s.us-isob-east-1.s3"
    })
    void partitions_whose_prefix_aws_does_not_publish_go_by_region_and_service(String region, String name) {
        ServiceNames names = new ServiceNames(region);

        assertThat(names.matches(Flow.LAYERS, name)).isTrue();
        assertThat(names.matches(Flow.LAYERS, name + "express")).isFalse();
        assertThat(names.matches(Flow.DKR, name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTERNET", "FIPS"})
    void no_endpoint_service_stands_for_the_internet(String flow) {
        assertThatThrownBy(() -> new ServiceNames("eu-west-1").of(Flow.valueOf(flow)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no endpoint service stands for " + flow);
    }
}
