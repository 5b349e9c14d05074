# SPDX-License-Identifier: Apache-2.0
"""Starts the emulator: `python3 -m emulator --port 4566 --control-port 4567`."""

import argparse
import errno
import json
import os
import signal
import sys
import threading
from socketserver import ThreadingMixIn

EXIT_NO_MOTO = 3
EXIT_PORT_TAKEN = 4
LOOPBACK = "127.0.0.1"


def parse_arguments():
    parser = argparse.ArgumentParser(prog="emulator")
    parser.add_argument("--port", type=int, default=0, help="AWS endpoint; 0 picks a free port")
    parser.add_argument("--control-port", type=int, default=0, help="control endpoint; 0 picks a free port")
    parser.add_argument("--watch-stdin", action="store_true", help="stop when standard input closes")
    return parser.parse_args()


def prepare_environment():
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
    os.environ["MOTO_DISABLE_GLOBAL_CORS"] = "true"
    os.environ.pop("MOTO_ACCOUNT_ID", None)
    # moto makes SDK clients of its own, only to read operation models.
    os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
    os.environ.pop("AWS_PROFILE", None)


def fail(code, message):
    print(message, file=sys.stderr, flush=True)
    # Threads of a half-started server must not keep the process alive.
    os._exit(code)


def listen(make, port, what):
    try:
        return make(port)
    except SystemExit:
        # werkzeug prints its own text and exits when an address is in use.
        fail(EXIT_PORT_TAKEN, f"Port {port} for {what} is in use; stop what listens there or choose another port.")
    except OSError as error:
        reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be opened ({error.strerror})"
        fail(EXIT_PORT_TAKEN, f"Port {port} for {what} {reason}; stop what listens there or choose another port.")


def stop_when_stdin_closes():
    def watch():
        while sys.stdin.buffer.read(4096):
            pass
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def make_aws_server(port, application):
    from werkzeug.serving import WSGIRequestHandler, ThreadedWSGIServer

    class QuietHandler(WSGIRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_request(self, *_args, **_kwargs):
            """The request log of the control endpoint replaces access lines."""

    class Server(ThreadedWSGIServer, ThreadingMixIn):
        daemon_threads = True
        request_queue_size = 512

    return Server(LOOPBACK, port, application, handler=QuietHandler)


def main():
    arguments = parse_arguments()
    prepare_environment()
    if arguments.watch_stdin:
        stop_when_stdin_closes()
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    signal.signal(signal.SIGINT, lambda *_: os._exit(0))
    try:
        import moto
    except ImportError as error:
        fail(EXIT_NO_MOTO, f"This Python cannot import moto ({error}); run: pip install 'moto[server]==5.2.*'")
    from .server import Emulator

    emulator = Emulator()
    aws = listen(lambda port: make_aws_server(port, emulator.application), arguments.port, "the AWS endpoint")
    os.environ["MOTO_PORT"] = str(aws.server_port)
    emulator.endpoint = f"http://localhost:{aws.server_port}"
    control = listen(emulator.make_control_server, arguments.control_port, "the control endpoint")
    threading.Thread(target=aws.serve_forever, daemon=True).start()
    ready = {
        "event": "ready",
        "port": aws.server_port,
        "controlPort": control.server_port,
        "moto": moto.__version__,
    }
    print(json.dumps(ready), flush=True)
    control.serve_forever()


if __name__ == "__main__":
    main()
