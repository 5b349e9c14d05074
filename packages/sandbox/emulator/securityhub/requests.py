# SPDX-License-Identifier: Apache-2.0
"""Bodies in, bodies out, and the errors of Security Hub."""

import datetime
import json
from urllib.parse import parse_qsl

from ..handlers import OperationError, read_body


def read_json(environ):
    raw = read_body(environ)
    try:
        body = json.loads(raw) if raw else {}
    except ValueError as error:
        raise invalid_input(f"The body is not JSON: {error}") from error
    if not isinstance(body, dict):
        raise invalid_input("The body must be a JSON object")
    return body


def read_query(environ):
    return dict(parse_qsl(environ.get("QUERY_STRING", "")))


def ok(body):
    return "200 OK", [("Content-Type", "application/json")], json.dumps(body).encode()


def invalid_input(message):
    return OperationError("InvalidInputException", message)


def not_subscribed(account_id):
    return OperationError("InvalidAccessException", f"Account {account_id} is not subscribed to AWS Security Hub", 401)


def now_text():
    now = datetime.datetime.now(datetime.timezone.utc)
    return now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03d}Z"


def page_size(value, default, most):
    """`MaxResults`, which AWS refuses outside of its bounds."""
    if value is None:
        return default
    if isinstance(value, bool) or not str(value).isdigit() or not 1 <= int(value) <= most:
        raise invalid_input(f"MaxResults is {str(value)[:40]}; it must be a whole number from 1 to {most}")
    return int(value)
