package dev.fargatepull.core.permission;

import dev.fargatepull.core.aws.EcrRepository;
import dev.fargatepull.core.aws.VpcEndpoint;
import dev.fargatepull.core.iam.Caller;
import dev.fargatepull.core.iam.KeyState;
import dev.fargatepull.core.iam.Request;
import dev.fargatepull.core.iam.RequestContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The requests of a pull, with what is known of their condition keys. */
final class Requests {

    static final String LOG_IN = "ecr:GetAuthorizationToken";

    /** What it takes to fetch a manifest and be pointed to the layers; to check their availability is not needed. */
    static final List<String> PULL = List.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");

    private static final String ECS_TASKS = "ecs-tasks.amazonaws.com";
    private static final Pattern ORGANIZATION = Pattern.compile("o-[a-z0-9]{10,32}(/.*)?");

    private Requests() {}

    /** ECS assumes a role for tasks of an account and Region. */
    static Request assume(ExecutionRole role, String accountId, String region) {
        RequestContext context = RequestContext.unknown()
                .with("aws:SourceAccount", accountId)
                .with(
                        "aws:SourceArn",
                        // What stands behind the account AWS does not say.
                        new KeyState.Like("arn:%s:ecs:%s:%s:*"
                                .formatted(Arn.of(role.arn()).partition(), region, accountId)))
                .with("aws:PrincipalIsAWSService", "true")
                .with("aws:SecureTransport", "true")
                .with("aws:ResourceAccount", role.accountId())
                .with("aws:SourceVpce", KeyState.ABSENT)
                .with("aws:SourceVpc", KeyState.ABSENT)
                .with("sts:ExternalId", KeyState.ABSENT);
        return new Request(new Caller.Service(ECS_TASKS), "sts:AssumeRole", role.arn(), context);
    }

    /**
     * The role logs in to a registry.
     *
     * <p>By which interface it does AWS tells in two ways, so that nothing is known of the way it takes.
     */
    static Request logIn(Caller caller, Map<String, String> roleTags, String region) {
        RequestContext context = of(caller, roleTags)
                .with("aws:RequestedRegion", region)
                .withAll("aws:ResourceTag", KeyState.ABSENT)
                .withAll("ecr:ResourceTag", KeyState.ABSENT);
        return new Request(caller, LOG_IN, "*", context);
    }

    /** The role logs in to a registry through an endpoint, where no request comes from a public address. */
    static Request logInThroughEndpoint(Caller caller, Map<String, String> roleTags, String region) {
        Request request = logIn(caller, roleTags, region);
        return new Request(caller, LOG_IN, "*", request.context().with("aws:SourceIp", KeyState.ABSENT));
    }

    /** The role fetches from a repository. */
    static Request pull(
            String action,
            Caller caller,
            Map<String, String> roleTags,
            RepositoryName repository,
            Optional<EcrRepository> item,
            Way way) {
        RequestContext context = way.in(of(caller, roleTags)
                .with("aws:RequestedRegion", repository.registry().region())
                .with("aws:ResourceAccount", repository.registry().accountId()));
        for (Map.Entry<String, String> tag :
                item.map(EcrRepository::tags).orElse(Map.of()).entrySet()) {
            context = context.with("aws:ResourceTag/" + tag.getKey(), tag.getValue())
                    .with("ecr:ResourceTag/" + tag.getKey(), tag.getValue());
        }
        return new Request(caller, action, repository.arn(), context);
    }

    /** The role reads the secret that holds a registry's credentials. */
    static Request readSecret(Caller caller, Map<String, String> roleTags, String secretArn) {
        Arn arn = Arn.of(secretArn);
        RequestContext context = of(caller, roleTags)
                .with("aws:RequestedRegion", arn.region())
                .with("aws:ResourceAccount", arn.accountId());
        return new Request(caller, "secretsmanager:GetSecretValue", secretArn, context);
    }

