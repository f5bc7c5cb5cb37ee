#!/bin/sh
# Makes the broken network; prints what is needed of it as NAME=VALUE.
. "$(dirname "$0")/../lib.sh"
v=$(vpc 10.0.0.0/16)
s=$(subnet "$v" 10.0.0.0/24 a)
hostnames "$v"
client=$(instance "$s")
interface "$v" kms "$s" >/dev/null
say client "$client"
