#!/bin/sh
# Makes the broken network; prints what is needed of it as NAME=VALUE.
. "$(dirname "$0")/../lib.sh"
v=$(vpc 10.0.0.0/16)
s=$(subnet "$v" 10.0.0.0/24 a)
g=$(group "$v" closed)
aws ec2 revoke-security-group-egress --group-id "$g" --ip-permissions 'IpProtocol=-1,IpRanges=[{CidrIp=0.0.0.0/0}]' >/dev/null
client=$(instance "$s" --security-group-ids "$g")
gateway "$v" s3 "$(main_table "$v")" >/dev/null
say group "$g"
say client "$client"
