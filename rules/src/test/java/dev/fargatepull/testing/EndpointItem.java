package dev.fargatepull.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code AWS::EC2::VPCEndpoint}: available, serving IPv4, and as an interface endpoint with private DNS. */
public final class EndpointItem extends Item<EndpointItem> {

    private final String id;
    private final String type;
    private final String service;
    private Optional<String> serviceName = Optional.empty();
    private String vpcId = "vpc-1";
    private Optional<Object> state = Optional.of("available");
    private Optional<Boolean> privateDns;
    private boolean inboundResolversOnly = false;
    private String ipAddressType = "ipv4";
    private List<String> routeTableIds = List.of();
    private List<String> subnetIds = List.of();
    private List<String> networkInterfaceIds = List.of();
    private List<String> securityGroups = List.of();
    private Optional<String> policy = Optional.of(
            "{\"Version\":\"2008-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}");

    EndpointItem(String id, String type, String service) {
        super("AWS::EC2::VPCEndpoint");
        this.id = id;
        this.type = type;
        this.service = service;
        this.privateDns = Optional.of(type.equals("Interface"));
    }

    /** The VPC it serves. */
    public EndpointItem inVpc(String vpc) {
        vpcId = vpc;
        return this;
    }

    /** Its service by full name, where that does not follow from Region and service. */
    public EndpointItem withServiceName(String name) {
        serviceName = Optional.of(name);
        return this;
    }

    /** Its state, as in {@code pendingAcceptance}. */
    public EndpointItem inState(String text) {
        state = Optional.of(text);
        return this;
    }

    /** Its state as answers to advanced queries write it. */
    public EndpointItem inStateByQuery(String text) {
        state = Optional.of(Map.of("value", text));
        return this;
    }

    /** Its item does not tell its state. */
    public EndpointItem withoutState() {
        state = Optional.empty();
        return this;
    }

    /** The service's own name does not resolve to it. */
    public EndpointItem withoutPrivateDns() {
        privateDns = Optional.of(false);
        return this;
    }

    /** Its item does not tell whether the service's own name resolves to it. */
    public EndpointItem withoutWordOnPrivateDns() {
        privateDns = Optional.empty();
        return this;
    }

    /** The service's own name resolves to it for inbound resolver endpoints only. */
    public EndpointItem forInboundResolversOnly() {
        inboundResolversOnly = true;
        return this;
    }

    /** It has IPv6 addresses only. */
    public EndpointItem ipv6Only() {
        ipAddressType = "ipv6";
        return this;
    }

    /** The route tables a gateway endpoint says it is associated with. */
    public EndpointItem forRouteTables(String... ids) {
        routeTableIds = List.of(ids);
        return this;
    }

    /** The subnets an interface endpoint stands in. */
    public EndpointItem inSubnets(String... ids) {
        subnetIds = List.of(ids);
        return this;
    }

    /** Its security groups. */
    public EndpointItem withSecurityGroups(String... ids) {
        securityGroups = List.of(ids);
        return this;
    }

    /** Its network interfaces. */
    public EndpointItem withNetworkInterfaces(String... ids) {
        networkInterfaceIds = List.of(ids);
        return this;
    }

    /** Its policy. */
    public EndpointItem withPolicy(StatementJson... statements) {
        return withPolicyText(StatementJson.document(statements));
    }

    /** Its policy, as JSON text. */
    public EndpointItem withPolicyText(String document) {
        policy = Optional.of(document);
        return this;
    }

    /** Its item tells of no policy. */
    public EndpointItem withoutPolicy() {
        policy = Optional.empty();
        return this;
    }

    @Override
    EndpointItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return id;
    }

    @Override
    Optional<String> itemArn() {
        return Optional.of(arn("ec2", "vpc-endpoint/" + id));
    }

    @Override
    Map<String, Object> configuration() {
        return Json.object(
                "vpcEndpointId",
                id,
                "vpcEndpointType",
                type,
                "vpcId",
                vpcId,
                "serviceName",
                serviceName.orElse("com.amazonaws.%s.%s".formatted(scope().region(), service)),
                "state",
                state,
                "policyDocument",
                policy,
                "routeTableIds",
                routeTableIds,
                "subnetIds",
                subnetIds,
                "groups",
                securityGroups.stream()
                        .map(group -> Json.object("groupId", group, "groupName", group + "-name"))
                        .toList(),
                "ipAddressType",
                ipAddressType,
                "dnsOptions",
                Json.object(
                        "dnsRecordIpType",
                        ipAddressType,
                        "privateDnsOnlyForInboundResolverEndpoint",
                        inboundResolversOnly ? Optional.of(true) : Optional.empty()),
                "privateDnsEnabled",
                privateDns,
                "requesterManaged",
                false,
                "networkInterfaceIds",
                networkInterfaceIds,
                "dnsEntries",
                List.of(),
                "creationTimestamp",
                1_772_366_400_000L,
                "tags",
                List.of(),
                "ownerId",
                scope().accountId());
    }
}
