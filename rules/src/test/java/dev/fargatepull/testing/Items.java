package dev.fargatepull.testing;

import dev.fargatepull.core.inventory.Scope;
import java.util.List;

/** Where every scenario begins: one method for each kind of configuration item. */
public final class Items {

    private Items() {}

    /** The same items, recorded in another account or Region. */
    public static List<Item<?>> in(Scope scope, Item<?>... items) {
        List<Item<?>> placed = List.of(items);
        placed.forEach(item -> item.recordedIn(scope));
        return placed;
    }

    /** A call that was denied to whoever collected the evidence, named as in {@code ec2:DescribeVpcAttribute}. */
    public static DeniedCallItem deniedCall(String action) {
        return new DeniedCallItem(action);
    }

    /** A subnet. */
    public static SubnetItem subnet(String id) {
        return new SubnetItem(id);
    }

    /** A route table. */
    public static RouteTableItem routeTable(String id) {
        return new RouteTableItem(id);
    }

    /** The association of a subnet with a route table, as a resource of its own. */
    public static AssociationItem association(String subnetId, String routeTableId) {
        return new AssociationItem(subnetId, routeTableId);
    }

    /** A service on Fargate, with its task definition. */
    public static ServiceItem service(String name) {
        return new ServiceItem(name);
    }

    /** A task set on Fargate, with its task definition. */
    public static TaskSetItem taskSet(String id) {
        return new TaskSetItem(id);
    }

    /** A cluster. */
    public static ClusterItem cluster(String name) {
        return new ClusterItem(name);
    }

    /** A revision of a task definition, named as in {@code web:1}. */
    public static TaskDefinitionItem taskDefinition(String familyAndRevision) {
        return new TaskDefinitionItem(familyAndRevision);
    }

    /** A role of the account, without policies, that ECS may assume for tasks. */
    public static RoleItem role(String name) {
        return new RoleItem(name);
    }

    /** A customer-managed policy of the account. */
    public static ManagedPolicyItem managedPolicy(String name) {
        return new ManagedPolicyItem(name);
    }

    /** The policy of the account's private registry. */
    public static RegistryPolicyItem registryPolicy(StatementJson... statements) {
        return new RegistryPolicyItem(statements);
    }

    /** A secret of Secrets Manager, encrypted with AWS's own key. */
    public static SecretItem secret(String name) {
        return new SecretItem(name);
    }

    /** A customer-managed KMS key, which leaves its use to the account's policies. */
    public static KeyItem key(String id) {
        return new KeyItem(id);
    }

    /** A repository of the account's private registry. */
    public static RepositoryItem repository(String name) {
        return RepositoryItem.ecr(name);
    }

    /** A repository of the account's registry on ECR Public. */
    public static RepositoryItem publicRepository(String registryAlias, String name) {
        return RepositoryItem.ecrPublic(registryAlias, name);
    }

    /** A repository of any other registry, as in {@code docker.io/library/nginx}. */
    public static RepositoryItem repositoryElsewhere(String hostAndPath) {
        return RepositoryItem.oci(hostAndPath);
    }

    /** A rule that fills repositories whose names begin with a prefix from Docker Hub. */
    public static PullThroughCacheRuleItem pullThroughCacheRule(String prefix) {
        return new PullThroughCacheRuleItem(prefix);
    }

    /** A VPC. */
    public static VpcItem vpc(String id) {
        return new VpcItem(id);
    }

    /** An interface endpoint for a service of the Region, as in {@code ecr.api}. */
    public static EndpointItem interfaceEndpoint(String id, String service) {
        return new EndpointItem(id, "Interface", service);
    }

    /** A gateway endpoint for a service of the Region, as in {@code s3}. */
    public static EndpointItem gatewayEndpoint(String id, String service) {
        return new EndpointItem(id, "Gateway", service);
    }

    /** A Gateway Load Balancer endpoint. */
    public static EndpointItem loadBalancerEndpoint(String id) {
        return new EndpointItem(id, "GatewayLoadBalancer", "vpce-svc-1");
    }

    /** A NAT gateway. */
    public static NatGatewayItem natGateway(String id) {
        return new NatGatewayItem(id);
    }

    /** An internet gateway. */
    public static InternetGatewayItem internetGateway(String id) {
        return new InternetGatewayItem(id);
    }

    /** What VPC Block Public Access blocks: {@code off}, {@code block-ingress} or {@code block-bidirectional}. */
    public static BlockPublicAccessItem blockPublicAccess(String mode) {
        return new BlockPublicAccessItem(mode);
    }

    /** A VPC or subnet that VPC Block Public Access leaves alone. */
    public static BlockPublicAccessExclusionItem exclusion(String vpcOrSubnetId) {
        return new BlockPublicAccessExclusionItem(vpcOrSubnetId);
    }

    /** A prefix list. */
    public static PrefixListItem prefixList(String id, String name) {
        return new PrefixListItem(id, name);
    }

    /** A security group. */
    public static SecurityGroupItem securityGroup(String id) {
        return new SecurityGroupItem(id);
    }

    /** A network ACL. */
    public static NetworkAclItem networkAcl(String id) {
        return new NetworkAclItem(id);
    }

    /** A network interface of an endpoint. */
    public static NetworkInterfaceItem networkInterface(String id, String subnetId, String address) {
        return new NetworkInterfaceItem(id, subnetId, address);
    }

    /** A DHCP option set. */
    public static DhcpOptionsItem dhcpOptions(String id) {
        return new DhcpOptionsItem(id);
    }

    /** The configuration recorder. */
    public static RecorderItem recorder() {
        return new RecorderItem();
    }
}
