"""Runs on an instance: sends echo requests to each address, and says from which an answer came."""

import select
import socket
import struct
import sys
import time


def echo(number):
    head = struct.pack("!BBHHH", 8, 0, 0, 4711, number)
    total = sum(struct.unpack("!%dH" % (len(head) // 2), head))
    total = (total >> 16) + (total & 0xFFFF)
    return struct.pack("!BBHHH", 8, 0, ~(total + (total >> 16)) & 0xFFFF, 4711, number)


addresses = sys.argv[1:]
raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
for number, address in enumerate(addresses * 2):
    raw.sendto(echo(number), (address, 0))
answered = set()
end = time.monotonic() + 1.5
while len(answered) < len(addresses) and select.select([raw], [], [], max(0, end - time.monotonic()))[0]:
    packet, (source, _) = raw.recvfrom(2048)
    if packet[20] == 0:
        answered.add(source)
print(" ".join(sorted(answered)))
