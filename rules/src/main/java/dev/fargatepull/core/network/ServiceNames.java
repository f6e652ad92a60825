package dev.fargatepull.core.network;

import dev.fargatepull.core.cause.Flow;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the endpoint services are called that a pull needs.
 *
 * <p>ECR User Guide, "Amazon ECR interface VPC endpoints"; in China the ECR services alone carry the prefix
 * {@code cn.}.
 */
final class ServiceNames {

    private final String region;
    private final Map<Flow, String> names = new EnumMap<>(Flow.class);

    ServiceNames(String region) {
        this.region = region;
    }

    /** Whether an endpoint service is the one for a flow. */
    boolean matches(Flow flow, String serviceName) {
        return isOfKnownPartition()
                ? serviceName.equals(of(flow))
                : serviceName.endsWith(".%s.%s".formatted(region, service(flow)));
    }

    /** The full name of the endpoint service for a flow. */
    String of(Flow flow) {
        return names.computeIfAbsent(flow, this::nameOf);
    }

    private String nameOf(Flow flow) {
        boolean chineseEcr = region.startsWith("cn-") && (flow == Flow.API || flow == Flow.DKR);
        return "%scom.amazonaws.%s.%s".formatted(chineseEcr ? "cn." : "", region, service(flow));
    }

    /** The name of the service behind a flow, without Region. */
    static String service(Flow flow) {
        return switch (flow) {
            case API -> "ecr.api";
            case DKR -> "ecr.dkr";
            case LAYERS -> "s3";
            case SECRETS -> "secretsmanager";
            case INTERNET, FIPS -> throw new IllegalArgumentException("no endpoint service stands for " + flow);
        };
    }

    /** Isolated and sovereign partitions use prefixes of their own, which AWS does not publish. */
    private boolean isOfKnownPartition() {
        return !region.contains("-iso") && !region.startsWith("eusc-");
    }
}
