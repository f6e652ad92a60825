package dev.fargatepull.live;

import static dev.fargatepull.live.NetworkInMoto.POLICY;
import static dev.fargatepull.testing.Items.dhcpOptions;
import static dev.fargatepull.testing.Items.gatewayEndpoint;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.internetGateway;
import static dev.fargatepull.testing.Items.natGateway;
import static dev.fargatepull.testing.Items.networkAcl;
import static dev.fargatepull.testing.Items.prefixList;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.securityGroup;
import static dev.fargatepull.testing.Items.subnet;
import static dev.fargatepull.testing.Items.vpc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.core.aws.AwsResource;
import dev.fargatepull.core.aws.DhcpOptions;
import dev.fargatepull.core.aws.InternetGateway;
import dev.fargatepull.core.aws.NatGateway;
import dev.fargatepull.core.aws.NetworkAcl;
import dev.fargatepull.core.aws.PrefixList;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.RouteTable;
import dev.fargatepull.core.aws.SecurityGroup;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.core.aws.Vpc;
import dev.fargatepull.core.aws.VpcEndpoint;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.aws.Moto;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.RuleAction;

class LiveNetworkTest {

    /** Moto knows nothing of Block Public Access. */
    private static final Set<Fact> IN_MOTO = EnumSet.complementOf(EnumSet.of(Fact.BLOCK_PUBLIC_ACCESS));

    /** What is read for the sake of one fact alone. */
    private static Gathering gathering(Set<Fact> facts, Item<?>... recorded) {
        GatheredItems items = new GatheredItems();
        List.of(recorded).forEach(item -> item.json().forEach(json -> items.add("recorded", json)));
        Request request =
                new Request(Item.HOME, new Slice.Region(), EnumSet.allOf(ResourceType.class), EnumSet.copyOf(facts));
        return new Gathering(request, items, Clock.fixed(Live.NOW, ZoneOffset.UTC));
    }

    private static Gathering reread(AwsClients clients, String vpcId, Set<Fact> facts, Item<?>... recorded) {
        Gathering gathering = gathering(facts, recorded);
        new LiveNetwork(clients).reread(new Evidence(gathering, Set.of()), Set.of(vpcId));
        return gathering;
    }

    private static <R extends AwsResource> List<R> recorded(Class<R> type, Item<?>... items) {
        return gathering(IN_MOTO, items).known().all(type);
    }

    /** What EC2 says reads like what AWS Config would have recorded of the same network. */
    @Nested
    class InTheWordsOfAwsConfig {

        private final AwsClients clients = Live.clients(Moto.reset().endpoint());
        private final NetworkInMoto network = new NetworkInMoto(clients);

        @AfterEach
        void close() {
            clients.close();
        }

        private <R extends AwsResource> List<R> live(Class<R> type) {
            return reread(clients, network.vpc, IN_MOTO).known().all(type);
        }

        @Test
        void a_vpc_with_its_dns_attributes() {
            String options = network.dhcpOptions("AmazonProvidedDNS");
            network.dnsHostnames(true);

            assertThat(live(Vpc.class))
                    .isEqualTo(recorded(
                            Vpc.class,
                            vpc(network.vpc)
                                    .withDhcpOptions(options)
                                    .withDnsSupport(true)
                                    .withDnsHostnames(true)));
        }

        @Test
        void the_dns_servers_of_an_option_set() {
            String options = network.dhcpOptions("10.0.0.2", "192.168.0.53");

            assertThat(live(DhcpOptions.class))
                    .isEqualTo(
                            recorded(DhcpOptions.class, dhcpOptions(options).withServers("10.0.0.2", "192.168.0.53")));
        }

        @Test
        void subnets() {
            String subnetA = network.subnet("10.0.1.0/24");
            String subnetB = network.subnet("10.0.2.0/24");

            assertThat(live(Subnet.class))
                    .isEqualTo(recorded(
                            Subnet.class,
                            subnet(subnetA).inVpc(network.vpc).withCidr("10.0.1.0/24"),
                            subnet(subnetB).inVpc(network.vpc).withCidr("10.0.2.0/24")));
        }

