package dev.fargatepull.core.permission;

import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.workload.Workload;
import java.util.Optional;

/**
 * The role that ECS pulls with.
 *
 * @param arn its ARN
 */
public record ExecutionRole(String arn) {

    /** The execution role of a workload, unless its task definition is unknown or names none. */
    public static Optional<ExecutionRole> of(Workload workload) {
        return workload.taskDefinition()
                .flatMap(definition -> definition.executionRole().map(role -> of(definition, role)));
    }

    /** A task definition can be registered with the mere name of a role of its own account. */
    private static ExecutionRole of(EcsTaskDefinition definition, String role) {
        Arn home = Arn.of(definition);
        return new ExecutionRole(
                role.startsWith("arn:")
                        ? role
                        : "arn:%s:iam::%s:role/%s".formatted(home.partition(), home.accountId(), role));
    }

    /** The role's account. */
    String accountId() {
        return Arn.of(arn).accountId();
    }

    /** Its name, without its path. */
    String name() {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
