package dev.fargatepull.cli;

import static dev.fargatepull.cli.ExampleAccount.apiOf;
import static dev.fargatepull.cli.ExampleAccount.dkrOf;
import static dev.fargatepull.cli.ExampleAccount.interfaceEndpointOf;
import static dev.fargatepull.cli.ExampleAccount.s3Of;
import static dev.fargatepull.cli.ExampleAccount.soundVpc;
import static dev.fargatepull.cli.ExampleAccount.subnetIn;
import static dev.fargatepull.cli.ExampleAccount.table;
import static dev.fargatepull.cli.ExampleAccount.tableOf;
import static dev.fargatepull.testing.Images.ecr;
import static dev.fargatepull.testing.Items.blockPublicAccess;
import static dev.fargatepull.testing.Items.dhcpOptions;
import static dev.fargatepull.testing.Items.exclusion;
import static dev.fargatepull.testing.Items.internetGateway;
import static dev.fargatepull.testing.Items.natGateway;
import static dev.fargatepull.testing.Items.networkAcl;
import static dev.fargatepull.testing.Items.securityGroup;
import static dev.fargatepull.testing.Items.vpc;
import static dev.fargatepull.testing.StatementJson.allow;

import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.testing.Item;
import java.util.List;

/** The accounts whose pulls are lost on the way. */
final class ExampleNetworks {

    static final Scope GATEWAYS = new Scope("555566667777", "eu-west-1");
    static final Scope PERIMETER = new Scope("555566667777", "eu-central-1");
    static final Scope ENDPOINTS = new Scope("666677778888", "eu-west-1");
    static final Scope ENDPOINT_POLICIES = new Scope("777788889999", "eu-west-1");
    static final Scope FILTERS = new Scope("888899990000", "eu-west-1");
    static final Scope NAMES = new Scope("999900001111", "eu-west-1");
    static final Scope EDGES = new Scope("445566778899", "us-east-1");

    private ExampleNetworks() {}

    /** One VPC that grew over the years: each subnet has a default route, and each leads elsewhere. */
    static List<Item<?>> gateways() {
        String vpc = "vpc-trade";
        return ExampleAccount.of(GATEWAYS, "trade")
                .withVpc(
                        "trade",
                        "10.4",
                        "subnet-public",
                        "subnet-behind-nat",
                        "subnet-behind-deleted-nat",
                        "subnet-behind-failed-nat",
                        "subnet-behind-private-nat",
                        "subnet-behind-unrecorded-nat",
                        "subnet-behind-unrecorded-igw",
                        "subnet-behind-peering",
                        "subnet-behind-transit-gateway")
                .with(
                        internetGateway("igw-trade").attachedTo(vpc),
                        natGateway("nat-trade").inVpc(vpc).in("subnet-public"),
                        natGateway("nat-failed").inVpc(vpc).in("subnet-public").inState("failed"),
                        natGateway("nat-private").inVpc(vpc).in("subnet-public").withPrivateConnectivity(),
                        tableOf("trade", "subnet-public").defaultRoute("igw-trade"),
                        tableOf("trade", "subnet-behind-nat").defaultRoute("nat-trade"),
                        tableOf("trade", "subnet-behind-deleted-nat").blackhole("0.0.0.0/0", "nat-deleted"),
                        tableOf("trade", "subnet-behind-failed-nat").defaultRoute("nat-failed"),
                        tableOf("trade", "subnet-behind-private-nat").defaultRoute("nat-private"),
                        tableOf("trade", "subnet-behind-unrecorded-nat").defaultRoute("nat-unrecorded"),
                        tableOf("trade", "subnet-behind-unrecorded-igw").defaultRoute("igw-unrecorded"),
                        tableOf("trade", "subnet-behind-peering").defaultRoute("pcx-hub"),
                        tableOf("trade", "subnet-behind-transit-gateway").defaultRoute("tgw-inspection"))
                .runningIn("trade", "catalog", "subnet-behind-nat")
                .runningIn("trade", "invoices", "subnet-behind-deleted-nat")
                .runningIn("trade", "shipping", "subnet-behind-failed-nat")
                .runningIn("trade", "pricing", "subnet-behind-private-nat")
                .runningIn("trade", "returns", "subnet-behind-unrecorded-nat")
                .runningInPublic("trade", "landing", "subnet-behind-unrecorded-igw")
                .runningIn("trade", "backoffice", "subnet-behind-peering")
                .runningIn("trade", "audit", "subnet-behind-transit-gateway")
                .withVpc("fair", "10.5", "subnet-fair")
                .with(
                        internetGateway("igw-fair").detached(),
                        table("fair").main().defaultRoute("igw-fair"))
                .runningInPublic("fair", "campaign")
                .items();
    }