        @Test
        void route_tables_with_routes_of_every_kind() {
            String publicSubnet = network.subnet("10.0.1.0/24");
            String privateSubnet = network.subnet("10.0.2.0/24");
            String gateway = network.internetGateway();
            String nat = network.natGateway(publicSubnet);
            String publicTable = network.routeTable(publicSubnet);
            String privateTable = network.routeTable(privateSubnet);
            network.routeToInternetGateway(publicTable, gateway);
            network.routeToNatGateway(privateTable, nat);
            String endpoint = network.gatewayEndpoint(privateTable);
            String s3 = live(PrefixList.class).get(0).resourceId();

            assertThat(live(RouteTable.class))
                    .isEqualTo(recorded(
                            RouteTable.class,
                            routeTable(network.mainTable).inVpc(network.vpc).main(),
                            routeTable(publicTable)
                                    .inVpc(network.vpc)
                                    .of(publicSubnet)
                                    .defaultRoute(gateway),
                            routeTable(privateTable)
                                    .inVpc(network.vpc)
                                    .of(privateSubnet)
                                    .defaultRoute(nat)
                                    .route(s3, endpoint)));
        }

        @Test
        void gateways() {
            String subnet = network.subnet("10.0.1.0/24");
            String gateway = network.internetGateway();
            String nat = network.natGateway(subnet);

            assertThat(live(InternetGateway.class))
                    .isEqualTo(recorded(
                            InternetGateway.class, internetGateway(gateway).attachedTo(network.vpc)));
            assertThat(live(NatGateway.class))
                    .isEqualTo(recorded(
                            NatGateway.class, natGateway(nat).inVpc(network.vpc).in(subnet)));
        }

        @Test
        void endpoints() {
            String subnet = network.subnet("10.0.1.0/24");
            String group = network.group("endpoints");
            String s3 = network.gatewayEndpoint(network.mainTable);
            String api = network.interfaceEndpoint("ecr.api", subnet, group);
            String networkInterface = network.ec2
                    .describeVpcEndpoints(request -> request.vpcEndpointIds(api))
                    .vpcEndpoints()
                    .get(0)
                    .networkInterfaceIds()
                    .get(0);

            assertThat(live(VpcEndpoint.class))
                    .containsExactlyInAnyOrderElementsOf(recorded(
                            VpcEndpoint.class,
                            gatewayEndpoint(s3, "s3")
                                    .inVpc(network.vpc)
                                    .forRouteTables(network.mainTable)
                                    .withPolicyText(POLICY),
                            interfaceEndpoint(api, "ecr.api")
                                    .inVpc(network.vpc)
                                    .inSubnets(subnet)
                                    .withSecurityGroups(group)
                                    .withNetworkInterfaces(networkInterface)
                                    .withPolicyText(POLICY)));
        }

        @Test
        void rules_of_security_groups() {
            String tasks = network.group("tasks");
            String byRange = network.group("by-range");
            String byGroup = network.group("by-group");
            String byList = network.group("by-list");
            String list = network.prefixList("offices", "192.0.2.0/24");
            network.letNothingOut(tasks);
            network.admit(byRange, "10.0.1.0/24");
            network.admit(byGroup, tasks);
            network.admit(byList, list);

            assertThat(live(SecurityGroup.class))
                    .filteredOn(group -> !group.isDefault())
                    .containsExactlyInAnyOrderElementsOf(recorded(
                            SecurityGroup.class,
                            securityGroup(tasks).inVpc(network.vpc).lettingNothingOut(),
                            securityGroup(byRange).inVpc(network.vpc).admitting("10.0.1.0/24"),
                            securityGroup(byGroup).inVpc(network.vpc).admitting(tasks),
                            securityGroup(byList).inVpc(network.vpc).admitting(list)));
        }

        @Test
        void the_default_group_of_a_vpc() {
            assertThat(live(SecurityGroup.class)).singleElement().satisfies(group -> {
                assertThat(group.isDefault()).isTrue();
                assertThat(group.egress()).hasSize(1);
            });
        }

        @Test
        void entries_of_network_acls() {
            String subnet = network.subnet("10.0.1.0/24");
            String acl = network.acl();
            network.aclEntry(acl, 100, true, RuleAction.ALLOW, 443, 443, "0.0.0.0/0");
            network.aclEntry(acl, 90, false, RuleAction.DENY, 1024, 65535, "10.0.0.0/8");

            assertThat(live(NetworkAcl.class))
                    .containsExactlyInAnyOrderElementsOf(recorded(
                            NetworkAcl.class,
                            networkAcl(network.defaultAcl).of(subnet).lettingEverythingPass(),
                            networkAcl(acl)
                                    .lettingOut(100, 443, 443, "0.0.0.0/0")
                                    .denyingIn(90, 1024, 65535, "10.0.0.0/8")));
        }

        @Test
        void prefix_lists_that_rules_name() {
            String list = network.prefixList("offices", "192.0.2.0/24");
            network.admit(network.group("tasks"), list);

            assertThat(live(PrefixList.class))
                    .containsAll(recorded(
                            PrefixList.class, prefixList(list, "offices").listing("192.0.2.0/24")));
        }
    }
}
