#!/bin/sh
# Makes the broken network; prints what is needed of it as NAME=VALUE.
. "$(dirname "$0")/../lib.sh"
v=$(vpc 10.0.0.0/16)
s=$(subnet "$v" 10.0.0.0/24 a)
hostnames "$v"
table=$(main_table "$v")
internet "$v" "$table"
client=$(instance "$s" --associate-public-ip-address)
interface "$v" sts "$s" >/dev/null
say client "$client"
