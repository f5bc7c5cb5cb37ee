"""What a path says of the size of packets.

segment HOST PORT      the bytes that TCP puts into a segment to there
listen PORT            accepts connections, for the other side of the above
datagram HOST PORT N   sends a UDP packet of N bytes that must not be cut up
"""
import socket
import sys
import time

IP_MTU_DISCOVER, IP_PMTUDISC_PROBE = 10, 3
HEADERS = 28

what, *words = sys.argv[1:]
if what == "segment":
    end = time.monotonic() + 10
    while True:
        try:
            with socket.create_connection((words[0], int(words[1])), timeout=5) as connection:
                print(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG))
            break
        except ConnectionRefusedError:
            if time.monotonic() > end:
                raise
elif what == "listen":
    with socket.create_server(("", int(words[0]))) as server:
        while True:
            server.accept()[0].close()
else:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.setsockopt(socket.IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_PROBE)
        sender.sendto(bytes(int(words[2]) - HEADERS), (words[0], int(words[1])))
