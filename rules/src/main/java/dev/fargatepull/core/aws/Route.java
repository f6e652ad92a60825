package dev.fargatepull.core.aws;

/**
 * A route.
 *
 * @param destination an IPv4 CIDR block, or the id of a prefix list
 * @param target where it sends packets
 * @param isBlackhole whether the target is gone, so that packets are dropped
 * @param isPropagated whether a virtual private gateway propagated it; a static route to the same destination wins (VPC
 *     User Guide, "Route priority")
 */
public record Route(String destination, RouteTarget target, boolean isBlackhole, boolean isPropagated) {}
