package dev.fargatepull.core.iam;

import dev.fargatepull.core.iam.PolicyDocument.Principals;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a statement's principals include who makes a request. */
final class PrincipalMatching {

    private static final String ANYONE = "*";
    private static final Pattern ACCOUNT_ID = Pattern.compile("\\d{12}");
    private static final Pattern ARN = Pattern.compile("arn:[^:]*:(iam|sts)::(\\d{12}):(.+)");

    /** Ids that AWS puts in place of an identity that is gone; nobody bears them any more. */
    private static final Pattern UNIQUE_ID = Pattern.compile("A[A-Z]{3}[A-Z0-9]{10,}");

    private PrincipalMatching() {}

    /**
     * Whether some of the wanted ways of naming him name the caller.
     *
     * @param wanted the ways that count
     */
    static Truth matches(Principals principals, Policy.Kind kind, Caller caller, Set<Grantee> wanted) {
        if (principals.isNegated()) {
            return Truth.UNKNOWN;
        }
        Truth found = Truth.NO;
        for (Map.Entry<String, List<String>> entry : principals.byKind().entrySet()) {
            for (String name : entry.getValue()) {
                found = found.or(matches(entry.getKey(), name, kind, caller, wanted));
            }
        }
        return found;
    }

    private static Truth matches(String nameKind, String name, Policy.Kind kind, Caller caller, Set<Grantee> wanted) {
        return switch (nameKind) {
            case "AWS" -> matchesAws(name, kind, caller, wanted);
            case "Service" -> wanted.contains(Grantee.IDENTITY) ? matchesService(name, caller) : Truth.NO;
            // A canonical user is an account of S3's, which AWS's own may be.
            case "CanonicalUser" -> Truth.of(caller instanceof Caller.AwsOwned).and(Truth.UNKNOWN);
            default -> Truth.NO;
        };
    }

    private static Truth matchesService(String name, Caller caller) {
        if (caller instanceof Caller.Service service) {
            if (name.equals(service.name())) {
                return Truth.YES;
            }
            // Partitions may spell it their own way.
            String product = service.name().substring(0, service.name().indexOf('.') + 1);
            return Truth.of(name.startsWith(product) || name.contains(ANYONE)).and(Truth.UNKNOWN);
        }
        return Truth.of(caller instanceof Caller.AwsOwned && name.startsWith("ecr"))
                .and(Truth.UNKNOWN);
    }

    private static Truth matchesAws(String name, Policy.Kind kind, Caller caller, Set<Grantee> wanted) {
        if (name.equals(ANYONE)) {
            if (!wanted.contains(Grantee.ANYONE)) {
                return Truth.NO;
            }
            // Whether "*" takes in services, AWS does not say.
            return caller instanceof Caller.Service ? Truth.UNKNOWN : Truth.YES;
        }
        if (ACCOUNT_ID.matcher(name).matches()) {
            return wanted.contains(Grantee.ACCOUNT) ? matchesAccount(name, kind, caller) : Truth.NO;
        }
        Matcher arn = ARN.matcher(name);
        if (!arn.matches()) {
            // A part of a name cannot be written as a wildcard (IAM User Guide, "AWS JSON policy elements: Principal").
            boolean namesNobody = name.contains("*") || UNIQUE_ID.matcher(name).matches();
            return namesNobody ? Truth.NO : Truth.UNKNOWN;
        }
        String accountId = arn.group(2);
        if (arn.group(1).equals("iam") && arn.group(3).equals("root")) {
            return wanted.contains(Grantee.ACCOUNT) ? matchesAccount(accountId, kind, caller) : Truth.NO;
        }
        return wanted.contains(Grantee.IDENTITY) ? matchesIdentity(name, accountId, arn.group(3), caller) : Truth.NO;
    }

    private static Truth matchesAccount(String accountId, Policy.Kind kind, Caller caller) {
        if (kind == Policy.Kind.GATEWAY_ENDPOINT || caller instanceof Caller.Service) {
            // VPC guide, "Principals for gateway endpoints": an account there means its root user.
            return Truth.NO;
        }
        if (caller instanceof Caller.RoleSession role) {
            return Truth.of(role.accountId().equals(accountId));
        }
        if (caller instanceof Caller.SomeRole some) {
            return Truth.of(some.accountId().equals(accountId));
        }
        return mayBeAwsOwned(accountId, caller);
    }

    private static Truth matchesIdentity(String arn, String accountId, String identity, Caller caller) {
        boolean isRole = identity.startsWith("role/");
        boolean isSession = identity.startsWith("assumed-role/");
        if (identity.contains("*") || caller instanceof Caller.Service) {
            return Truth.NO;
        }
        if (caller instanceof Caller.RoleSession role) {
            // What ECS calls the session is unknown.
            boolean isSessionOfRole = isSession
                    && role.accountId().equals(accountId)
                    && identity.startsWith("assumed-role/%s/".formatted(role.roleName()));
            return isSessionOfRole
                    ? Truth.UNKNOWN
                    : Truth.of(isRole && role.roleArn().equals(arn));
        }
        if (caller instanceof Caller.SomeRole some) {
            return Truth.of((isRole || isSession) && some.accountId().equals(accountId))
                    .and(Truth.UNKNOWN);
        }
        return mayBeAwsOwned(accountId, caller);
    }

    private static Truth mayBeAwsOwned(String accountId, Caller caller) {
        return Truth.of(caller instanceof Caller.AwsOwned owned
                        && !owned.customerAccountId().equals(accountId))
                .and(Truth.UNKNOWN);
    }
}
