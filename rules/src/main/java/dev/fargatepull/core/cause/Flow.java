package dev.fargatepull.core.cause;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** One conversation that pulling an image needs. */
public enum Flow {
    /** Logging in: {@code ecr:GetAuthorizationToken}, from the task's own network interface since platform 1.4.0. */
    API("api"),
    /** The image's manifest, from the ECR registry. */
    DKR("dkr"),
    /** The image's layers, from the S3 bucket ECR keeps them in. */
    LAYERS("layers"),
    /** The credentials of a private registry, from Secrets Manager. */
    SECRETS("secrets"),
    /** Everything of a registry that no endpoint in the VPC stands for. */
    INTERNET("internet"),
    /** A pull from a FIPS host of ECR, which the standard endpoints may or may not serve. */
    FIPS("fips");

    /** What a workload may need whose images nobody knows. */
    public static final Set<Flow> ALL_POSSIBLE =
            Collections.unmodifiableSet(EnumSet.of(API, DKR, LAYERS, SECRETS, INTERNET));

    private final String label;

    Flow(String label) {
        this.label = label;
    }

    /** The name in reports. */
    public String label() {
        return label;
    }
}
