# SPDX-License-Identifier: Apache-2.0
"""What was called, by whom, with which result. Never bodies, headers or credentials."""

import datetime
import threading
import time
from collections import deque

KEEP = 50_000
REQUEST_ID_HEADERS = ("x-amzn-requestid", "x-amz-request-id")


class RequestLog:
    def __init__(self):
        self._lock = threading.Lock()
        self._entries = deque(maxlen=KEEP)
        self._seq = 0

    def add(self, call, answer, started):
        entry = {
            "time": datetime.datetime.fromtimestamp(started, datetime.timezone.utc)
            .isoformat(timespec="milliseconds")
            .replace("+00:00", "Z"),
            "durationMs": round((time.time() - started) * 1000),
            "accountId": call.account_id,
            "region": call.region,
            "service": call.service,
            "operation": call.operation,
            "status": answer.get("status", 500),
            "requestId": _request_id(answer.get("headers", [])),
        }
        if call.session_name:
            entry["sessionName"] = call.session_name
        if call.session_tags:
            entry["sessionTags"] = dict(call.session_tags)
        if call.via:
            entry["via"] = call.via
        with self._lock:
            self._seq += 1
            self._entries.append({"seq": self._seq, **entry})

    def select(self, since=0, limit=1000, **equal):
        with self._lock:
            entries = list(self._entries)
        wanted = {key: value for key, value in equal.items() if value is not None}
        found = [
            entry
            for entry in entries
            if entry["seq"] > since and all(str(entry.get(key)) == value for key, value in wanted.items())
        ]
        return {"items": found[:limit], "lastSeq": self._seq, "more": len(found) > limit}

    def clear(self):
        with self._lock:
            self._entries.clear()


def _request_id(headers):
    for name, value in headers:
        if name.lower() in REQUEST_ID_HEADERS:
            return value
    return None
