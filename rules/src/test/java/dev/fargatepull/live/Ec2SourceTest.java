package dev.fargatepull.live;

import static dev.fargatepull.testing.Items.association;
import static dev.fargatepull.testing.Items.blockPublicAccess;
import static dev.fargatepull.testing.Items.dhcpOptions;
import static dev.fargatepull.testing.Items.exclusion;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.networkInterface;
import static dev.fargatepull.testing.Items.prefixList;
import static dev.fargatepull.testing.Items.recorder;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.securityGroup;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static dev.fargatepull.testing.Items.vpc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import dev.fargatepull.core.address.AddressSet;
import dev.fargatepull.core.aws.DeniedCall;
import dev.fargatepull.core.aws.DhcpOptions;
import dev.fargatepull.core.aws.NatGateway;
import dev.fargatepull.core.aws.NetworkInterface;
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
import dev.fargatepull.testing.aws.Moto;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.MockMakers;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcBlockPublicAccessExclusionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcBlockPublicAccessExclusionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcBlockPublicAccessOptionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcBlockPublicAccessOptionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListEntriesRequest;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;

class Ec2SourceTest {

    /** Moto knows nothing of Block Public Access. */
    private static final Set<Fact> IN_MOTO = EnumSet.complementOf(EnumSet.of(Fact.BLOCK_PUBLIC_ACCESS));

    private static Gathering gathering(Set<Fact> facts, Item<?>... recorded) {
        GatheredItems items = new GatheredItems();
        Arrays.stream(recorded).forEach(item -> item.json().forEach(json -> items.add("recorded", json)));
        Request request =
                new Request(Item.HOME, new Slice.Region(), EnumSet.allOf(ResourceType.class), EnumSet.copyOf(facts));
        return new Gathering(request, items, Clock.fixed(Live.NOW, ZoneOffset.UTC));
    }

    private static RegionInventory known(AwsClients clients, Set<Fact> facts, Item<?>... recorded) {
        Gathering gathering = gathering(facts, recorded);
        new Ec2Source(clients).addTo(gathering);
        return gathering.known();
    }

    @Nested
    class FromMoto {

        private final AwsClients clients = Live.clients(Moto.reset().endpoint());
        private final NetworkInMoto network = new NetworkInMoto(clients);
        private final String subnetId = network.subnet("10.0.1.0/24");
        private final SortedMap<String, Integer> before = clients.requests();

        @AfterEach
        void close() {
            clients.close();
        }

        private RegionInventory known(Item<?>... recorded) {
            return Ec2SourceTest.known(clients, IN_MOTO, recorded);
        }

        /** What was asked since the network was built. */
        private SortedMap<String, Integer> asked() {
            SortedMap<String, Integer> since = new TreeMap<>(clients.requests());
            before.forEach((action, times) -> since.computeIfPresent(
                    action, (key, all) -> all.equals(times) ? null : Integer.valueOf(all - times)));
            return since;
        }

        private Item<?>[] recordedNetwork() {
            return new Item<?>[] {
                service("web").in(subnetId),
                subnet(subnetId).inVpc(network.vpc),
                vpc(network.vpc),
                dhcpOptions("dopt-1"),
                securityGroup("sg-1").inVpc(network.vpc),
                routeTable(network.mainTable).inVpc(network.vpc).main()
            };
        }

        @Test
        void dns_attributes_of_the_vpcs_of_workloads() {
            network.dnsHostnames(true);

            assertThat(known(recordedNetwork()).all(Vpc.class)).singleElement().satisfies(vpc -> {
                assertThat(vpc.enableDnsSupport()).contains(true);
                assertThat(vpc.enableDnsHostnames()).contains(true);
            });
        }

