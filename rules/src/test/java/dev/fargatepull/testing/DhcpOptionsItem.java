package dev.fargatepull.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code AWS::EC2::DHCPOptions}: it hands out the Amazon resolver unless it is told otherwise. */
public final class DhcpOptionsItem extends Item<DhcpOptionsItem> {

    private final String id;
    private List<String> servers = List.of("AmazonProvidedDNS");

    DhcpOptionsItem(String id) {
        super("AWS::EC2::DHCPOptions");
        this.id = id;
    }

    /** The DNS servers it hands out. */
    public DhcpOptionsItem withServers(String... addresses) {
        servers = List.of(addresses);
        return this;
    }

    @Override
    DhcpOptionsItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return id;
    }

    @Override
    Optional<String> itemArn() {
        return Optional.of(arn("ec2", "dhcp-options/" + id));
    }

    @Override
    Map<String, Object> configuration() {
        return Json.object(
                "DhcpOptionsId",
                id,
                "DomainName",
                scope().region() + ".compute.internal",
                "DomainNameServers",
                servers,
                "Tags",
                List.of());
    }
}
