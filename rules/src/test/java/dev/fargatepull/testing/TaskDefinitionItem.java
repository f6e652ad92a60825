package dev.fargatepull.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code AWS::ECS::TaskDefinition}: one container, whose image lies in the account's own registry in the same Region,
 * unless images are named.
 */
public final class TaskDefinitionItem extends Item<TaskDefinitionItem> {

    private final String familyAndRevision;
    private final List<Map<String, Object>> containers = new ArrayList<>();
    private Optional<Map<String, Object>> runtimePlatform = Optional.empty();
    private boolean isPlatformSupplementary = true;
    private Optional<Map<String, Object>> ephemeralStorage = Optional.empty();
    private Optional<String> executionRoleArn = Optional.empty();
    private boolean isExecutionRoleGone = false;
    private List<String> missingSecrets = List.of();

    TaskDefinitionItem(String familyAndRevision) {
        super("AWS::ECS::TaskDefinition");
        this.familyAndRevision = familyAndRevision;
    }

    /** One more container, with this image. */
    public TaskDefinitionItem withImage(String image) {
        return withContainer(image, Optional.empty());
    }

    /** One more container, whose registry asks for credentials that Secrets Manager holds. */
    public TaskDefinitionItem withImageBehindCredentials(String image, String secretArn) {
        return withContainer(image, Optional.of(Map.of("CredentialsParameter", secretArn)));
    }

    /** One more container, of this name. */
    public TaskDefinitionItem withContainer(String name, String image) {
        return withContainer(name, image, Optional.empty(), Optional.empty());
    }

    /** One more container, whose image ECS pulls by its tag every time: version consistency is disabled. */
    public TaskDefinitionItem withContainerByTag(String name, String image) {
        return withContainer(name, image, Optional.empty(), Optional.of("disabled"));
    }

    /** Its ephemeral storage, which AWS Config does not record, as a supplement. */
    public TaskDefinitionItem withStorage(long gib) {
        ephemeralStorage = Optional.of(Map.of("SizeInGiB", gib));
        return this;
    }

    /** Its runtime platform, which AWS Config does not record, as a supplement from {@code DescribeTaskDefinition}. */
    public TaskDefinitionItem onPlatform(String operatingSystemFamily, String cpuArchitecture) {
        runtimePlatform = Optional.of(
                Json.object("OperatingSystemFamily", operatingSystemFamily, "CpuArchitecture", cpuArchitecture));
        return this;
    }

    /** Its operating system, and no word on its processor. */
    public TaskDefinitionItem onOperatingSystem(String operatingSystemFamily) {
        runtimePlatform = Optional.of(Json.object("OperatingSystemFamily", operatingSystemFamily));
        return this;
    }

    /** Runtime platform and ephemeral storage stand in the configuration itself. */
    public TaskDefinitionItem withPlatformInConfiguration() {
        isPlatformSupplementary = false;
        return this;
    }

    /** Somebody asked IAM for its execution role, and there is no such role. */
    public TaskDefinitionItem withExecutionRoleGone() {
        isExecutionRoleGone = true;
        return this;
    }

    /** Somebody asked Secrets Manager for these secrets, as it names them, and there are no such. */
    public TaskDefinitionItem withSecretsGone(String... names) {
        missingSecrets = List.of(names);
        return this;
    }

    /** Its task execution role. */
    public TaskDefinitionItem withExecutionRole(String roleArn) {
        executionRoleArn = Optional.of(roleArn);
        return this;
    }

    /** The execution role of its account that it has unless it names another. */
    void withExecutionRoleUnlessNamed(String roleName) {
        if (executionRoleArn.isEmpty()) {
            executionRoleArn = Optional.of("arn:aws:iam::%s:role/%s".formatted(scope().accountId(), roleName));
        }
    }

    private TaskDefinitionItem withContainer(String image, Optional<Map<String, Object>> credentials) {
        return withContainer("container-" + containers.size(), image, credentials, Optional.empty());
    }

    private TaskDefinitionItem withContainer(
            String name, String image, Optional<Map<String, Object>> credentials, Optional<String> consistency) {
        containers.add(Json.object(
                "Name",
                name,
                "Image",
                image,
                "Essential",
                true,
                "RepositoryCredentials",
                credentials,
                "VersionConsistency",
                consistency,
                "Secrets",
                List.of(),
                "DependsOn",
                List.of()));
        return this;
    }

    String taskDefinitionArn() {
        return arn("ecs", "task-definition/" + familyAndRevision);
    }

    private String family() {
        return familyAndRevision.substring(0, familyAndRevision.indexOf(':'));
    }

    @Override
    TaskDefinitionItem self() {
        return this;
    }

    @Override
    String resourceId() {
        return family();
    }

    @Override
    Optional<String> resourceName() {
        return Optional.of(familyAndRevision);
    }

    @Override
    Optional<String> itemArn() {
        return Optional.of(taskDefinitionArn());
    }

    @Override
    Map<String, Object> configuration() {
        if (containers.isEmpty()) {
            withImage(Images.ecr(scope(), family() + ":1.0"));
        }
        return Json.object(
                "Family",
                family(),
                "TaskDefinitionArn",
                taskDefinitionArn(),
                "Status",
                "ACTIVE",
                "RequiresCompatibilities",
                List.of("FARGATE"),
                "NetworkMode",
                "awsvpc",
                "Cpu",
                "256",
                "Memory",
                "512",
                "ExecutionRoleArn",
                executionRoleArn,
                "ContainerDefinitions",
                containers,
                "RuntimePlatform",
                isPlatformSupplementary ? Optional.empty() : runtimePlatform,
                "EphemeralStorage",
                isPlatformSupplementary ? Optional.empty() : ephemeralStorage,
                "Volumes",
                List.of(),
                "Tags",
                List.of());
    }

    @Override
    Map<String, Object> supplementaryConfiguration() {
        Map<String, Object> supplement = isPlatformSupplementary
                ? Json.object("RuntimePlatform", runtimePlatform, "EphemeralStorage", ephemeralStorage)
                : Json.object();
        if (isExecutionRoleGone) {
            supplement.put("executionRoleExists", false);
        }
        if (!missingSecrets.isEmpty()) {
            supplement.put("missingSecrets", missingSecrets);
        }
        return supplement;
    }
}
