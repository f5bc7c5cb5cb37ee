#!/bin/sh
# Mends it; what network.sh printed is in variables.
. "$(dirname "$0")/../lib.sh"
aws s3api put-bucket-policy --bucket "$bucket" --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:ListBucket","Resource":"arn:aws:s3:::'"$bucket"'","Condition":{"StringNotEquals":{"aws:SourceVpce":"'"$endpoint"'"}}}]}'
