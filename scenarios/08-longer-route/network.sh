#!/bin/sh
# Makes the broken network; prints what is needed of it as NAME=VALUE.
. "$(dirname "$0")/../lib.sh"
v=$(vpc 10.0.0.0/16)
s=$(subnet "$v" 10.0.0.0/24 a)
client=$(instance "$s")
table=$(main_table "$v")
internet=$(id InternetGateway.InternetGatewayId ec2 create-internet-gateway)
aws ec2 attach-internet-gateway --internet-gateway-id "$internet" --vpc-id "$v"
gateway "$v" s3 "$table" >/dev/null
for block in 3.5.0.0/21 3.5.16.0/22 52.216.0.0/16; do
  aws ec2 create-route --route-table-id "$table" --destination-cidr-block "$block" --gateway-id "$internet" >/dev/null
done
say table "$table"
say client "$client"
