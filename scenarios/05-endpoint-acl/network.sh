#!/bin/sh
# Makes the broken network; prints what is needed of it as NAME=VALUE.
. "$(dirname "$0")/../lib.sh"
v=$(vpc 10.0.0.0/16)
s=$(subnet "$v" 10.0.0.0/24 a)
hostnames "$v"
other=$(subnet "$v" 10.0.1.0/24 b)
client=$(instance "$s")
acl=$(id NetworkAcl.NetworkAclId ec2 create-network-acl --vpc-id "$v")
association=$(id "NetworkAcls[0].Associations[?SubnetId=='$other'].NetworkAclAssociationId | [0]" ec2 describe-network-acls --filters "Name=association.subnet-id,Values=$other")
aws ec2 replace-network-acl-association --association-id "$association" --network-acl-id "$acl" >/dev/null
interface "$v" sqs "$other" >/dev/null
say acl "$acl"
say client "$client"
