# SPDX-License-Identifier: Apache-2.0
"""Fault rules: which calls fail or wait, how, how often. Deterministic: counted, never by chance."""

import fnmatch
import itertools
import re
import threading
from dataclasses import dataclass, field

KINDS = ("deny", "throttle", "delay", "error")
FIELDS = {"kind", "action", "accountId", "region", "delayMs", "status", "times", "after", "message"}
ACTION = re.compile(r"^[a-z0-9*?-]+:[A-Za-z0-9*?]+$")
MAX_DELAY_MS = 600_000


class InvalidRule(ValueError):
    """Its text is shown to the caller."""


@dataclass
class FaultRule:
    id: str
    kind: str
    action: str = "*:*"
    account_id: str = "*"
    region: str = "*"
    delay_ms: int = 0
    status: int = 500
    times: int = None
    after: int = 0
    message: str = None
    seen: int = field(default=0)
    applied: int = field(default=0)

    def matches(self, call):
        return (
            fnmatch.fnmatchcase(call.action.lower(), self.action.lower())
            and fnmatch.fnmatchcase(call.account_id, self.account_id)
            and fnmatch.fnmatchcase(call.region, self.region)
        )

    def take(self):
        """Counts one matching call and says whether the rule applies to it."""
        self.seen += 1
        if self.seen <= self.after or (self.times is not None and self.applied >= self.times):
            return False
        self.applied += 1
        return True

    def to_json(self):
        shown = {
            "id": self.id,
            "kind": self.kind,
            "action": self.action,
            "accountId": self.account_id,
            "region": self.region,
            "after": self.after,
            "seen": self.seen,
            "applied": self.applied,
        }
        optional = {"times": self.times, "message": self.message}
        if self.kind == "delay":
            optional["delayMs"] = self.delay_ms
        if self.kind == "error":
            optional["status"] = self.status
        return {**shown, **{key: value for key, value in optional.items() if value is not None}}


class FaultRules:
    def __init__(self):
        self._lock = threading.Lock()
        self._rules = []
        self._ids = itertools.count(1)

    def add(self, body):
        rule = FaultRule(id=f"fault-{next(self._ids)}", **_parse(body))
        with self._lock:
            self._rules.append(rule)
        return rule

    def remove(self, rule_id):
        with self._lock:
            kept = [rule for rule in self._rules if rule.id != rule_id]
            found = len(kept) < len(self._rules)
            self._rules = kept
        return found

    def clear(self):
        with self._lock:
            self._rules = []

    def list(self):
        with self._lock:
            return [rule.to_json() for rule in self._rules]

    def match(self, call):
        """The first rule, in the order they were added, that applies to this call."""
        with self._lock:
            for rule in self._rules:
                if rule.matches(call) and rule.take():
                    return rule
        return None


def _parse(body):
    if not isinstance(body, dict):
        raise InvalidRule("A fault rule is a JSON object, for example {\"kind\":\"deny\",\"action\":\"kms:*\"}.")
    unknown = sorted(set(body) - FIELDS)
    if unknown:
        raise InvalidRule(f"Unknown field {unknown[0]!r}; a fault rule has {', '.join(sorted(FIELDS))}.")
    kind = body.get("kind")
    if kind not in KINDS:
        raise InvalidRule(f"kind is {kind!r}; it must be one of {', '.join(KINDS)}.")
    rule = {
        "kind": kind,
        "action": _pattern(body, "action", "*:*", ACTION, "service:Operation with * and ? as wildcards"),
        "account_id": _pattern(body, "accountId", "*", re.compile(r"^[0-9*?]{1,12}$"), "an account id or a wildcard"),
        "region": _pattern(body, "region", "*", re.compile(r"^[a-z0-9*?-]+$"), "a Region or a wildcard"),
        "after": _number(body, "after", 0, 0, 1_000_000),
        "times": _number(body, "times", None, 1, 1_000_000),
        "message": _message(body),
    }
    if kind == "delay":
        if "delayMs" not in body:
            raise InvalidRule(f"A delay rule needs delayMs, from 1 to {MAX_DELAY_MS}.")
        rule["delay_ms"] = _number(body, "delayMs", None, 1, MAX_DELAY_MS)
    elif "delayMs" in body:
        raise InvalidRule("delayMs belongs to kind delay only.")
    if kind == "error":
        rule["status"] = _number(body, "status", 500, 500, 599)
    elif "status" in body:
        raise InvalidRule("status belongs to kind error only.")
    return rule


def _pattern(body, name, default, pattern, expected):
    value = body.get(name, default)
    if not isinstance(value, str) or not pattern.match(value):
        raise InvalidRule(f"{name} is {value!r}; it must be {expected}.")
    return value


def _number(body, name, default, least, most):
    value = body.get(name, default)
    if value is default and name not in body:
        return default
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise InvalidRule(f"{name} is {value!r}; it must be a whole number from {least} to {most}.")
    return value


def _message(body):
    value = body.get("message")
    if value is not None and (not isinstance(value, str) or len(value) > 500):
        raise InvalidRule("message must be a text of at most 500 characters.")
    return value
