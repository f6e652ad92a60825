package dev.fargatepull.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One VPC with everything in it that the rules read: its network, and an ECS cluster with Fargate services. */
final class Site {

    /** How many items the rules need a site is made of: nothing in it depends on chance but what the items say. */
    static final int NEEDED_ITEMS = 46;

    private static final int ZONES = 3;
    private static final int SERVICES = 12;

    private static final Template VPC = new Template("""
            {"cidrBlock":"10.0.0.0/16","dhcpOptionsId":"dopt-${hex}","state":"available","vpcId":"${id}","ownerId":"${account}",
            "instanceTenancy":"default","ipv6CidrBlockAssociationSet":[],"cidrBlockAssociationSet":[{"associationId":
            "vpc-cidr-assoc-${hex}","cidrBlock":"10.0.0.0/16","cidrBlockState":{"state":"associated"}}],"isDefault":false,
            "tags":[{"key":"Name","value":"${word}-${number}"},{"key":"team","value":"${word}"}]}""");

    private static final Template SUBNET = new Template("""
            {"availabilityZone":"${region}a","availabilityZoneId":"az1","availableIpAddressCount":${octet},
            "cidrBlock":"10.0.${octet}.0/24","defaultForAz":false,"mapPublicIpOnLaunch":false,"mapCustomerOwnedIpOnLaunch":false,
            "state":"available","subnetId":"${id}","vpcId":"${vpc}","ownerId":"${account}","assignIpv6AddressOnCreation":false,
            "ipv6CidrBlockAssociationSet":[],"tags":[{"key":"Name","value":"${word}-${number}"},{"key":"tier","value":"${word}"}],
            "subnetArn":"arn:aws:ec2:${region}:${account}:subnet/${id}","enableDns64":false,"ipv6Native":false,
            "privateDnsNameOptionsOnLaunch":{"hostnameType":"ip-name","enableResourceNameDnsARecord":false,
            "enableResourceNameDnsAAAARecord":false}}""");

    private static final Template ROUTE_TABLE = new Template("""
            {"associations":[${associations}],"propagatingVgws":[],"routeTableId":"${id}","routes":[
            {"destinationCidrBlock":"10.0.0.0/16","gatewayId":"local","origin":"CreateRouteTable","state":"active"},
            {"destinationCidrBlock":"172.16.0.0/12","transitGatewayId":"tgw-${hex}","origin":"CreateRoute","state":"active"},
            {"destinationCidrBlock":"192.168.${octet}.0/24","vpcPeeringConnectionId":"pcx-${hex}","origin":"CreateRoute",
            "state":"active"}${defaultRoute}],"tags":[{"key":"Name","value":"${word}-${number}"}],"vpcId":"${vpc}",
            "ownerId":"${account}"}""");

    private static final Template ASSOCIATION = new Template("""
            {"main":false,"routeTableAssociationId":"rtbassoc-${hex}","routeTableId":"${id}","subnetId":"${subnet}",
            "associationState":{"state":"associated"}}""");

    private static final Template SUBNET_ASSOCIATION =
            new Template("{\"Id\":\"${id}\",\"RouteTableId\":\"${table}\",\"SubnetId\":\"${subnet}\"}");

    private static final Template INTERNET_GATEWAY = new Template("""
            {"attachments":[${attachments}],"internetGatewayId":"${id}","ownerId":"${account}",
            "tags":[{"key":"Name","value":"${word}-${number}"}]}""");

    private static final Template NAT_GATEWAY = new Template("""
            {"createTime":${millis},"natGatewayAddresses":[{"allocationId":"eipalloc-${hex}","networkInterfaceId":"eni-${hex}",
            "privateIp":"10.0.1.${octet}","publicIp":"198.51.100.${octet}","associationId":"eipassoc-${hex}","isPrimary":true,
            "status":"succeeded","primary":true}],"natGatewayId":"${id}","state":"${state}","subnetId":"${subnet}",
            "vpcId":"${vpc}","tags":[{"key":"Name","value":"${word}-${number}"}],"connectivityType":"public"}""");

