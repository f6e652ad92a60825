package dev.fargatepull.bench;

import dev.fargatepull.core.aws.ResourceType;
import java.util.Collections;
import java.util.List;

/**
 * A type of which an account records many items that no Fargate workload depends on, in the shape AWS Config gives it.
 *
 * @param type its name
 * @param idPrefix what its ids start with
 * @param frequency how often it comes up
 * @param relationships how many relationships its items have
 * @param configuration its {@code configuration}
 * @param supplementary its {@code supplementaryConfiguration}
 */
record Bystander(
        String type,
        String idPrefix,
        int frequency,
        int relationships,
        Template configuration,
        Template supplementary) {

    private static final List<Bystander> ALL = List.of(
            of("AWS::EC2::NetworkInterface", "eni-", 22, 4, """
            {"association":{"allocationId":"eipalloc-${hex}","associationId":"eipassoc-${hex}","ipOwnerId":"${account}",
            "publicDnsName":"ec2-198-51-100-${octet}.${region}.compute.amazonaws.com","publicIp":"198.51.100.${octet}"},
            "attachment":{"attachTime":"${time}","attachmentId":"eni-attach-${hex}","deleteOnTermination":true,
            "deviceIndex":0,"networkCardIndex":0,"instanceId":"i-${hex}","instanceOwnerId":"${account}",
            "status":"attached"},"availabilityZone":"${region}a","description":"arn:aws:ecs:${region}:${account}:attachment/${uuid}",
            "groups":[{"groupName":"${word}-tasks","groupId":"sg-${hex}"}],"interfaceType":"interface","ipv6Addresses":[],
            "macAddress":"0a:00:5e:00:53:01","networkInterfaceId":"${id}","ownerId":"${account}",
            "privateDnsName":"ip-10-0-${octet}-${octet}.${region}.compute.internal","privateIpAddress":"10.0.${octet}.${octet}",
            "privateIpAddresses":[{"association":{"allocationId":"eipalloc-${hex}","associationId":"eipassoc-${hex}",
            "ipOwnerId":"${account}","publicDnsName":"","publicIp":"198.51.100.${octet}"},"primary":true,
            "privateDnsName":"ip-10-0-${octet}-${octet}.${region}.compute.internal","privateIpAddress":"10.0.${octet}.${octet}"}],
            "ipv4Prefixes":[],"ipv6Prefixes":[],"requesterId":"${account}","requesterManaged":true,"sourceDestCheck":true,
            "status":"in-use","subnetId":"subnet-${hex}","tagSet":[{"key":"team","value":"${word}"},
            {"key":"aws:ecs:clusterName","value":"${word}"},{"key":"aws:ecs:serviceName","value":"${word}-${number}"}],
            "vpcId":"vpc-${hex}"}"""),
            of("AWS::EC2::SecurityGroup", "sg-", 12, 8, """
            {"description":"Lets ${word} reach ${word}","groupName":"${word}-${number}","ipPermissions":[
            {"fromPort":${port},"ipProtocol":"tcp","ipv6Ranges":[],"prefixListIds":[],"toPort":${port},"userIdGroupPairs":[
            {"groupId":"sg-${hex}","userId":"${account}"},{"groupId":"sg-${hex}","userId":"${account}"}],
            "ipv4Ranges":[{"cidrIp":"10.${octet}.0.0/16","description":"${word}"}],"ipRanges":["10.${octet}.0.0/16"]},
            {"fromPort":443,"ipProtocol":"tcp","ipv6Ranges":[],"prefixListIds":[{"prefixListId":"pl-${hex}"}],"toPort":443,
            "userIdGroupPairs":[],"ipv4Ranges":[],"ipRanges":[]},
            {"fromPort":${port},"ipProtocol":"udp","ipv6Ranges":[],"prefixListIds":[],"toPort":${port},"userIdGroupPairs":[],
            "ipv4Ranges":[{"cidrIp":"10.${octet}.0.0/16"}],"ipRanges":["10.${octet}.0.0/16"]}],"ownerId":"${account}",
            "groupId":"${id}","ipPermissionsEgress":[{"ipProtocol":"-1","ipv6Ranges":[],"prefixListIds":[],
            "userIdGroupPairs":[],"ipv4Ranges":[{"cidrIp":"0.0.0.0/0"}],"ipRanges":["0.0.0.0/0"]}],
            "tags":[{"key":"team","value":"${word}"},{"key":"Name","value":"${word}-${number}"}],"vpcId":"vpc-${hex}"}"""),
            of("AWS::IAM::Role", "AROA", 12, 2, """
            {"path":"/services/","roleName":"${word}-${number}","roleId":"${id}",
            "arn":"arn:aws:iam::${account}:role/services/${word}-${number}","createDate":"${time}",
            "assumeRolePolicyDocument":"%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C
            %22Principal%22%3A%7B%22Service%22%3A%22lambda.amazonaws.com%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D",
            "instanceProfileList":[],"rolePolicyList":[{"policyName":"${word}-write",
            "policyDocument":"%7B%0A%20%20%22Version%22%3A%20%222012-10-17%22%2C%0A%20%20%22Statement%22%3A%20%5B%0A%20%20%20%20%7B
            %0A%20%20%20%20%20%20%22Effect%22%3A%20%22Allow%22%2C%0A%20%20%20%20%20%20%22Action%22%3A%20%5B%22sqs%3ASendMessage%22%2C
            %20%22sqs%3AReceiveMessage%22%2C%20%22sqs%3ADeleteMessage%22%5D%2C%0A%20%20%20%20%20%20%22Resource%22%3A%20%22arn%3Aaws%3A
            sqs%3A${region}%3A${account}%3A${word}-${number}%22%0A%20%20%20%20%7D%0A%20%20%5D%0A%7D"}],
            "attachedManagedPolicies":[{"policyName":"AWSLambdaVPCAccessExecutionRole",
            "policyArn":"arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"},{"policyName":"${word}-read",
            "policyArn":"arn:aws:iam::${account}:policy/${word}-read"}],"permissionsBoundary":{
            "permissionsBoundaryArn":"arn:aws:iam::${account}:policy/boundary","permissionsBoundaryType":"Policy"},
            "tags":[{"key":"team","value":"${word}"}],"roleLastUsed":{"lastUsedDate":"${time}","region":"${region}"}}"""),
            of("AWS::IAM::Policy", "ANPA", 6, 3, """
            {"policyName":"${word}-${number}","policyId":"${id}","arn":"arn:aws:iam::${account}:policy/${word}-${number}",
            "path":"/","defaultVersionId":"v3","attachmentCount":2,"permissionsBoundaryUsageCount":0,"isAttachable":true,
            "description":null,"createDate":"${time}","updateDate":"${time}","policyVersionList":[{"document":
            "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%5B%22
            dynamodb%3AGetItem%22%2C%22dynamodb%3AQuery%22%5D%2C%22Resource%22%3A%22arn%3Aaws%3Adynamodb%3A${region}%3A${account}%3A
            table%2F${word}-${number}%22%7D%5D%7D","versionId":"v3","isDefaultVersion":true,"createDate":"${time}"},{"document":
            "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22
            dynamodb%3A%2A%22%2C%22Resource%22%3A%22arn%3Aaws%3Adynamodb%3A${region}%3A${account}%3Atable%2F${word}-${number}
            %22%7D%5D%7D","versionId":"v2","isDefaultVersion":false,"createDate":"${time}"}]}"""),
            of("AWS::Lambda::Function", "", 10, 4, """
            {"functionName":"${word}-${number}","functionArn":"arn:aws:lambda:${region}:${account}:function:${word}-${number}",
            "runtime":"python3.13","role":"arn:aws:iam::${account}:role/services/${word}-${number}",
            "handler":"${word}.handler.handle","codeSize":${number},"description":"Takes ${word} to ${word}","timeout":30,
            "memorySize":512,"lastModified":"${time}","codeSha256":"${hex}${hex}","version":"$LATEST","vpcConfig":{"subnetIds":
            ["subnet-${hex}","subnet-${hex}","subnet-${hex}"],"securityGroupIds":["sg-${hex}"],"ipv6AllowedForDualStack":false},
            "environment":{"variables":{"LOG_LEVEL":"info","TABLE":"${word}-${number}","TOPIC":
            "arn:aws:sns:${region}:${account}:${word}-${number}","ENDPOINT":"https://${word}.example.com/v1"}},
            "tracingConfig":{"mode":"Active"},"revisionId":"${uuid}","layers":[{"arn":
            "arn:aws:lambda:${region}:${account}:layer:${word}:${octet}","codeSize":${number},"uncompressedCodeSize":0}],
            "fileSystemConfigs":[],"packageType":"Zip","architectures":["arm64"],"ephemeralStorage":{"size":512},
            "snapStart":{"applyOn":"None","optimizationStatus":"Off"},"loggingConfig":{"logFormat":"JSON",
            "applicationLogLevel":"INFO","systemLogLevel":"INFO","logGroup":"/aws/lambda/${word}-${number}"}}"""),
            of("AWS::Logs::LogGroup", "/aws/lambda/", 8, 0, """
            {"LogGroupName":"${id}","Arn":"arn:aws:logs:${region}:${account}:log-group:${id}:*","RetentionInDays":30,
            "LogGroupClass":"STANDARD","KmsKeyId":"arn:aws:kms:${region}:${account}:key/${uuid}","FieldIndexPolicies":[],
            "DataProtectionPolicy":{},"Tags":[{"Key":"team","Value":"${word}"},{"Key":"Name","Value":"${word}-${number}"}]}"""),
            of("AWS::CloudFormation::Stack", "stack/", 6, 14, """
            {"stackId":"arn:aws:cloudformation:${region}:${account}:stack/${word}-${number}/${uuid}","stackName":"${word}-${number}",
            "description":"The ${word} service","parameters":[{"parameterKey":"Environment","parameterValue":"production"},
            {"parameterKey":"ImageTag","parameterValue":"1.${octet}.${octet}"},{"parameterKey":"VpcId","parameterValue":"vpc-${hex}"},
            {"parameterKey":"Subnets","parameterValue":"subnet-${hex},subnet-${hex},subnet-${hex}"}],"creationTime":"${time}",
            "lastUpdatedTime":"${time}","rollbackConfiguration":{"rollbackTriggers":[]},"stackStatus":"UPDATE_COMPLETE",
            "disableRollback":false,"notificationARNs":[],"capabilities":["CAPABILITY_NAMED_IAM"],"outputs":[
            {"outputKey":"Url","outputValue":"https://${word}.example.com","description":"Where it answers"},
            {"outputKey":"RoleArn","outputValue":"arn:aws:iam::${account}:role/${word}-${number}"}],
            "roleARN":"arn:aws:iam::${account}:role/deployment","tags":[{"key":"team","value":"${word}"}],
            "driftInformation":{"stackDriftStatus":"NOT_CHECKED"}}"""),
            of("AWS::EC2::Instance", "i-", 6, 6, """
            {"amiLaunchIndex":0,"imageId":"ami-${hex}","instanceId":"${id}","instanceType":"m7g.large","kernelId":null,
            "keyName":null,"launchTime":"${time}","monitoring":{"state":"disabled"},"placement":{"availabilityZone":"${region}a",
            "affinity":null,"groupName":"","partitionNumber":null,"hostId":null,"tenancy":"default","spreadDomain":null},
            "platform":null,"privateDnsName":"ip-10-0-${octet}-${octet}.${region}.compute.internal",
            "privateIpAddress":"10.0.${octet}.${octet}","productCodes":[],"publicDnsName":"","publicIpAddress":null,
            "ramdiskId":null,"state":{"code":16,"name":"running"},"stateTransitionReason":"","subnetId":"subnet-${hex}",
            "vpcId":"vpc-${hex}","architecture":"arm64","blockDeviceMappings":[{"deviceName":"/dev/xvda","ebs":{"attachTime":
            "${time}","deleteOnTermination":true,"status":"attached","volumeId":"vol-${hex}"}}],"clientToken":"${uuid}",
            "ebsOptimized":true,"enaSupport":true,"hypervisor":"xen","iamInstanceProfile":{"arn":
            "arn:aws:iam::${account}:instance-profile/${word}","id":"AIPA${hex}"},"instanceLifecycle":null,
            "elasticGpuAssociations":[],"networkInterfaces":[{"association":null,"attachment":{"attachTime":"${time}",
            "attachmentId":"eni-attach-${hex}","deleteOnTermination":true,"deviceIndex":0,"status":"attached"},"description":"",
            "groups":[{"groupName":"${word}","groupId":"sg-${hex}"}],"ipv6Addresses":[],"macAddress":"0a:00:5e:00:53:02",
            "networkInterfaceId":"eni-${hex}","ownerId":"${account}","privateIpAddress":"10.0.${octet}.${octet}",
            "sourceDestCheck":true,"status":"in-use","subnetId":"subnet-${hex}","vpcId":"vpc-${hex}"}],
            "rootDeviceName":"/dev/xvda","rootDeviceType":"ebs","securityGroups":[{"groupName":"${word}","groupId":"sg-${hex}"}],
            "sourceDestCheck":true,"tags":[{"key":"Name","value":"${word}-${number}"}],"virtualizationType":"hvm",
            "cpuOptions":{"coreCount":2,"threadsPerCore":1},"capacityReservationId":null,"hibernationOptions":{"configured":false},
            "licenses":[],"metadataOptions":{"state":"applied","httpTokens":"required","httpPutResponseHopLimit":2,
            "httpEndpoint":"enabled"},"enclaveOptions":{"enabled":false}}"""),
            of("AWS::EC2::Volume", "vol-", 6, 1, """
            {"attachments":[{"attachTime":"${time}","device":"/dev/xvda","instanceId":"i-${hex}","state":"attached",
            "volumeId":"${id}","deleteOnTermination":true}],"availabilityZone":"${region}a","createTime":"${time}",
            "encrypted":true,"kmsKeyId":"arn:aws:kms:${region}:${account}:key/${uuid}","outpostArn":null,"size":100,
            "snapshotId":"snap-${hex}","state":"in-use","volumeId":"${id}","iops":3000,"tags":[{"key":"team","value":"${word}"}],
            "volumeType":"gp3","fastRestored":null,"multiAttachEnabled":false,"throughput":125}"""),
            of("AWS::Config::ResourceCompliance", "AWS::EC2::Volume/vol-", 12, 1, """
            {"complianceType":"NON_COMPLIANT","targetResourceId":"vol-${hex}","targetResourceType":"AWS::EC2::Volume",
            "configRuleList":[{"configRuleArn":"arn:aws:config:${region}:${account}:config-rule/config-rule-${hex}",
            "configRuleId":"config-rule-${hex}","configRuleName":"encrypted-volumes-${word}","complianceType":"COMPLIANT"},
            {"configRuleArn":"arn:aws:config:${region}:${account}:config-rule/aws-service-rule/securityhub.amazonaws.com/${hex}",
            "configRuleId":"config-rule-${hex}","configRuleName":"securityhub-ec2-${word}","complianceType":"NON_COMPLIANT"},
            {"configRuleArn":"arn:aws:config:${region}:${account}:config-rule/config-rule-${hex}",
            "configRuleId":"config-rule-${hex}","configRuleName":"required-tags-${word}","complianceType":"COMPLIANT"}]}"""),
            of("AWS::S3::Bucket", "bucket-", 5, 0, """
            {"name":"${id}","creationDate":"${time}","owner":{"displayName":null,"id":"${hex}${hex}${hex}"},"region":"${region}"}""", """
            {"AccessControlList":"{\\"grantSet\\":null,\\"grantList\\":[{\\"grantee\\":{\\"id\\":\\"${hex}${hex}\\",\\"displayName\\":null},
            \\"permission\\":\\"FullControl\\"}],\\"owner\\":{\\"displayName\\":null,\\"id\\":\\"${hex}${hex}\\"},\\"isRequesterCharged\\":false}",
            "BucketAccelerateConfiguration":{"status":null},"BucketLoggingConfiguration":{"destinationBucketName":"logs-${account}",
            "logFilePrefix":"${word}/"},"BucketNotificationConfiguration":{"configurations":{}},"BucketPolicy":{"policyText":
            "{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Sid\\":\\"TlsOnly\\",\\"Effect\\":\\"Deny\\",\\"Principal\\":\\"*\\",
            \\"Action\\":\\"s3:*\\",\\"Resource\\":\\"arn:aws:s3:::${word}-${number}/*\\",
            \\"Condition\\":{\\"Bool\\":{\\"aws:SecureTransport\\":\\"false\\"}}}]}"},"BucketVersioningConfiguration":{"status":"Enabled",
            "isMfaDeleteEnabled":null},"IsRequesterPaysEnabled":"false","PublicAccessBlockConfiguration":{"blockPublicAcls":true,
            "ignorePublicAcls":true,"blockPublicPolicy":true,"restrictPublicBuckets":true},"ServerSideEncryptionConfiguration":{
            "rules":[{"applyServerSideEncryptionByDefault":{"sseAlgorithm":"aws:kms","kmsMasterKeyID":
            "arn:aws:kms:${region}:${account}:key/${uuid}"},"bucketKeyEnabled":true}]},"BucketLifecycleConfiguration":{"rules":[
            {"id":"expire","prefix":null,"status":"Enabled","filter":{"predicate":{"type":"LifecyclePrefixPredicate","prefix":
            "${word}/"}},"expirationInDays":90,"noncurrentVersionExpirationInDays":30,"expiredObjectDeleteMarker":false}]}}"""),
            of("AWS::KMS::Key", "", 5, 1, """
            {"keyId":"${id}","arn":"arn:aws:kms:${region}:${account}:key/${id}","creationDate":"${time}","enabled":true,
            "description":"Encrypts ${word}","keyUsage":"ENCRYPT_DECRYPT","keyState":"Enabled","origin":"AWS_KMS",
            "keyManager":"CUSTOMER","customerMasterKeySpec":"SYMMETRIC_DEFAULT","keySpec":"SYMMETRIC_DEFAULT",
            "encryptionAlgorithms":["SYMMETRIC_DEFAULT"],"multiRegion":false,"awsaccountId":"${account}"}""", """
            {"Policy":"{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Sid\\":\\"Administration\\",\\"Effect\\":\\"Allow\\",
            \\"Principal\\":{\\"AWS\\":\\"arn:aws:iam::${account}:root\\"},\\"Action\\":\\"kms:*\\",\\"Resource\\":\\"*\\"},
            {\\"Sid\\":\\"Use\\",\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"AWS\\":[\\"arn:aws:iam::${account}:role/${word}-${number}\\",
            \\"arn:aws:iam::${account}:role/${word}-${number}\\"]},\\"Action\\":[\\"kms:Encrypt\\",\\"kms:Decrypt\\",\\"kms:ReEncrypt*\\",
            \\"kms:GenerateDataKey*\\",\\"kms:DescribeKey\\"],\\"Resource\\":\\"*\\"},{\\"Sid\\":\\"Grants\\",\\"Effect\\":\\"Allow\\",
            \\"Principal\\":{\\"AWS\\":\\"arn:aws:iam::${account}:role/${word}-${number}\\"},\\"Action\\":[\\"kms:CreateGrant\\",
            \\"kms:ListGrants\\",\\"kms:RevokeGrant\\"],\\"Resource\\":\\"*\\",\\"Condition\\":{\\"Bool\\":{
            \\"kms:GrantIsForAWSResource\\":\\"true\\"}}}]}","KeyRotationStatus":true,"Aliases":[{"AliasName":"alias/${word}-${number}"}],
            "Tags":[{"TagKey":"team","TagValue":"${word}"}]}"""));

    /** Every type as often as its frequency says. */
    private static final List<Bystander> POOL = ALL.stream()
            .flatMap(bystander -> Collections.nCopies(bystander.frequency, bystander).stream())
            .toList();

    /** Those of types the rules have no use for; of network interfaces they read those of endpoints alone. */
    private static final List<Bystander> PASSED_OVER = POOL.stream()
            .filter(bystander -> ResourceType.of(bystander.type)
                    .filter(type -> type != ResourceType.EC2_NETWORK_INTERFACE)
                    .isEmpty())
            .toList();

    static Bystander any(Dice dice) {
        return dice.oneOf(POOL);
    }

    static Bystander anyPassedOver(Dice dice) {
        return dice.oneOf(PASSED_OVER);
    }

    private static Bystander of(String type, String idPrefix, int frequency, int relationships, String configuration) {
        return of(type, idPrefix, frequency, relationships, configuration, "{}");
    }

    private static Bystander of(
            String type,
            String idPrefix,
            int frequency,
            int relationships,
            String configuration,
            String supplementary) {
        return new Bystander(
                type, idPrefix, frequency, relationships, new Template(configuration), new Template(supplementary));
    }
}