    /** VPC Block Public Access is on, and one of two public VPCs has no exclusion. */
    static List<Item<?>> perimeter() {
        return ExampleAccount.of(PERIMETER, "web")
                .with(blockPublicAccess("block-ingress"), exclusion("vpc-partners"))
                .withVpc("portal", "10.6", "subnet-portal")
                .with(
                        internetGateway("igw-portal").attachedTo("vpc-portal"),
                        table("portal").main().defaultRoute("igw-portal"))
                .runningInPublic("portal", "portal")
                .withVpc("partners", "10.7", "subnet-partners")
                .with(
                        internetGateway("igw-partners").attachedTo("vpc-partners"),
                        table("partners").main().defaultRoute("igw-partners"))
                .runningInPublic("partners", "partner-api")
                .items();
    }

    /** Seven isolated VPCs: one has all its endpoints, each of the others lacks something. */
    static List<Item<?>> endpoints() {
        return ExampleAccount.of(ENDPOINTS, "bank")
                .withIsolatedVpc("savings", "10.10")
                .with(apiOf("savings"), dkrOf("savings"), s3Of("savings"))
                .runningIn("savings", "savings")
                .withIsolatedVpc("quotes", "10.11")
                .with(apiOf("quotes").inState("failed"), dkrOf("quotes"), s3Of("quotes"))
                .runningIn("quotes", "quotes")
                .withIsolatedVpc("claims", "10.12")
                .with(apiOf("claims"), dkrOf("claims").withoutPrivateDns(), s3Of("claims"))
                .runningIn("claims", "claims")
                .withIsolatedVpc("loans", "10.13")
                .with(apiOf("loans"), dkrOf("loans"))
                .runningIn("loans", "loans")
                .withIsolatedVpc("cards", "10.14")
                .with(apiOf("cards"), dkrOf("cards"), s3Of("cards").forRouteTables("rtb-cards-of-old"))
                .runningIn("cards", "cards")
                .withIsolatedVpc("funds", "10.15")
                .with(apiOf("funds"), dkrOf("funds"), interfaceEndpointOf("funds", "s3", "s3"))
                .runningIn("funds", "funds")
                .withVpc("bonds", "10.16", "subnet-bonds")
                .with(apiOf("bonds"), dkrOf("bonds"), table("bonds").main().route("pl-6da54004", "vpce-unrecorded"))
                .runningIn("bonds", "bonds")
                .items();
    }

