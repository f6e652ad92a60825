package dev.fargatepull.core.iam;

import java.util.List;

/**
 * How the policies of a role and of a resource combine (IAM User Guide, "Policy evaluation logic").
 *
 * <p>An explicit deny wins over everything and is not asked for here: see {@link RolePolicies#deny} and
 * {@link PolicyEvaluation#denies}.
 */
public final class Authorization {

    private Authorization() {}

    /** Whether a role may do it to a resource of its own account: if its own policies or the resource's allow it. */
    public static Answer inSameAccount(RolePolicies role, List<Policy> resourcePolicies, Request request) {
        Answer answer = role.allow(request);
        for (Policy policy : resourcePolicies) {
            answer = answer.or(() -> grantsInSameAccount(role, policy, request));
        }
        return answer;
    }

    /** Naming the account grants nothing: it leaves the matter to the account's own policies. */
    private static Answer grantsInSameAccount(RolePolicies role, Policy policy, Request request) {
        Answer toRole = PolicyEvaluation.allows(policy, request, Grantee.IDENTITY);
        Answer toAnyone = PolicyEvaluation.allows(policy, request, Grantee.ANYONE);
        if (role.boundary().isEmpty()) {
            return toRole.or(() -> toAnyone);
        }
        // A boundary limits what a resource's policy grants to the role's ARN. Of what it grants to everyone AWS says
        // that it does not, and others have seen that it does.
        Answer within = role.withinBoundary(request);
        Answer disputed = within.isYes() || toAnyone.isNo()
                ? toAnyone
                : new Answer(
                        Truth.UNKNOWN,
                        new Reason(
                                Reason.Kind.UNRESOLVED,
                                "a grant of %s to everyone against the role's boundary".formatted(policy.name())));
        return toRole.and(() -> within).or(() -> disputed);
    }

    /**
     * Whether a role may use a key: if the key policy says so, or leaves it to the account whose policies do (KMS
     * Developer Guide, "Key policies").
     *
     * @param isForeign whether the key is in another account, where both sides have to allow it
     */
    public static Answer underKeyPolicy(RolePolicies role, Policy keyPolicy, Request request, boolean isForeign) {
        if (isForeign) {
            return PolicyEvaluation.allows(List.of(keyPolicy), request).and(() -> role.allow(request));
        }
        return grantsInSameAccount(role, keyPolicy, request)
                .or(() -> PolicyEvaluation.allows(keyPolicy, request, Grantee.ACCOUNT)
                        .and(() -> role.allow(request)));
    }
}
