package dev.fargatepull.core.iam;

import dev.fargatepull.core.iam.PolicyDocument.Patterns;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Whether a statement's actions and resources are those of a request.
 *
 * <p>AWS says that a {@code *} at the end of an ARN's segment can reach over colons, and that none may stand for a
 * service or a resource type (IAM User Guide, "IAM JSON policy elements: Resource"); what one does that breaks the
 * rules it does not say. So a pattern that matches part by part is sure to match, one that does not match as a whole is
 * sure not to, and between the two there is no telling.
 */
final class Matching {

    private static final int ARN_PARTS = 6;
    private static final int SERVICE = 2;
    private static final String ALL = "*";

    private Matching() {}

    static Truth action(Patterns patterns, Request request) {
        return among(patterns, pattern -> action(pattern, request.action()));
    }

    private static Truth action(String pattern, String action) {
        if (pattern.equals(ALL)) {
            return Truth.YES;
        }
        boolean matches =
                Glob.pattern(pattern.toLowerCase(Locale.ROOT)).covers(Glob.literal(action.toLowerCase(Locale.ROOT)));
        if (!matches || pattern.chars().anyMatch(Character::isWhitespace)) {
            return Truth.NO;
        }
        int colon = pattern.indexOf(':');
        // "e*:Get*" is not in AWS's grammar of actions.
        boolean namesService =
                colon > 0 && Glob.pattern(pattern.substring(0, colon)).isLiteral();
        return namesService ? Truth.YES : Truth.UNKNOWN;
    }

    static Truth resource(Patterns patterns, boolean hasVariables, Request request) {
        Glob resource = Glob.pattern(request.resource());
        Glob inLowerCase = resource.inLowerCase();
        return among(patterns, pattern -> {
            Expansion expansion = expand(pattern, hasVariables, request.context());
            if (expansion.certainty() == Expansion.Certainty.NULL) {
                // AWS says that such a resource matches nothing, and not what that means for NotResource.
                return patterns.isNegated() ? Truth.UNKNOWN : Truth.NO;
            }
            if (request.resource().equals(ALL)) {
                return everything(expansion.glob());
            }
            if (!expansion.glob().inLowerCase().meets(inLowerCase)) {
                return Truth.NO;
            }
            boolean isCertain =
                    expansion.certainty() == Expansion.Certainty.EXACT && coversPartByPart(expansion.glob(), resource);
            return isCertain ? Truth.YES : Truth.UNKNOWN;
        });
    }

    private static Truth among(Patterns patterns, Function<String, Truth> matches) {
        Truth found = Truth.NO;
        for (String pattern : patterns.patterns()) {
            found = found.or(matches.apply(pattern));
            if (found == Truth.YES) {
                break;
            }
        }
        return patterns.isNegated() ? found.not() : found;
    }

    /** Variables have their place in the last part of an ARN; elsewhere they may stand for anything. */
    private static Expansion expand(String pattern, boolean hasVariables, RequestContext context) {
        int first = hasVariables ? pattern.indexOf("${") : -1;
        boolean outOfPlace = first >= 0
                && pattern.substring(0, first).chars().filter(c -> c == ':').count() < ARN_PARTS - 1;
        return outOfPlace
                ? new Expansion(
                        Expansion.ofPattern(pattern, true, RequestContext.unknown())
                                .glob(),
                        Expansion.Certainty.UNKNOWN)
                : Expansion.ofPattern(pattern, hasVariables, context);
    }

    /** An action that is about no resource is granted on {@code *} alone, not on an ARN of any kind. */
    private static Truth everything(Glob pattern) {
        if (pattern.isAnything()) {
            return Truth.YES;
        }
        return pattern.isOnlyWildcards() ? Truth.UNKNOWN : Truth.NO;
    }

    private static boolean coversPartByPart(Glob pattern, Glob resource) {
        if (pattern.isAnything()) {
            return true;
        }
        List<Glob> parts = pattern.split(ARN_PARTS);
        int last = parts.size() - 1;
        List<Glob> target = resource.split(parts.size());
        if (target.size() < parts.size() || last <= SERVICE || !namesService(parts)) {
            return false;
        }
        for (int i = 0; i < last; i++) {
            if (!parts.get(i).covers(target.get(i))) {
                return false;
            }
        }
        Glob end = parts.get(last);
        boolean isWhole = last == ARN_PARTS - 1;
        return isWhole
                ? namesType(end, target.get(last), target.get(SERVICE)) && end.covers(target.get(last))
                // "arn:aws:ecr:*" reaches to the end over all colons.
                : end.isPrefix() && end.covers(target.get(last));
    }

    private static boolean namesService(List<Glob> parts) {
        return parts.get(0).isLiteral() && parts.get(SERVICE).isLiteral();
    }

    private static boolean namesType(Glob pattern, Glob resource, Glob service) {
        boolean hasType = !service.equals(Glob.literal("s3"));
        int type = hasType ? resource.indexOfFirst('/', ':') + 1 : 0;
        return pattern.isAnything() || pattern.startsLiterally(type);
    }
}
