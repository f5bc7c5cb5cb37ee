#!/bin/sh
# Makes the broken network; prints what is needed of it as NAME=VALUE.
. "$(dirname "$0")/../lib.sh"
v=$(vpc 10.0.0.0/16)
s=$(subnet "$v" 10.0.0.0/24 a)
hostnames "$v"
other=$(vpc 10.1.0.0/16)
there=$(subnet "$other" 10.1.0.0/24 a)
g=$(group "$v" open)
aws ec2 authorize-security-group-ingress --group-id "$g" --protocol tcp --port 443 --cidr 10.0.0.0/8 >/dev/null
endpoint=$(interface "$v" sqs "$s" --security-group-ids "$g")
name=$(name_of "$endpoint")
peering=$(id VpcPeeringConnection.VpcPeeringConnectionId ec2 create-vpc-peering-connection --vpc-id "$other" --peer-vpc-id "$v")
aws ec2 accept-vpc-peering-connection --vpc-peering-connection-id "$peering" >/dev/null
aws ec2 create-route --route-table-id "$(main_table "$other")" --destination-cidr-block 10.0.0.0/16 --vpc-peering-connection-id "$peering" >/dev/null
aws ec2 create-route --route-table-id "$(main_table "$v")" --destination-cidr-block 10.1.0.0/16 --vpc-peering-connection-id "$peering" >/dev/null
client=$(instance "$there")
say endpoint "$endpoint"
say name "$name"
say client "$client"
