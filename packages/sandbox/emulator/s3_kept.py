# SPDX-License-Identifier: Apache-2.0
"""Bucket settings answered exactly as they were sent, kept on moto's bucket so that they end with it."""

from .handlers import OperationError, ok_xml, read_body
from .identify import s3_bucket_name


def bucket_of(call, environ):
    from moto.s3.models import s3_backends

    name = s3_bucket_name(environ)
    bucket = s3_backends[call.account_id]["aws"].buckets.get(name)
    if bucket is None:
        raise OperationError("NoSuchBucket", "The specified bucket does not exist", 404)
    return bucket


def kept_on(bucket):
    if not hasattr(bucket, "groundwork_kept"):
        bucket.groundwork_kept = {}
    return bucket.groundwork_kept


def keep_after_moto(setting):
    """A PUT that moto checks and acts on, but stores with losses."""

    def put(call, environ, ask_moto):
        body = read_body(environ)
        answered = ask_moto()
        if answered[0].startswith("2"):
            kept_on(bucket_of(call, environ))[setting] = body
        return answered

    return put


def answer_kept(setting):
    """The GET beside it."""

    def get(call, environ, ask_moto):
        kept = kept_on(bucket_of(call, environ)).get(setting)
        return ask_moto() if kept is None else ok_xml(kept)

    return get


def forget_after_moto(setting):
    """The DELETE beside it."""

    def delete(call, environ, ask_moto):
        answered = ask_moto()
        if answered[0].startswith("2"):
            kept_on(bucket_of(call, environ)).pop(setting, None)
        return answered

    return delete
