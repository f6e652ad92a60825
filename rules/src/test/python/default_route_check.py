"""What the functions are measured against: one check of one rule, in Python and boto3, the way such rules are written.

It speaks the Runtime API of AWS Lambda itself, as the client of Lambda's Python runtime does: ask for an event, call the
handler, answer. Subnets of Fargate services without a default route are reported as NON_COMPLIANT.
"""

import json
import os
import urllib.request

import boto3

QUERY = (
    "SELECT accountId, awsRegion, resourceType, resourceId, configuration"
    " WHERE resourceType IN ('AWS::EC2::RouteTable', 'AWS::EC2::Subnet', 'AWS::ECS::Service')"
)

config = boto3.client("config")
ec2 = boto3.client("ec2")


def recorded():
    items = {}
    for page in config.get_paginator("select_resource_config").paginate(Expression=QUERY, Limit=100):
        for row in page["Results"]:
            item = json.loads(row)
            items.setdefault(item["resourceType"], {})[item["resourceId"]] = item["configuration"]
    return items


def has_default_route(subnet_id, tables):
    main = None
    for table in tables.values():
        for association in table["associations"]:
            if association.get("subnetId") == subnet_id:
                return any(route.get("destinationCidrBlock") == "0.0.0.0/0" for route in table["routes"])
            if association.get("main"):
                main = table
    return main is not None and any(route.get("destinationCidrBlock") == "0.0.0.0/0" for route in main["routes"])


def handler(event):
    notification = json.loads(event["invokingEvent"])
    items = recorded()
    evaluations = []
    for service in items.get("AWS::ECS::Service", {}).values():
        for subnet_id in service["NetworkConfiguration"]["AwsvpcConfiguration"]["Subnets"]:
            sound = has_default_route(subnet_id, items.get("AWS::EC2::RouteTable", {}))
            evaluations.append(
                {
                    "ComplianceResourceType": "AWS::EC2::Subnet",
                    "ComplianceResourceId": subnet_id,
                    "ComplianceType": "COMPLIANT" if sound else "NON_COMPLIANT",
                    "OrderingTimestamp": notification["notificationCreationTime"],
                }
            )
    for subnet in items.get("AWS::EC2::Subnet", {}).values():
        # What AWS Config does not record and an endpoint's path depends on.
        for attribute in ("enableDnsSupport", "enableDnsHostnames"):
            ec2.describe_vpc_attribute(VpcId=subnet["vpcId"], Attribute=attribute)
    config.put_evaluations(Evaluations=evaluations, ResultToken=event["resultToken"])


def main():
    runtime = "http://%s/2018-06-01/runtime/invocation/" % os.environ["AWS_LAMBDA_RUNTIME_API"]
    while True:
        with urllib.request.urlopen(runtime + "next") as answer:
            request_id = answer.headers["Lambda-Runtime-Aws-Request-Id"]
            event = json.load(answer)
        handler(event)
        urllib.request.urlopen(urllib.request.Request(runtime + request_id + "/response", data=b"null")).close()


main()
