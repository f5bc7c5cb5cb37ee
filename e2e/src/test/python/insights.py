"""Asks Reachability Analyzer with boto3 as it comes, as a user's script does: make a path, start, wait, read, clean up."""

import sys

import boto3
from botocore.exceptions import ClientError

endpoint, source, destination = sys.argv[1:]
ec2 = boto3.client("ec2", endpoint_url=endpoint, region_name="us-east-1")
path = ec2.create_network_insights_path(
    Source=source,
    Destination=destination,
    Protocol="tcp",
    DestinationPort=443,
    TagSpecifications=[{"ResourceType": "network-insights-path", "Tags": [{"Key": "by", "Value": "boto3"}]}],
)["NetworkInsightsPath"]["NetworkInsightsPathId"]
analysis = ec2.start_network_insights_analysis(NetworkInsightsPathId=path)["NetworkInsightsAnalysis"]["NetworkInsightsAnalysisId"]
while True:
    found = ec2.describe_network_insights_analyses(NetworkInsightsAnalysisIds=[analysis])["NetworkInsightsAnalyses"][0]
    if found["Status"] != "running":
        break
try:
    ec2.delete_network_insights_path(NetworkInsightsPathId=path)
except ClientError as refused:
    print(refused.response["Error"]["Code"])
pages = ec2.get_paginator("describe_network_insights_paths").paginate(
    Filters=[{"Name": "tag:by", "Values": ["boto3"]}], PaginationConfig={"PageSize": 1}
)
print([p["NetworkInsightsPathId"] for page in pages for p in page["NetworkInsightsPaths"]] == [path])
ec2.delete_network_insights_analysis(NetworkInsightsAnalysisId=analysis)
ec2.delete_network_insights_path(NetworkInsightsPathId=path)
print(found["Status"], found["NetworkPathFound"], " ".join(c["Component"]["Id"].split("-")[0] for c in found["ForwardPathComponents"]))
