#!/bin/sh
# Makes the broken network; prints what is needed of it as NAME=VALUE.
. "$(dirname "$0")/../lib.sh"
v=$(vpc 10.0.0.0/16)
s=$(subnet "$v" 10.0.0.0/24 a)
hostnames "$v"
client=$(instance "$s")
zone=$(id HostedZone.Id route53 create-hosted-zone --name sqs.us-east-1.amazonaws.com --caller-reference one --vpc "VPCRegion=us-east-1,VPCId=$v")
zone=${zone##*/}
aws route53 change-resource-record-sets --hosted-zone-id "$zone" --change-batch '{"Changes":[{"Action":"CREATE","ResourceRecordSet":{"Name":"sqs.us-east-1.amazonaws.com","Type":"A","TTL":60,"ResourceRecords":[{"Value":"10.0.0.99"}]}}]}' >/dev/null
endpoint=$(interface "$v" sqs "$s" --no-private-dns-enabled)
say zone "$zone"
say endpoint "$endpoint"
say client "$client"
