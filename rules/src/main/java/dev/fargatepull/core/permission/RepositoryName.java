package dev.fargatepull.core.permission;

import dev.fargatepull.core.image.ImageReference;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.workload.Workload;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A repository of a private ECR registry, whether or not anybody recorded it.
 *
 * @param registry the account and Region of its registry
 * @param name its name
 * @param partition as in {@code aws}
 */
public record RepositoryName(Scope registry, String name, String partition) {

    /** The repositories that a workload pulls from, and for each whether by its registry's FIPS host alone. */
    static Map<RepositoryName, Boolean> of(Workload workload) {
        Map<RepositoryName, Boolean> repositories = new LinkedHashMap<>();
        String partition = Arn.partitionOf(workload);
        for (ImageReference image : workload.images()) {
            image.ecrRegistry()
                    .ifPresent(registry -> repositories.merge(
                            new RepositoryName(
                                    new Scope(registry.accountId(), registry.region()), image.repository(), partition),
                            registry.isFips(),
                            Boolean::logicalAnd));
        }
        return repositories;
    }

    /** Its ARN. */
    public String arn() {
        return "arn:%s:ecr:%s:%s:repository/%s".formatted(partition, registry.region(), registry.accountId(), name);
    }
}