    private static final Template INTERFACE_ENDPOINT = new Template("""
            {"vpcEndpointId":"${id}","vpcEndpointType":"Interface","vpcId":"${vpc}",
            "serviceName":"com.amazonaws.${region}.${service}","state":"available",
            "policyDocument":"{\\n  \\"Statement\\": [\\n    {\\n      \\"Action\\": \\"*\\", \\n      \\"Effect\\": \\"Allow\\"\\n    }\\n  ]\\n}",
            "routeTableIds":[],"subnetIds":["subnet-${hex}","subnet-${hex}","subnet-${hex}"],"groups":[{"groupId":"sg-${hex}",
            "groupName":"endpoints"}],"ipAddressType":"ipv4","dnsOptions":{"dnsRecordIpType":"ipv4"},"privateDnsEnabled":true,
            "requesterManaged":false,"networkInterfaceIds":["eni-${hex}","eni-${hex}","eni-${hex}"],"dnsEntries":[
            {"dnsName":"${id}-a.${service}.${region}.vpce.amazonaws.com","hostedZoneId":"Z${hex}"},
            {"dnsName":"${id}-b.${service}.${region}.vpce.amazonaws.com","hostedZoneId":"Z${hex}"},
            {"dnsName":"${service}.${region}.amazonaws.com","hostedZoneId":"Z${hex}"}],"creationTimestamp":${millis},
            "tags":[{"key":"Name","value":"${word}-${number}"}],"ownerId":"${account}"}""");

    private static final Template GATEWAY_ENDPOINT = new Template("""
            {"vpcEndpointId":"${id}","vpcEndpointType":"Gateway","vpcId":"${vpc}","serviceName":"com.amazonaws.${region}.s3",
            "state":"available","policyDocument":"{\\"Version\\":\\"2008-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\"}]}",
            "routeTableIds":["${table}"],"subnetIds":[],"groups":[],"ipAddressType":"ipv4","dnsOptions":{"dnsRecordIpType":
            "service-defined"},"privateDnsEnabled":false,"requesterManaged":false,"networkInterfaceIds":[],"dnsEntries":[],
            "creationTimestamp":${millis},"tags":[{"key":"Name","value":"${word}-${number}"}],"ownerId":"${account}"}""");

    private static final Template CLUSTER = new Template("""
            {"Arn":"arn:aws:ecs:${region}:${account}:cluster/${id}","ClusterName":"${id}","ClusterSettings":[
            {"Name":"containerInsights","Value":"enhanced"}],"CapacityProviders":["FARGATE","FARGATE_SPOT"],
            "DefaultCapacityProviderStrategy":[{"CapacityProvider":"FARGATE","Weight":1,"Base":0}],
            "Tags":[{"Key":"team","Value":"${word}"}]}""");

    private static final Template SERVICE = new Template("""
            {"ServiceArn":"${id}","CapacityProviderStrategy":[],"Cluster":"arn:aws:ecs:${region}:${account}:cluster/${cluster}",
            "DeploymentConfiguration":{"DeploymentCircuitBreaker":{"Enable":true,"Rollback":true},"MaximumPercent":200,
            "MinimumHealthyPercent":100,"Strategy":"ROLLING","BakeTimeInMinutes":0,"LifecycleHooks":[]},"DeploymentController":
            {"Type":"ECS"},"DesiredCount":${octet},"EnableECSManagedTags":true,"EnableExecuteCommand":false,
            "FargateEphemeralStorage":[],"HealthCheckGracePeriodSeconds":60,"LaunchType":"FARGATE","LoadBalancers":[{"TargetGroupArn":
            "arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/${word}/${hex}","ContainerName":"app",
            "ContainerPort":8080}],"Name":"${name}","NetworkConfiguration":{"AwsvpcConfiguration":{"Subnets":[${subnets}],
            "SecurityGroups":["sg-${hex}"],"AssignPublicIp":"${assignPublicIp}"}},"PlacementConstraints":[],"PlacementStrategies":[],
            "PlatformVersion":"LATEST","PropagateTags":"SERVICE","Role":
            "arn:aws:iam::${account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS","SchedulingStrategy":"REPLICA",
            "ServiceName":"${name}","ServiceConnectConfiguration":[],"ServiceRegistries":[],"Tags":[{"Key":"team","Value":"${word}"}],
            "TaskDefinition":"${taskDefinition}","VolumeConfigurations":[],"AvailabilityZoneRebalancing":"ENABLED",
            "VpcLatticeConfigurations":[]}""");

