package dev.fargatepull.live;

import java.util.Collection;
import software.amazon.awssdk.services.ecs.model.Failure;

/** What answers of ECS to questions about several things have in common. */
final class EcsAnswers {

    /** Why ECS leaves out what it does not have. */
    private static final String MISSING = "MISSING";

    private EcsAnswers() {}

    /**
     * Refuses an answer that says of some of the things asked for neither what they are nor that they do not exist.
     *
     * @throws EvidenceException if so
     */
    static void requireAll(String action, Collection<String> asked, Collection<?> found, Collection<Failure> failures) {
        failures.stream()
                .filter(failure -> !MISSING.equals(failure.reason()))
                .findFirst()
                .ifPresent(failure -> {
                    throw new EvidenceException("%s: %s: %s".formatted(action, failure.arn(), failure.reason()));
                });
        if (found.size() + failures.size() < asked.size()) {
            throw new EvidenceException("%s: asked for %d, told of %d, among them are not all of %s"
                    .formatted(action, asked.size(), found.size() + failures.size(), asked));
        }
    }
}
