package dev.fargatepull.core.aws;

import java.util.Set;

/**
 * The AWS Config recorder of an account and Region.
 *
 * @param resourceId the recorder's name
 * @param strategy how {@code resourceTypes} is to be read
 * @param resourceTypes AWS names of the types listed in the recording group
 * @param suppliedTypes AWS names of the types that the recorder leaves out and of which whoever collected the evidence
 *     added all that the account and Region have
 */
public record ConfigurationRecorder(
        String resourceId, Strategy strategy, Set<String> resourceTypes, Set<String> suppliedTypes)
        implements AwsResource {

    /** The recording strategies of AWS Config. */
    public enum Strategy {
        /** Everything AWS Config supports. */
        ALL,
        /** Only the listed types. */
        ONLY_LISTED,
        /** Everything but the listed types. */
        ALL_BUT_LISTED
    }

    /** Whether this recorder records resources of the type. */
    public boolean records(ResourceType type) {
        boolean listed = resourceTypes.contains(type.awsName());
        return switch (strategy) {
            case ALL -> true;
            case ONLY_LISTED -> listed;
            case ALL_BUT_LISTED -> !listed;
        };
    }
}
