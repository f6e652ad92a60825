package dev.fargatepull.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an ECS service and a task set have in common: they start tasks.
 *
 * <p>It starts as launch type {@code FARGATE} on the latest platform, without public addresses, in cluster
 * {@code main}. Its task definition comes with it: revision 1 of a family of its own name, with one image of the
 * account's own registry in the same Region.
 */
public abstract class LaunchItem<I extends LaunchItem<I>> extends Item<I> {

    private final String name;
    private final String awsvpcKey;
    private Optional<String> cluster = Optional.of("main");
    private Optional<String> launchType = Optional.of("FARGATE");
    private List<String> capacityProviders = List.of();
    private Optional<String> platformVersion = Optional.of("LATEST");
    private Optional<String> assignPublicIp = Optional.of("DISABLED");
    private List<String> subnets = List.of();
    private List<String> securityGroups = List.of("sg-tasks");
    private Optional<String> executionRole = Optional.empty();
    private TaskDefinitionItem taskDefinition;
    private boolean isTaskDefinitionNamed = true;
    private boolean isTaskDefinitionRecorded = true;

    LaunchItem(String resourceType, String awsvpcKey, String name) {
        super(resourceType);
        this.awsvpcKey = awsvpcKey;
        this.name = name;
        this.taskDefinition = new TaskDefinitionItem(name + ":1");
    }

    /** The subnets its tasks may be placed in. None means that it shows no network configuration. */
    public I in(String... subnetIds) {
        subnets = List.of(subnetIds);
        return self();
    }

    /** Its tasks get public addresses. */
    public I withPublicIp() {
        assignPublicIp = Optional.of("ENABLED");
        return self();
    }

    /** It does not say whether its tasks get public addresses. */
    public I withoutWordOnPublicIp() {
        assignPublicIp = Optional.empty();
        return self();
    }

    /** The security groups of its tasks. */
    public I withSecurityGroups(String... ids) {
        securityGroups = List.of(ids);
        return self();
    }

    /** The name of its cluster. */
    public I inCluster(String clusterName) {
        cluster = Optional.of(clusterName);
        return self();
    }

    /** It does not name its cluster, which then is the one called {@code default}. */
    public I inDefaultCluster() {
        cluster = Optional.empty();
        return self();
    }

    /** {@code EC2} or {@code EXTERNAL}. */
    public I withLaunchType(String type) {
        launchType = Optional.of(type);
        return self();
    }

    /** A capacity provider strategy takes the place of the launch type. */
    public I onCapacityProviders(String... providers) {
        launchType = Optional.empty();
        capacityProviders = List.of(providers);
        return self();
    }

    /** Neither launch type nor strategy: the cluster's default decides. */
    public I asItsClusterSays() {
        return onCapacityProviders();
    }

    /** Its Fargate platform version. */
    public I onPlatform(String version) {
        platformVersion = Optional.of(version);
        return self();
    }

    /** It does not say which platform version. */
    public I onUnnamedPlatform() {
        platformVersion = Optional.empty();
        return self();
    }

    /** The images of its task definition's containers. */
    public I pulling(String... images) {
        return running(Arrays.stream(images)
                .reduce(new TaskDefinitionItem(name + ":1"), TaskDefinitionItem::withImage, (a, b) -> b));
    }

    /** Its task definition, whose item comes with it. */
    public I running(TaskDefinitionItem definition) {
        taskDefinition = definition;
        isTaskDefinitionRecorded = true;
        return self();
    }

    /** The execution role of its account that its task definition names, unless that names one itself. */
    public I withExecutionRole(String roleName) {
        executionRole = Optional.of(roleName);
        return self();
    }

    /** A task definition without an item. */
    public I runningUnrecorded(String familyAndRevision) {
        taskDefinition = new TaskDefinitionItem(familyAndRevision);
        isTaskDefinitionRecorded = false;
        return self();
    }

    /** It names no task definition. */
    public I withoutTaskDefinition() {
        isTaskDefinitionNamed = false;
        isTaskDefinitionRecorded = false;
        return self();
    }

    @Override
    public List<ObjectNode> json() {
        taskDefinition.recordedIn(scope());
        executionRole.ifPresent(taskDefinition::withExecutionRoleUnlessNamed);
        return isTaskDefinitionRecorded
                ? Stream.concat(Stream.of(item()), taskDefinition.json().stream())
                        .toList()
                : List.of(item());
    }

    final String name() {
        return name;
    }

    final String clusterName() {
        return cluster.orElse("default");
    }

    final Map<String, Object> launchConfiguration() {
        Map<String, Object> awsvpc =
                Json.object("Subnets", subnets, "SecurityGroups", securityGroups, "AssignPublicIp", assignPublicIp);
        return Json.object(
                "Cluster",
                cluster.map(cluster -> arn("ecs", "cluster/" + cluster)),
                "TaskDefinition",
                isTaskDefinitionNamed
                        ? Optional.of(taskDefinition.recordedIn(scope()).taskDefinitionArn())
                        : Optional.empty(),
                "LaunchType",
                launchType,
                "CapacityProviderStrategy",
                capacityProviders.stream()
                        .map(provider -> Json.object("CapacityProvider", provider, "Weight", 1, "Base", 0))
                        .toList(),
                "PlatformVersion",
                platformVersion,
                "NetworkConfiguration",
                subnets.isEmpty() ? Map.of() : Map.of(awsvpcKey, awsvpc));
    }
}
