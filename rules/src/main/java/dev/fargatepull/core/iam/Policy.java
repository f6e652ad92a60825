package dev.fargatepull.core.iam;

import java.util.Optional;

/**
 * A policy in force.
 *
 * @param name its name in a sentence
 * @param kind what it is attached to
 * @param document what it says, unless nobody recorded it
 */
public record Policy(String name, Kind kind, Optional<PolicyDocument> document) {

    /** What a policy is attached to, which decides what its statements must say and how principals are read. */
    public enum Kind {
        /** A role, to grant or as its permissions boundary; nothing is said of principals. */
        IDENTITY(false, true),
        /** A resource of its own, such as a secret or key. */
        RESOURCE(true, true),
        /** An ECR repository; it need not name itself. */
        REPOSITORY(true, false),
        /** A role, to say who may assume it. */
        TRUST(true, false),
        /** An interface endpoint. */
        INTERFACE_ENDPOINT(true, true),
        /** A gateway endpoint; accounts named there stand for their root users alone. */
        GATEWAY_ENDPOINT(true, true);

        private final boolean namesPrincipals;
        private final boolean namesResources;

        Kind(boolean namesPrincipals, boolean namesResources) {
            this.namesPrincipals = namesPrincipals;
            this.namesResources = namesResources;
        }

        boolean namesPrincipals() {
            return namesPrincipals;
        }

        boolean namesResources() {
            return namesResources;
        }
    }

    /** A policy whose document is known. */
    public static Policy of(String name, Kind kind, PolicyDocument document) {
        return new Policy(name, kind, Optional.of(document));
    }

    /** A policy that is known to be there, while nobody recorded what it says. */
    public static Policy unread(String name, Kind kind) {
        return new Policy(name, kind, Optional.empty());
    }
}
