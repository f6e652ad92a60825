package dev.fargatepull.core.iam;

import dev.fargatepull.core.iam.PolicyDocument.Condition;
import dev.fargatepull.core.iam.PolicyDocument.Known;
import dev.fargatepull.core.iam.PolicyDocument.Principals;
import dev.fargatepull.core.iam.PolicyDocument.Statement;
import dev.fargatepull.core.iam.PolicyDocument.Unreadable;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What single policies say to a request. How their answers combine is for {@link Authorization} to tell. */
public final class PolicyEvaluation {

    private static final Set<Grantee> ALL_WAYS = Collections.unmodifiableSet(EnumSet.allOf(Grantee.class));

    private PolicyEvaluation() {}

    /** Whether a statement of one of the policies allows it. */
    public static Answer allows(List<Policy> policies, Request request) {
        return find(true, policies, request, ALL_WAYS);
    }

    /** Whether a statement of one of the policies denies it. */
    public static Answer denies(List<Policy> policies, Request request) {
        return find(false, policies, request, ALL_WAYS);
    }

    /** Whether a statement of the policy allows it that names the caller in one of the wanted ways. */
    static Answer allows(Policy policy, Request request, Grantee... wanted) {
        return find(true, List.of(policy), request, EnumSet.copyOf(List.of(wanted)));
    }

    /** How far a statement went along with a request. */
    private enum Stage {
        ACTION,
        PRINCIPAL,
        RESOURCE,
        CONDITION,
        APPLIES
    }

    private record Outcome(Truth truth, Stage stage, Reason reason) {}

    private static Answer find(boolean allow, List<Policy> policies, Request request, Set<Grantee> wanted) {
        Optional<Answer> unknown = Optional.empty();
        Stage furthest = Stage.ACTION;
        Reason vain = new Reason(Reason.Kind.NO_STATEMENT, allow ? "no statement allows it" : "no statement denies it");
        for (Policy policy : policies) {
            if (policy.document().isEmpty()) {
                unknown = unknown.or(() -> Optional.of(new Answer(
                        Truth.UNKNOWN, new Reason(Reason.Kind.UNREAD, policy.name() + ", which nobody recorded"))));
                continue;
            }
            PolicyDocument document = policy.document().get();
            for (Statement statement : document.statements()) {
                Outcome outcome = outcome(statement, allow, policy, document.hasVariables(), request, wanted);
                if (outcome.truth() == Truth.YES) {
                    return new Answer(Truth.YES, outcome.reason());
                }
                if (outcome.truth() == Truth.UNKNOWN) {
                    unknown = unknown.or(() -> Optional.of(new Answer(Truth.UNKNOWN, outcome.reason())));
                } else if (outcome.stage().compareTo(furthest) > 0) {
                    furthest = outcome.stage();
                    vain = outcome.reason();
                }
            }
        }
        Reason nothingFound = vain;
        return unknown.orElseGet(() -> new Answer(Truth.NO, nothingFound));
    }

    private static Outcome outcome(
            Statement statement,
            boolean allow,
            Policy policy,
            boolean hasVariables,
            Request request,
            Set<Grantee> wanted) {
        String label = "%s of %s".formatted(statement.label(), policy.name());
        if (statement instanceof Unreadable unreadable) {
            return unresolved(Stage.ACTION, "%s: %s".formatted(label, unreadable.why()));
        }
        return outcome((Known) statement, label, allow, policy.kind(), hasVariables, request, wanted);
    }

    private static Outcome outcome(
            Known statement,
            String label,
            boolean allow,
            Policy.Kind kind,
            boolean hasVariables,
            Request request,
            Set<Grantee> wanted) {
        Truth action = statement.allows() == allow ? Matching.action(statement.actions(), request) : Truth.NO;
        if (action == Truth.NO) {
            return vain(Stage.ACTION, label, "other actions");
        }
        Truth principal = principal(statement, kind, request, wanted);
        if (principal == Truth.NO) {
            return vain(Stage.PRINCIPAL, label, "other principals");
        }
        Truth resource = resource(statement, kind, hasVariables, request);
        if (resource == Truth.NO) {
            return vain(Stage.RESOURCE, label, "other resources");
        }
        Optional<Condition> unknown = Optional.empty();
        for (Condition condition : statement.conditions()) {
            Truth holds = Conditions.holds(condition, hasVariables, request.context());
            if (holds == Truth.NO) {
                return new Outcome(
                        Truth.NO,
                        Stage.CONDITION,
                        new Reason(
                                Reason.Kind.NO_STATEMENT, "%s asks for another %s".formatted(label, condition.key())));
            }
            if (holds == Truth.UNKNOWN) {
                unknown = unknown.or(() -> Optional.of(condition));
            }
        }
        if (action == Truth.UNKNOWN) {
            return unresolved(Stage.ACTION, "the actions in " + label);
        }
        if (principal == Truth.UNKNOWN) {
            return unresolved(Stage.PRINCIPAL, "the principals in " + label);
        }
        if (resource == Truth.UNKNOWN) {
            return unresolved(Stage.RESOURCE, "the resources in " + label);
        }
        if (unknown.isPresent()) {
            return unresolved(
                    Stage.CONDITION, "%s in %s".formatted(unknown.get().key(), label));
        }
        return new Outcome(Truth.YES, Stage.APPLIES, new Reason(Reason.Kind.STATEMENT, label));
    }

    private static Outcome vain(Stage stage, String label, String about) {
        return new Outcome(
                Truth.NO, stage, new Reason(Reason.Kind.NO_STATEMENT, "%s is about %s".formatted(label, about)));
    }

    private static Outcome unresolved(Stage stage, String text) {
        return new Outcome(Truth.UNKNOWN, stage, new Reason(Reason.Kind.UNRESOLVED, text));
    }

    private static Truth principal(Known statement, Policy.Kind kind, Request request, Set<Grantee> wanted) {
        Optional<Principals> principals = statement.principals();
        if (!kind.namesPrincipals()) {
            // AWS refuses an identity policy that names principals.
            return principals.isEmpty() ? Truth.YES : Truth.UNKNOWN;
        }
        return principals
                .map(named -> PrincipalMatching.matches(named, kind, request.caller(), wanted))
                .orElse(Truth.NO);
    }

    private static Truth resource(Known statement, Policy.Kind kind, boolean hasVariables, Request request) {
        return statement
                .resources()
                .map(resources -> Matching.resource(resources, hasVariables, request))
                .orElse(kind.namesResources() ? Truth.UNKNOWN : Truth.YES);
    }
}
