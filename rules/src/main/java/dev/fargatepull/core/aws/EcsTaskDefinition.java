package dev.fargatepull.core.aws;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One revision of an ECS task definition.
 *
 * @param resourceId the family, or in older items {@code family:revision}
 * @param reference the revision's ARN
 * @param operatingSystemFamily {@code LINUX} or one of the {@code WINDOWS_SERVER_…} families; AWS Config does not
 *     record it, so absent means unknown here
 * @param cpuArchitecture {@code X86_64} or {@code ARM64}; not recorded either
 * @param ephemeralStorageInGib the storage of a task where it was set; not recorded either
 * @param executionRole ARN of the role that ECS pulls with
 * @param lacksExecutionRole whether somebody asked IAM and learnt that there is no such role
 * @param missingSecrets which of the secrets it names do not exist, as somebody learnt who asked Secrets Manager
 * @param containers the containers a task starts
 */
public record EcsTaskDefinition(
        String resourceId,
        String reference,
        Optional<String> operatingSystemFamily,
        Optional<String> cpuArchitecture,
        Optional<Long> ephemeralStorageInGib,
        Optional<String> executionRole,
        boolean lacksExecutionRole,
        Set<String> missingSecrets,
        List<Container> containers)
        implements AwsResource {

    /** Family and revision, as in {@code web:3}. */
    public String label() {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    /** The secrets that hold credentials of its registries, as it names them. */
    public Set<String> secretsOfRegistries() {
        return containers.stream()
                .flatMap(container -> container.repositoryCredentials().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether the registry of some container asks for credentials. */
    public boolean hasRepositoryCredentials() {
        return containers.stream().anyMatch(Container::hasRepositoryCredentials);
    }

    /**
     * A container of the task.
     *
     * @param name its name in the task definition
     * @param image the image reference as written
     * @param repositoryCredentials the Secrets Manager secret that holds the credentials for the registry, by ARN or
     *     name
     * @param pinsDigest whether ECS keeps to the digest that its tag had when the service was deployed
     */
    public record Container(String name, String image, Optional<String> repositoryCredentials, boolean pinsDigest) {

        /** Whether the registry asks for credentials. */
        public boolean hasRepositoryCredentials() {
            return repositoryCredentials.isPresent();
        }
    }
}
