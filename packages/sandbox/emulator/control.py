# SPDX-License-Identifier: Apache-2.0
"""The control endpoint: health, fault rules, request log, reset. Loopback, JSON."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from .accounts import SESSIONS
from .additions import codebuild_builds
from .faults import InvalidRule
from .securityhub.hubs import LOCK, find_hub

LOOPBACK = "127.0.0.1"
ALLOWED_HOSTS = ("localhost", "127.0.0.1", "[::1]")
MAX_BODY = 64 * 1024
MAX_FINDINGS_BODY = 64 * 1024 * 1024
REQUEST_FILTERS = {"since", "limit", "service", "operation", "accountId", "region", "via", "sessionName"}


class BadRequest(ValueError):
    """Its text is shown to the caller."""


class ControlServer(ThreadingHTTPServer):
    daemon_threads = True
    # SO_REUSEADDR would hide that somebody else listens here on some systems.
    allow_reuse_address = True

    def __init__(self, emulator, port):
        self.emulator = emulator
        super().__init__((LOOPBACK, port), ControlHandler)


class ControlHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_args):
        """Quiet."""

    def do_GET(self):
        self._route({"/health": self._health, "/faults": self._list_faults, "/requests": self._list_requests})

    def do_POST(self):
        routes = {
            "/builds": self._end_build,
            "/faults": self._add_fault,
            "/findings": self._put_findings,
            "/reset": self._reset,
            "/settings": self._settings,
        }
        self._route(routes)

    def do_DELETE(self):
        path = urlsplit(self.path).path
        if path.startswith("/faults/"):
            return self._route({path: lambda: self._remove_fault(path.split("/", 2)[2])})
        return self._route({"/faults": self._clear_faults})

    def _route(self, routes):
        host = self.headers.get("Host", "").rsplit(":", 1)[0]
        if host not in ALLOWED_HOSTS:
            return self._send(403, {"error": "The control endpoint answers on localhost only."})
        handler = routes.get(urlsplit(self.path).path)
        if not handler:
            known = "GET /health, GET|POST|DELETE /faults, DELETE /faults/<id>, GET /requests, "
            known += "POST /builds, POST /findings, POST /settings, POST /reset"
            return self._send(404, {"error": f"No {self.command} {urlsplit(self.path).path} here; there are {known}."})
        try:
            status, body = handler()
        except (BadRequest, InvalidRule) as error:
            status, body = 400, {"error": str(error)}
        return self._send(status, body)

    def _health(self):
        return 200, {"status": "ok", "endpoint": self.server.emulator.endpoint}

    def _list_faults(self):
        return 200, {"items": self.server.emulator.faults.list()}

    def _add_fault(self):
        return 201, self.server.emulator.faults.add(self._json()).to_json()

    def _remove_fault(self, rule_id):
        if self.server.emulator.faults.remove(rule_id):
            return 200, {"removed": rule_id}
        return 404, {"error": f"There is no fault rule {rule_id[:80]!r}; GET /faults lists them."}

    def _clear_faults(self):
        self.server.emulator.faults.clear()
        return 200, {"removed": "all"}

    def _list_requests(self):
        query = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        unknown = sorted(set(query) - REQUEST_FILTERS)
        if unknown:
            raise BadRequest(f"Unknown filter {unknown[0]!r}; there are {', '.join(sorted(REQUEST_FILTERS))}.")
        since = _whole(query.pop("since", "0"), "since", 0, 10**12)
        limit = _whole(query.pop("limit", "1000"), "limit", 1, 10_000)
        return 200, self.server.emulator.requests.select(since=since, limit=limit, **query)

    def _end_build(self):
        body = self._json()
        status = body.get("status")
        if status not in codebuild_builds.STATUSES:
            raise BadRequest(f"status must be one of {', '.join(codebuild_builds.STATUSES)}.")
        if codebuild_builds.end_build(body.get("id"), status):
            return 200, {"ended": body["id"]}
        return 404, {"error": f"No build {str(body.get('id'))[:120]!r} is in progress."}

    def _settings(self):
        body = self._json()
        if set(body) != {"requireRoles"} or not isinstance(body["requireRoles"], bool):
            raise BadRequest('Settings are {"requireRoles": true | false}.')
        SESSIONS.require_roles = body["requireRoles"]
        return 200, body

    def _put_findings(self):
        """Puts findings into a hub as they are: what no product may import, a reader may still have to bear."""
        body = self._json(most=MAX_FINDINGS_BODY)
        findings = body.get("findings")
        if not isinstance(findings, list) or not all(isinstance(each, dict) for each in findings):
            raise BadRequest("findings must be a list of objects.")
        hub = find_hub(str(body.get("accountId")), str(body.get("region")))
        if hub is None:
            raise BadRequest("There is no Security Hub in accountId and region; enable it first.")
        with LOCK:
            for finding in findings:
                hub.put(finding)
        return 200, {"put": len(findings)}

    def _reset(self):
        self._json(optional=True)
        emulator = self.server.emulator
        emulator.reset()
        emulator.faults.clear()
        emulator.requests.clear()
        return 200, {"reset": True}

    def _json(self, optional=False, most=MAX_BODY):
        length = _whole(self.headers.get("Content-Length", "0"), "Content-Length", 0, most)
        raw = self.rfile.read(length)
        if not raw and optional:
            return {}
        if self.headers.get("Content-Type", "").split(";")[0] != "application/json":
            raise BadRequest("Send a JSON body with content-type application/json.")
        try:
            body = json.loads(raw)
        except ValueError as error:
            raise BadRequest(f"The body is not JSON: {error}.") from error
        if not isinstance(body, dict):
            raise BadRequest("The body must be a JSON object.")
        return body

    def _send(self, status, body):
        raw = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)


def _whole(text, name, least, most):
    if not text.isdigit() or not least <= int(text) <= most:
        raise BadRequest(f"{name} is {text[:40]!r}; it must be a whole number from {least} to {most}.")
    return int(text)
