# SPDX-License-Identifier: Apache-2.0
"""Bucket settings of which there are several by id, unknown to moto: intelligent tiering, metrics, analytics."""

from urllib.parse import parse_qs

from ..handlers import OperationError, ok_xml, read_body
from ..s3_kept import bucket_of, kept_on

# Kind → root element of its list.
KINDS = {
    "IntelligentTiering": "ListBucketIntelligentTieringConfigurationsOutput",
    "Metrics": "ListMetricsConfigurationsResult",
    "Analytics": "ListBucketAnalyticsConfigurationResult",
}
NAMESPACE = b'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'


def install(emulator):
    for kind in KINDS:
        emulator.handlers.add(f"s3:PutBucket{kind}Configuration", _put(kind))
        emulator.handlers.add(f"s3:GetBucket{kind}Configuration", _get(kind))
        emulator.handlers.add(f"s3:DeleteBucket{kind}Configuration", _delete(kind))
        emulator.handlers.add(f"s3:ListBucket{kind}Configurations", _list(kind))


def _settings(kind, call, environ):
    return kept_on(bucket_of(call, environ)).setdefault(kind, {})


def _id(environ):
    return parse_qs(environ.get("QUERY_STRING", "")).get("id", [""])[0]


def _found(kind, call, environ):
    settings = _settings(kind, call, environ)
    if _id(environ) not in settings:
        raise OperationError("NoSuchConfiguration", "The specified configuration does not exist.", 404)
    return settings


def _put(kind):
    def put(call, environ, _ask_moto):
        _settings(kind, call, environ)[_id(environ)] = read_body(environ)
        return ok_xml(b"")

    return put


def _get(kind):
    return lambda call, environ, _ask_moto: ok_xml(_found(kind, call, environ)[_id(environ)])


def _delete(kind):
    def delete(call, environ, _ask_moto):
        _found(kind, call, environ).pop(_id(environ))
        return ok_xml(b"", "204 No Content")

    return delete


def _list(kind):
    name = KINDS[kind]

    def list_all(call, environ, _ask_moto):
        each = b"".join(_without_declaration(body) for body in _settings(kind, call, environ).values())
        opened, closed = f"<{name} ".encode() + NAMESPACE + b">", f"</{name}>".encode()
        return ok_xml(opened + b"<IsTruncated>false</IsTruncated>" + each + closed)

    return list_all


def _without_declaration(body):
    return body.split(b"?>", 1)[1] if body.lstrip().startswith(b"<?xml") else body
