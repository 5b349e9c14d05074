# SPDX-License-Identifier: Apache-2.0
"""Names the operation of a REST request from botocore's service models."""

import functools
import re
from urllib.parse import parse_qsl

import botocore.exceptions
import botocore.session


@functools.cache
def _session():
    return botocore.session.get_session()


@functools.cache
def _services_by_signing_name():
    services = {}
    for name in _session().get_available_services():
        services.setdefault(name, []).append(name)
    # Several APIs share one signing name; the path tells them apart.
    services["s3"] = ["s3control", "s3"]
    services["execute-api"] = ["apigatewaymanagementapi"]
    services["apigateway"] = ["apigatewayv2", "apigateway"]
    services["elasticfilesystem"] = ["efs"]
    services["es"] = ["opensearch", "es"]
    services["bedrock"] = ["bedrock", "bedrock-agent", "bedrock-runtime"]
    return services


@functools.cache
def _routes(service):
    """(method, path pattern, required query, operation, protocol), the most specific first."""
    model = _session().get_service_model(service)
    routes = []
    for name in model.operation_names:
        operation = model.operation_model(name)
        uri = operation.http["requestUri"]
        path, _, query = uri.partition("?")
        literal = len(re.sub(r"{[^}]*}", "", path))
        routes.append(
            (
                operation.http["method"],
                re.compile(_pattern(path)),
                frozenset(parse_qsl(query, keep_blank_values=True)),
                _required_query(operation),
                bool(operation.deprecated),
                literal,
                name,
            )
        )
    routes.sort(key=lambda route: (-len(route[2]), -len(route[3]), -route[5], route[4]))
    return routes, model.metadata["protocol"]


def _pattern(path):
    parts = re.split(r"({[^}]*})", path.rstrip("/") or "/")
    pattern = ""
    for part in parts:
        if part.startswith("{"):
            pattern += ".+" if part.endswith("+}") else "[^/]+"
        else:
            pattern += re.escape(part)
    return f"^{pattern}/?$"


def _required_query(operation):
    shape = operation.input_shape
    if not shape:
        return frozenset()
    return frozenset(
        member.serialization.get("name")
        for key, member in shape.members.items()
        if key in shape.required_members and member.serialization.get("location") == "querystring"
    )


def operation_by_route(signing_name, environ, path, query):
    """Returns (protocol, operation); operation is `Unknown` when no model has this route."""
    method = environ["REQUEST_METHOD"]
    protocol = "rest-json"
    for service in _services_by_signing_name().get(signing_name, []):
        try:
            routes, protocol = _routes(service)
        except botocore.exceptions.UnknownServiceError:
            continue
        if service == "s3control" and not path.startswith("/v20180820/"):
            continue
        operation = _match(routes, method, path, query)
        if operation:
            return protocol, _s3_copy(operation, environ)
    return protocol, "Unknown"


def _match(routes, method, path, query):
    pairs = frozenset(query)
    names = frozenset(name for name, _ in query)
    for route_method, pattern, literal_query, required, _deprecated, _literal, name in routes:
        if route_method != method or not required <= names:
            continue
        if not _has_query(literal_query, pairs, names):
            continue
        if pattern.match(path):
            return name
    return None


def _has_query(wanted, pairs, names):
    return all((name in names) if value == "" else ((name, value) in pairs) for name, value in wanted)


def _s3_copy(operation, environ):
    """S3 tells a copy from a plain write only by a header."""
    copy = "HTTP_X_AMZ_COPY_SOURCE" in environ
    if operation in ("PutObject", "CopyObject"):
        return "CopyObject" if copy else "PutObject"
    if operation in ("UploadPart", "UploadPartCopy"):
        return "UploadPartCopy" if copy else "UploadPart"
    return operation
