#!/bin/sh
# Makes the broken network; prints what is needed of it as NAME=VALUE.
. "$(dirname "$0")/../lib.sh"
v=$(vpc 10.0.0.0/16)
s=$(subnet "$v" 10.0.0.0/24 a)
client=$(instance "$s")
gateway "$v" s3 "$(main_table "$v")" >/dev/null
acl=$(default_acl "$v")
aws ec2 create-network-acl-entry --network-acl-id "$acl" --rule-number 50 --protocol 6 --rule-action deny --ingress --cidr-block 0.0.0.0/0 --port-range From=1024,To=65535 >/dev/null
say acl "$acl"
say client "$client"
