# SPDX-License-Identifier: Apache-2.0
"""Put/GetBucketLogging: S3 asks for a target bucket in the same account and Region, not for an ACL or policy."""

import re

from ..handlers import OperationError, ok_xml, read_body
from ..s3_kept import bucket_of, kept_on

SETTING = "logging"
TARGET = re.compile(rb"<TargetBucket>([^<]+)</TargetBucket>")
NO_LOGGING = b'<BucketLoggingStatus xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>'


def install(emulator):
    emulator.handlers.add("s3:PutBucketLogging", put_bucket_logging)
    emulator.handlers.add("s3:GetBucketLogging", get_bucket_logging)


def put_bucket_logging(call, environ, _ask_moto):
    from moto.s3.models import s3_backends

    bucket = bucket_of(call, environ)
    body = read_body(environ)
    target = TARGET.search(body)
    if target:
        name = target.group(1).decode()
        found = s3_backends[call.account_id]["aws"].buckets.get(name)
        if found is None:
            raise OperationError("InvalidTargetBucketForLogging", "The target bucket for logging does not exist")
        if found.region_name != bucket.region_name:
            message = "Cross S3 location logging not allowed."
            raise OperationError("CrossLocationLoggingProhibitted", message, 403)
    kept_on(bucket)[SETTING] = body
    return ok_xml(b"")


def get_bucket_logging(call, environ, _ask_moto):
    return ok_xml(kept_on(bucket_of(call, environ)).get(SETTING, NO_LOGGING))
