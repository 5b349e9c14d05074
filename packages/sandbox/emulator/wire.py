# SPDX-License-Identifier: Apache-2.0
"""Writes an AWS error in the format of the protocol the caller speaks."""

import json
import uuid
from xml.sax.saxutils import escape

REASONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


def error_response(call, fault, start_response):
    code, status = _code_and_status(call, fault)
    return _send(call, code, status, fault.message or _message(call, fault), start_response)


def plain_error(call, error, start_response):
    return _send(call, error.code, error.status, error.message, start_response)


def _send(call, code, status, message, start_response):
    request_id = str(uuid.uuid4())
    content_type, body, extra = _format(call, code, message, request_id)
    headers = [
        ("Content-Type", content_type),
        ("Content-Length", str(len(body))),
        ("x-amzn-RequestId", request_id),
        *extra,
    ]
    start_response(f"{status} {REASONS.get(status, 'Error')}", headers)
    return [body]


def _code_and_status(call, fault):
    if fault.kind == "deny":
        return _denied(call)
    if fault.kind == "throttle":
        return _throttled(call)
    if call.protocol == "rest-xml" and call.service == "s3":
        return ("InternalError" if fault.status == 500 else "ServiceUnavailable"), fault.status
    return ("InternalFailure" if fault.status == 500 else "ServiceUnavailable"), fault.status


def _denied(call):
    if call.protocol == "ec2":
        return "UnauthorizedOperation", 403
    if call.protocol in ("query", "rest-xml"):
        return "AccessDenied", 403
    # awsJson services answer 400 with the code in the body, restJson ones 403.
    return "AccessDeniedException", 403 if call.protocol == "rest-json" else 400


def _throttled(call):
    if call.service == "s3" and call.protocol == "rest-xml":
        return "SlowDown", 503
    if call.protocol == "ec2":
        return "RequestLimitExceeded", 503
    if call.protocol in ("query", "rest-xml"):
        return "Throttling", 400
    return ("TooManyRequestsException", 429) if call.protocol == "rest-json" else ("ThrottlingException", 400)


def _message(call, fault):
    if fault.kind == "deny":
        return (
            f"User: {call.caller_arn} is not authorized to perform: {call.action} "
            f"because no identity-based policy allows the {call.action} action"
        )
    if fault.kind == "throttle":
        return "Rate exceeded"
    return "An internal error has occurred. Please retry your request."


def _format(call, code, message, request_id):
    if call.protocol == "cbor":
        fields = {"__type": code, "message": message}
        return "application/cbor", _cbor_map(fields), [("smithy-protocol", "rpc-v2-cbor")]
    if call.protocol == "json":
        body = json.dumps({"__type": code, "message": message}).encode()
        return "application/x-amz-json-1.1", body, [("x-amzn-ErrorType", code)]
    if call.protocol == "rest-json":
        return "application/json", json.dumps({"message": message}).encode(), [("x-amzn-ErrorType", code)]
    return "text/xml", _xml(call, escape(code), escape(message), request_id).encode(), []


def _xml(call, code, message, request_id):
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    error = f"<Code>{code}</Code><Message>{message}</Message>"
    if call.protocol == "ec2":
        return f"{head}<Response><Errors><Error>{error}</Error></Errors><RequestID>{request_id}</RequestID></Response>"
    if call.protocol == "rest-xml" and call.service == "s3":
        return f"{head}<Error>{error}<RequestId>{request_id}</RequestId></Error>"
    return (
        f"{head}<ErrorResponse><Error><Type>Sender</Type>{error}</Error>"
        f"<RequestId>{request_id}</RequestId></ErrorResponse>"
    )


def _cbor_map(fields):
    """Enough of RFC 8949 for a map of texts."""
    encoded = bytes([0xA0 + len(fields)])
    for key, value in fields.items():
        encoded += _cbor_text(key) + _cbor_text(value)
    return encoded


def _cbor_text(text):
    raw = text.encode()
    return b"\x79" + len(raw).to_bytes(2, "big") + raw
