# SPDX-License-Identifier: Apache-2.0
"""Reads from one HTTP request which AWS operation it is, and who calls it."""

import io
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote

from .accounts import MANAGEMENT_ACCOUNT, SESSIONS, account_of
from .operations import operation_by_route

CREDENTIAL = re.compile(r"Credential=([^/]+)/\d+/([^/]+)/([^/]+)/")
CBOR_PATH = re.compile(r"/service/[^/]+/operation/([A-Za-z0-9]+)$")
# IAM's action prefix where it differs from the signing name.
IAM_PREFIX = {"monitoring": "cloudwatch", "tagging": "tag"}


@dataclass(frozen=True)
class Call:
    service: str
    operation: str
    account_id: str
    region: str
    protocol: str
    caller_arn: str
    session_name: str = None
    session_tags: dict = field(default_factory=dict)
    via: str = None

    @property
    def action(self):
        return f"{self.service}:{self.operation}"


def identify(environ):
    access_key, region, signing_name = _credential_scope(environ)
    form = _form(environ)
    protocol, operation = _operation(environ, signing_name, form)
    forced_account = environ.get("HTTP_X_MOTO_ACCOUNT_ID")
    session = SESSIONS.find(access_key) if access_key else None
    account_id = forced_account or (account_of(access_key) if access_key else MANAGEMENT_ACCOUNT)
    return Call(
        service=IAM_PREFIX.get(signing_name, signing_name),
        operation=operation,
        account_id=account_id,
        region=region,
        protocol=protocol,
        caller_arn=session.arn if session else f"arn:aws:iam::{account_id}:root",
        session_name=session.session_name if session else None,
        session_tags=session.tags if session else {},
        via=environ.get("HTTP_X_GROUNDWORK_VIA"),
    )


def _credential_scope(environ):
    source = environ.get("HTTP_AUTHORIZATION", "")
    if "Credential=" not in source:
        query = dict(parse_qsl(environ.get("QUERY_STRING", "")))
        source = f"Credential={query.get('X-Amz-Credential', '')}"
    match = CREDENTIAL.search(unquote(source))
    if match:
        return match.group(1), match.group(2), match.group(3).lower()
    return None, "us-east-1", "sts" if "HTTP_X_AMZ_TARGET" not in environ else "unknown"


def _form(environ):
    """The query protocol names its operation in the body, which moto must still be able to read."""
    if not environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        return {}
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if not length:
        return {}
    body = environ["wsgi.input"].read(length)
    environ["wsgi.input"] = io.BytesIO(body)
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _operation(environ, signing_name, form):
    path = environ.get("PATH_INFO", "/")
    cbor = CBOR_PATH.search(path)
    if cbor:
        return "cbor", cbor.group(1)
    if "HTTP_X_AMZ_TARGET" in environ:
        return "json", environ["HTTP_X_AMZ_TARGET"].split(".")[-1]
    if "Action" in form:
        return ("ec2" if signing_name == "ec2" else "query"), form["Action"]
    query = parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    if "Action" in dict(query):
        return "query", dict(query)["Action"]
    full_path = s3_path(environ) if signing_name == "s3" else path
    return operation_by_route(signing_name, environ, full_path, query)


def s3_path(environ):
    """Virtual-hosted S3 requests carry the bucket in the host name; here it is always in the path."""
    path = environ.get("PATH_INFO", "/")
    host = environ.get("HTTP_HOST", "").split(":")[0]
    prefix = host[: -len(".localhost")] if host.endswith(".localhost") else ""
    if not prefix or path.startswith("/v20180820/"):
        return path
    return f"/{prefix}{path}"


def s3_bucket_name(environ):
    return s3_path(environ).lstrip("/").split("/", 1)[0]
