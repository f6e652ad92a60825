package dev.fargatepull.cli;

import static dev.fargatepull.cli.ExampleAccount.EXECUTION_ROLE;
import static dev.fargatepull.cli.ExampleAccount.executionRole;
import static dev.fargatepull.testing.Images.ecr;
import static dev.fargatepull.testing.Items.cluster;
import static dev.fargatepull.testing.Items.dhcpOptions;
import static dev.fargatepull.testing.Items.gatewayEndpoint;
import static dev.fargatepull.testing.Items.in;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.internetGateway;
import static dev.fargatepull.testing.Items.natGateway;
import static dev.fargatepull.testing.Items.networkAcl;
import static dev.fargatepull.testing.Items.recorder;
import static dev.fargatepull.testing.Items.repository;
import static dev.fargatepull.testing.Items.repositoryElsewhere;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.securityGroup;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static dev.fargatepull.testing.Items.vpc;
import static dev.fargatepull.testing.StoredImage.tagged;

import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * The organization that README's first command checks. Its accounts show every cause there is at least once, and what
 * is sound stands beside it.
 */
final class ExampleOrganization {

    static final Scope SHOP = new Scope("111122223333", "eu-west-1");
    static final Scope PAYMENTS = new Scope("222233334444", "eu-west-1");
    static final Scope MEDIA = new Scope("333344445555", "us-east-1");
    static final Scope ANALYTICS = new Scope("444455556666", "eu-west-1");

    private ExampleOrganization() {}

    static Snapshot snapshot() {
        List<Item<?>> items = new ArrayList<>();
        items.addAll(shop());
        items.addAll(payments());
        items.addAll(media());
        items.addAll(analytics());
        for (Scope account : List.of(SHOP, PAYMENTS, MEDIA, ANALYTICS)) {
            items.addAll(in(new Scope(account.accountId(), "global"), executionRole()));
        }
        items.addAll(ExampleNetworks.gateways());
        items.addAll(ExampleNetworks.perimeter());
        items.addAll(ExampleNetworks.endpoints());
        items.addAll(ExampleNetworks.endpointPolicies());
        items.addAll(ExampleNetworks.filters());
        items.addAll(ExampleNetworks.names());
        items.addAll(ExampleNetworks.edges());
        items.addAll(ExampleRegistries.roles());
        items.addAll(ExampleRegistries.images());
        items.addAll(ExampleRegistries.credentials());
        items.addAll(ExampleEvidence.gaps());
        items.addAll(ExampleEvidence.noRecorder());
        items.addAll(ExampleEvidence.typesLeftOut());
        items.addAll(ExampleEvidence.denied());
        items.addAll(ExampleEvidence.sound());
        return Snapshot.of(items);
    }

