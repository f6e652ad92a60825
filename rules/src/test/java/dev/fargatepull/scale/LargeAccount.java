package dev.fargatepull.scale;

import static dev.fargatepull.testing.Items.blockPublicAccess;
import static dev.fargatepull.testing.Items.cluster;
import static dev.fargatepull.testing.Items.dhcpOptions;
import static dev.fargatepull.testing.Items.gatewayEndpoint;
import static dev.fargatepull.testing.Items.interfaceEndpoint;
import static dev.fargatepull.testing.Items.internetGateway;
import static dev.fargatepull.testing.Items.natGateway;
import static dev.fargatepull.testing.Items.networkAcl;
import static dev.fargatepull.testing.Items.networkInterface;
import static dev.fargatepull.testing.Items.repository;
import static dev.fargatepull.testing.Items.role;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.securityGroup;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static dev.fargatepull.testing.Items.taskDefinition;
import static dev.fargatepull.testing.Items.vpc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.testing.Images;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.RoleItem;
import dev.fargatepull.testing.RouteTableItem;
import dev.fargatepull.testing.TaskDefinitionItem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An account with thousands of Fargate services, as AWS Config records it. A few things in it are broken, each in a way
 * of its own.
 *
 * <p>A service runs the task definition, in the VPC, whose number is the rest of its own. Each task definition has a
 * role and a repository to itself.
 */
final class LargeAccount {

    static final int SERVICES = 5_000;
    static final int DEFINITIONS = 2_000;
    static final int VPCS = 200;
    static final int SUBNETS_OF_A_VPC = 2;

    /** How many VPCs have internet gateways and endpoints as the way to the registry; all others have NAT gateways. */
    static final int VPCS_OF_A_KIND = VPCS / 4;

    /** How many task definitions are broken in one way, and how many services run those. */
    static final int BROKEN_DEFINITIONS = DEFINITIONS / 100;

    static final int SERVICES_OF_BROKEN_DEFINITIONS = SERVICES / 100;
    static final int SERVICES_OF_A_VPC = SERVICES / VPCS;

    static final String ROLE = "AWS::IAM::Role";

    private static final int CLUSTERS = 20;
    private static final int VPC_WITHOUT_DEFAULT_ROUTE = 3;
    private static final int VPC_WITHOUT_PUBLIC_ADDRESSES = 4;
    private static final String EXECUTION_POLICY = "service-role/AmazonECSTaskExecutionRolePolicy";

    private LargeAccount() {}

    /** How tasks get to their registry. */
    private enum Layout {
        INTERNET_GATEWAY,
        PRIVATE_LINK,
        NAT_GATEWAY;

        static Layout of(int vpc) {
            return vpc % 4 < 2 ? values()[vpc % 4] : NAT_GATEWAY;
        }
    }

    /**
     * Everything that AWS Config has an item of.
     *
     * @param services how many services there are
     */
    static List<ObjectNode> items(int services) {
        List<ObjectNode> items = new ArrayList<>();
        items.addAll(blockPublicAccess("off").json());
        items.addAll(dhcpOptions(id("dopt", 0)).json());
        IntStream.range(0, CLUSTERS)
                .forEach(number -> items.addAll(cluster(clusterName(number)).json()));
        IntStream.range(0, VPCS)
                .forEach(number ->
                        network(number).forEach(item -> items.add(item.json().get(0))));
        IntStream.range(0, DEFINITIONS).forEach(number -> {
            items.addAll(repository(name(number)).json());
            items.addAll(executionRole(number).json());
            // AWS Config knows the last revision of a family only.
            items.add(likeInProduction(definition(number, isOldRevision(number) ? 2 : 1)));
        });
        IntStream.range(0, services).forEach(number -> items.add(likeInProduction(launch(number))));
        return items;
    }

    /** What AWS Config records when a service is deleted. */
    static ObjectNode deleted(int service) {
        return launch(service).deleted().json().get(0);
    }

    /** The subnets of a VPC that tasks are started in. */
    static List<String> taskSubnets(int vpc) {
        return List.of(taskSubnet(vpc, 0), taskSubnet(vpc, 1));
    }

    private static List<Item<?>> network(int number) {
        String vpc = id("vpc", number);
        String range = "10.%d.".formatted(number);
        String table = id("rtb", number);
        String group = id("sg", number);
        List<Item<?>> items = new ArrayList<>(List.of(
                vpc(vpc).withCidr(range + "0.0/16").withDhcpOptions(id("dopt", 0)),
                subnet(taskSubnet(number, 0)).inVpc(vpc).withCidr(range + "1.0/24"),
                subnet(taskSubnet(number, 1)).inVpc(vpc).withCidr(range + "2.0/24"),
                subnet(outerSubnet(number)).inVpc(vpc).withCidr(range + "3.0/24"),
                networkAcl(id("acl", number))
                        .inVpc(vpc)
                        .of(taskSubnet(number, 0), taskSubnet(number, 1), outerSubnet(number))
                        .lettingEverythingPass(),
                securityGroup(group).inVpc(vpc).admitting(range + "0.0/16")));
        RouteTableItem routes = routeTable(table).inVpc(vpc).main();
        items.add(routes);
        switch (Layout.of(number)) {
            case INTERNET_GATEWAY -> {
                routes.defaultRoute(id("igw", number));
                items.add(internetGateway(id("igw", number)).attachedTo(vpc));
            }
            case PRIVATE_LINK -> {
                items.add(
                        gatewayEndpoint(id("vpce", 3 * number), "s3").inVpc(vpc).forRouteTables(table));
                items.addAll(endpoint(number, 1, "ecr.api"));
                items.addAll(endpoint(number, 2, "ecr.dkr"));
            }
            case NAT_GATEWAY -> {
                if (number != VPC_WITHOUT_DEFAULT_ROUTE) {
                    routes.defaultRoute(id("nat", number));
                }
                items.add(natGateway(id("nat", number)).inVpc(vpc).in(outerSubnet(number)));
                items.add(internetGateway(id("igw", number)).attachedTo(vpc));
                items.add(routeTable(id("rtb", VPCS + number))
                        .inVpc(vpc)
                        .of(outerSubnet(number))
                        .defaultRoute(id("igw", number)));
            }
        }
        return items;
    }

