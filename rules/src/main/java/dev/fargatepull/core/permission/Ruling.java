package dev.fargatepull.core.permission;

import dev.fargatepull.core.iam.Answer;
import dev.fargatepull.core.iam.Policy;
import dev.fargatepull.core.iam.PolicyEvaluation;
import dev.fargatepull.core.iam.Reason;
import dev.fargatepull.core.iam.Request;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a request: it has to be allowed, and a deny stops it whatever allows it.
 *
 * @param deny whether something denies it
 * @param allow whether something allows it
 */
record Ruling(Answer deny, Answer allow) {

    /** The ruling of policies that are asked alone. */
    static Ruling of(List<Policy> policies, Request request) {
        return new Ruling(PolicyEvaluation.denies(policies, request), PolicyEvaluation.allows(policies, request));
    }

    /** Whether the request is refused for sure. */
    boolean isRefusal() {
        return deny.isYes() || allow.isNo();
    }

    /** Why it is refused. */
    String why() {
        return deny.isYes()
                ? "%s denies it".formatted(deny.reason().text())
                : allow.reason().text();
    }

    /** What keeps a ruling that is no refusal from being a grant; empty if it is one. */
    Optional<Reason> doubt() {
        if (allow.isYes() && deny.isNo()) {
            return Optional.empty();
        }
        return Optional.of((allow.isUnknown() ? allow : deny).reason());
    }
}
