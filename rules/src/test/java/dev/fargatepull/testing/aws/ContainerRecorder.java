package dev.fargatepull.testing.aws;

import dev.fargatepull.testing.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryPolicyNotFoundException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RepositoryCredentials;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** ECS and ECR as AWS Config records them. The shapes are written down by hand, key by key as in real items. */
final class ContainerRecorder {

    private static final String ACTIVE = "ACTIVE";

    private final EcsClient ecs;
    private final EcrClient ecr;

    ContainerRecorder(EcsClient ecs, EcrClient ecr) {
        this.ecs = ecs;
        this.ecr = ecr;
    }

    Stream<CapturedItem> items() {
        List<CapturedItem> items = new ArrayList<>();
        for (String cluster : ecs.listClustersPaginator().clusterArns()) {
            ecs.describeClusters(request -> request.clusters(cluster)).clusters().stream()
                    .filter(found -> ACTIVE.equals(found.status()))
                    .map(ContainerRecorder::cluster)
                    .forEach(items::add);
            for (String service : ecs.listServicesPaginator(request -> request.cluster(cluster))
                    .serviceArns()) {
                ecs.describeServices(request -> request.cluster(cluster).services(service)).services().stream()
                        .filter(found -> ACTIVE.equals(found.status()))
                        .map(ContainerRecorder::service)
                        .forEach(items::add);
            }
        }
        for (String family : ecs.listTaskDefinitionFamiliesPaginator(request -> request.status(ACTIVE))
                .families()) {
            items.add(taskDefinition(ecs.describeTaskDefinition(request -> request.taskDefinition(family))
                    .taskDefinition()));
        }
        ecr.describeRepositoriesPaginator().repositories().stream()
                .map(this::repository)
                .forEach(items::add);
        return items.stream();
    }

    private static CapturedItem cluster(Cluster cluster) {
        return CapturedItem.of(
                        "AWS::ECS::Cluster",
                        cluster.clusterName(),
                        Json.object(
                                "Arn", cluster.clusterArn(),
                                "ClusterName", cluster.clusterName(),
                                "ClusterSettings", List.of(),
                                "CapacityProviders", cluster.capacityProviders(),
                                "DefaultCapacityProviderStrategy", strategy(cluster.defaultCapacityProviderStrategy()),
                                "Tags", tags(cluster.tags())))
                .named(cluster.clusterName())
                .withArn(cluster.clusterArn());
    }

    private static CapturedItem service(Service service) {
        return CapturedItem.of(
                        "AWS::ECS::Service",
                        service.serviceArn(),
                        Json.object(
                                "ServiceArn", service.serviceArn(),
                                "CapacityProviderStrategy", strategy(service.capacityProviderStrategy()),
                                "Cluster", service.clusterArn(),
                                "DeploymentController",
                                        Optional.ofNullable(service.deploymentController())
                                                .map(controller -> Map.of("Type", controller.typeAsString())),
                                "DesiredCount", service.desiredCount(),
                                "FargateEphemeralStorage", List.of(),
                                "LaunchType", Optional.ofNullable(service.launchTypeAsString()),
                                "LoadBalancers", List.of(),
                                "Name", service.serviceName(),
                                "NetworkConfiguration",
                                        Optional.ofNullable(service.networkConfiguration())
                                                .map(network -> network.awsvpcConfiguration())
                                                .map(awsvpc -> Map.of("AwsvpcConfiguration", network(awsvpc))),
                                "PlatformVersion",
                                        Optional.ofNullable(service.platformVersion())
                                                .orElse("LATEST"),
                                "SchedulingStrategy", Optional.ofNullable(service.schedulingStrategyAsString()),
                                "ServiceName", service.serviceName(),
                                "ServiceConnectConfiguration", List.of(),
                                "Tags", tags(service.tags()),
                                "TaskDefinition", Optional.ofNullable(service.taskDefinition())))
                .named(service.serviceName())
                .withArn(service.serviceArn());
    }

    private static Map<String, Object> network(AwsVpcConfiguration awsvpc) {
        return Json.object(
                "Subnets", awsvpc.subnets(),
                "SecurityGroups", awsvpc.securityGroups(),
                "AssignPublicIp",
                        Optional.ofNullable(awsvpc.assignPublicIpAsString()).orElse("DISABLED"));
    }

