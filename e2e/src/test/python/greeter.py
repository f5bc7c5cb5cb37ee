"""Answers HTTP on one port with who asked and the given name; on another says in hexadecimal what a connection began with."""

import http.server
import socketserver
import sys
import threading


class Greeter(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = f"{sys.argv[1]} was asked by {self.client_address[0]}\n".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Hexadecimal(socketserver.BaseRequestHandler):
    def handle(self):
        first = self.request.recv(4096)
        self.request.sendall(first.hex().encode() + b"\n")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


raw = Server(("", 9090), Hexadecimal)
threading.Thread(target=raw.serve_forever, daemon=True).start()
http.server.ThreadingHTTPServer(("", 8080), Greeter).serve_forever()
