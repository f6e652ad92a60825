package dev.fargatepull.testing.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** AWS Config's recorder, for the account that moto emulates. */
public final class MotoRecorder {

    private final AwsConfig config;
    private final NetworkRecorder networks;
    private final ContainerRecorder containers;
    private final PermissionRecorder permissions;
    private final Map<String, CapturedItem> recorded = new LinkedHashMap<>();
    private Set<String> leftOut = Set.of();

    /**
     * A recorder that has not recorded anything yet.
     *
     * @param moto where the account is
     * @param config where its items go
     */
    public MotoRecorder(Moto moto, AwsConfig config) {
        this.config = config;
        this.networks = new NetworkRecorder(moto.client(Ec2Client.builder()));
        this.containers = new ContainerRecorder(moto.client(EcsClient.builder()), moto.client(EcrClient.builder()));
        this.permissions = new PermissionRecorder(
                moto.client(IamClient.builder()),
                moto.client(SecretsManagerClient.builder()),
                moto.client(KmsClient.builder()));
    }

    /** Does not record these types. */
    public MotoRecorder leavingOut(String... resourceTypes) {
        leftOut = Set.of(resourceTypes);
        return this;
    }

    /**
     * Records what is new, different or gone since the last time.
     *
     * @param captured when AWS Config looks
     * @return the items of what changed, as events deliver them
     */
    public List<ObjectNode> record(Instant captured) {
        Map<String, CapturedItem> found = new LinkedHashMap<>();
        Stream.of(networks.items(), containers.items(), permissions.items())
                .flatMap(items -> items)
                .filter(item -> !leftOut.contains(item.type()))
                .forEach(item -> found.put(item.key(), item));
        List<ObjectNode> changes = new ArrayList<>();
        recorded.forEach((key, item) -> {
            if (!found.containsKey(key)) {
                changes.add(item.deletedAt(captured));
            }
        });
        found.forEach((key, item) -> {
            if (!item.equals(recorded.get(key))) {
                changes.add(item.at(captured, recorded.containsKey(key) ? "OK" : "ResourceDiscovered"));
            }
        });
        recorded.clear();
        recorded.putAll(found);
        changes.forEach(config::recording);
        return changes;
    }
}
