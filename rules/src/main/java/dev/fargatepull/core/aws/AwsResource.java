package dev.fargatepull.core.aws;

/** One AWS resource as a configuration item tells it. */
public sealed interface AwsResource
        permits AwsAccount,
                ConfigurationRecorder,
                DeniedCall,
                DhcpOptions,
                EcrPublicRepository,
                EcrPullThroughCacheRule,
                EcrRegistryPolicy,
                EcrRepository,
                EcsCluster,
                EcsService,
                EcsTaskDefinition,
                EcsTaskSet,
                IamPolicy,
                IamRole,
                InternetGateway,
                KmsKey,
                NatGateway,
                NetworkAcl,
                NetworkInterface,
                OciRepository,
                PrefixList,
                RouteTable,
                SecretsManagerSecret,
                SecurityGroup,
                Subnet,
                SubnetRouteTableAssociation,
                Vpc,
                VpcBlockPublicAccessExclusion,
                VpcBlockPublicAccessOptions,
                VpcEndpoint {

    /** The id AWS Config knows the resource by; for an ECS service its ARN, for a cluster its name. */
    String resourceId();

    /**
     * The name other items use to point at this resource, unique in an account and Region.
     *
     * <p>That is the resource id, except for task definitions, where AWS Config records all revisions of a family under
     * the family's name while services name one revision, and for repositories outside private registries.
     */
    default String reference() {
        return resourceId();
    }
}
