package dev.fargatepull.core.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.TaskLaunch;
import dev.fargatepull.core.cause.Flow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private static final TaskLaunch LAUNCH = new TaskLaunch(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    @Test
    void type_and_id_alone_tell_workloads_apart() {
        Workload service = workload(ResourceType.ECS_SERVICE, "web", Set.of(Flow.API));

        assertThat(service)
                .isEqualTo(workload(ResourceType.ECS_SERVICE, "web", Set.of(Flow.DKR)))
                .hasSameHashCodeAs(workload(ResourceType.ECS_SERVICE, "web", Set.of(Flow.DKR)))
                .isNotEqualTo(workload(ResourceType.ECS_SERVICE, "shop", Set.of(Flow.API)))
                .isNotEqualTo(workload(ResourceType.ECS_TASK_SET, "web", Set.of(Flow.API)))
                .isNotEqualTo("web");
    }

    @Test
    void a_label_leaves_out_the_beginning_of_an_arn() {
        assertThat(workload(ResourceType.ECS_SERVICE, "arn:aws:ecs:eu-west-1:111122223333:service/main/web", Set.of())
                        .label())
                .isEqualTo("main/web");
        assertThat(workload(ResourceType.ECS_TASK_SET, "ts-1", Set.of()).label())
                .isEqualTo("ts-1");
    }

    private static Workload workload(ResourceType type, String id, Set<Flow> flows) {
        return new Workload(type, id, LAUNCH, Optional.empty(), flows, List.of());
    }
}
