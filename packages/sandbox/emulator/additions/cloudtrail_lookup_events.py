# SPDX-License-Identifier: Apache-2.0
"""LookupEvents: the changing calls that this emulator has answered, with who made them. moto has none of it."""

import datetime
import json

from ..handlers import OperationError, read_body
from ..trail import Trail

MOST = 50


def install(emulator):
    trail = Trail()
    emulator.watchers.append(trail.watch)

    def lookup_events(call, environ, _ask_moto):
        body = json.loads(read_body(environ) or b"{}")
        found = trail.select(call.account_id, call.region, _matcher(body))
        start = int(body.get("NextToken") or 0)
        size = min(int(body.get("MaxResults") or MOST), MOST)
        answer = {"Events": [_shown(event) for event in found[start : start + size]]}
        if start + size < len(found):
            answer["NextToken"] = str(start + size)
        return "200 OK", [("Content-Type", "application/x-amz-json-1.1")], json.dumps(answer).encode()

    emulator.handlers.add("cloudtrail:LookupEvents", lookup_events)
    return trail.clear


def _matcher(body):
    attributes = body.get("LookupAttributes") or []
    if len(attributes) > 1:
        raise OperationError("InvalidLookupAttributesException", "You can specify only one lookup attribute")
    start, end = _time(body.get("StartTime")), _time(body.get("EndTime"))

    def matches(event):
        if (start and event["at"] < start) or (end and event["at"] > end):
            return False
        return all(_has(event, attribute["AttributeKey"], attribute["AttributeValue"]) for attribute in attributes)

    return matches


def _has(event, key, value):
    if key == "ResourceName":
        return value in event["resources"]
    known = {
        "EventId": event["id"],
        "EventName": event["name"],
        "EventSource": event["source"],
        "ReadOnly": "false",
        "Username": _username(event),
    }
    if key not in known:
        raise OperationError("InvalidLookupAttributesException", f"The emulator cannot look up by {key}")
    return known[key] == value


def _time(value):
    return datetime.datetime.fromtimestamp(value, datetime.timezone.utc) if value else None


def _username(event):
    return event["session"] or event["caller"].split(":")[-1].split("/")[-1]


def _shown(event):
    return {
        "EventId": event["id"],
        "EventName": event["name"],
        "ReadOnly": "false",
        "EventTime": event["at"].timestamp(),
        "EventSource": event["source"],
        "Username": _username(event),
        "Resources": [{"ResourceName": name} for name in event["resources"]],
        "CloudTrailEvent": json.dumps(_record(event)),
    }


def _record(event):
    identity = {
        "type": "AssumedRole" if event["session"] else "Root",
        "arn": event["caller"],
        "accountId": event["accountId"],
    }
    if event["via"]:
        identity["invokedBy"] = f"{event['via']}.amazonaws.com"
    return {
        "eventVersion": "1.11",
        "userIdentity": identity,
        "eventTime": event["at"].strftime("%Y-%m-%dT%H:%M:%SZ"),
        "eventSource": event["source"],
        "eventName": event["name"],
        "awsRegion": event["region"],
        "eventID": event["id"],
        "readOnly": False,
        "recipientAccountId": event["accountId"],
    }
