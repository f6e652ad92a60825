package dev.fargatepull.cdk;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnStackSet;
import software.amazon.awscdk.CfnStackSet.AutoDeploymentProperty;
import software.amazon.awscdk.CfnStackSet.DeploymentTargetsProperty;
import software.amazon.awscdk.CfnStackSet.OperationPreferencesProperty;
import software.amazon.awscdk.CfnStackSet.ParameterProperty;
import software.amazon.awscdk.CfnStackSet.StackInstancesProperty;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/**
 * The functions in every member account and Region, by a service-managed StackSet. StackSets pass over the management
 * account.
 */
public final class OrganizationStack extends Stack {

    /**
     * Makes the stack.
     *
     * @param settings what is chosen
     * @param template the template of the functions
     * @param artifact their code
     */
    OrganizationStack(
            Construct scope, String id, OrganizationSettings settings, Path template, FunctionArtifact artifact) {
        super(
                scope,
                id,
                StackProps.builder()
                        .description("The fargate-pull functions in every account of the organization")
                        .env(Environment.builder().region(settings.home()).build())
                        .build());
        Asset asset =
                Asset.Builder.create(this, "Template").path(template.toString()).build();
        CfnStackSet.Builder.create(this, "Functions")
                .stackSetName("fargate-pull")
                .description("The fargate-pull functions")
                .permissionModel("SERVICE_MANAGED")
                .callAs(settings.isDelegated() ? "DELEGATED_ADMIN" : "SELF")
                .capabilities(List.of("CAPABILITY_IAM"))
                .managedExecution(Map.of("Active", true))
                .autoDeployment(autoDeployment(settings))
                .operationPreferences(OperationPreferencesProperty.builder()
                        .regionConcurrencyType("PARALLEL")
                        .maxConcurrentPercentage(settings.maxConcurrentPercentage())
                        .failureTolerancePercentage(settings.failureTolerancePercentage())
                        // Strict would work on no more accounts at a time than may fail.
                        .concurrencyMode("SOFT_FAILURE_TOLERANCE")
                        .build())
                .stackInstancesGroup(List.of(StackInstancesProperty.builder()
                        .regions(settings.regions())
                        .deploymentTargets(targets(settings))
                        .build()))
                .parameters(List.of(
                        parameter(FunctionsStack.BUCKET_PREFIX, Fn.sub(FunctionArtifact.BUCKET_PREFIX)),
                        parameter(FunctionsStack.KEY, artifact.key())))
                .templateUrl(asset.getHttpUrl())
                .build();
    }

    private static AutoDeploymentProperty autoDeployment(OrganizationSettings settings) {
        AutoDeploymentProperty.Builder builder =
                AutoDeploymentProperty.builder().enabled(settings.autoDeployment());
        return settings.autoDeployment()
                ? builder.retainStacksOnAccountRemoval(false).build()
                : builder.build();
    }

    private static DeploymentTargetsProperty targets(OrganizationSettings settings) {
        DeploymentTargetsProperty.Builder builder =
                DeploymentTargetsProperty.builder().organizationalUnitIds(settings.organizationalUnits());
        return settings.excludedAccounts().isEmpty()
                ? builder.build()
                : builder.accounts(settings.excludedAccounts())
                        .accountFilterType("DIFFERENCE")
                        .build();
    }

    private static ParameterProperty parameter(String key, String value) {
        return ParameterProperty.builder()
                .parameterKey(key)
                .parameterValue(value)
                .build();
    }
}
