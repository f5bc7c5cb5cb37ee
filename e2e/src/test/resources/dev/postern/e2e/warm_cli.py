"""Debian's AWS CLI, started once. Without words after the socket's path it serves there until its input ends; with words it is `aws WORDS`, which a fork
of the server carries out with this process's files, folder and environment."""
import json
import os
import signal
import socket
import sys
import threading

ROOM = 1 << 20


def aws(path, words):
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ROOM)
        server.connect(path)
        command = {"words": words, "folder": os.getcwd(), "environment": dict(os.environ)}
        socket.send_fds(server, [json.dumps(command).encode()], [0, 1, 2])
        status = server.recv(16)
    sys.exit(int(status) if status else "the AWS CLI ended without a status")


def serve(path):
    import awscli.clidriver
    import awscli.handlers
    import botocore.auth
    import botocore.client
    import botocore.endpoint
    import botocore.httpsession
    import botocore.parsers
    import botocore.retries.standard
    import botocore.signers
    import botocore.waiter

    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(path)
    listener.listen(64)
    print("ready", flush=True)
    while True:
        client, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, ROOM)
            run(client, awscli.clidriver.main)
        client.close()


def run(client, main):
    """What the console script of the CLI does, in a process that ends with it."""
    text, files, _, _ = socket.recv_fds(client, ROOM, 3)
    command = json.loads(text)
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(command["folder"])
    # Where the CLI's own data is, it has put there when it was imported.
    environment = {"AWS_DATA_PATH": os.environ["AWS_DATA_PATH"], **command["environment"]}
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["aws"] + command["words"]
    status = 1
    try:
        status = main() or 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        client.send(str(status).encode())
        os._exit(0)


if len(sys.argv) == 2:
    serve(sys.argv[1])
else:
    aws(sys.argv[1], sys.argv[2:])