    private static final Template TASK_DEFINITION = new Template("""
            {"ContainerDefinitions":[{"Name":"app","Image":"${image}","Cpu":0,"Links":[],"PortMappings":[{"ContainerPort":8080,
            "HostPort":8080,"Protocol":"tcp"}],"Essential":true,"EntryPoint":[],"Command":["serve","--port","8080"],"Environment":[
            {"Name":"LOG_LEVEL","Value":"info"},{"Name":"TABLE","Value":"${word}-${number}"},{"Name":"QUEUE","Value":
            "https://sqs.${region}.amazonaws.com/${account}/${word}-${number}"}],"EnvironmentFiles":[],"MountPoints":[],
            "VolumesFrom":[],"Secrets":[{"Name":"PASSWORD","ValueFrom":
            "arn:aws:secretsmanager:${region}:${account}:secret:${word}-${number}"}],"DependsOn":[],"DnsServers":[],
            "DnsSearchDomains":[],"ExtraHosts":[],"DockerSecurityOptions":[],"DockerLabels":{},"Ulimits":[],"LogConfiguration":
            {"LogDriver":"awslogs","Options":{"awslogs-group":"/ecs/${word}-${number}","awslogs-region":"${region}",
            "awslogs-stream-prefix":"app"},"SecretOptions":[]},"SystemControls":[],"ResourceRequirements":[],"CredentialSpecs":[]},
            {"Name":"agent","Image":"${account}.dkr.ecr.${region}.amazonaws.com/agent:2","Cpu":0,"Links":[],"PortMappings":[],
            "Essential":false,"EntryPoint":[],"Command":[],"Environment":[],"EnvironmentFiles":[],"MountPoints":[],
            "VolumesFrom":[],"Secrets":[],"DependsOn":[],"DnsServers":[],"DnsSearchDomains":[],"ExtraHosts":[],
            "DockerSecurityOptions":[],"DockerLabels":{},"Ulimits":[],"SystemControls":[],"ResourceRequirements":[],
            "CredentialSpecs":[]}],"Cpu":"256","ExecutionRoleArn":"arn:aws:iam::${account}:role/execution","Family":"${id}",
            "InferenceAccelerators":[],"Memory":"512","NetworkMode":"awsvpc","PlacementConstraints":[],"RequiresCompatibilities":
            ["FARGATE"],"Status":"ACTIVE","Tags":[{"Key":"team","Value":"${word}"}],"TaskDefinitionArn":"${revision}",
            "TaskRoleArn":"arn:aws:iam::${account}:role/${word}-${number}","Volumes":[]}""");

    private final ItemWriter out;
    private final Dice dice;
    private final String account;
    private final String region;
    private final Layout layout;
    private final String vpc;

    /** A site of any layout. */
    Site(ItemWriter out, Dice dice, String account, String region) {
        this.out = out;
        this.dice = dice;
        this.account = account;
        this.region = region;
        this.layout = Layout.any(dice);
        this.vpc = "vpc-" + dice.hex();
    }

    /** Writes all items of the site. */
    void write() {
        String internetGateway = "igw-" + dice.hex();
        String natGateway = "nat-" + dice.hex();
        String publicTable = "rtb-" + dice.hex();
        String taskTable = "rtb-" + dice.hex();
        List<String> publicSubnets = ids("subnet-");
        List<String> taskSubnets = ids("subnet-");

        write("AWS::EC2::VPC", vpc, 24, VPC, Map.of());
        boolean attached = layout != Layout.PUBLIC_BEHIND_DETACHED_GATEWAY;
        String attachment = "{\"state\":\"available\",\"vpcId\":\"%s\"}".formatted(vpc);
        write(
                "AWS::EC2::InternetGateway",
                internetGateway,
                1,
                INTERNET_GATEWAY,
                Map.of("attachments", attached ? attachment : ""));
        String natSubnet = (layout == Layout.NAT_GATEWAY_IN_PRIVATE_SUBNET ? taskSubnets : publicSubnets).get(0);
        String natState = layout == Layout.NAT_GATEWAY_DELETED ? "deleted" : "available";
        write(
                "AWS::EC2::NatGateway",
                natGateway,
                2,
                NAT_GATEWAY,
                Map.of("vpc", vpc, "subnet", natSubnet, "state", natState));

        network(publicTable, publicSubnets, routeTo("gatewayId", internetGateway));
        network(taskTable, taskSubnets, defaultRoute(internetGateway, natGateway));
        endpoints(taskTable);
        workloads(taskSubnets);
    }