    /** Public subnets, a NAT gateway, a subnet somebody forgot to give a way out, and an image from an ARM laptop. */
    private static List<Item<?>> shop() {
        return in(
                SHOP,
                recorder(),
                cluster("storefront"),
                vpc("vpc-shop").withDnsSupport(true).withDnsHostnames(true),
                dhcpOptions("dopt-1"),
                securityGroup("sg-tasks").inVpc("vpc-shop"),
                networkAcl("acl-shop")
                        .inVpc("vpc-shop")
                        .of("subnet-shop-public", "subnet-shop-private", "subnet-shop-isolated")
                        .lettingEverythingPass(),
                internetGateway("igw-shop").attachedTo("vpc-shop"),
                natGateway("nat-shop").inVpc("vpc-shop").in("subnet-shop-public"),
                subnet("subnet-shop-public").inVpc("vpc-shop").withCidr("10.0.0.0/24"),
                subnet("subnet-shop-private").inVpc("vpc-shop").withCidr("10.0.1.0/24"),
                subnet("subnet-shop-isolated").inVpc("vpc-shop").withCidr("10.0.2.0/24"),
                routeTable("rtb-shop-public")
                        .inVpc("vpc-shop")
                        .of("subnet-shop-public")
                        .defaultRoute("igw-shop"),
                routeTable("rtb-shop-private")
                        .inVpc("vpc-shop")
                        .of("subnet-shop-private")
                        .defaultRoute("nat-shop"),
                routeTable("rtb-shop-main").inVpc("vpc-shop").main(),
                repository("web").holding(tagged("4.2")),
                repository("admin").holding(tagged("1.9")),
                repository("orders").holding(tagged("7.0").builtFor("linux/arm64")),
                repository("mailer")
                        .holding(tagged("2.1").builtFor("linux/amd64").builtFor("linux/arm64")),
                repositoryElsewhere("public.ecr.aws/docker/library/redis").holding(tagged("7")),
                service("web")
                        .pinningNothing()
                        .withExecutionRole(EXECUTION_ROLE)
                        .inCluster("storefront")
                        .in("subnet-shop-public")
                        .pulling(ecr(SHOP, "web:4.2")),
                service("admin")
                        .pinningNothing()
                        .withExecutionRole(EXECUTION_ROLE)
                        .inCluster("storefront")
                        .in("subnet-shop-public")
                        .withPublicIp()
                        .pulling(ecr(SHOP, "admin:1.9")),
                service("orders")
                        .pinningNothing()
                        .withExecutionRole(EXECUTION_ROLE)
                        .inCluster("storefront")
                        .in("subnet-shop-private")
                        .pulling(ecr(SHOP, "orders:7.0")),
                service("mailer")
                        .pinningNothing()
                        .withExecutionRole(EXECUTION_ROLE)
                        .inCluster("storefront")
                        .onCapacityProviders("FARGATE_SPOT", "FARGATE")
                        .in("subnet-shop-private", "subnet-shop-isolated")
                        .pulling(ecr(SHOP, "mailer:2.1"), "public.ecr.aws/docker/library/redis:7"),
                service("search")
                        .pinningNothing()
                        .withExecutionRole(EXECUTION_ROLE)
                        .inCluster("storefront")
                        .withLaunchType("EC2")
                        .in("subnet-shop-isolated")
                        .pulling(ecr(SHOP, "search:3.3")));
    }

    /** PrivateLink, once complete and once without the endpoint that logging in needs since platform 1.4.0. */
    private static List<Item<?>> payments() {
        return in(
                PAYMENTS,
                recorder(),
                cluster("payments"),
                cluster("risk"),
                dhcpOptions("dopt-1"),
                securityGroup("sg-ledger").inVpc("vpc-payments"),
                securityGroup("sg-payments-endpoints").inVpc("vpc-payments").admitting("sg-ledger"),
                networkAcl("acl-payments")
                        .inVpc("vpc-payments")
                        .of("subnet-payments")
                        .lettingEverythingPass(),
                securityGroup("sg-scoring").inVpc("vpc-risk"),
                securityGroup("sg-risk-endpoints").inVpc("vpc-risk").admitting("10.2.0.0/16"),
                networkAcl("acl-risk")
                        .inVpc("vpc-risk")
                        .of("subnet-risk-old", "subnet-risk-new")
                        .lettingEverythingPass(),
                vpc("vpc-payments").withDnsSupport(true).withDnsHostnames(true),
                subnet("subnet-payments").inVpc("vpc-payments").withCidr("10.1.0.0/24"),
                routeTable("rtb-payments").inVpc("vpc-payments").main(),
                interfaceEndpoint("vpce-payments-api", "ecr.api")
                        .inVpc("vpc-payments")
                        .inSubnets("subnet-payments")
                        .withSecurityGroups("sg-payments-endpoints"),
                interfaceEndpoint("vpce-payments-dkr", "ecr.dkr")
                        .inVpc("vpc-payments")
                        .inSubnets("subnet-payments")
                        .withSecurityGroups("sg-payments-endpoints"),
                gatewayEndpoint("vpce-payments-s3", "s3").inVpc("vpc-payments").forRouteTables("rtb-payments"),
                repository("ledger").holding(tagged("12.4")),
                repository("scoring").holding(tagged("2.0"), tagged("1.8")),
                service("ledger")
                        .pinningNothing()
                        .withExecutionRole(EXECUTION_ROLE)
                        .inCluster("payments")
                        .in("subnet-payments")
                        .withSecurityGroups("sg-ledger")
                        .pulling(ecr(PAYMENTS, "ledger:12.4")),
                vpc("vpc-risk").withDnsSupport(true).withDnsHostnames(true),
                subnet("subnet-risk-old").inVpc("vpc-risk").withCidr("10.2.0.0/24"),
                subnet("subnet-risk-new").inVpc("vpc-risk").withCidr("10.2.1.0/24"),
                routeTable("rtb-risk").inVpc("vpc-risk").main(),
                interfaceEndpoint("vpce-risk-dkr", "ecr.dkr")
                        .inVpc("vpc-risk")
                        .inSubnets("subnet-risk-old")
                        .withSecurityGroups("sg-risk-endpoints"),
                gatewayEndpoint("vpce-risk-s3", "s3").inVpc("vpc-risk").forRouteTables("rtb-risk"),
                service("scoring-1")
                        .pinningNothing()
                        .withExecutionRole(EXECUTION_ROLE)
                        .inCluster("risk")
                        .in("subnet-risk-old")
                        .withSecurityGroups("sg-scoring")
                        .onPlatform("1.3.0")
                        .pulling(ecr(PAYMENTS, "scoring:1.8")),
                service("scoring-2")
                        .pinningNothing()
                        .withExecutionRole(EXECUTION_ROLE)
                        .inCluster("risk")
                        .in("subnet-risk-new")
                        .withSecurityGroups("sg-scoring")
                        .onPlatform("1.4.0")
                        .pulling(ecr(PAYMENTS, "scoring:2.0")));
    }

