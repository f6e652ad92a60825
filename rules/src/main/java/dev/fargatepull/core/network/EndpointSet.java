package dev.fargatepull.core.network;

import dev.fargatepull.core.aws.RouteTable;
import dev.fargatepull.core.aws.VpcEndpoint;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.cause.Flow;
import java.util.List;
import java.util.Optional;

/** Whether a VPC's endpoints are enough for a flow that has no other way. */
final class EndpointSet {

    private final Endpoints endpoints;

    EndpointSet(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /**
     * What is missing for a flow from the subnets of a route table; of several endpoints the best counts.
     *
     * @param flow a flow that an endpoint can take
     */
    Optional<Cause> lack(Flow flow, RouteTable table) {
        return flow == Flow.LAYERS ? lackForLayers(table) : lackOfInterface(flow, table.vpcId());
    }

    private Optional<Cause> lackOfInterface(Flow flow, String vpcId) {
        // One that answers with IPv6 addresses alone is none to a task that asks for IPv4.
        List<VpcEndpoint> candidates = endpoints.of(flow, VpcEndpoint.Kind.INTERFACE, vpcId).stream()
                .filter(VpcEndpoint::servesIpv4)
                .toList();
        if (candidates.stream().anyMatch(VpcEndpoint::answersForItsService)) {
            return Optional.empty();
        }
        Optional<VpcEndpoint> untold =
                candidates.stream().filter(VpcEndpoint::mayAnswerForItsService).findFirst();
        if (untold.isPresent()) {
            return untold.map(endpoint -> untold(endpoint, flow));
        }
        String service = endpoints.serviceNames().of(flow);
        Optional<Cause> pending = pending(candidates, service);
        if (pending.isPresent()) {
            return pending.map(cause -> cause.on(flow));
        }
        Optional<VpcEndpoint> nameless =
                candidates.stream().filter(VpcEndpoint::isAvailable).findFirst();
        if (nameless.isPresent()) {
            String id = nameless.get().resourceId();
            return Optional.of(Cause.breach(
                            CauseCode.ENDPOINT_PRIVATE_DNS_OFF,
                            id,
                            "%s (%s) has no private DNS for the VPC, so tasks never find it".formatted(id, service),
                            "Set PrivateDnsEnabled on it, for the whole VPC.")
                    .on(flow));
        }
        return Optional.of(candidates.stream()
                .findFirst()
                .map(endpoint -> unavailable(endpoint, service))
                .orElseGet(() -> Cause.breach(
                        CauseCode.ENDPOINT_MISSING,
                        vpcId,
                        "%s lacks the endpoint %s for subnets without a way out".formatted(vpcId, service),
                        "Create the interface endpoint %s with private DNS.".formatted(service)))
                .on(flow));
    }

    private Optional<Cause> lackForLayers(RouteTable table) {
        List<VpcEndpoint> gateways = endpoints.of(Flow.LAYERS, VpcEndpoint.Kind.GATEWAY, table.vpcId());
        if (endpoints.s3GatewayFor(table).isPresent()) {
            return Optional.empty();
        }
        String service = endpoints.serviceNames().of(Flow.LAYERS);
        Optional<Cause> open = openAlternative(table).or(() -> pending(gateways, service));
        if (open.isPresent()) {
            return open.map(cause -> cause.on(Flow.LAYERS));
        }
        Optional<VpcEndpoint> elsewhere =
                gateways.stream().filter(VpcEndpoint::isAvailable).findFirst();
        if (elsewhere.isPresent()) {
            String id = elsewhere.get().resourceId();
            return Optional.of(Cause.breach(
                            CauseCode.S3_GATEWAY_NOT_ASSOCIATED,
                            id,
                            "the S3 gateway endpoint %s does not serve %s".formatted(id, table.resourceId()),
                            "Add %s to its route tables.".formatted(table.resourceId()))
                    .on(Flow.LAYERS));
        }
        return Optional.of(gateways.stream()
                .findFirst()
                .map(endpoint -> unavailable(endpoint, service))
                .orElseGet(() -> Cause.breach(
                        CauseCode.S3_GATEWAY_MISSING,
                        table.vpcId(),
                        "%s has no S3 gateway endpoint, and ECR keeps image layers in S3".formatted(table.vpcId()),
                        "Create the gateway endpoint %s for %s.".formatted(service, table.resourceId())))
                .on(Flow.LAYERS));
    }

    /** What may take the layers in place of a gateway endpoint, so that nobody can tell whether it does. */
    Optional<Cause> openAlternative(RouteTable table) {
        Optional<Cause> unrecorded = endpoints
                .unrecordedGateway(table)
                .map(id -> Cause.open(
                        CauseCode.ENDPOINT_UNKNOWN,
                        id,
                        "%s routes to %s, which has no item, so whether it serves S3 is unknown"
                                .formatted(table.resourceId(), id),
                        "Record AWS::EC2::VPCEndpoint in this account and Region."));
        return unrecorded
                .or(() -> endpoints
                        .s3Interface(table.vpcId())
                        .map(endpoint -> Cause.open(
                                CauseCode.S3_INTERFACE_ENDPOINT,
                                endpoint.resourceId(),
                                "S3 resolves to the interface endpoint %s; whether layers pass it is unknown"
                                        .formatted(endpoint.resourceId()),
                                "Add an S3 gateway endpoint for %s.".formatted(table.resourceId()))))
                .or(() -> endpoints.perhapsForLayers(table).map(endpoint -> untold(endpoint, Flow.LAYERS)))
                .map(cause -> cause.on(Flow.LAYERS));
    }

    /** That an endpoint may take a flow, and its item does not tell what decides. */
    static Cause untold(VpcEndpoint endpoint, Flow flow) {
        String id = endpoint.resourceId();
        String missing = endpoint.isAvailable() ? "whether it has private DNS" : "its state";
        return Cause.open(
                        CauseCode.ENDPOINT_UNKNOWN,
                        id,
                        "the item of %s (%s) does not tell %s".formatted(id, endpoint.serviceName(), missing),
                        "See aws ec2 describe-vpc-endpoints --vpc-endpoint-ids %s.".formatted(id))
                .on(flow);
    }

    private static Optional<Cause> pending(List<VpcEndpoint> candidates, String service) {
        return candidates.stream()
                .filter(VpcEndpoint::isPending)
                .findFirst()
                .map(endpoint -> Cause.open(
                        CauseCode.ENDPOINT_NOT_AVAILABLE,
                        endpoint.resourceId(),
                        "%s (%s) is %s".formatted(endpoint.resourceId(), service, endpoint.state()),
                        "Accept it, or wait until it is available."));
    }

    private static Cause unavailable(VpcEndpoint endpoint, String service) {
        return Cause.breach(
                CauseCode.ENDPOINT_NOT_AVAILABLE,
                endpoint.resourceId(),
                "%s (%s) is %s".formatted(endpoint.resourceId(), service, endpoint.state()),
                "Create the endpoint anew.");
    }
}
