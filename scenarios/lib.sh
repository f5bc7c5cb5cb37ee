# Shorthand for what every network here begins with; most functions print the id of what they made.
set -eu
id() { # QUERY COMMAND...
  query=$1
  shift
  aws "$@" --query "$query" --output text
}
vpc() { id Vpc.VpcId ec2 create-vpc --cidr-block "$1"; }
subnet() { id Subnet.SubnetId ec2 create-subnet --vpc-id "$1" --cidr-block "$2" --availability-zone "us-east-1$3"; }
hostnames() { aws ec2 modify-vpc-attribute --vpc-id "$1" --enable-dns-hostnames; }
group() { id GroupId ec2 create-security-group --vpc-id "$1" --group-name "$2" --description "$2"; }
main_table() { id 'RouteTables[0].RouteTableId' ec2 describe-route-tables --filters "Name=vpc-id,Values=$1" Name=association.main,Values=true; }
own_table() { # VPC SUBNET
  table=$(id RouteTable.RouteTableId ec2 create-route-table --vpc-id "$1")
  aws ec2 associate-route-table --route-table-id "$table" --subnet-id "$2" >/dev/null
  echo "$table"
}
default_acl() { id 'NetworkAcls[0].NetworkAclId' ec2 describe-network-acls --filters "Name=vpc-id,Values=$1"; }
instance() { # SUBNET [OPTION...]
  subnet=$1
  shift
  id 'Instances[0].InstanceId' ec2 run-instances --image-id ami-0123456789abcdef0 --instance-type t3.micro --subnet-id "$subnet" "$@"
}
gateway() { # VPC SERVICE TABLE [OPTION...]
  vpc=$1 service=$2 table=$3
  shift 3
  id VpcEndpoint.VpcEndpointId ec2 create-vpc-endpoint --vpc-id "$vpc" --service-name "com.amazonaws.us-east-1.$service" --route-table-ids "$table" "$@"
}
interface() { # VPC SERVICE SUBNET [OPTION...]
  vpc=$1 service=$2 subnet=$3
  shift 3
  id VpcEndpoint.VpcEndpointId ec2 create-vpc-endpoint --vpc-id "$vpc" --service-name "com.amazonaws.us-east-1.$service" --vpc-endpoint-type Interface --subnet-ids "$subnet" "$@"
}
# A way to the internet for hosts with a public address, by a table.
internet() { # VPC TABLE
  internet=$(id InternetGateway.InternetGatewayId ec2 create-internet-gateway)
  aws ec2 attach-internet-gateway --internet-gateway-id "$internet" --vpc-id "$1"
  aws ec2 create-route --route-table-id "$2" --destination-cidr-block 0.0.0.0/0 --gateway-id "$internet" >/dev/null
}
# The name of an endpoint's own in its Region.
name_of() { id 'VpcEndpoints[0].DnsEntries[0].DnsName' ec2 describe-vpc-endpoints --vpc-endpoint-ids "$1"; }
say() { echo "$1=$2"; }
