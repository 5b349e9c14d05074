# SPDX-License-Identifier: Apache-2.0
"""PutObject and DeleteObject with If-None-Match or If-Match are one step: Terraform's lock file depends on it.

moto looks first and writes afterwards, so two threads could both find nothing.
"""

import threading

from ..handlers import OperationError
from ..identify import s3_path
from ..s3_kept import bucket_of

_lock = threading.Lock()


def install(emulator):
    emulator.handlers.add("s3:PutObject", put_object)
    emulator.handlers.add("s3:DeleteObject", delete_object)


def put_object(_call, environ, ask_moto):
    # Every write waits for a conditional one under way, or it could slip in between.
    with _lock:
        return ask_moto()


def delete_object(call, environ, ask_moto):
    with _lock:
        wanted = environ.get("HTTP_IF_MATCH")
        if wanted:
            _check_etag(call, environ, wanted.strip('"'))
        return ask_moto()


def _check_etag(call, environ, wanted):
    from moto.s3.models import s3_backends

    bucket = bucket_of(call, environ)
    name = s3_path(environ).lstrip("/").split("/", 1)[1]
    found = s3_backends[call.account_id]["aws"].get_object(bucket.name, name)
    if found is None:
        raise OperationError("NoSuchKey", "The specified key does not exist.", 404)
    if wanted != "*" and found.etag.strip('"') != wanted:
        raise OperationError(
            "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412
        )
