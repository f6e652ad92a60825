package dev.fargatepull.core.aws;

import java.util.List;

/**
 * The network configuration of tasks in {@code awsvpc} mode.
 *
 * @param subnets ids of the subnets a task may be placed in, at least one
 * @param securityGroups ids of the security groups of its interface; none for the VPC's default group
 * @param assignPublicIp whether a task gets a public IPv4 address
 */
public record AwsvpcConfiguration(List<String> subnets, List<String> securityGroups, boolean assignPublicIp) {}