    /** Endpoints with policies of their own: as narrow as they may be, too narrow, and for the organization. */
    static List<Item<?>> endpointPolicies() {
        return ExampleAccount.of(ENDPOINT_POLICIES, "hardened")
                .withIsolatedVpc("till", "10.20")
                .with(
                        apiOf("till")
                                .withPolicy(allow("ecr:GetAuthorizationToken")
                                        .toAnyone()
                                        .on("*")),
                        dkrOf("till")
                                .withPolicy(allow("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
                                        .toAnyone()
                                        .on("arn:aws:ecr:eu-west-1:777788889999:repository/*")),
                        s3Of("till")
                                .withPolicy(allow("s3:GetObject")
                                        .toAnyone()
                                        .on("arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*")))
                .runningIn("till", "till")
                .withIsolatedVpc("vault", "10.21")
                .with(
                        apiOf("vault"),
                        dkrOf("vault"),
                        s3Of("vault")
                                .withPolicy(allow("s3:GetObject")
                                        .named("OurBucketsOnly")
                                        .toAnyone()
                                        .on("arn:aws:s3:::vault-documents/*")))
                .runningIn("vault", "vault")
                .withIsolatedVpc("desk", "10.22")
                .with(
                        apiOf("desk"),
                        dkrOf("desk")
                                .withPolicy(allow("ecr:*")
                                        .named("OurOrganization")
                                        .toAnyone()
                                        .on("*")
                                        .when("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5")),
                        s3Of("desk"))
                .runningIn("desk", "desk")
                .items();
    }

    /** A NAT gateway for all, and groups and ACLs that somebody tightened. */
    static List<Item<?>> filters() {
        ExampleAccount account = ExampleAccount.of(FILTERS, "fortress")
                .withOnlineVpc("keep", "10.30")
                .with(
                        securityGroup("sg-mail").inVpc("vpc-keep").lettingOut("tcp", 25, 25, "0.0.0.0/0"),
                        securityGroup("sg-crawler").inVpc("vpc-keep").lettingOutTo("52.0.0.0/8"),
                        securityGroup("sg-proxy").inVpc("vpc-keep").lettingOutTo("pl-unrecorded"),
                        subnetIn("keep", "subnet-quarantine", "10.30.1.0/24"),
                        subnetIn("keep", "subnet-stateless", "10.30.2.0/24"),
                        subnetIn("keep", "subnet-blocklist", "10.30.3.0/24"),
                        subnetIn("keep", "subnet-unlisted", "10.30.4.0/24"),
                        networkAcl("acl-quarantine")
                                .inVpc("vpc-keep")
                                .of("subnet-quarantine")
                                .denyingOut(90, 443, 443, "0.0.0.0/0")
                                .lettingEverythingPass(),
                        networkAcl("acl-stateless")
                                .inVpc("vpc-keep")
                                .of("subnet-stateless")
                                .lettingOut(100, 443, 443, "0.0.0.0/0")
                                .admitting(100, 443, 443, "0.0.0.0/0"),
                        networkAcl("acl-blocklist")
                                .inVpc("vpc-keep")
                                .of("subnet-blocklist")
                                .denyingOut(90, 443, 443, "54.0.0.0/8")
                                .lettingEverythingPass())
                .runningIn("keep", "porter");
        for (String name : List.of("mail", "crawler", "proxy")) {
            account.running(account.serviceIn("keep", name).withSecurityGroups("sg-" + name), name);
        }
        return account.running(account.serviceIn("keep", "herald").withSecurityGroups("sg-unrecorded"), "herald")
                .runningIn("keep", "lab", "subnet-quarantine")
                .runningIn("keep", "feeds", "subnet-stateless")
                .runningIn("keep", "sync", "subnet-blocklist")
                .runningIn("keep", "attic", "subnet-unlisted")
                .withIsolatedVpc("tower", "10.31")
                .with(
                        securityGroup("sg-tower-endpoints").inVpc("vpc-tower").admitting("10.31.9.0/24"),
                        apiOf("tower").withSecurityGroups("sg-tower-endpoints"),
                        dkrOf("tower").withSecurityGroups("sg-tower-endpoints"),
                        s3Of("tower"))
                .runningIn("tower", "watch")
                .items();
    }

    /** Every way to lose the names of registries, or not to know whether they are lost. */
    static List<Item<?>> names() {
        return ExampleAccount.of(NAMES, "offices")
                .with(
                        dhcpOptions("dopt-active-directory").withServers("10.40.0.10", "10.40.0.11"),
                        dhcpOptions("dopt-empty").withServers())
                .withIsolatedVpc(
                        "head-office",
                        "10.40",
                        soundVpc("head-office", "10.40").withDhcpOptions("dopt-active-directory"))
                .with(apiOf("head-office"), dkrOf("head-office"), s3Of("head-office"))
                .runningIn("head-office", "intranet")
                .withIsolatedVpc("depot", "10.41", soundVpc("depot", "10.41").withDnsHostnames(false))
                .with(apiOf("depot"), dkrOf("depot"), s3Of("depot"))
                .runningIn("depot", "depot")
                .withOnlineVpc("plant", "10.42", soundVpc("plant", "10.42").withDnsSupport(false))
                .runningIn("plant", "plant")
                .withOnlineVpc("yard", "10.43", soundVpc("yard", "10.43").withDhcpOptions("default"))
                .runningIn("yard", "yard")
                .withOnlineVpc("branch", "10.44", soundVpc("branch", "10.44").withDhcpOptions("dopt-unrecorded"))
                .runningIn("branch", "branch")
                .withOnlineVpc("pilot", "10.45", soundVpc("pilot", "10.45").withDhcpOptions("dopt-empty"))
                .runningIn("pilot", "pilot")
                .withOnlineVpc("kiosk", "10.46", vpc("vpc-kiosk").withCidr("10.46.0.0/16"))
                .runningIn("kiosk", "kiosk")
                .items();
    }

    /** What AWS leaves open: the endpoints of FIPS hosts, and subnets without IPv4. */
    static List<Item<?>> edges() {
        String fipsHost = "445566778899.dkr.ecr-fips.us-east-1.amazonaws.com/";
        ExampleAccount account = ExampleAccount.of(EDGES, "agency")
                .withIsolatedVpc("filings", "10.50")
                .with(apiOf("filings"), dkrOf("filings"), s3Of("filings"))
                .withOnlineVpc("permits", "10.51")
                .with(subnetIn("permits", "subnet-sensors", "").ipv6Only())
                .with(networkAcl("acl-sensors")
                        .inVpc("vpc-permits")
                        .of("subnet-sensors")
                        .lettingEverythingPass());
        return account.running(account.serviceIn("filings", "filings").pulling(fipsHost + "filings:1.0"), "filings")
                .running(account.serviceIn("permits", "permits").pulling(fipsHost + "permits:1.0"), "permits")
                .running(
                        account.serviceIn("permits", "sensors", "subnet-sensors")
                                .pulling(ecr(EDGES, "sensors:1.0")),
                        "sensors")
                .items();
    }
}