    private static List<Map<String, Object>> strategy(Collection<CapacityProviderStrategyItem> items) {
        return items.stream()
                .map(item -> Json.object(
                        "CapacityProvider", item.capacityProvider(),
                        "Weight", Optional.ofNullable(item.weight()),
                        "Base", Optional.ofNullable(item.base())))
                .toList();
    }

    /** The last active revision, under its family; platform and storage are not recorded. */
    private static CapturedItem taskDefinition(TaskDefinition definition) {
        return CapturedItem.of(
                        "AWS::ECS::TaskDefinition",
                        definition.family(),
                        Json.object(
                                "ContainerDefinitions",
                                        definition.containerDefinitions().stream()
                                                .map(ContainerRecorder::container)
                                                .toList(),
                                "Cpu", Optional.ofNullable(definition.cpu()),
                                "ExecutionRoleArn", Optional.ofNullable(definition.executionRoleArn()),
                                "Family", definition.family(),
                                "InferenceAccelerators", List.of(),
                                "Memory", Optional.ofNullable(definition.memory()),
                                "NetworkMode", Optional.ofNullable(definition.networkModeAsString()),
                                "PlacementConstraints", List.of(),
                                "RequiresCompatibilities", definition.requiresCompatibilitiesAsStrings(),
                                "Status", definition.statusAsString(),
                                "Tags", List.of(),
                                "TaskDefinitionArn", definition.taskDefinitionArn(),
                                "TaskRoleArn", Optional.ofNullable(definition.taskRoleArn()),
                                "Volumes", List.of()))
                .named(definition.family() + ":" + definition.revision())
                .withArn(definition.taskDefinitionArn());
    }

    private static Map<String, Object> container(ContainerDefinition container) {
        return Json.object(
                "Name", container.name(),
                "Image", container.image(),
                "RepositoryCredentials",
                        Optional.ofNullable(container.repositoryCredentials())
                                .map(RepositoryCredentials::credentialsParameter)
                                .map(secret -> Map.of("CredentialsParameter", secret)),
                "Cpu", Optional.ofNullable(container.cpu()).orElse(0),
                "Links", List.of(),
                "Essential", Optional.ofNullable(container.essential()).orElse(true),
                "EntryPoint", List.of(),
                "Command", container.command(),
                "Environment",
                        container.environment().stream()
                                .map(variable -> Json.object("Name", variable.name(), "Value", variable.value()))
                                .toList(),
                "Secrets",
                        container.secrets().stream()
                                .map(secret -> Json.object("Name", secret.name(), "ValueFrom", secret.valueFrom()))
                                .toList(),
                "VersionConsistency", Optional.ofNullable(container.versionConsistencyAsString()));
    }

    private CapturedItem repository(Repository repository) {
        return CapturedItem.of(
                        "AWS::ECR::Repository",
                        repository.repositoryName(),
                        Json.object(
                                "Arn", repository.repositoryArn(),
                                "ImageScanningConfiguration", Map.of("ScanOnPush", false),
                                "ImageTagMutability", repository.imageTagMutabilityAsString(),
                                "RepositoryName", repository.repositoryName(),
                                "LifecyclePolicy", Map.of(),
                                "RepositoryPolicyText", policy(repository.repositoryName()),
                                "EncryptionConfiguration", Map.of("EncryptionType", "AES256"),
                                "RepositoryUri", repository.repositoryUri(),
                                "Tags", List.of()))
                .named(repository.repositoryName())
                .withArn(repository.repositoryArn());
    }

    /** Where there is none, AWS Config writes an empty object in place of the text. */
    private Object policy(String repository) {
        try {
            return ecr.getRepositoryPolicy(request -> request.repositoryName(repository))
                    .policyText();
        } catch (RepositoryPolicyNotFoundException none) {
            return new LinkedHashMap<>();
        }
    }

    private static List<Map<String, Object>> tags(Collection<Tag> tags) {
        return tags.stream()
                .map(tag -> Json.object("Key", tag.key(), "Value", tag.value()))
                .toList();
    }
}
