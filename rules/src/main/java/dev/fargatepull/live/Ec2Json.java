package dev.fargatepull.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.DhcpConfiguration;
import software.amazon.awssdk.services.ec2.model.DhcpOptions;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.VpcBlockPublicAccessExclusion;
import software.amazon.awssdk.services.ec2.model.VpcBlockPublicAccessOptions;

/** Where the items of AWS Config are of another shape than EC2's answers. */
final class Ec2Json {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What AWS Config calls the options that EC2 lists under keys of its own. */
    private static final Map<String, String> DHCP_NAMES = Map.of(
            "domain-name", "DomainName",
            "domain-name-servers", "DomainNameServers",
            "ntp-servers", "NtpServers",
            "netbios-name-servers", "NetbiosNameServers",
            "netbios-node-type", "NetbiosNodeType");

    private static final Set<String> SINGLE_OPTIONS = Set.of("domain-name", "netbios-node-type");

    /** States of exclusions that exempt nothing, or no longer. All others do, or are about to. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("create-failed", "delete-complete", "disable-complete");

    private Ec2Json() {}

    /** AWS Config has ranges as bare strings in {@code ipRanges}, and as EC2 has them in {@code ipv4Ranges}. */
    static ObjectNode securityGroup(SecurityGroup group) {
        ObjectNode configuration = SdkJson.CAMEL_CASE.object(group);
        for (String direction : List.of("ipPermissions", "ipPermissionsEgress")) {
            for (JsonNode permission : configuration.path(direction)) {
                splitRanges((ObjectNode) permission);
            }
        }
        return configuration;
    }

    private static void splitRanges(ObjectNode permission) {
        ArrayNode bare = JSON.arrayNode();
        ArrayNode whole = permission.withArrayProperty("ipRanges");
        whole.forEach(range -> bare.add(range.path("cidrIp")));
        permission.set("ipv4Ranges", whole);
        permission.set("ipRanges", bare);
    }

    /** AWS Config has a property for each option, where EC2 has a list of keys and values. */
    static ObjectNode dhcpOptions(DhcpOptions options) {
        ObjectNode configuration = JSON.objectNode().put("DhcpOptionsId", options.dhcpOptionsId());
        for (DhcpConfiguration option : options.dhcpConfigurations()) {
            List<String> values =
                    option.values().stream().map(AttributeValue::value).toList();
            String name = DHCP_NAMES.getOrDefault(option.key(), option.key());
            if (SINGLE_OPTIONS.contains(option.key())) {
                configuration.put(name, String.join(" ", values));
            } else {
                values.forEach(configuration.putArray(name)::add);
            }
        }
        return configuration;
    }

    /**
     * A prefix list.
     *
     * @param entries what it lists; empty if that is unknown
     */
    static ObjectNode prefixList(ManagedPrefixList list, Optional<List<PrefixListEntry>> entries) {
        ObjectNode configuration = SdkJson.PASCAL_CASE.object(list);
        configuration.set("Arn", configuration.remove("PrefixListArn"));
        entries.ifPresent(known -> {
            ArrayNode written = configuration.putArray("Entries");
            known.forEach(entry -> written.add(SdkJson.PASCAL_CASE.object(entry)));
        });
        return configuration;
    }

    /** What Block Public Access blocks in the Region. */
    static ObjectNode blockPublicAccess(String accountId, VpcBlockPublicAccessOptions options) {
        return JSON.objectNode()
                .put("AccountId", accountId)
                .put("InternetGatewayBlockMode", options.internetGatewayBlockModeAsString());
    }

    /** A VPC or subnet that Block Public Access leaves alone; empty if it does not, or no longer. */
    static Optional<ObjectNode> exclusion(VpcBlockPublicAccessExclusion exclusion) {
        if (WITHOUT_EFFECT.contains(exclusion.stateAsString())) {
            return Optional.empty();
        }
        String arn = exclusion.resourceArn();
        String id = arn.substring(arn.lastIndexOf('/') + 1);
        return Optional.of(JSON.objectNode()
                .put("ExclusionId", exclusion.exclusionId())
                .put("InternetGatewayExclusionMode", exclusion.internetGatewayExclusionModeAsString())
                .put(id.startsWith("vpc-") ? "VpcId" : "SubnetId", id));
    }
}
