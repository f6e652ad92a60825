package dev.fargatepull.core.iam;

import java.util.List;

/**
 * The policies of a role.
 *
 * @param granting its inline and attached policies
 * @param boundary its permissions boundary, if it has one
 */
public record RolePolicies(List<Policy> granting, List<Policy> boundary) {

    /** Whether one of them denies it, whatever others allow. */
    public Answer deny(Request request) {
        return PolicyEvaluation.denies(granting, request).or(() -> PolicyEvaluation.denies(boundary, request));
    }

    /** Whether a policy grants it and the boundary lets it. */
    public Answer allow(Request request) {
        Answer granted = PolicyEvaluation.allows(granting, request);
        return boundary.isEmpty() ? granted : granted.and(() -> withinBoundary(request));
    }

    Answer withinBoundary(Request request) {
        return PolicyEvaluation.allows(boundary, request);
    }
}
