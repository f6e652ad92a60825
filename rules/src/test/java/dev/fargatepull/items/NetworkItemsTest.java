package dev.fargatepull.items;

import static dev.fargatepull.testing.Items.networkAcl;
import static dev.fargatepull.testing.Items.networkInterface;
import static dev.fargatepull.testing.Items.prefixList;
import static dev.fargatepull.testing.Items.securityGroup;
import static dev.fargatepull.testing.Items.subnet;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatepull.core.address.AddressSet;
import dev.fargatepull.core.address.PortRange;
import dev.fargatepull.core.aws.AwsResource;
import dev.fargatepull.core.aws.NetworkAcl;
import dev.fargatepull.core.aws.NetworkInterface;
import dev.fargatepull.core.aws.PrefixList;
import dev.fargatepull.core.aws.SecurityGroup;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.Snapshot;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkItemsTest {

    @Test
    void a_security_group_keeps_what_it_says_of_tcp() throws Exception {
        assertThat(read(securityGroup("sg-1")
                        .admitting("10.0.0.0/8")
                        .admittingOn("udp", 53, 53, "10.0.0.0/8")
                        .admitting("sg-2", "pl-1", "::/0")))
                .containsExactly(new SecurityGroup(
                        "sg-1",
                        Optional.of("vpc-1"),
                        false,
                        List.of(
                                permission(AddressSet.cidr("10.0.0.0/8"), Set.of(), Set.of()),
                                permission(AddressSet.NONE, Set.of(), Set.of("sg-2")),
                                permission(AddressSet.NONE, Set.of("pl-1"), Set.of()),
                                permission(AddressSet.ALL_IPV6, Set.of(), Set.of())),
                        List.of(new SecurityGroup.Permission(PortRange.ALL, AddressSet.ALL_IPV4, Set.of(), Set.of()))));
    }

    @Test
    void rules_for_icmp_have_a_type_where_others_have_a_port() throws Exception {
        assertThat(read(securityGroup("sg-1").admittingOn("icmp", -1, -1, "10.0.0.0/8")))
                .extracting(group -> ((SecurityGroup) group).ingress())
                .containsExactly(List.of());
    }

    private static SecurityGroup.Permission permission(
            AddressSet ranges, Set<String> prefixListIds, Set<String> groupIds) {
        return new SecurityGroup.Permission(PortRange.HTTPS, ranges, prefixListIds, groupIds);
    }

    @Test
    void an_acl_is_read_in_the_order_of_its_numbers() throws Exception {
        assertThat(read(networkAcl("acl-1")
                        .of("subnet-a")
                        .lettingOut(200, 443, 443, "0.0.0.0/0")
                        .lettingOut(201, 443, 443, "::/0")
                        .denyingOut(100, 0, 65_535, "10.0.0.0/8")))
                .containsExactly(new NetworkAcl(
                        "acl-1",
                        Set.of("subnet-a"),
                        List.of(new NetworkAcl.Entry(32_767, false, PortRange.ALL, AddressSet.ALL_IPV4)),
                        List.of(
                                new NetworkAcl.Entry(100, false, PortRange.ALL, AddressSet.cidr("10.0.0.0/8")),
                                new NetworkAcl.Entry(200, true, PortRange.HTTPS, AddressSet.ALL_IPV4),
                                new NetworkAcl.Entry(201, true, PortRange.HTTPS, AddressSet.ALL_IPV6),
                                new NetworkAcl.Entry(32_767, false, PortRange.ALL, AddressSet.ALL_IPV4))));
    }

    @Test
    void interfaces_of_endpoints_are_kept_and_others_left_at_the_door() throws Exception {
        Item<?> known = networkInterface("eni-1", "subnet-a", "10.0.1.10");
        String json = Snapshot.of(known).json();

        assertThat(read(known))
                .containsExactly(new NetworkInterface("eni-1", "subnet-a", AddressSet.ipv4Address("10.0.1.10")));
        assertThat(read(json.replace("vpc_endpoint", "interface"))).isEmpty();
        assertThat(read(json.replace("interfaceType", "unheardOf"))).hasSize(1);
    }

    @Test
    void a_prefix_list_tells_its_entries_or_leaves_them_unknown() throws Exception {
        Item<?> list = prefixList("pl-1", "mine").listing("10.0.0.0/8");

        assertThat(read(list))
                .containsExactly(new PrefixList("pl-1", "mine", Optional.of(AddressSet.cidr("10.0.0.0/8"))));
        assertThat(read(Snapshot.of(list).json().replace("\"Entries\"", "\"Other\"")))
                .containsExactly(new PrefixList("pl-1", "mine", Optional.empty()));
        assertThat(read(prefixList("pl-6", "mine").listing("2001:db8::/32")))
                .containsExactly(new PrefixList("pl-6", "mine", Optional.of(AddressSet.cidr("2001:db8::/32"))));
    }

    @Test
    void a_malformed_block_is_named_where_it_is_read() {
        assertMalformed(
                subnet("subnet-a").withCidr("10.0.1.0/240"),
                "AWS::EC2::Subnet subnet-a: configuration.cidrBlock: '10.0.1.0/240' is not an IPv4 CIDR block");
        assertMalformed(
                securityGroup("sg-1").admitting("10.0.0/8"),
                "AWS::EC2::SecurityGroup sg-1: configuration.ipPermissions[0].ipRanges: '10.0.0/8' is not an IPv4 CIDR "
                        + "block");
        assertMalformed(
                networkAcl("acl-1").admitting(100, 443, 443, "300.0.0.0/8"),
                "AWS::EC2::NetworkAcl acl-1: configuration.entries[2].cidrBlock: '300.0.0.0/8' is not an IPv4 CIDR block");
        assertMalformed(
                prefixList("pl-1", "mine").listing("10.0.0.0"),
                "AWS::EC2::PrefixList pl-1: configuration.Entries[0].Cidr: '10.0.0.0' is not an IPv4 CIDR block");
        assertMalformed(
                securityGroup("sg-1").admitting("2001:db8:/32"),
                "AWS::EC2::SecurityGroup sg-1: configuration.ipPermissions[0].ipv6Ranges[0].cidrIpv6: '2001:db8:/32' is "
                        + "not an IPv6 CIDR block");
        assertMalformed(
                networkAcl("acl-1").admitting(100, 443, 443, "::/129"),
                "AWS::EC2::NetworkAcl acl-1: configuration.entries[2].ipv6CidrBlock: '::/129' is not an IPv6 CIDR block");
        assertMalformed(
                prefixList("pl-1", "mine").listing("2001:db8::"),
                "AWS::EC2::PrefixList pl-1: configuration.Entries[0].Cidr: '2001:db8::' is not an IPv6 CIDR block");
        assertMalformed(
                networkInterface("eni-1", "subnet-a", "10.0.1"),
                "AWS::EC2::NetworkInterface eni-1: configuration.privateIpAddress: '10.0.1' is not an IPv4 address");
    }

    private static void assertMalformed(Item<?> item, String message) {
        assertThatThrownBy(() -> read(item))
                .isInstanceOf(MalformedInputException.class)
                .hasMessage("file.json: item 1, " + message);
    }

    private static List<AwsResource> read(Item<?> item) throws MalformedInputException {
        return read(Snapshot.of(item).json());
    }

    private static List<AwsResource> read(String json) throws MalformedInputException {
        List<AwsResource> resources = new ArrayList<>();
        new ItemReader(item -> item.resource().ifPresent(resources::add), () -> {})
                .read("file.json", new ByteArrayInputStream(json.getBytes(UTF_8)));
        return resources;
    }
}
