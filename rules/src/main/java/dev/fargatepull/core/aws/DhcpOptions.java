package dev.fargatepull.core.aws;

import java.util.List;

/**
 * A DHCP option set.
 *
 * @param resourceId the option set's id
 * @param domainNameServers the DNS servers it hands out, by address or as {@code AmazonProvidedDNS}
 */
public record DhcpOptions(String resourceId, List<String> domainNameServers) implements AwsResource {}
