#!/bin/sh
# Makes the broken network; prints what is needed of it as NAME=VALUE.
. "$(dirname "$0")/../lib.sh"
v=$(vpc 10.0.0.0/16)
s=$(subnet "$v" 10.0.0.0/24 a)
other=$(subnet "$v" 10.0.1.0/24 b)
client=$(instance "$s")
own=$(own_table "$v" "$other")
main=$(main_table "$v")
gateway "$v" s3 "$own" >/dev/null
say main "$main"
say client "$client"
