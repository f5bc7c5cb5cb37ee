#!/bin/sh
# Mends it; what network.sh printed is in variables.
. "$(dirname "$0")/../lib.sh"
aws route53 change-resource-record-sets --hosted-zone-id "$zone" --change-batch '{"Changes":[{"Action":"DELETE","ResourceRecordSet":{"Name":"sqs.us-east-1.amazonaws.com","Type":"A","TTL":60,"ResourceRecords":[{"Value":"10.0.0.99"}]}}]}' >/dev/null
aws route53 delete-hosted-zone --id "$zone" >/dev/null
aws ec2 modify-vpc-endpoint --vpc-endpoint-id "$endpoint" --private-dns-enabled >/dev/null