    /** A NAT gateway that was put into a private subnet. */
    private static List<Item<?>> media() {
        return in(
                MEDIA,
                recorder(),
                cluster("media").defaultingTo("FARGATE_SPOT"),
                vpc("vpc-media").withDnsSupport(true).withDnsHostnames(true),
                dhcpOptions("dopt-1"),
                securityGroup("sg-tasks").inVpc("vpc-media"),
                networkAcl("acl-media")
                        .inVpc("vpc-media")
                        .of("subnet-media-nat", "subnet-media")
                        .lettingEverythingPass(),
                natGateway("nat-media").inVpc("vpc-media").in("subnet-media-nat"),
                subnet("subnet-media-nat").inVpc("vpc-media").withCidr("10.3.0.0/24"),
                subnet("subnet-media").inVpc("vpc-media").withCidr("10.3.1.0/24"),
                routeTable("rtb-media-main").inVpc("vpc-media").main(),
                routeTable("rtb-media").inVpc("vpc-media").of("subnet-media").defaultRoute("nat-media"),
                repository("transcoder").holding(tagged("5.5")),
                service("transcoder")
                        .pinningNothing()
                        .withExecutionRole(EXECUTION_ROLE)
                        .inCluster("media")
                        .asItsClusterSays()
                        .in("subnet-media")
                        .pulling(ecr(MEDIA, "transcoder:5.5")));
    }

    /** A subnet shared by the shop: its endpoints and routes are not visible to this account. */
    private static List<Item<?>> analytics() {
        return in(
                ANALYTICS,
                recorder(),
                cluster("analytics"),
                securityGroup("sg-tasks").inVpc("vpc-shop"),
                subnet("subnet-shop-shared")
                        .inVpc("vpc-shop")
                        .withCidr("10.0.3.0/24")
                        .ownedBy(SHOP.accountId()),
                repository("reports").holding(tagged("3.1")),
                service("reports")
                        .pinningNothing()
                        .withExecutionRole(EXECUTION_ROLE)
                        .inCluster("analytics")
                        .in("subnet-shop-shared")
                        .pulling(ecr(ANALYTICS, "reports:3.1")));
    }
}