    private String defaultRoute(String internetGateway, String natGateway) {
        return switch (layout) {
            case NAT_GATEWAY, NAT_GATEWAY_DELETED, NAT_GATEWAY_IN_PRIVATE_SUBNET -> routeTo("natGatewayId", natGateway);
            case PUBLIC, PUBLIC_WITHOUT_ADDRESS, PUBLIC_BEHIND_DETACHED_GATEWAY ->
                routeTo("gatewayId", internetGateway);
            case TRANSIT_GATEWAY -> routeTo("transitGatewayId", "tgw-" + dice.hex());
            case PRIVATE_LINK, PRIVATE_LINK_WITHOUT_DKR, PRIVATE_LINK_WITHOUT_S3, ISOLATED -> "";
        };
    }

    private static String routeTo(String key, String target) {
        return ",{\"destinationCidrBlock\":\"0.0.0.0/0\",\"%s\":\"%s\",\"origin\":\"CreateRoute\",\"state\":\"active\"}"
                .formatted(key, target);
    }

    private void network(String table, List<String> subnets, String defaultRoute) {
        List<String> associations = new ArrayList<>();
        for (String subnet : subnets) {
            Map<String, String> given = Map.of("id", table, "table", table, "subnet", subnet, "vpc", vpc);
            write("AWS::EC2::Subnet", subnet, 12, SUBNET, given);
            write("AWS::EC2::SubnetRouteTableAssociation", "rtbassoc-" + dice.hex(), 0, SUBNET_ASSOCIATION, given);
            associations.add(ASSOCIATION.fill(hole -> dice.fill(hole, given)));
        }
        write(
                "AWS::EC2::RouteTable",
                table,
                ZONES + 1,
                ROUTE_TABLE,
                Map.of("vpc", vpc, "associations", String.join(",", associations), "defaultRoute", defaultRoute));
    }

    /** As many endpoints whatever the layout: services that no pull needs stand in for those it lacks. */
    private void endpoints(String taskTable) {
        interfaceEndpoint(layout.hasEcrEndpoints() ? "ecr.api" : "sqs");
        interfaceEndpoint(layout.hasDkrEndpoint() ? "ecr.dkr" : "sns");
        interfaceEndpoint("logs");
        String table = layout.hasS3Endpoint() ? taskTable : "rtb-" + dice.hex();
        write("AWS::EC2::VPCEndpoint", "vpce-" + dice.hex(), 2, GATEWAY_ENDPOINT, Map.of("vpc", vpc, "table", table));
    }

    private void interfaceEndpoint(String service) {
        write(
                "AWS::EC2::VPCEndpoint",
                "vpce-" + dice.hex(),
                7,
                INTERFACE_ENDPOINT,
                Map.of("vpc", vpc, "service", service));
    }

    private void workloads(List<String> subnets) {
        String cluster = "cluster-" + dice.hex();
        write("AWS::ECS::Cluster", cluster, 0, CLUSTER, Map.of());
        for (int i = 0; i < SERVICES; i++) {
            String name = "service-" + dice.hex();
            String family = "arn:aws:ecs:%s:%s:task-definition/%s".formatted(region, account, name);
            int revision = 2 + dice.below(200);
            // AWS Config records a family's latest revision only; some services run an older one.
            boolean isLatest = dice.below(20) > 0;
            String image = dice.below(10) == 0
                    ? "nginx:1.29"
                    : "%s.dkr.ecr.%s.amazonaws.com/%s:%d".formatted(account, region, name, revision);
            write(
                    "AWS::ECS::TaskDefinition",
                    name,
                    0,
                    TASK_DEFINITION,
                    Map.of("revision", family + ":" + revision, "image", image));
            Map<String, String> given = new HashMap<>();
            given.put("name", name);
            given.put("cluster", cluster);
            given.put("taskDefinition", family + ":" + (isLatest ? revision : revision - 1));
            given.put("subnets", "\"" + String.join("\",\"", subnets) + "\"");
            given.put("assignPublicIp", layout.assignsPublicIp() ? "ENABLED" : "DISABLED");
            String arn = "arn:aws:ecs:%s:%s:service/%s/%s".formatted(region, account, cluster, name);
            write("AWS::ECS::Service", arn, 0, SERVICE, given);
        }
    }

    private List<String> ids(String prefix) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < ZONES; i++) {
            ids.add(prefix + dice.hex());
        }
        return List.copyOf(ids);
    }

    private void write(String type, String id, int relationships, Template configuration, Map<String, String> given) {
        out.write(type, id, relationships, configuration, dice, given);
    }
}