    /** Secrets Manager decrypts the secret in the role's name. */
    static Request decrypt(Caller caller, Map<String, String> roleTags, String keyArn, String secretArn) {
        Arn arn = Arn.of(keyArn);
        RequestContext context = of(caller, roleTags)
                .with("aws:RequestedRegion", KeyState.UNKNOWN)
                .with("aws:ResourceAccount", arn.accountId())
                .with("kms:CallerAccount", accountId(caller))
                .with("kms:EncryptionContext:SecretARN", new KeyState.Like(secretArn))
                .with("kms:ViaService", "secretsmanager.%s.amazonaws.com".formatted(arn.region()));
        return new Request(caller, "kms:Decrypt", keyArn, context);
    }

    /**
     * A layer is fetched from the bucket ECR keeps it in, through a gateway endpoint.
     *
     * <p>The task has no say in it: it was given a URL that an account of ECR's has signed, for a bucket of ECR's. So
     * neither the caller nor the resource is in the customer's account or organization.
     */
    static Request fetchLayer(String accountId, String partition, String region, VpcEndpoint endpoint) {
        KeyState notOwnAccount = new KeyState.UnknownButNot(accountId::equals, false);
        KeyState notOwnIdentity = new KeyState.UnknownButNot(
                arn -> arn.matches("arn:[^:*?]*:(iam|sts)::%s:.*".formatted(accountId)), false);
        // AWS tells nobody the id of its own organization, so that one in a customer's policy is the customer's.
        KeyState notOwnOrganization =
                new KeyState.UnknownButNot(id -> ORGANIZATION.matcher(id).matches(), true);
        RequestContext context = Way.through(endpoint)
                .in(RequestContext.unknown()
                        .with("aws:PrincipalAccount", notOwnAccount)
                        .with("aws:PrincipalArn", notOwnIdentity)
                        .with("aws:PrincipalOrgID", notOwnOrganization)
                        .with("aws:PrincipalOrgPaths", notOwnOrganization)
                        .with("aws:ResourceAccount", notOwnAccount)
                        .with("s3:ResourceAccount", notOwnAccount)
                        .with("aws:ResourceOrgID", notOwnOrganization)
                        .with("aws:ResourceOrgPaths", notOwnOrganization)
                        .with("aws:RequestedRegion", region)
                        .with("aws:SecureTransport", "true")
                        .with("aws:SourceAccount", KeyState.ABSENT)
                        .with("aws:SourceArn", KeyState.ABSENT));
        return new Request(new Caller.AwsOwned(accountId), "s3:GetObject", layers(partition, region), context);
    }

    /** Every layer of a Region. */
    static String layers(String partition, String region) {
        return "arn:%s:s3:::prod-%s-starport-layer-bucket/*".formatted(partition, region);
    }

    private static RequestContext of(Caller caller, Map<String, String> roleTags) {
        RequestContext context = RequestContext.unknown()
                .with("aws:PrincipalAccount", accountId(caller))
                .with("aws:PrincipalArn", principal(caller))
                .with("aws:PrincipalType", "AssumedRole")
                .with("aws:username", KeyState.ABSENT)
                .with("aws:PrincipalIsAWSService", "false")
                .with("aws:SecureTransport", "true")
                .with("aws:SourceAccount", KeyState.ABSENT)
                .with("aws:SourceArn", KeyState.ABSENT);
        for (Map.Entry<String, String> tag : roleTags.entrySet()) {
            context = context.with("aws:PrincipalTag/" + tag.getKey(), tag.getValue());
        }
        return context;
    }

    private static KeyState principal(Caller caller) {
        return caller instanceof Caller.RoleSession role
                ? KeyState.known(role.roleArn())
                : new KeyState.Like("arn:*:iam::%s:role/*".formatted(accountId(caller)));
    }

    private static String accountId(Caller caller) {
        if (caller instanceof Caller.RoleSession role) {
            return role.accountId();
        }
        return ((Caller.SomeRole) caller).accountId();
    }
}
