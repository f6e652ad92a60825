package dev.fargatepull.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** {@code AWS::EC2::PrefixList}. */
public final class PrefixListItem extends Item<PrefixListItem> {

    private final String id;
    private final String name;
    private List<Map<String, Object>> entries = List.of();

    PrefixListItem(String id, String name) {
        super("AWS::EC2::PrefixList");
        this.id = id;
        this.name = name;
    }

    /** The ranges it lists. */
    public PrefixListItem listing(String... cidrs) {
        entries = Arrays.stream(cidrs).map(cidr -> Json.object("Cidr", cidr)).toList();
        return this;
    }

    @Override
    PrefixListItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return id;
    }

    @Override
    Map<String, Object> configuration() {
        boolean isIpv6 = entries.toString().contains(":");
        return Json.object(
                "PrefixListId",
                id,
                "PrefixListName",
                name,
                "AddressFamily",
                isIpv6 ? "IPv6" : "IPv4",
                "Entries",
                entries,
                "Version",
                1);
    }
}
