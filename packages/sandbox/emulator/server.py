# SPDX-License-Identifier: Apache-2.0
"""The AWS endpoint: identify each call, apply fault rules, let moto answer, keep a log line."""

import threading
import time

from .accounts import MANAGEMENT_ACCOUNT, SESSIONS, use_management_account_by_default
from .additions import load_additions
from .cloudformation.registry import client_for
from .control import ControlServer
from .faults import FaultRules
from .handlers import Handlers, answer
from .identify import identify
from .request_log import RequestLog
from .wire import error_response

# Their first import takes seconds; done beside the start so that the first real call does not wait.
WARM_UP = ("sts", "iam", "s3", "kms", "cloudformation", "organizations", "ec2", "ssm")
# Their service models, which CloudFormation reads when it makes resources through these APIs.
CLIENTS = ("kms", "s3", "s3control", "iam", "ssm")


class Emulator:
    def __init__(self):
        use_management_account_by_default()
        from moto.server import DomainDispatcherApplication, create_backend_app

        self.endpoint = None
        self.faults = FaultRules()
        self.handlers = Handlers()
        self.requests = RequestLog()
        #: Functions (call, environ) that see each call before it is answered; what they return is told the status.
        self.watchers = []
        self._moto = DomainDispatcherApplication(create_backend_app)
        self._resettable = load_additions(self)
        threading.Thread(target=self._warm_up, daemon=True).start()

    def _warm_up(self):
        from moto.backends import get_backend

        for service in WARM_UP:
            get_backend(service)
        for service in CLIENTS:
            client_for("http://localhost:1", MANAGEMENT_ACCOUNT, "us-east-1", service)

    def make_control_server(self, port):
        return ControlServer(self, port)

    def reset(self):
        from moto.moto_api._internal.models import moto_api_backend

        moto_api_backend.reset()
        SESSIONS.clear()
        for reset in self._resettable:
            reset()

    def application(self, environ, start_response):
        if environ.get("PATH_INFO", "").startswith("/moto-api"):
            # moto's own console can rewrite every account; the control endpoint is the only door.
            start_response("404 Not Found", [("Content-Length", "0")])
            return [b""]
        call = identify(environ)
        started = time.time()
        answer = {}
        told = [tell for tell in (watch(call, environ) for watch in self.watchers) if tell]

        def keep_status(status, headers, exc_info=None):
            answer["status"] = int(status.split(" ", 1)[0])
            answer["headers"] = headers
            return start_response(status, headers, exc_info)

        try:
            return self._answer(call, environ, keep_status)
        finally:
            self.requests.add(call, answer, started)
            for tell in told:
                tell(answer.get("status", 500), started)

    def _answer(self, call, environ, start_response):
        fault = self.faults.match(call)
        if fault and fault.kind == "delay":
            time.sleep(fault.delay_ms / 1000)
        elif fault:
            return error_response(call, fault, start_response)
        handler = self.handlers.find(call)
        if handler:
            return answer(handler, call, environ, start_response, self._moto)
        return self._moto(environ, start_response)
