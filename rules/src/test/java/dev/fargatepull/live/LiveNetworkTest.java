package dev.fargatepull.live;

import static dev.fargatepull.live.NetworkInMoto.POLICY;
import static dev.fargatepull.testing.Items.association;
import static dev.fargatepull.testing.Items.blockPublicAccess;
import static dev.fargatepull.testing.Items.dhcpOptions;
import static dev.fargatepull.testing.Items.exclusion;
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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import dev.fargatepull.core.aws.AwsResource;
import dev.fargatepull.core.aws.DeniedCall;
import dev.fargatepull.core.aws.DhcpOptions;
import dev.fargatepull.core.aws.InternetGateway;
import dev.fargatepull.core.aws.NatGateway;
import dev.fargatepull.core.aws.NetworkAcl;
import dev.fargatepull.core.aws.PrefixList;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.RouteTable;
import dev.fargatepull.core.aws.SecurityGroup;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.core.aws.SubnetRouteTableAssociation;
import dev.fargatepull.core.aws.Vpc;
import dev.fargatepull.core.aws.VpcBlockPublicAccessExclusion;
import dev.fargatepull.core.aws.VpcBlockPublicAccessOptions;
import dev.fargatepull.core.aws.VpcEndpoint;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.aws.CannedAnswers;
import dev.fargatepull.testing.aws.Moto;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.mockito.MockMakers;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcBlockPublicAccessExclusionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcBlockPublicAccessExclusionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcBlockPublicAccessOptionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcBlockPublicAccessOptionsResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
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

    /** EC2 in moto, and items that AWS Config recorded before it changed. */
    @Nested
    class InPlaceOfWhatWasRecorded {

        private final AwsClients clients = Live.clients(Moto.reset().endpoint());
        private final NetworkInMoto network = new NetworkInMoto(clients);

        @AfterEach
        void close() {
            clients.close();
        }

        private Gathering reread(Item<?>... recorded) {
            return LiveNetworkTest.reread(clients, network.vpc, IN_MOTO, recorded);
        }

        @Test
        void a_route_that_aws_config_has_not_recorded_yet_is_there() {
            String gateway = network.internetGateway();
            network.routeToInternetGateway(network.mainTable, gateway);

            assertThat(reread(routeTable(network.mainTable).inVpc(network.vpc).main())
                            .known()
                            .all(RouteTable.class))
                    .isEqualTo(recorded(
                            RouteTable.class,
                            routeTable(network.mainTable)
                                    .inVpc(network.vpc)
                                    .main()
                                    .defaultRoute(gateway)));
        }

        @Test
        void what_ec2_does_not_know_any_more_is_gone() {
            RegionInventory known = reread(
                            natGateway("nat-gone").inVpc(network.vpc),
                            interfaceEndpoint("vpce-gone", "ecr.api").inVpc(network.vpc),
                            networkAcl("acl-gone").inVpc(network.vpc).of("subnet-gone"))
                    .known();

            assertThat(known.isDeleted(NatGateway.class, "nat-gone")).isTrue();
            assertThat(known.isDeleted(VpcEndpoint.class, "vpce-gone")).isTrue();
            assertThat(known.isDeleted(NetworkAcl.class, "acl-gone")).isTrue();
        }

        @Test
        void an_endpoint_that_ec2_lists_as_deleted_is_gone() {
            String endpoint = network.gatewayEndpoint(network.mainTable);
            network.ec2.deleteVpcEndpoints(request -> request.vpcEndpointIds(endpoint));

            assertThat(reread(gatewayEndpoint(endpoint, "s3").inVpc(network.vpc))
                            .known()
                            .isDeleted(VpcEndpoint.class, endpoint))
                    .isTrue();
        }

        @Test
        void other_vpcs_stay_as_they_were_recorded() {
            assertThat(reread(natGateway("nat-elsewhere").inVpc("vpc-elsewhere"))
                            .known()
                            .find(NatGateway.class, "nat-elsewhere"))
                    .isPresent();
        }

        @Test
        void a_detached_internet_gateway_is_still_there() {
            String gateway = network.internetGateway();
            network.ec2.detachInternetGateway(
                    request -> request.internetGatewayId(gateway).vpcId(network.vpc));

            assertThat(reread(internetGateway(gateway).attachedTo(network.vpc))
                            .known()
                            .all(InternetGateway.class))
                    .isEqualTo(recorded(
                            InternetGateway.class, internetGateway(gateway).detached()));
        }

        @Test
        void an_internet_gateway_that_a_route_names_is_found_wherever_it_is_attached() {
            String gateway = network.internetGateway();
            network.routeToInternetGateway(network.mainTable, gateway);
            network.ec2.detachInternetGateway(
                    request -> request.internetGatewayId(gateway).vpcId(network.vpc));

            assertThat(reread().known().find(InternetGateway.class, gateway)).isPresent();
        }

        @Test
        void associations_that_are_no_more_do_not_stand_before_the_tables() {
            String moved = network.subnet("10.0.1.0/24");
            String stayed = network.subnet("10.0.2.0/24");
            String table = network.routeTable(moved, stayed);

            assertThat(reread(
                                    association(moved, "rtb-before"),
                                    association(stayed, table),
                                    association("subnet-elsewhere", "rtb-elsewhere"))
                            .known()
                            .all(SubnetRouteTableAssociation.class))
                    .extracting(SubnetRouteTableAssociation::subnetId)
                    .containsExactlyInAnyOrder(stayed, "subnet-elsewhere");
        }

        @Test
        void only_what_is_wanted_is_read() {
            LiveNetworkTest.reread(clients, network.vpc, Set.of(Fact.ROUTE_TABLES));

            assertThat(clients.requests())
                    .containsEntry("ec2:DescribeRouteTables", 2)
                    .doesNotContainKey("ec2:DescribeNatGateways")
                    .doesNotContainKey("ec2:DescribeVpcAttribute");
        }

        @Test
        void many_vpcs_take_one_call_of_a_type() {
            NetworkInMoto second = new NetworkInMoto(clients, "10.1.0.0/16");
            NetworkInMoto third = new NetworkInMoto(clients, "10.2.0.0/16");
            int before = clients.requests().getOrDefault("ec2:DescribeRouteTables", 0);
            Gathering gathering = gathering(IN_MOTO);

            new LiveNetwork(clients)
                    .reread(new Evidence(gathering, Set.of()), Set.of(network.vpc, second.vpc, third.vpc));

            assertThat(gathering.known().all(Vpc.class)).hasSize(3);
            assertThat(clients.requests())
                    .containsEntry("ec2:DescribeRouteTables", before + 1)
                    .containsEntry("ec2:DescribeNatGateways", 1)
                    .containsEntry("ec2:DescribeVpcAttribute", 6);
        }

        @Test
        void no_vpc_takes_no_call() {
            int before = calls();

            new LiveNetwork(clients).reread(new Evidence(gathering(IN_MOTO), Set.of()), Set.of());

            assertThat(calls()).isEqualTo(before);
        }

        private int calls() {
            return clients.requests().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
        }
    }

    /** EC2 answering as a test wants it. */
    @Nested
    class WithAnswersMadeUp {

        private final Ec2Client ec2 =
                mock(Ec2Client.class, withSettings().mockMaker(MockMakers.PROXY).defaultAnswer(CALLS_REAL_METHODS));
        private final AwsClients clients = mock(AwsClients.class);

        @BeforeEach
        void give() {
            when(clients.ec2()).thenReturn(ec2);
        }

        private void block(String mode, DescribeVpcBlockPublicAccessExclusionsResponse... pages) {
            Iterator<DescribeVpcBlockPublicAccessExclusionsResponse> next =
                    List.of(pages).iterator();
            doReturn(DescribeVpcBlockPublicAccessOptionsResponse.builder()
                            .vpcBlockPublicAccessOptions(options -> options.internetGatewayBlockMode(mode))
                            .build())
                    .when(ec2)
                    .describeVpcBlockPublicAccessOptions(any(DescribeVpcBlockPublicAccessOptionsRequest.class));
            doAnswer(call -> next.next())
                    .when(ec2)
                    .describeVpcBlockPublicAccessExclusions(any(DescribeVpcBlockPublicAccessExclusionsRequest.class));
        }

        private DescribeVpcBlockPublicAccessExclusionsResponse.Builder page(Optional<String> nextToken) {
            DescribeVpcBlockPublicAccessExclusionsResponse.Builder page =
                    DescribeVpcBlockPublicAccessExclusionsResponse.builder();
            nextToken.ifPresent(page::nextToken);
            return page;
        }

        private software.amazon.awssdk.services.ec2.model.VpcBlockPublicAccessExclusion excluding(
                String resource, String state) {
            return software.amazon.awssdk.services.ec2.model.VpcBlockPublicAccessExclusion.builder()
                    .exclusionId("vpcbpa-exclude-" + resource.substring(resource.indexOf('/') + 1))
                    .internetGatewayExclusionMode("allow-bidirectional")
                    .resourceArn("arn:aws:ec2:eu-west-1:111122223333:" + resource)
                    .state(state)
                    .build();
        }

        private Gathering reread(Fact fact, Item<?>... recorded) {
            return LiveNetworkTest.reread(clients, "vpc-1", Set.of(fact), recorded);
        }

        @Test
        void block_public_access_and_its_exclusions_on_several_pages() {
            block(
                    "block-bidirectional",
                    page(Optional.of("more"))
                            .vpcBlockPublicAccessExclusions(excluding("vpc/vpc-1", "create-complete"))
                            .build(),
                    page(Optional.of("still more")).build(),
                    page(Optional.empty())
                            .vpcBlockPublicAccessExclusions(excluding("subnet/subnet-a", "update-in-progress"))
                            .build());

            Gathering gathering = reread(Fact.BLOCK_PUBLIC_ACCESS, exclusion("subnet-gone"));

            assertThat(gathering.known().all(VpcBlockPublicAccessOptions.class))
                    .isEqualTo(recorded(VpcBlockPublicAccessOptions.class, blockPublicAccess("block-bidirectional")));
            assertThat(gathering.known().all(VpcBlockPublicAccessExclusion.class))
                    .isEqualTo(
                            recorded(VpcBlockPublicAccessExclusion.class, exclusion("subnet-a"), exclusion("vpc-1")));
        }

        @Test
        void an_exclusion_that_is_deleted_excludes_nothing() {
            block(
                    "block-ingress",
                    page(Optional.empty())
                            .vpcBlockPublicAccessExclusions(excluding("vpc/vpc-1", "delete-complete"))
                            .build());

            assertThat(reread(Fact.BLOCK_PUBLIC_ACCESS, exclusion("vpc-1"))
                            .known()
                            .all(VpcBlockPublicAccessExclusion.class))
                    .isEmpty();
        }

        @Test
        void a_denied_call_leaves_what_was_recorded_and_is_noted() {
            doThrow(Live.denied("ec2:DescribeRouteTables"))
                    .when(ec2)
                    .describeRouteTables(any(DescribeRouteTablesRequest.class));

            RegionInventory known =
                    reread(Fact.ROUTE_TABLES, routeTable("rtb-1").main()).known();

            assertThat(known.find(RouteTable.class, "rtb-1")).isPresent();
            assertThat(known.all(DeniedCall.class))
                    .extracting(DeniedCall::action)
                    .containsExactly("ec2:DescribeRouteTables");
        }

        @Test
        void a_denial_midway_adds_nothing() {
            doReturn(subnets("more", "subnet-b"))
                    .doThrow(Live.denied("ec2:DescribeSubnets"))
                    .when(ec2)
                    .describeSubnets(any(DescribeSubnetsRequest.class));

            assertThat(reread(Fact.SUBNETS, subnet("subnet-a")).known().all(Subnet.class))
                    .isEqualTo(recorded(Subnet.class, subnet("subnet-a")));
        }

        @Test
        void a_page_may_be_empty_and_others_follow() {
            doReturn(subnets("more"))
                    .doReturn(subnets("still more", "subnet-a"))
                    .doReturn(subnets("", "subnet-b"))
                    .when(ec2)
                    .describeSubnets(any(DescribeSubnetsRequest.class));

            assertThat(reread(Fact.SUBNETS).known().all(Subnet.class))
                    .extracting(Subnet::resourceId)
                    .containsExactly("subnet-a", "subnet-b");
        }

        private DescribeSubnetsResponse subnets(String nextToken, String... ids) {
            return DescribeSubnetsResponse.builder()
                    .nextToken(nextToken)
                    .subnets(Stream.of(ids)
                            .map(id -> software.amazon.awssdk.services.ec2.model.Subnet.builder()
                                    .subnetId(id)
                                    .vpcId("vpc-1")
                                    .cidrBlock("10.0.1.0/24")
                                    .build())
                            .toList())
                    .build();
        }

        @Test
        void more_than_two_hundred_vpcs_take_a_second_call() {
            List<Integer> values = new ArrayList<>();
            doAnswer(call -> {
                        DescribeSubnetsRequest request = call.getArgument(0);
                        values.add(request.filters().get(0).values().size());
                        return subnets("");
                    })
                    .when(ec2)
                    .describeSubnets(any(DescribeSubnetsRequest.class));
            Set<String> vpcIds =
                    IntStream.range(0, 250).mapToObj(i -> "vpc-" + i).collect(Collectors.toSet());

            new LiveNetwork(clients).reread(new Evidence(gathering(Set.of(Fact.SUBNETS)), Set.of()), vpcIds);

            assertThat(values).containsExactly(200, 50);
        }

        @Test
        void any_other_failure_is_thrown() {
            doThrow(failure("RequestLimitExceeded")).when(ec2).describeSubnets(any(DescribeSubnetsRequest.class));

            assertThatThrownBy(() -> reread(Fact.SUBNETS, subnet("subnet-a"))).isInstanceOf(Ec2Exception.class);
        }

        @Test
        void a_subnet_without_a_vpc_is_no_answer() {
            doReturn(DescribeSubnetsResponse.builder()
                            .subnets(software.amazon.awssdk.services.ec2.model.Subnet.builder()
                                    .subnetId("subnet-a")
                                    .build())
                            .build())
                    .when(ec2)
                    .describeSubnets(any(DescribeSubnetsRequest.class));

            assertThatThrownBy(() -> reread(Fact.SUBNETS))
                    .isInstanceOf(EvidenceException.class)
                    .hasMessageContaining("vpcId is missing");
        }

        private AwsServiceException failure(String code) {
            return Ec2Exception.builder()
                    .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                    .build();
        }
    }

    /** What answers is not EC2, or half of it: that must not pass for a VPC with nothing in it. */
    @Nested
    class WithAnswersOfSomebodyElse {

        @Test
        void an_empty_body_is_no_answer() throws IOException {
            assertThatNothingIsBelieved("");
        }

        @Test
        void the_page_of_a_proxy_is_no_answer() throws IOException {
            assertThatNothingIsBelieved("<html><body>It works!</body></html>");
        }

        @Test
        void an_answer_cut_short_is_no_answer() throws IOException {
            assertThatNothingIsBelieved("<DescribeRouteTablesResponse><requestId>1</requestId><routeTableSet>");
        }

        private void assertThatNothingIsBelieved(String body) throws IOException {
            try (CannedAnswers service = new CannedAnswers("text/xml", body);
                    AwsClients clients = Live.clients(service.endpoint())) {
                assertThatThrownBy(() -> LiveNetworkTest.reread(
                                clients, "vpc-1", Set.of(Fact.ROUTE_TABLES), routeTable("rtb-1")))
                        .isInstanceOf(SdkClientException.class);
            }
        }
    }
}
