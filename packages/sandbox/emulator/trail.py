# SPDX-License-Identifier: Apache-2.0
"""What changed something, by whom, and which resources the call names: what LookupEvents answers from."""

import datetime
import json
import re
import threading
import uuid
from collections import deque
from urllib.parse import parse_qsl, unquote

from .handlers import read_body
from .identify import s3_bucket_name

KEEP = 20_000
MOST_BODY = 256 * 1024
READS = re.compile(
    r"^(Get|List|Describe|Head|Lookup|BatchGet|Search|Select|Query|Scan|Decode|Simulate|Assume|Check|Estimate|Preview"
    r"|Validate|Verify|Detect|Unknown|Encrypt|Decrypt|GenerateDataKey)"
)
# Data events, which LookupEvents does not know.
OBJECTS = re.compile(r"^(Put|Delete|Copy|Restore|Post)Objects?$|^(UploadPart|UploadPartCopy|.*MultipartUpload)$|^PutObject.*$")
IDENTIFIER = re.compile(r"(Name|Arn|ARN|Id|Identifier|Url|URL)$")
NOT_RESOURCES = ("AccessKeyId", "RequestId", "ClientRequestToken")
IDENTIFIER_LENGTH = 2048


class Trail:
    def __init__(self):
        self._lock = threading.Lock()
        self._events = deque(maxlen=KEEP)

    def watch(self, call, environ):
        """Remembers a call that changes something once it has been answered with success."""
        if READS.match(call.operation) or call.service == "sts" or (call.service == "s3" and OBJECTS.match(call.operation)):
            return None
        names = sorted(set(_names(call, environ)))

        def tell(status, started):
            if status < 400:
                with self._lock:
                    self._events.append(_event(call, names, started))

        return tell

    def select(self, account_id, region, matches):
        """The newest first."""
        with self._lock:
            events = list(self._events)
        return [e for e in reversed(events) if (e["accountId"], e["region"]) == (account_id, region) and matches(e)]

    def clear(self):
        with self._lock:
            self._events.clear()


def _event(call, names, started):
    return {
        "id": str(uuid.uuid4()),
        "at": datetime.datetime.fromtimestamp(started, datetime.timezone.utc),
        "accountId": call.account_id,
        "region": "us-east-1" if call.service == "iam" else call.region,
        "source": f"{call.service}.amazonaws.com",
        "name": call.operation,
        "caller": call.caller_arn,
        "session": call.session_name,
        "via": call.via,
        "resources": names,
    }


def _names(call, environ):
    """Identifiers only: no other value of a request is kept."""
    if call.service == "s3":
        return [name for name in (s3_bucket_name(environ),) if name]
    if call.protocol == "json":
        return _identifiers(_json(environ).items())
    if call.protocol in ("query", "ec2"):
        return _identifiers(_form(environ))
    return [unquote(part) for part in environ.get("PATH_INFO", "").split("/") if part][-3:]


def _json(environ):
    if int(environ.get("CONTENT_LENGTH") or 0) > MOST_BODY:
        return {}
    try:
        body = json.loads(read_body(environ) or b"{}")
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _form(environ):
    return parse_qsl(read_body(environ).decode("utf-8", "replace"))


def _identifiers(pairs):
    for key, value in pairs:
        named = re.sub(r"(\.\d+|\.member)+$", "", key)
        if named in NOT_RESOURCES or not IDENTIFIER.search(named):
            continue
        if isinstance(value, str) and 0 < len(value) <= IDENTIFIER_LENGTH:
            yield value
