package dev.fargatepull.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.testing.Items;
import dev.fargatepull.testing.aws.Moto;
import org.junit.jupiter.api.Test;

class EcsSourceTest {

    @Test
    void leaves_open_what_ecs_does_not_know() {
        try (AwsClients clients = Live.clients(Moto.reset().endpoint())) {
            Gathering gathering = Live.gathering(Items.service("web"));

            new EcsSource(clients).addTo(gathering);

            assertThat(gathering.workloads()).hasSize(1);
        }
    }
}
