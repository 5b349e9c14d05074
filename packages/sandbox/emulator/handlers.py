# SPDX-License-Identifier: Apache-2.0
"""Operations answered here, before or around moto."""

import io

from .wire import plain_error


class OperationError(Exception):
    """An AWS error an operation answers with."""

    def __init__(self, code, message, status=400):
        super().__init__(message)
        self.code, self.message, self.status = code, message, status


class Handlers:
    """`service:Operation` → a function (call, environ, ask_moto) that returns (status, headers, body)."""

    def __init__(self):
        self._handlers = {}

    def add(self, action, handler):
        self._handlers[action] = handler

    def find(self, call):
        return self._handlers.get(call.action)


def answer(handler, call, environ, start_response, moto):
    def ask_moto():
        return _run(moto, environ)

    try:
        status, headers, body = handler(call, environ, ask_moto)
    except OperationError as error:
        return plain_error(call, error, start_response)
    kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
    start_response(status, [*kept, ("Content-Length", str(len(body)))])
    return [body]


def _run(moto, environ):
    captured = {}

    def start(status, headers, _exc_info=None):
        captured["status"], captured["headers"] = status, headers

    chunks = moto(environ, start)
    try:
        body = b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    return captured["status"], captured["headers"], body


def ok_xml(body, status="200 OK"):
    return status, [("Content-Type", "application/xml")], body


def read_body(environ):
    """The request's body, put back for moto."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(length)
    environ["wsgi.input"] = io.BytesIO(body)
    return body
