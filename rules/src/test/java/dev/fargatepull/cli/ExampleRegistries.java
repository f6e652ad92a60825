package dev.fargatepull.cli;

import static dev.fargatepull.cli.ExampleAccount.EXECUTION_ROLE;
import static dev.fargatepull.testing.Images.digest;
import static dev.fargatepull.testing.Images.ecr;
import static dev.fargatepull.testing.Items.registryPolicy;
import static dev.fargatepull.testing.Items.repository;
import static dev.fargatepull.testing.Items.repositoryElsewhere;
import static dev.fargatepull.testing.Items.role;
import static dev.fargatepull.testing.Items.secret;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.taskDefinition;
import static dev.fargatepull.testing.StatementJson.allow;
import static dev.fargatepull.testing.StatementJson.deny;
import static dev.fargatepull.testing.StoredImage.tagged;
import static dev.fargatepull.testing.StoredImage.untagged;

import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.RoleItem;
import dev.fargatepull.testing.StatementJson;
import dev.fargatepull.testing.StoredImage;
import dev.fargatepull.testing.TaskDefinitionItem;
import java.util.List;

/** The accounts whose pulls arrive at the registry, and fail there. */
final class ExampleRegistries {

    static final Scope ROLES = new Scope("112233445566", "eu-west-1");
    static final Scope IMAGES = new Scope("223344556677", "eu-west-1");
    static final Scope CREDENTIALS = new Scope("334455667788", "eu-west-1");

    private static final String EXECUTION_POLICY = "service-role/AmazonECSTaskExecutionRolePolicy";
    private static final long GIB = 1L << 30;

    private ExampleRegistries() {}

    /** A role for each service, as a platform team wishes, and repositories with policies of their own. */
    static List<Item<?>> roles() {
        StatementJson forOurOrganization =
                allow("ecr:*").on("*").when("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5");
        ExampleAccount account = ExampleAccount.of(ROLES, "market")
                .withOnlineVpc("market", "10.60")
                .withGlobal(
                        pullingRole("stalls"),
                        role("search-execution")
                                .with(
                                        "login",
                                        allow("ecr:GetAuthorizationToken").on("*")),
                        pullingRole("stock").trusting(allow("sts:AssumeRole").toService("ec2.amazonaws.com")),
                        role("loyalty-execution").with("pull", forOurOrganization),
                        role("reviews-execution").withAwsPolicy("AmazonECSTaskExecutionRolePolicyV9"))
                .with(registryPolicy(deny("ecr:*")
                        .named("NoOldImages")
                        .toAnyone()
                        .on("arn:aws:ecr:eu-west-1:112233445566:repository/almanac")));
        for (String name : List.of("stalls", "search", "stock", "loyalty", "reviews", "offers")) {
            account.running(account.serviceIn("market", name).running(withRole(name, name)), name);
        }
        for (String name : List.of("ratings", "gifts", "almanac")) {
            account.with(account.serviceIn("market", name).running(withRole(name, "stalls")));
        }
        return account.running(
                        account.serviceIn("market", "basket")
                                .running(withRole("basket", "basket").withExecutionRoleGone()),
                        "basket")
                .running(
                        service("flyers")
                                .pinningNothing()
                                .inCluster("market")
                                .in("subnet-market")
                                .withSecurityGroups("sg-market"),
                        "flyers")
                .with(
                        repository("almanac").holding(tagged("1.0")),
                        repository("ratings")
                                .holding(tagged("1.0"))
                                .withPolicy(deny("ecr:BatchGetImage")
                                        .named("FreezeForAudit")
                                        .toAnyone()),
                        repository("gifts")
                                .holding(tagged("1.0"))
                                .withPolicy(deny("ecr:BatchGetImage")
                                        .named("OurOrganizationOnly")
                                        .toAnyone()
                                        .when("StringNotEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5")))
                .items();
    }

