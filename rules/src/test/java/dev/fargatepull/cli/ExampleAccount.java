package dev.fargatepull.cli;

import static dev.fargatepull.testing.Items.cluster;
import static dev.fargatepull.testing.Items.dhcpOptions;
import static dev.fargatepull.testing.Items.gatewayEndpoint;
import static dev.fargatepull.testing.Items.in;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.natGateway;
import static dev.fargatepull.testing.Items.networkAcl;
import static dev.fargatepull.testing.Items.recorder;
import static dev.fargatepull.testing.Items.repository;
import static dev.fargatepull.testing.Items.role;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.securityGroup;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static dev.fargatepull.testing.Items.vpc;
import static dev.fargatepull.testing.StoredImage.tagged;

import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.testing.EndpointItem;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.RoleItem;
import dev.fargatepull.testing.RouteTableItem;
import dev.fargatepull.testing.ServiceItem;
import dev.fargatepull.testing.SubnetItem;
import dev.fargatepull.testing.VpcItem;
import java.util.ArrayList;
import java.util.List;

/**
 * An account of the example: it starts sound, with one cluster, and a story adds what is wrong.
 *
 * <p>Whatever belongs to a network is named after it: {@code vpc-till}, {@code subnet-till}, {@code rtb-till}.
 */
final class ExampleAccount {

    static final String EXECUTION_ROLE = "ecsTaskExecutionRole";

    private final Scope scope;
    private final String cluster;
    private final List<Item<?>> items = new ArrayList<>();

    private ExampleAccount(Scope scope, String cluster) {
        this.scope = scope;
        this.cluster = cluster;
    }

    /** An account whose recorder records everything. */
    static ExampleAccount of(Scope scope, String cluster) {
        return withoutRecorder(scope, cluster).with(recorder());
    }

    /** An account whose recorder nobody recorded, or that has another. */
    static ExampleAccount withoutRecorder(Scope scope, String cluster) {
        return new ExampleAccount(scope, cluster)
                .with(cluster(cluster), dhcpOptions("dopt-1"))
                .withGlobal(executionRole());
    }

    /** The role that the console creates, by which services pull unless they have another. */
    static RoleItem executionRole() {
        return role(EXECUTION_ROLE).withAwsPolicy("service-role/AmazonECSTaskExecutionRolePolicy");
    }

    ExampleAccount with(Item<?>... more) {
        items.addAll(in(scope, more));
        return this;
    }

    /** Roles and policies, which belong to no Region. */
    ExampleAccount withGlobal(Item<?>... more) {
        items.addAll(in(new Scope(scope.accountId(), "global"), more));
        return this;
    }

    /**
     * A VPC that resolves names, with a group and an ACL that let everything pass.
     *
     * @param network the first two numbers of its addresses, as in {@code 10.4}
     */
    ExampleAccount withVpc(String name, String network, String... subnetIds) {
        return withVpc(name, network, soundVpc(name, network), subnetIds);
    }

    /** The same with a VPC that differs. */
    ExampleAccount withVpc(String name, String network, VpcItem vpc, String... subnetIds) {
        with(
                vpc,
                securityGroup("sg-" + name).inVpc("vpc-" + name).admitting(network + ".0.0/16"),
                networkAcl("acl-" + name).inVpc("vpc-" + name).of(subnetIds).lettingEverythingPass());
        for (int i = 0; i < subnetIds.length; i++) {
            with(subnetIn(name, subnetIds[i], network + ".%d.0/24".formatted(i)));
        }
        return this;
    }

    /** A VPC of one subnet whose default route leads to a regional NAT gateway. */
    ExampleAccount withOnlineVpc(String name, String network) {
        return withOnlineVpc(name, network, soundVpc(name, network));
    }

    /** The same with a VPC that differs. */
    ExampleAccount withOnlineVpc(String name, String network, VpcItem vpc) {
        return withVpc(name, network, vpc, "subnet-" + name)
                .with(
                        natGateway("nat-" + name).inVpc("vpc-" + name).regional(),
                        table(name).main().defaultRoute("nat-" + name));
    }

    /** A VPC of one subnet without a way out: what it reaches, it reaches through endpoints. */
    ExampleAccount withIsolatedVpc(String name, String network) {
        return withIsolatedVpc(name, network, soundVpc(name, network));
    }

    /** The same with a VPC that differs. */
    ExampleAccount withIsolatedVpc(String name, String network, VpcItem vpc) {
        return withVpc(name, network, vpc, "subnet-" + name).with(table(name).main());
    }

    /** A service that pulls version 1.0 of an image of its own name, which is there. */
    ExampleAccount running(ServiceItem service, String name) {
        return with(service, repository(name).holding(tagged("1.0")));
    }

    List<Item<?>> items() {
        return items;
    }

    /** A service of the account's cluster in this network. */
    ServiceItem serviceIn(String network, String name, String... subnetIds) {
        return service(name)
                .pinningNothing()
                .withExecutionRole(EXECUTION_ROLE)
                .inCluster(cluster)
                .in(subnetIds.length == 0 ? new String[] {"subnet-" + network} : subnetIds)
                .withSecurityGroups("sg-" + network);
    }

    /** The same, and its image. */
    ExampleAccount runningIn(String network, String name, String... subnetIds) {
        return running(serviceIn(network, name, subnetIds), name);
    }

    /** The same with addresses of its own, for a subnet behind an internet gateway. */
    ExampleAccount runningInPublic(String network, String name, String... subnetIds) {
        return running(serviceIn(network, name, subnetIds).withPublicIp(), name);
    }

    static VpcItem soundVpc(String name, String network) {
        return vpc("vpc-" + name)
                .withCidr(network + ".0.0/16")
                .withDnsSupport(true)
                .withDnsHostnames(true);
    }

    static SubnetItem subnetIn(String network, String id, String cidr) {
        return subnet(id).inVpc("vpc-" + network).withCidr(cidr);
    }

    static RouteTableItem table(String network) {
        return routeTable("rtb-" + network).inVpc("vpc-" + network);
    }

    static RouteTableItem tableOf(String network, String subnetId) {
        return routeTable(subnetId.replace("subnet-", "rtb-"))
                .inVpc("vpc-" + network)
                .of(subnetId);
    }

    static EndpointItem apiOf(String network) {
        return interfaceEndpointOf(network, "ecr.api", "api");
    }

    static EndpointItem dkrOf(String network) {
        return interfaceEndpointOf(network, "ecr.dkr", "dkr");
    }

    static EndpointItem s3Of(String network) {
        return gatewayEndpoint("vpce-%s-s3".formatted(network), "s3")
                .inVpc("vpc-" + network)
                .forRouteTables("rtb-" + network);
    }

    static EndpointItem interfaceEndpointOf(String network, String service, String suffix) {
        return interfaceEndpoint("vpce-%s-%s".formatted(network, suffix), service)
                .inVpc("vpc-" + network)
                .inSubnets("subnet-" + network)
                .withSecurityGroups("sg-" + network);
    }
}
