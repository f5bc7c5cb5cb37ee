"""Runs on an instance: an object and an item, with boto3 as it comes."""

import sys

import boto3

bucket, table = sys.argv[1:]
s3 = boto3.client("s3")
s3.put_object(Bucket=bucket, Key="python", Body=b"from python")
body = s3.get_object(Bucket=bucket, Key="python")["Body"].read().decode()
dynamodb = boto3.client("dynamodb")
dynamodb.put_item(TableName=table, Item={"id": {"S": "python"}, "n": {"N": "2"}})
item = dynamodb.get_item(TableName=table, Key={"id": {"S": "python"}})["Item"]
print(body, item["n"]["N"])
