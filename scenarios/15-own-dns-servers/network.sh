#!/bin/sh
# Makes the broken network; prints what is needed of it as NAME=VALUE.
. "$(dirname "$0")/../lib.sh"
v=$(vpc 10.0.0.0/16)
s=$(subnet "$v" 10.0.0.0/24 a)
hostnames "$v"
options=$(id DhcpOptions.DhcpOptionsId ec2 create-dhcp-options --dhcp-configurations Key=domain-name-servers,Values=10.0.0.200)
aws ec2 associate-dhcp-options --dhcp-options-id "$options" --vpc-id "$v"
client=$(instance "$s")
interface "$v" sqs "$s" >/dev/null
say vpc "$v"
say client "$client"
