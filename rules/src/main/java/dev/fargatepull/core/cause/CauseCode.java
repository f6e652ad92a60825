package dev.fargatepull.core.cause;

/**
 * Why a verdict is not plainly COMPLIANT.
 *
 * <p>Codes are forever: tickets and suppressions refer to them.
 */
public enum CauseCode {
    ACL_BLOCKS_443(
            "acl-blocks-443",
            "A network ACL on the way drops requests to port 443.",
            "aws ec2 describe-network-acls --network-acl-ids ACL --query 'NetworkAcls[].Entries'",
            "Add an AWS::EC2::NetworkAclEntry for TCP 443 with RuleAction: allow and a RuleNumber "
                    + "below those that deny it."),
    ACL_BLOCKS_REPLIES(
            "acl-blocks-replies",
            "A network ACL on the way lets requests pass and drops the answers: ACLs do not "
                    + "remember connections, and answers go to the ephemeral port the request came from.",
            "aws ec2 describe-network-acls --network-acl-ids ACL --query 'NetworkAcls[].Entries'",
            "Add an AWS::EC2::NetworkAclEntry for the ephemeral ports with RuleAction: allow and a "
                    + "RuleNumber below those that deny them."),
    ACL_PARTLY_BLOCKS(
            "acl-partly-blocks",
            "A network ACL on the way lets packets pass for some of the addresses that may be "
                    + "needed. Which of them the pull needs is not in the configuration.",
            "aws ec2 describe-network-acls --network-acl-ids ACL --query 'NetworkAcls[].Entries'",
            "Allow TCP 443 and the ephemeral ports for all of the destination; for registries "
                    + "outside the VPC that is 0.0.0.0/0."),
    CLUSTER_UNKNOWN(
            "cluster-unknown",
            "A service names neither a launch type nor a capacity provider, and the cluster whose default decides has "
                    + "no configuration item. Whether its tasks run on Fargate is unknown.",
            "aws ecs describe-clusters --clusters CLUSTER --query 'clusters[].defaultCapacityProviderStrategy'",
            "Record AWS::ECS::Cluster in the account and Region."),
    CUSTOM_DNS_SERVERS(
            "custom-dns-servers",
            "The VPC hands out DNS servers of its own. Unless they forward to the Amazon resolver, "
                    + "the private names of endpoints do not resolve there.",
            "aws ec2 describe-dhcp-options --dhcp-options-ids DOPT",
            "Use AmazonProvidedDNS; or have the servers forward to the Amazon resolver and list "
                    + "them in the parameter forwardingDnsServers."),
    CUSTOM_EGRESS(
            "custom-egress",
            "The default route leads to a transit gateway, firewall, appliance or another target whose onward way is not "
                    + "in the route table. To verify it, follow the way on (behind a transit gateway: aws ec2 "
                    + "search-transit-gateway-routes --transit-gateway-route-table-id TGW-RTB --filters "
                    + "Name=route-search.longest-prefix-match,Values=1.1.1.1), or run a task in the subnet that pulls an "
                    + "image of the same registry.",
            "aws ec2 describe-route-tables --route-table-ids RTB --query 'RouteTables[].Routes'",
            "If it leads to the internet, list the target's id in the parameter trustedEgress."),
    DEFAULT_ROUTE_BLACKHOLE(
            "default-route-blackhole",
            "The default route's target is gone, so AWS drops every packet: a pull times out.",
            "aws ec2 describe-route-tables --route-table-ids RTB --query "
                    + "'RouteTables[].Routes[?State==`blackhole`]'",
            "Point the AWS::EC2::Route for 0.0.0.0/0 at a gateway that exists."),
    DEFAULT_ROUTE_NOT_INTERNET(
            "default-route-not-internet",
            "The default route leads to a VPC peering connection or stays in the VPC. Neither passes packets on to the "
                    + "internet.",
            "aws ec2 describe-route-tables --route-table-ids RTB --query 'RouteTables[].Routes'",
            "Point the AWS::EC2::Route for 0.0.0.0/0 at a NAT gateway, or add the endpoints the flows need."),
    DHCP_OPTIONS_UNKNOWN(
            "dhcp-options-unknown",
            "The DHCP option set of a VPC has no configuration item, so its DNS servers are " + "unknown.",
            "aws ec2 describe-dhcp-options --dhcp-options-ids DOPT",
            "Record AWS::EC2::DHCPOptions in the account and Region."),
    DNS_ATTRIBUTES_UNKNOWN(
            "dns-attributes-unknown",
            "AWS Config does not record enableDnsSupport and enableDnsHostnames of a VPC, and the "
                    + "evidence does not add them.",
            "aws ec2 describe-vpc-attribute --vpc-id VPC --attribute enableDnsSupport",
            "Add enableDnsSupport and enableDnsHostnames to the supplementaryConfiguration of the " + "VPC's item."),
    DNS_HOSTNAMES_OFF(
            "dns-hostnames-off",
            "The attribute enableDnsHostnames of the VPC is off. Private DNS of endpoints needs "
                    + "it, and a subnet without a way out needs the endpoints.",
            "aws ec2 describe-vpc-attribute --vpc-id VPC --attribute enableDnsHostnames",
            "aws ec2 modify-vpc-attribute --vpc-id VPC --enable-dns-hostnames"),
    DNS_SERVERS_UNSET(
            "dns-servers-unset",
            "The DHCP option set of the VPC names no DNS server.",
            "aws ec2 describe-dhcp-options --dhcp-options-ids DOPT",
            "Create an AWS::EC2::DHCPOptions with DomainNameServers: [AmazonProvidedDNS] and "
                    + "associate it with the VPC."),
    DNS_SUPPORT_OFF(
            "dns-support-off",
            "The attribute enableDnsSupport of the VPC is off: the Amazon resolver does not "
                    + "answer, and no registry is found by name.",
            "aws ec2 describe-vpc-attribute --vpc-id VPC --attribute enableDnsSupport",
            "aws ec2 modify-vpc-attribute --vpc-id VPC --enable-dns-support"),
    EGRESS_BLOCKS_443(
            "egress-blocks-443",
            "The security groups of the tasks let no TCP 443 out to where a flow of the pull goes.",
            "aws ec2 describe-security-groups --group-ids SG --query " + "'SecurityGroups[].IpPermissionsEgress'",
            "Add an AWS::EC2::SecurityGroupEgress for TCP 443 to the endpoint's security group, "
                    + "the prefix list of S3, or 0.0.0.0/0."),
    EGRESS_PARTLY_ALLOWS_443(
            "egress-partly-allows-443",
            "The security groups of the tasks let TCP 443 out to some of the addresses that may be "
                    + "needed. Which of them the pull needs is not in the configuration.",
            "aws ec2 describe-security-groups --group-ids SG --query " + "'SecurityGroups[].IpPermissionsEgress'",
            "Allow TCP 443 to all of the destination: the endpoint's security group, the prefix "
                    + "list of S3, or 0.0.0.0/0."),
    ENDPOINT_BLOCKS_443(
            "endpoint-blocks-443",
            "The security groups of an endpoint do not admit TCP 443 from the tasks, or from a "
                    + "part of a subnet only, anywhere in which tasks land.",
            "aws ec2 describe-security-groups --group-ids SG --query " + "'SecurityGroups[].IpPermissions'",
            "Add an AWS::EC2::SecurityGroupIngress for TCP 443 from the tasks' security group, or "
                    + "from the whole CIDR of each subnet."),
    ENDPOINT_MISSING(
            "endpoint-missing",
            "The subnet has no way out and the VPC has no interface endpoint for a service that a pull needs.",
            "aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=VPC --query "
                    + "'VpcEndpoints[].[ServiceName,State]'",
            "Create the AWS::EC2::VPCEndpoint of type Interface with PrivateDnsEnabled: true."),
    ENDPOINT_NOT_AVAILABLE(
            "endpoint-not-available",
            "The endpoint that a pull needs exists but does not serve: it is still being built or accepted, or it failed "
                    + "or is being deleted.",
            "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids VPCE --query 'VpcEndpoints[].[State,LastError]'",
            "Accept the endpoint or wait until it is available; create it anew if it failed or is going."),
    ENDPOINT_POLICY_DENIES(
            "endpoint-policy-denies",
            "The policy of a VPC endpoint refuses a request of the pull: a statement denies it, or none allows it. "
                    + "Without a policy an endpoint lets everything through; with one, only what it allows. Layers are "
                    + "fetched with a URL that an AWS account has signed, so that conditions on your own account or "
                    + "organization refuse them.",
            "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids VPCE --query 'VpcEndpoints[].PolicyDocument'",
            "Allow in the PolicyDocument of the AWS::EC2::VPCEndpoint: ecr:GetAuthorizationToken on *; ecr:BatchGetImage "
                    + "and ecr:GetDownloadUrlForLayer on the repositories; for S3, s3:GetObject to Principal * on "
                    + "arn:aws:s3:::prod-REGION-starport-layer-bucket/*."),
    ENDPOINT_POLICY_UNCLEAR(
            "endpoint-policy-unclear",
            "Whether the policy of a VPC endpoint lets the pull through hangs on a condition key whose value is unknown, "
                    + "or on a construct that AWS does not define.",
            "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids VPCE --query 'VpcEndpoints[].PolicyDocument'",
            "Allow the pull in a statement of its own, without conditions."),
    ENDPOINT_PRIVATE_DNS_OFF(
            "endpoint-private-dns-off",
            "The interface endpoint works, but tasks never find it: without private DNS the service's name resolves to "
                    + "public addresses, which this subnet cannot reach.",
            "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids VPCE --query "
                    + "'VpcEndpoints[].[PrivateDnsEnabled,DnsOptions]'",
            "aws ec2 modify-vpc-endpoint --vpc-endpoint-id VPCE --private-dns-enabled"),
    ENDPOINT_UNKNOWN(
            "endpoint-unknown",
            "A route leads to a gateway endpoint that has no configuration item, or the item of an endpoint does not tell its "
                    + "state or its private DNS. Whether it takes the flow is unknown.",
            "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids VPCE",
            "Record AWS::EC2::VPCEndpoint in the account and Region."),
    EVIDENCE_MISSING(
            "evidence-missing",
            "Other rules left questions open: resources without a verdict are not proven sound.",
            "aws configservice get-compliance-details-by-config-rule --config-rule-name RULE --query "
                    + "'EvaluationResults[].[EvaluationResultIdentifier.EvaluationResultQualifier.ResourceId,Annotation]'",
            "Give AWS Config or the rules the evidence that the open question names."),
    FIPS_REGISTRY(
            "fips-registry",
            "The image is pulled from a FIPS host of ECR. Which endpoints serve such hosts is not in their "
                    + "configuration items.",
            "aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=VPC --query 'VpcEndpoints[].DnsEntries'",
            "Give the subnet a default route to a NAT gateway, or pull from the standard host."),
    IMAGE_ARCHIVED(
            "image-archived",
            "The image is in ECR's archive. It is still listed, but a pull of it gets a 404.",
            "aws ecr describe-images --repository-name REPOSITORY --image-ids imageTag=TAG --query "
                    + "'imageDetails[].imageStatus'",
            "aws ecr update-image-storage-class --repository-name REPOSITORY --image-id imageTag=TAG "
                    + "--target-storage-class STANDARD"),
    IMAGE_DIGEST_MISSING(
            "image-digest-missing",
            "The repository has no image of the digest that the task definition names.",
            "aws ecr describe-images --repository-name REPOSITORY --image-ids imageDigest=DIGEST",
            "Push the image anew, or name a digest that exists in the task definition."),
    IMAGE_PLATFORM_MISMATCH(
            "image-platform-mismatch",
            "The image has no manifest for the operating system and processor of the task.",
            "aws ecr batch-get-image --repository-name REPOSITORY --image-ids imageTag=TAG --query "
                    + "'images[].imageManifest' --output text",
            "Build the image with --platform for the task's platform, or set RuntimePlatform in the task definition."),
    IMAGE_REFERENCE_INVALID(
            "image-reference-invalid",
            "The task definition names an image in a way that no registry accepts, such as with capital letters in the "
                    + "repository.",
            "aws ecs describe-task-definition --task-definition FAMILY:REVISION --query "
                    + "'taskDefinition.containerDefinitions[].image'",
            "Correct Image in the AWS::ECS::TaskDefinition."),
    IMAGE_TAG_MISSING(
            "image-tag-missing",
            "The repository has no image of the tag that the task definition names. It was never pushed, or a lifecycle "
                    + "policy took it away.",
            "aws ecr describe-images --repository-name REPOSITORY --image-ids imageTag=TAG",
            "Push the image with the tag, or name a tag that exists in the task definition."),
    IMAGE_UNKNOWN(
            "image-unknown",
            "What the registry holds is not in the evidence: nobody asked it, it belongs to an account that is not part of "
                    + "the evidence, or it fetches the image only when it is first pulled.",
            "aws ecr describe-images --registry-id ACCOUNT --repository-name REPOSITORY --image-ids imageTag=TAG",
            "Check the image in its registry, or add the repository's item with its images to the evidence."),
    IMAGES_EXCEED_STORAGE(
            "images-exceed-storage",
            "The images of the task, compressed, already take more than its ephemeral storage.",
            "aws ecr describe-images --repository-name REPOSITORY --query 'imageDetails[].imageSizeInBytes'",
            "Raise SizeInGiB under EphemeralStorage in the AWS::ECS::TaskDefinition, or make the images smaller."),
    INTERNET_ACCESS_BLOCKED(
            "internet-access-blocked",
            "VPC Block Public Access stops the traffic between the VPC and its internet gateway.",
            "aws ec2 describe-vpc-block-public-access-options",
            "Exclude the VPC or the gateway's subnet (AWS::EC2::VPCBlockPublicAccessExclusion), or add endpoints."),
    INTERNET_GATEWAY_DETACHED(
            "internet-gateway-detached",
            "The default route leads to an internet gateway that is not attached to the VPC.",
            "aws ec2 describe-internet-gateways --internet-gateway-ids IGW --query "
                    + "'InternetGateways[].Attachments'",
            "Attach it with AWS::EC2::VPCGatewayAttachment."),
    INTERNET_GATEWAY_UNKNOWN(
            "internet-gateway-unknown",
            "The default route leads to an internet gateway without a configuration item, or whose item does not tell the state "
                    + "of its attachment.",
            "aws ec2 describe-internet-gateways --internet-gateway-ids IGW",
            "Record AWS::EC2::InternetGateway in the account and Region."),
    IPV6_ONLY_SUBNET(
            "ipv6-only-subnet",
            "The subnet has no IPv4. Whether a pull works then depends on dual-stack registry hosts, which the rules do "
                    + "not judge.",
            "aws ec2 describe-subnets --subnet-ids SUBNET --query 'Subnets[].[Ipv6Native,EnableDns64]'",
            "Place the tasks in a subnet with IPv4, or verify the pull by hand."),
    NAT_GATEWAY_PRIVATE(
            "nat-gateway-private",
            "The default route leads to a private NAT gateway. It translates to private addresses only and reaches no "
                    + "registry.",
            "aws ec2 describe-nat-gateways --nat-gateway-ids NAT --query 'NatGateways[].ConnectivityType'",
            "Route 0.0.0.0/0 to an AWS::EC2::NatGateway with ConnectivityType: public."),
    NAT_GATEWAY_UNAVAILABLE(
            "nat-gateway-unavailable",
            "The default route leads to a NAT gateway that is not available.",
            "aws ec2 describe-nat-gateways --nat-gateway-ids NAT --query " + "'NatGateways[].[State,FailureMessage]'",
            "Create a NAT gateway in its place and point the route at it."),
    NAT_GATEWAY_UNKNOWN(
            "nat-gateway-unknown",
            "The default route leads to a NAT gateway without a configuration item, so its state is unknown.",
            "aws ec2 describe-nat-gateways --nat-gateway-ids NAT",
            "Record AWS::EC2::NatGateway in the account and Region."),
    NAT_GATEWAY_WITHOUT_INTERNET(
            "nat-gateway-without-internet",
            "The NAT gateway stands in a subnet that has no way to the internet itself, so what it forwards is lost.",
            "aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=SUBNET --query "
                    + "'RouteTables[].Routes'",
            "Move the NAT gateway to a public subnet, or route its subnet's 0.0.0.0/0 to an attached internet gateway."),
    NETWORK_ACL_UNKNOWN(
            "network-acl-unknown",
            "The network ACL of a subnet on the way has no configuration item.",
            "aws ec2 describe-network-acls --filters Name=association.subnet-id,Values=SUBNET",
            "Record AWS::EC2::NetworkAcl in the account and Region."),
    NETWORK_CONFIGURATION_UNKNOWN(
            "network-configuration-unknown",
            "A service or task set on Fargate shows no network configuration, so where its tasks run is unknown.",
            "aws ecs describe-services --cluster CLUSTER --services SERVICE --query "
                    + "'services[].networkConfiguration'",
            "Have AWS Config record the service anew, for example by an update of it."),
    NO_DEFAULT_ROUTE(
            "no-default-route",
            "A flow needs the subnet's default route, since no endpoint takes it, and there is none: a pull times out.",
            "aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=SUBNET --query "
                    + "'RouteTables[].Routes'",
            "Add an AWS::EC2::Route for 0.0.0.0/0 to a NAT gateway, or the endpoint the flow needs."),
    NO_DHCP_OPTIONS(
            "no-dhcp-options",
            "The VPC has no DHCP option set, so that tasks are told no DNS server and find no " + "registry.",
            "aws ec2 describe-vpcs --vpc-ids VPC --query 'Vpcs[].DhcpOptionsId'",
            "aws ec2 associate-dhcp-options --vpc-id VPC --dhcp-options-id DOPT"),
    PREFIX_LIST_UNKNOWN(
            "prefix-list-unknown",
            "A rule for TCP 443 names a prefix list whose entries are in no configuration item.",
            "aws ec2 get-managed-prefix-list-entries --prefix-list-id PL",
            "Record AWS::EC2::PrefixList in the account and Region, or name address ranges in the " + "rule."),
    PINNED_DIGEST_ARCHIVED(
            "pinned-digest-archived",
            "ECS starts the service's tasks with the digest that the image had when it was deployed, and that image is in "
                    + "ECR's archive. The next task to start gets a 404.",
            "aws ecr describe-images --repository-name REPOSITORY --image-ids imageDigest=DIGEST --query "
                    + "'imageDetails[].imageStatus'",
            "aws ecs update-service --cluster CLUSTER --service SERVICE --force-new-deployment"),
    PINNED_DIGEST_MISSING(
            "pinned-digest-missing",
            "ECS starts the service's tasks with the digest that the image had when it was deployed, and the repository no "
                    + "longer has it, whatever its tag points at now. Tasks that run keep running; the next one fails.",
            "aws ecs describe-service-revisions --service-revision-arns REVISION --query "
                    + "'serviceRevisions[].containerImages'",
            "aws ecs update-service --cluster CLUSTER --service SERVICE --force-new-deployment"),
    PINNED_DIGEST_UNKNOWN(
            "pinned-digest-unknown",
            "Which digests ECS pinned for the service, or whether they still exist, is not in the evidence.",
            "aws ecs describe-service-revisions --service-revision-arns REVISION --query "
                    + "'serviceRevisions[].containerImages'",
            "Check the digests in the registry, or add pinnedImages to the service's item."),
    POLICY_UNCLEAR(
            "policy-unclear",
            "Whether a role may do what a pull asks for hangs on a condition key whose value is unknown, or on a "
                    + "construct that AWS does not define.",
            "aws iam get-account-authorization-details --filter Role",
            "Allow the pull in a statement of its own, without conditions."),
    POLICY_UNKNOWN(
            "policy-unknown",
            "A policy that may decide the pull has no configuration item: a customer-managed policy, a policy of AWS's "
                    + "that is newer than the facts bundled here, or that of the repository.",
            "aws iam list-attached-role-policies --role-name ROLE",
            "Record AWS::IAM::Policy in one Region of the account, and AWS::ECR::Repository where the registry is."),
    PUBLIC_IP_DISABLED(
            "public-ip-disabled",
            "Tasks go through an internet gateway without a public IP address. The gateway drops their packets.",
            "aws ecs describe-services --cluster CLUSTER --services SERVICE --query "
                    + "'services[].networkConfiguration.awsvpcConfiguration'",
            "Move the tasks to subnets behind a NAT gateway or add endpoints; only where public addresses are allowed, "
                    + "set AssignPublicIp: ENABLED."),
    REPOSITORY_MISSING(
            "repository-missing",
            "The registry has no repository of the name that the task definition names.",
            "aws ecr describe-repositories --registry-id ACCOUNT --repository-names REPOSITORY",
            "Create the AWS::ECR::Repository and push the image, or correct Image in the task definition."),
    READ_DENIED(
            "read-denied",
            "A call that tells what the verdict may depend on was denied to whoever collected the evidence.",
            "aws iam simulate-principal-policy --policy-source-arn ROLE_ARN --action-names ACTION",
            "Allow the action in the role's policy, in its permissions boundary and in the organization's service "
                    + "control policies."),
    RECORDER_UNKNOWN(
            "recorder-unknown",
            "AWS Config's recorder has no configuration item, so what is recorded is unknown.",
            "aws configservice describe-configuration-recorders --query " + "'ConfigurationRecorders[].recordingGroup'",
            "Record AWS::Config::ConfigurationRecorder."),
    REGISTRY_POLICY_UNCLEAR(
            "registry-policy-unclear",
            "The policy of the registry may grant or deny the pull. Whether it is asked at all hangs on its scope, an "
                    + "account setting that AWS Config does not record.",
            "aws ecr get-account-setting --name REGISTRY_POLICY_SCOPE",
            "Grant the pull in the policy of the repository, and keep the registry's policy to replication and caching."),
    REPOSITORY_POLICY_DENIES(
            "repository-policy-denies",
            "The policy of the repository refuses the pull: a statement denies it, or none lets another account in.",
            "aws ecr get-repository-policy --repository-name REPOSITORY",
            "Allow ecr:BatchGetImage and ecr:GetDownloadUrlForLayer to the role or its account in the "
                    + "RepositoryPolicyText of the AWS::ECR::Repository."),
    REPOSITORY_POLICY_UNCLEAR(
            "repository-policy-unclear",
            "Whether the policy of the repository lets the pull in hangs on a condition key whose value is unknown, or on "
                    + "a construct that AWS does not define.",
            "aws ecr get-repository-policy --repository-name REPOSITORY",
            "Allow the pull in a statement of its own, without conditions."),
    ROLE_CANNOT_PULL(
            "role-cannot-pull",
            "The execution role may not do what a pull asks for: a policy or its boundary denies it, or nothing grants it.",
            "aws iam simulate-principal-policy --policy-source-arn ROLE_ARN --action-names ecr:GetAuthorizationToken "
                    + "ecr:BatchGetImage ecr:GetDownloadUrlForLayer",
            "aws iam attach-role-policy --role-name ROLE --policy-arn "
                    + "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"),
    ROLE_MISSING(
            "role-missing",
            "The execution role that the task definition names does not exist, so that tasks cannot start.",
            "aws iam get-role --role-name ROLE",
            "Create the AWS::IAM::Role, or register a revision that names one which exists."),
    ROLE_NOT_ASSUMABLE(
            "role-not-assumable",
            "The trust policy of the execution role does not let ECS assume it for tasks.",
            "aws iam get-role --role-name ROLE --query Role.AssumeRolePolicyDocument",
            "Let ecs-tasks.amazonaws.com sts:AssumeRole in the AssumeRolePolicyDocument of the AWS::IAM::Role; of a "
                    + "cluster in aws:SourceArn it knows nothing."),
    ROLE_UNKNOWN(
            "role-unknown",
            "The execution role has no configuration item, or the task definition names none though its images need one. "
                    + "AWS Config records IAM in few Regions, if at all.",
            "aws iam get-role --role-name ROLE",
            "Record AWS::IAM::Role in one Region of the account, and name the role as ExecutionRoleArn in the "
                    + "AWS::ECS::TaskDefinition."),
    ROUTE_TABLE_UNKNOWN(
            "route-table-unknown",
            "The route table in force for a subnet has no configuration item.",
            "aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=SUBNET",
            "Record AWS::EC2::RouteTable in the account and Region."),
    S3_GATEWAY_MISSING(
            "s3-gateway-missing",
            "The subnet has no way out and the VPC has no S3 gateway endpoint. ECR keeps image layers in S3.",
            "aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=VPC --query "
                    + "'VpcEndpoints[?VpcEndpointType==`Gateway`].ServiceName'",
            "Create the AWS::EC2::VPCEndpoint of type Gateway for S3 with the subnet's route table in RouteTableIds."),
    S3_GATEWAY_NOT_ASSOCIATED(
            "s3-gateway-not-associated",
            "The VPC has an S3 gateway endpoint, but not for the subnet's route table, so image layers cannot be "
                    + "fetched.",
            "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids VPCE --query 'VpcEndpoints[].RouteTableIds'",
            "aws ec2 modify-vpc-endpoint --vpc-endpoint-id VPCE --add-route-table-ids RTB"),
    S3_INTERFACE_ENDPOINT(
            "s3-interface-endpoint",
            "An S3 interface endpoint with private DNS takes the place of the gateway endpoint. AWS does not say whether "
                    + "image layers pass through it.",
            "aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=VPC --query "
                    + "'VpcEndpoints[].[ServiceName,VpcEndpointType,DnsOptions]'",
            "Add an S3 gateway endpoint for the subnet's route table; it costs nothing."),
    SECRET_MISSING(
            "secret-missing",
            "The secret with the credentials of a registry does not exist, or is scheduled for deletion. Nobody can read it.",
            "aws secretsmanager describe-secret --secret-id SECRET --query DeletedDate",
            "aws secretsmanager restore-secret --secret-id SECRET, if it is not gone yet; else create the "
                    + "AWS::SecretsManager::Secret anew."),
    SECRET_NOT_READABLE(
            "secret-not-readable",
            "The execution role may not read the secret with the credentials of a registry, or may not decrypt it.",
            "aws iam simulate-principal-policy --policy-source-arn ROLE_ARN --action-names "
                    + "secretsmanager:GetSecretValue kms:Decrypt --resource-arns SECRET_ARN",
            "Allow the role secretsmanager:GetSecretValue on the secret and, if a key of your own encrypts it, "
                    + "kms:Decrypt on the key."),
    SECRET_UNKNOWN(
            "secret-unknown",
            "Whether the execution role can read the credentials of a registry is unknown: the secret, its key, the role "
                    + "or one of their policies has no configuration item, or a policy hangs on an unknown value.",
            "aws secretsmanager get-resource-policy --secret-id SECRET",
            "Record AWS::SecretsManager::Secret, AWS::KMS::Key, AWS::IAM::Role and AWS::IAM::Policy, and grant the role "
                    + "what it needs in a policy of its own."),
    SECURITY_GROUP_UNKNOWN(
            "security-group-unknown",
            "A security group on the way has no configuration item, so what it lets pass is " + "unknown.",
            "aws ec2 describe-security-groups --group-ids SG",
            "Record AWS::EC2::SecurityGroup in the account and Region."),
    SUBNET_SHARED(
            "subnet-shared",
            "The subnet belongs to another account, whose endpoints and routes are not visible here.",
            "aws ec2 describe-subnets --subnet-ids SUBNET --query 'Subnets[].OwnerId'",
            "Check the pull in the owner's account; a participant cannot see its endpoints."),
    SUBNET_UNKNOWN(
            "subnet-unknown",
            "A subnet that is named has no configuration item.",
            "aws ec2 describe-subnets --subnet-ids SUBNET",
            "Record AWS::EC2::Subnet in the account and Region, or take the subnet out of the service if it is gone."),
    TASK_DEFINITION_UNKNOWN(
            "task-definition-unknown",
            "The revision of the task definition that is in use has no configuration item, so its images are unknown. "
                    + "AWS Config keeps the latest revision of a family only.",
            "aws ecs describe-task-definition --task-definition FAMILY:REVISION",
            "Record AWS::ECS::TaskDefinition, and deploy the family's latest revision."),
    TYPE_NOT_RECORDED(
            "type-not-recorded",
            "The recorder leaves out a type the rules need, so not seeing such a resource does not mean there is none.",
            "aws configservice describe-configuration-recorders --query " + "'ConfigurationRecorders[].recordingGroup'",
            "Add the type to the recording group."),
    VPC_UNKNOWN(
            "vpc-unknown",
            "The VPC of a workload has no configuration item.",
            "aws ec2 describe-vpcs --vpc-ids VPC",
            "Record AWS::EC2::VPC in the account and Region.");

    private final String code;
    private final String meaning;
    private final String howToSee;
    private final String remedy;

    CauseCode(String code, String meaning, String howToSee, String remedy) {
        this.code = code;
        this.meaning = meaning;
        this.howToSee = howToSee;
        this.remedy = remedy;
    }

    /** The code in reports, as in {@code no-default-route}. */
    public String code() {
        return code;
    }

    /** What breaks, or what is not known. */
    public String meaning() {
        return meaning;
    }

    /** An AWS CLI command that shows it; words in capitals stand for ids. */
    public String howToSee() {
        return howToSee;
    }

    /** What mends it in general. */
    public String remedy() {
        return remedy;
    }
}
