package dev.fargatepull.core.aws;

/**
 * VPC Block Public Access of an account in a Region.
 *
 * @param resourceId the account id
 * @param mode what it blocks
 */
public record VpcBlockPublicAccessOptions(String resourceId, Mode mode) implements AwsResource {

    /** The values of {@code InternetGatewayBlockMode}. */
    public enum Mode {
        OFF,
        BLOCK_BIDIRECTIONAL,
        /** Only NAT gateways and egress-only internet gateways get through. */
        BLOCK_INGRESS,
        /** A mode that came after these rules. */
        UNKNOWN
    }
}
