package dev.fargatepull.core.permission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArnTest {

    @ParameterizedTest
    @CsvSource({
        "eu-west-1, aws",
        "us-east-1, aws",
        "ca-west-1, aws",
        "cn-north-1, aws-cn",
        "cn-northwest-1, aws-cn",
        "us-gov-west-1, aws-us-gov",
        "us-gov-east-1, aws-us-gov"
    })
    void a_region_tells_its_partition(String region, String partition) {
        assertThat(Arn.partitionOf(region)).isEqualTo(partition);
    }
}
