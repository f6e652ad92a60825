package dev.fargatepull.lambda;

import dev.fargatepull.core.verdict.Evaluation;
import java.util.Comparator;

/**
 * What AWS Config knows a resource by. Ids alone do not tell resources apart: a cluster and a repository may share a
 * name.
 *
 * @param type the type's AWS name, also one the rules have no use for
 * @param id the resource id
 */
record ResourceId(String type, String id) implements Comparable<ResourceId> {

    private static final Comparator<ResourceId> ORDER =
            Comparator.comparing(ResourceId::type).thenComparing(ResourceId::id);

    /** The resource that a verdict is on. */
    static ResourceId of(Evaluation evaluation) {
        return new ResourceId(evaluation.resourceType().awsName(), evaluation.resourceId());
    }

    @Override
    public int compareTo(ResourceId other) {
        return ORDER.compare(this, other);
    }
}
