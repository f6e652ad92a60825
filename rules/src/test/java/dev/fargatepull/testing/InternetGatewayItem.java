package dev.fargatepull.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code AWS::EC2::InternetGateway}: attached to {@code vpc-1}. */
public final class InternetGatewayItem extends Item<InternetGatewayItem> {

    private final String id;
    private List<Map<String, Object>> attachments = List.of(Json.object("state", "available", "vpcId", "vpc-1"));

    InternetGatewayItem(String id) {
        super("AWS::EC2::InternetGateway");
        this.id = id;
    }

    /** The VPC it is attached to. */
    public InternetGatewayItem attachedTo(String vpcId) {
        return attachedTo(vpcId, "available");
    }

    /** Its one attachment, with its state. */
    public InternetGatewayItem attachedTo(String vpcId, String state) {
        attachments = List.of(Json.object("state", state, "vpcId", vpcId));
        return this;
    }

    /** Its one attachment, without a state. */
    public InternetGatewayItem perhapsAttachedTo(String vpcId) {
        attachments = List.of(Json.object("vpcId", vpcId));
        return this;
    }

    /** It is attached to nothing. */
    public InternetGatewayItem detached() {
        attachments = List.of();
        return this;
    }

    @Override
    InternetGatewayItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return id;
    }

    @Override
    Optional<String> itemArn() {
        return Optional.of(arn("ec2", "internet-gateway/" + id));
    }

    @Override
    Map<String, Object> configuration() {
        return Json.object(
                "attachments", attachments, "internetGatewayId", id, "ownerId", scope().accountId(), "tags", List.of());
    }
}
