package dev.fargatepull.securityhub;

import java.util.Map;
import software.amazon.awssdk.services.securityhub.model.Resource;
import software.amazon.awssdk.services.securityhub.model.ResourceDetails;

/** Resources as findings name them. */
final class Resources {

    /** The types that findings have a name for (Security Hub User Guide, "Resources"); the rest is {@code Other}. */
    private static final Map<String, String> TYPES = Map.of(
            "AWS::::Account", "AwsAccount",
            "AWS::EC2::NetworkAcl", "AwsEc2NetworkAcl",
            "AWS::EC2::RouteTable", "AwsEc2RouteTable",
            "AWS::EC2::Subnet", "AwsEc2Subnet",
            "AWS::EC2::VPC", "AwsEc2Vpc",
            "AWS::ECR::Repository", "AwsEcrRepository",
            "AWS::ECS::Service", "AwsEcsService",
            "AWS::ECS::TaskDefinition", "AwsEcsTaskDefinition",
            "AWS::IAM::Role", "AwsIamRole");

    /** What stands before the id in ARNs of EC2's and ECR's resources. */
    private static final Map<String, String> ARNS = Map.of(
            "AWS::EC2::DHCPOptions", "ec2:dhcp-options/",
            "AWS::EC2::NetworkAcl", "ec2:network-acl/",
            "AWS::EC2::RouteTable", "ec2:route-table/",
            "AWS::EC2::Subnet", "ec2:subnet/",
            "AWS::EC2::VPC", "ec2:vpc/",
            "AWS::EC2::VPCEndpoint", "ec2:vpc-endpoint/",
            "AWS::ECR::Repository", "ecr:repository/");

    private static final int LONGEST = 512;

    private Resources() {}

    /** The resource of a finding, with what AWS Config knows it by in its details. */
    static Resource of(Subject subject, Home home) {
        return Resource.builder()
                .type(TYPES.getOrDefault(subject.resourceType(), "Other"))
                .id(Text.of(id(subject, home), LONGEST))
                .partition(home.partition())
                .region(home.region())
                .details(ResourceDetails.builder()
                        .other(Map.of(
                                "ConfigResourceType", Text.of(subject.resourceType(), LONGEST),
                                "ConfigResourceId", Text.of(subject.resourceId(), LONGEST)))
                        .build())
                .build();
    }

    /** Findings of different products are brought together by ARN. */
    private static String id(Subject subject, Home home) {
        if (subject.resourceType().equals("AWS::::Account")) {
            return "AWS::::Account:" + subject.resourceId();
        }
        String kind = ARNS.get(subject.resourceType());
        if (kind == null || subject.resourceId().startsWith("arn:")) {
            return subject.resourceId();
        }
        String[] serviceAndResource = kind.split(":", -1);
        return home.arn(serviceAndResource[0], serviceAndResource[1] + subject.resourceId());
    }
}
