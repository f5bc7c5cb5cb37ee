#!/bin/sh
# Makes the broken network; prints what is needed of it as NAME=VALUE.
. "$(dirname "$0")/../lib.sh"
v=$(vpc 10.0.0.0/16)
s=$(subnet "$v" 10.0.0.0/24 a)
hostnames "$v"
client=$(instance "$s")
endpoint=$(gateway "$v" s3 "$(main_table "$v")" --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::mine","arn:aws:s3:::mine/*"]}]}')
say endpoint "$endpoint"
interface "$v" ecr.api "$s" >/dev/null
interface "$v" ecr.dkr "$s" >/dev/null
aws s3api create-bucket --bucket prod-us-east-1-starport-layer-bucket >/dev/null # stands in for the one of AWS
say client "$client"
