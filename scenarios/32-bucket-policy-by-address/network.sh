#!/bin/sh
# Makes the broken network; prints what is needed of it as NAME=VALUE.
. "$(dirname "$0")/../lib.sh"
v=$(vpc 10.0.0.0/16)
s=$(subnet "$v" 10.0.0.0/24 a)
client=$(instance "$s")
endpoint=$(gateway "$v" s3 "$(main_table "$v")")
aws s3api create-bucket --bucket "scenario-$account-b" >/dev/null
aws s3api put-bucket-policy --bucket "scenario-$account-b" --confirm-remove-self-bucket-access --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:ListBucket","Resource":"arn:aws:s3:::scenario-'"$account"'-b","Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}]}'
say endpoint "$endpoint"
say bucket "scenario-$account-b"
say client "$client"