        @Test
        void a_recorded_network_takes_no_more_than_what_aws_config_does_not_record() {
            known(recordedNetwork());

            assertThat(asked())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "ec2:DescribeVpcAttribute", 2,
                            "ec2:DescribeManagedPrefixLists", 1,
                            "ec2:GetManagedPrefixListEntries", 1,
                            "ec2:DescribeSecurityGroups", 1));
        }

        @Test
        void without_workloads_nothing_is_asked() {
            known(vpc(network.vpc), subnet(subnetId).inVpc(network.vpc));

            assertThat(asked()).isEmpty();
        }

        @Test
        void what_nobody_needs_is_not_asked() {
            Ec2SourceTest.known(clients, Set.of(Fact.DHCP_OPTIONS), recordedNetwork());

            assertThat(asked()).isEmpty();
        }

        @Test
        void s3s_prefix_list_with_its_entries() {
            assertThat(known(recordedNetwork()).all(PrefixList.class))
                    .singleElement()
                    .satisfies(list -> {
                        assertThat(list.name()).isEqualTo(NetworkInMoto.S3);
                        assertThat(list.entries())
                                .contains(AddressSet.cidrs("52.216.0.0/15", "3.5.0.0/19", "54.231.0.0/16"));
                    });
        }

        @Test
        void lists_that_rules_for_443_name_and_no_others() {
            String named = network.prefixList("named", "192.0.2.0/24");
            String forMail = network.prefixList("for-mail", "198.51.100.0/24");
            String elsewhere = network.prefixList("elsewhere", "203.0.113.0/24");

            RegionInventory known = known(
                    service("web").in(subnetId).withSecurityGroups("sg-1"),
                    subnet(subnetId).inVpc(network.vpc),
                    securityGroup("sg-1").inVpc(network.vpc).lettingOutTo(named).lettingOut("tcp", 25, 25, forMail),
                    securityGroup("sg-2").inVpc("vpc-elsewhere").lettingOutTo(elsewhere));

            assertThat(known.all(PrefixList.class))
                    .extracting(PrefixList::name)
                    .containsExactlyInAnyOrder("named", NetworkInMoto.S3);
        }

        @Test
        void a_list_that_is_recorded_is_not_asked_for() {
            RegionInventory known = known(
                    service("web").in(subnetId).withSecurityGroups("sg-1"),
                    subnet(subnetId).inVpc(network.vpc),
                    securityGroup("sg-1").inVpc(network.vpc).lettingOutTo("pl-recorded"),
                    prefixList("pl-recorded", "offices").listing("192.0.2.0/24"));

            assertThat(known.find(PrefixList.class, "pl-recorded")).isPresent();
            assertThat(asked()).containsEntry("ec2:DescribeManagedPrefixLists", 1);
        }

        @Test
        void subnets_of_workloads_that_have_no_item_and_their_vpcs() {
            RegionInventory known = known(service("web").in(subnetId));

            assertThat(known.all(Subnet.class)).extracting(Subnet::resourceId).containsExactly(subnetId);
            assertThat(known.all(Vpc.class)).extracting(Vpc::resourceId).containsExactly(network.vpc);
            assertThat(known.find(Vpc.class, network.vpc).orElseThrow().enableDnsSupport())
                    .contains(true);
        }

        @Test
        void what_is_named_and_has_no_item() {
            String nat = network.natGateway(subnetId);
            String group = network.group("tasks");
            String options = network.dhcpOptions("10.0.0.2");

            RegionInventory known = known(
                    service("web").in(subnetId).withSecurityGroups(group),
                    subnet(subnetId).inVpc(network.vpc),
                    routeTable(network.mainTable).inVpc(network.vpc).main().defaultRoute(nat),
                    vpc(network.vpc).withDhcpOptions(options));

            assertThat(known.find(NatGateway.class, nat)).isPresent();
            assertThat(known.find(SecurityGroup.class, group)).isPresent();
            assertThat(known.find(DhcpOptions.class, options)).isPresent();
        }

        @Test
        void a_subnet_that_ec2_does_not_know_either_stays_unknown() {
            assertThat(known(service("web").in("subnet-gone")).all(Subnet.class))
                    .isEmpty();
        }

        @Test
        void types_that_the_recorder_leaves_out_are_read_whole() {
            String endpoint = network.gatewayEndpoint(network.mainTable);

            RegionInventory known = known(
                    service("web").in(subnetId),
                    subnet(subnetId).inVpc(network.vpc),
                    association(subnetId, "rtb-before"),
                    vpc(network.vpc),
                    interfaceEndpoint("vpce-old", "ecr.api").inVpc(network.vpc),
                    recorder().recordingAllBut("AWS::EC2::VPCEndpoint", "AWS::EC2::RouteTable"));

            assertThat(known.all(VpcEndpoint.class))
                    .extracting(VpcEndpoint::resourceId)
                    .containsExactly(endpoint);
            assertThat(known.all(RouteTable.class))
                    .extracting(RouteTable::resourceId)
                    .containsExactly(network.mainTable);
            assertThat(known.all(SubnetRouteTableAssociation.class)).isEmpty();
            assertThat(known.knowsAll(ResourceType.EC2_VPC_ENDPOINT, network.vpc))
                    .isTrue();
            assertThat(known.knowsAll(ResourceType.EC2_VPC_ENDPOINT, "vpc-elsewhere"))
                    .isFalse();
            assertThat(known.records(ResourceType.EC2_VPC_ENDPOINT)).isFalse();
        }

        @Test
        void a_recorder_that_leaves_out_everything_still_leaves_nothing_open() {
            RegionInventory known =
                    known(service("web").in(subnetId), recorder().recordingOnly("AWS::ECS::Service"));

            assertThat(known.find(Vpc.class, network.vpc)).isPresent();
            assertThat(known.find(RouteTable.class, network.mainTable)).isPresent();
            assertThat(known.knowsAll(ResourceType.EC2_VPC_ENDPOINT, network.vpc))
                    .isTrue();
        }
    }

    @Nested
    class WithAnswersMadeUp {

        private final Ec2Client ec2 =
                mock(Ec2Client.class, withSettings().mockMaker(MockMakers.PROXY).defaultAnswer(CALLS_REAL_METHODS));
        private final AwsClients clients = mock(AwsClients.class);

        @BeforeEach
        void give() {
            when(clients.ec2()).thenReturn(ec2);
        }

        private RegionInventory known(Fact fact, Item<?>... recorded) {
            return Ec2SourceTest.known(clients, Set.of(fact), recorded);
        }

        private RegionInventory dnsAttributes() {
            return known(
                    Fact.DNS_ATTRIBUTES,
                    service("web").in("subnet-a", "subnet-b"),
                    subnet("subnet-a").inVpc("vpc-1"),
                    subnet("subnet-b").inVpc("vpc-2"),
                    vpc("vpc-1"),
                    vpc("vpc-2"));
        }

        private void onDnsAttributes(AwsServiceException refusal) {
            doThrow(refusal).when(ec2).describeVpcAttribute(any(DescribeVpcAttributeRequest.class));
        }

        @Test
        void denied_dns_attributes_are_unknown_and_asked_for_once() {
            onDnsAttributes(Live.denied("ec2:DescribeVpcAttribute"));

            RegionInventory known = dnsAttributes();

            assertThat(known.find(Vpc.class, "vpc-1").orElseThrow().enableDnsSupport())
                    .isEmpty();
            assertThat(known.all(DeniedCall.class))
                    .extracting(DeniedCall::action, DeniedCall::onResource)
                    .containsExactly(tuple("ec2:DescribeVpcAttribute", Optional.empty()));
            verify(ec2, times(1)).describeVpcAttribute(any(DescribeVpcAttributeRequest.class));
        }

        @Test
        void dns_attributes_of_a_vpc_that_is_gone_are_unknown() {
            onDnsAttributes(failure("InvalidVpcID.NotFound"));

            RegionInventory known = dnsAttributes();

            assertThat(known.find(Vpc.class, "vpc-1").orElseThrow().enableDnsSupport())
                    .isEmpty();
            assertThat(known.all(DeniedCall.class)).isEmpty();
        }

        @Test
        void other_failures_are_thrown() {
            onDnsAttributes(failure("RequestLimitExceeded"));

            assertThatThrownBy(this::dnsAttributes).isInstanceOf(Ec2Exception.class);
        }

        @Test
        void each_attribute_is_written_by_its_name() {
            AttributeBooleanValue on =
                    AttributeBooleanValue.builder().value(true).build();
            AttributeBooleanValue off =
                    AttributeBooleanValue.builder().value(false).build();
            doReturn(DescribeVpcAttributeResponse.builder()
                            .enableDnsSupport(off)
                            .enableDnsHostnames(on)
                            .build())
                    .when(ec2)
                    .describeVpcAttribute(any(DescribeVpcAttributeRequest.class));

            assertThat(dnsAttributes().find(Vpc.class, "vpc-2")).hasValueSatisfying(vpc -> {
                assertThat(vpc.enableDnsSupport()).contains(false);
                assertThat(vpc.enableDnsHostnames()).contains(true);
            });
        }

        @Test
        void interfaces_of_endpoints_and_no_others() {
            doReturn(DescribeNetworkInterfacesResponse.builder()
                            .networkInterfaces(software.amazon.awssdk.services.ec2.model.NetworkInterface.builder()
                                    .networkInterfaceId("eni-1")
                                    .interfaceType("vpc_endpoint")
                                    .subnetId("subnet-a")
                                    .privateIpAddress("10.0.1.7")
                                    .build())
                            .build())
                    .when(ec2)
                    .describeNetworkInterfaces(any(DescribeNetworkInterfacesRequest.class));

            RegionInventory known = known(
                    Fact.NETWORK_INTERFACES,
                    service("web").in("subnet-a"),
                    subnet("subnet-a"),
                    interfaceEndpoint("vpce-api", "ecr.api").withNetworkInterfaces("eni-1", "eni-2"),
                    interfaceEndpoint("vpce-gone", "ecr.dkr")
                            .inState("deleting")
                            .withNetworkInterfaces("eni-3"),
                    interfaceEndpoint("vpce-elsewhere", "ecr.dkr")
                            .inVpc("vpc-2")
                            .withNetworkInterfaces("eni-4"),
                    networkInterface("eni-2", "subnet-a", "10.0.1.8"));

            assertThat(known.all(NetworkInterface.class))
                    .extracting(NetworkInterface::resourceId)
                    .containsExactly("eni-1", "eni-2");
            assertThat(known.find(NetworkInterface.class, "eni-1").orElseThrow().addresses())
                    .isEqualTo(AddressSet.ipv4Address("10.0.1.7"));
            ArgumentCaptor<DescribeNetworkInterfacesRequest> asked =
                    ArgumentCaptor.forClass(DescribeNetworkInterfacesRequest.class);
            verify(ec2).describeNetworkInterfaces(asked.capture());
            assertThat(asked.getValue().filters())
                    .flatExtracting(Filter::values)
                    .containsExactly("eni-1");
        }

        @Test
        void block_public_access_that_is_not_recorded() {
            doReturn(DescribeVpcBlockPublicAccessOptionsResponse.builder()
                            .vpcBlockPublicAccessOptions(options -> options.internetGatewayBlockMode("block-ingress"))
                            .build())
                    .when(ec2)
                    .describeVpcBlockPublicAccessOptions(any(DescribeVpcBlockPublicAccessOptionsRequest.class));
            doReturn(DescribeVpcBlockPublicAccessExclusionsResponse.builder().build())
                    .when(ec2)
                    .describeVpcBlockPublicAccessExclusions(any(DescribeVpcBlockPublicAccessExclusionsRequest.class));

            RegionInventory known = known(
                    Fact.BLOCK_PUBLIC_ACCESS,
                    service("web").in("subnet-a"),
                    subnet("subnet-a"),
                    exclusion("vpc-1"),
                    recorder().recordingAllBut("AWS::EC2::VPCBlockPublicAccessExclusion"));

            assertThat(known.all(VpcBlockPublicAccessOptions.class))
                    .isEqualTo(gathering(IN_MOTO, blockPublicAccess("block-ingress"))
                            .known()
                            .all(VpcBlockPublicAccessOptions.class));
            assertThat(known.all(VpcBlockPublicAccessExclusion.class)).isEmpty();
            assertThat(known.knowsAll(ResourceType.EC2_VPC_BLOCK_PUBLIC_ACCESS_EXCLUSION))
                    .isTrue();
        }

        @Test
        void endpoints_that_are_denied_are_not_known() {
            doThrow(Live.denied("ec2:DescribeVpcEndpoints"))
                    .when(ec2)
                    .describeVpcEndpoints(any(DescribeVpcEndpointsRequest.class));

            RegionInventory known = known(
                    Fact.ENDPOINTS,
                    service("web").in("subnet-a"),
                    subnet("subnet-a"),
                    vpc("vpc-1"),
                    recorder().recordingAllBut("AWS::EC2::VPCEndpoint"));

            assertThat(known.knowsAll(ResourceType.EC2_VPC_ENDPOINT, "vpc-1")).isFalse();
        }

        private void listsAre(Consumer<ManagedPrefixList.Builder> described) {
            ManagedPrefixList list =
                    ManagedPrefixList.builder().applyMutation(described).build();
            doReturn(DescribeManagedPrefixListsResponse.builder()
                            .prefixLists(list)
                            .build())
                    .when(ec2)
                    .describeManagedPrefixLists(any(DescribeManagedPrefixListsRequest.class));
        }

        private void onEntries(AwsServiceException refusal) {
            doThrow(refusal).when(ec2).getManagedPrefixListEntries(any(GetManagedPrefixListEntriesRequest.class));
        }

        @Test
        void a_list_whose_entries_are_denied_is_known_by_its_name() {
            listsAre(list -> list.prefixListId("pl-s3").prefixListName(NetworkInMoto.S3));
            onEntries(Live.denied("ec2:GetManagedPrefixListEntries"));

            RegionInventory known = known(Fact.PREFIX_LISTS, service("web").in("subnet-a"), subnet("subnet-a"));

            assertThat(known.all(PrefixList.class))
                    .containsExactly(new PrefixList("pl-s3", NetworkInMoto.S3, Optional.empty()));
            assertThat(known.all(DeniedCall.class))
                    .extracting(DeniedCall::onResource)
                    .containsExactly(Optional.of("pl-s3"));
        }

        @Test
        void a_list_that_goes_while_it_is_read_has_no_known_entries() {
            listsAre(list -> list.prefixListId("pl-s3").prefixListName(NetworkInMoto.S3));
            onEntries(failure("InvalidPrefixListID.NotFound"));

            assertThat(known(Fact.PREFIX_LISTS, service("web").in("subnet-a"), subnet("subnet-a"))
                            .all(PrefixList.class))
                    .containsExactly(new PrefixList("pl-s3", NetworkInMoto.S3, Optional.empty()));
        }

        private AwsServiceException failure(String code) {
            return Ec2Exception.builder()
                    .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                    .build();
        }
    }
}
