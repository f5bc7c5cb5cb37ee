#!/bin/sh
# Makes the broken network; prints what is needed of it as NAME=VALUE.
. "$(dirname "$0")/../lib.sh"
v=$(vpc 10.0.0.0/16)
s=$(subnet "$v" 10.0.0.0/24 a)
client=$(instance "$s")
provider=$(vpc 10.1.0.0/16)
there=$(subnet "$provider" 10.1.0.0/24 a)
balancer=$(id 'LoadBalancers[0].LoadBalancerArn' elbv2 create-load-balancer --name behind --type network --scheme internal --subnets "$there")
targets=$(id 'TargetGroups[0].TargetGroupArn' elbv2 create-target-group --name behind --protocol TCP --port 8080 --vpc-id "$provider" --target-type ip --health-check-interval-seconds 5 --healthy-threshold-count 2)
aws elbv2 create-listener --load-balancer-arn "$balancer" --protocol TCP --port 80 --default-actions "Type=forward,TargetGroupArn=$targets" >/dev/null
g=$(group "$provider" open)
aws ec2 authorize-security-group-ingress --group-id "$g" --protocol tcp --port 8080 --cidr 10.0.0.0/8 >/dev/null
server=$(instance "$there" --security-group-ids "$g")
address=$(id 'Reservations[0].Instances[0].PrivateIpAddress' ec2 describe-instances --instance-ids "$server")
say server "$server"
service=$(id ServiceConfiguration.ServiceId ec2 create-vpc-endpoint-service-configuration --network-load-balancer-arns "$balancer" --no-acceptance-required)
endpoint=$(id VpcEndpoint.VpcEndpointId ec2 create-vpc-endpoint --vpc-id "$v" --service-name "com.amazonaws.vpce.us-east-1.$service" --vpc-endpoint-type Interface --subnet-ids "$s")
name=$(name_of "$endpoint")
say endpoint "$endpoint"
say service "$service"
say targets "$targets"
say balancer "$balancer"
say name "$name"
say address "$address"
say client "$client"