    private static RoleItem pullingRole(String service) {
        return role(service + "-execution").withAwsPolicy(EXECUTION_POLICY);
    }

    private static TaskDefinitionItem withRole(String name, String role) {
        return taskDefinition(name + ":1")
                .withExecutionRole("arn:aws:iam::%s:role/%s-execution".formatted(ROLES.accountId(), role));
    }

    /** Images that were never pushed, that expired, that are too large, or that only ECS remembers. */
    static List<Item<?>> images() {
        ExampleAccount account = ExampleAccount.of(IMAGES, "studio").withOnlineVpc("studio", "10.61");
        account.with(
                account.serviceIn("studio", "gallery"),
                repository("gallery").holding(tagged("1.0").withStatus("ARCHIVED")),
                account.serviceIn("studio", "player").pulling(ecr(IMAGES, "player@" + digest("player 0.9"))),
                repository("player").holding(tagged("1.0")),
                account.serviceIn("studio", "uploader").pulling(ecr(IMAGES, "Uploader:1.0")),
                account.serviceIn("studio", "captions").pulling(ecr(IMAGES, "captions:2.0")),
                repository("captions").holding(tagged("1.0")),
                account.serviceIn("studio", "thumbnails"),
                repository("thumbnails"),
                account.serviceIn("studio", "render"),
                repository("render").holding(tagged("1.0").ofBytes(25 * GIB)),
                account.serviceIn("studio", "effects"),
                repository("effects").deleted());
        return account.with(
                        pinning(account, "profile", "profile 1.0"),
                        holding("profile", untagged(digest("profile 1.0"))),
                        pinning(account, "editor", "editor of last year"),
                        holding(
                                "editor",
                                untagged(digest("editor of last year")).withStatus("ARCHIVED")),
                        pinning(account, "chat", "chat of last year"),
                        repository("chat").holding(tagged("1.0")),
                        // As in a snapshot that AWS Config delivered, without what ECS alone knows.
                        service("feed")
                                .withExecutionRole(EXECUTION_ROLE)
                                .inCluster("studio")
                                .in("subnet-studio")
                                .withSecurityGroups("sg-studio"),
                        repository("feed").holding(tagged("1.0")))
                .items();
    }

    private static Item<?> pinning(ExampleAccount account, String name, String content) {
        return account.serviceIn("studio", name).pinning("container-0", ecr(IMAGES, name + ":1.0"), digest(content));
    }

    private static Item<?> holding(String name, StoredImage old) {
        return repository(name).holding(tagged("1.0"), old);
    }

    /** A vendor's registry, with credentials for each product. */
    static List<Item<?>> credentials() {
        ExampleAccount account = ExampleAccount.of(CREDENTIALS, "vendor")
                .withOnlineVpc("vendor", "10.62")
                .withGlobal(role("vendor-execution")
                        .withAwsPolicy(EXECUTION_POLICY)
                        .with(
                                "credentials",
                                allow("secretsmanager:GetSecretValue")
                                        .on(secretArn("labels"), secretArn("scanner"), secretArn("billing"))))
                .with(
                        secret("labels").withoutPolicy(),
                        secret("scanner").withoutPolicy().scheduledForDeletion(),
                        secret("tracker").withoutPolicy());
        for (String product : List.of("labels", "scanner", "tracker", "billing")) {
            String image = "registry.example.com/vendor/" + product;
            account.with(
                    account.serviceIn("vendor", product)
                            .running(taskDefinition(product + ":1")
                                    .withImageBehindCredentials(image + ":1.0", secretArn(product))
                                    .withExecutionRole("arn:aws:iam::334455667788:role/vendor-execution")),
                    repositoryElsewhere(image).holding(tagged("1.0")));
        }
        return account.items();
    }

    private static String secretArn(String name) {
        return "arn:aws:secretsmanager:eu-west-1:334455667788:secret:%s-a1B2c3".formatted(name);
    }
}
