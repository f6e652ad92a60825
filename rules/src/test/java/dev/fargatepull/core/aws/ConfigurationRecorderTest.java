package dev.fargatepull.core.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.core.aws.ConfigurationRecorder.Strategy;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigurationRecorderTest {

    @Test
    void a_recorder_of_everything_records_every_type() {
        ConfigurationRecorder recorder = new ConfigurationRecorder("default", Strategy.ALL, Set.of(), Set.of());

        assertThat(ResourceType.values()).allMatch(recorder::records);
    }

    @Test
    void a_recorder_of_some_types_records_no_other() {
        ConfigurationRecorder recorder = new ConfigurationRecorder(
                "default", Strategy.ONLY_LISTED, Set.of("AWS::EC2::VPC", "AWS::S3::Bucket"), Set.of());

        assertThat(ResourceType.values()).filteredOn(recorder::records).containsExactly(ResourceType.EC2_VPC);
    }

    @Test
    void a_recorder_of_all_but_some_types_records_every_other() {
        ConfigurationRecorder recorder =
                new ConfigurationRecorder("default", Strategy.ALL_BUT_LISTED, Set.of("AWS::EC2::VPC"), Set.of());

        assertThat(ResourceType.values())
                .filteredOn(type -> !recorder.records(type))
                .containsExactly(ResourceType.EC2_VPC);
    }
}