    private static List<Item<?>> endpoint(int vpc, int which, String service) {
        String[] interfaces = {id("eni", 6 * vpc + which), id("eni", 6 * vpc + 2 + which)};
        return List.of(
                interfaceEndpoint(id("vpce", 3 * vpc + which), service)
                        .inVpc(id("vpc", vpc))
                        .inSubnets(taskSubnet(vpc, 0), taskSubnet(vpc, 1))
                        .withSecurityGroups(id("sg", vpc))
                        .withNetworkInterfaces(interfaces),
                networkInterface(interfaces[0], taskSubnet(vpc, 0), "10.%d.1.1%d".formatted(vpc, which)),
                networkInterface(interfaces[1], taskSubnet(vpc, 1), "10.%d.2.1%d".formatted(vpc, which)));
    }

    private static Item<?> launch(int number) {
        int definition = number % DEFINITIONS;
        int vpc = number % VPCS;
        var launch = service(serviceName(number))
                .inCluster(clusterName(number % CLUSTERS))
                .in(taskSubnet(vpc, 0), taskSubnet(vpc, 1))
                .withSecurityGroups(id("sg", vpc))
                .runningUnrecorded(name(definition) + ":1");
        return Layout.of(vpc) == Layout.INTERNET_GATEWAY && vpc != VPC_WITHOUT_PUBLIC_ADDRESSES
                ? launch.withPublicIp()
                : launch;
    }

    private static TaskDefinitionItem definition(int number, int revision) {
        return taskDefinition(name(number) + ":" + revision)
                .withContainer("app", image(number))
                .withExecutionRole(roleArn(number));
    }

    private static RoleItem executionRole(int number) {
        return number % 100 == 13 ? role(name(number)) : role(name(number)).withAwsPolicy(EXECUTION_POLICY);
    }

    /** As large as what people have: with tags, and with the variables of containers. */
    private static ObjectNode likeInProduction(Item<?> item) {
        ObjectNode json = item.json().get(0);
        ObjectNode configuration = json.withObjectProperty("configuration");
        ArrayNode tags = configuration.putArray("Tags");
        IntStream.range(0, 10)
                .forEach(tag -> tags.addObject()
                        .put("Key", "platform.example.com/tag-" + tag)
                        .put("Value", "the value of one of the tags of this resource"));
        configuration.path("ContainerDefinitions").forEach(container -> {
            ArrayNode environment = ((ObjectNode) container).putArray("Environment");
            IntStream.range(0, 20)
                    .forEach(variable -> environment
                            .addObject()
                            .put("Name", "SETTING_OF_THE_APPLICATION_" + variable)
                            .put("Value", "https://service-%d.internal.example.com/v1".formatted(variable)));
        });
        return json;
    }

    /** The number of the task definition, role or repository of a name; as in {@code team/app-0042}. */
    static int number(String name) {
        return Integer.parseInt(name.substring(name.indexOf("app-") + 4, name.indexOf("app-") + 8));
    }

    static String name(int definition) {
        return "app-%04d".formatted(definition);
    }

    /** The ARN of the revision that services run. */
    static String definitionArn(int definition) {
        return "arn:aws:ecs:%s:%s:task-definition/%s:1"
                .formatted(Item.HOME.region(), Item.HOME.accountId(), name(definition));
    }

    /** The ARN of its execution role. */
    static String roleArn(int definition) {
        return RoleItem.arnOf(name(definition));
    }

    /** The image that a task definition names. */
    static String image(int definition) {
        return Images.ecr(name(definition) + ":1");
    }

    /** The digest of that image, which ECS pinned. */
    static String digest(int definition) {
        return "sha256:%064x".formatted(definition);
    }

    /** Whether somebody removed the tag from the image. */
    static boolean isTagGone(int definition) {
        return definition % 100 == 7;
    }

    private static boolean isOldRevision(int definition) {
        return definition % 10 == 9;
    }

    /** The number of the task definition that a service runs. */
    static int definitionOf(String serviceArn) {
        return Integer.parseInt(serviceArn.substring(serviceArn.lastIndexOf('-') + 1)) % DEFINITIONS;
    }

    private static String serviceName(int number) {
        return "service-%04d".formatted(number);
    }

    private static String clusterName(int number) {
        return "cluster-%02d".formatted(number);
    }

    private static String taskSubnet(int vpc, int which) {
        return id("subnet", 3 * vpc + which);
    }

    private static String outerSubnet(int vpc) {
        return id("subnet", 3 * vpc + 2);
    }

    private static String id(String prefix, int number) {
        return "%s-%017x".formatted(prefix, number);
    }
}
