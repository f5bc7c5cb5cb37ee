#!/bin/sh
# Makes the broken network; prints what is needed of it as NAME=VALUE.
. "$(dirname "$0")/../lib.sh"
v=$(vpc 10.0.0.0/16)
s=$(subnet "$v" 10.0.0.0/24 a)
hostnames "$v"
client=$(instance "$s")
gateway "$v" s3 "$(main_table "$v")" >/dev/null
endpoint=$(interface "$v" s3 "$s" --private-dns-enabled)
name=$(name_of "$endpoint")
say endpoint "$endpoint"
say name "${name#\*.}"
say client "$client"
