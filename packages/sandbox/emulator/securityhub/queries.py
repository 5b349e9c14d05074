# SPDX-License-Identifier: Apache-2.0
"""Runs a query over hubs; the pages of one query share one result while nothing is written."""

import base64
import hashlib
import json
from collections import OrderedDict

from .fields import DATES, NUMBERS, PATHS, values_of
from .filters import compile_filters, parse_instant
from .hubs import LOCK
from .requests import invalid_input

KEPT_RESULTS = 16
_results = OrderedDict()


def forget_results():
    _results.clear()


def run_query(hubs, filters, sort):
    """(digest of the query, every finding it matches in order)."""
    digest = hashlib.sha256(json.dumps([filters, sort], sort_keys=True).encode()).hexdigest()[:16]
    matches, in_order = compile_filters(filters), _sorter(sort)
    with LOCK:
        key = (digest, tuple((hub, hub.version) for hub in hubs))
        found = _results.get(key)
        # A relative span moves with the clock.
        if found is None or "DateRange" in json.dumps(filters or {}):
            found = in_order([each for hub in hubs for each in list(hub.findings.values()) if matches(each)])
            _results[key] = found
        _results.move_to_end(key)
        while len(_results) > KEPT_RESULTS:
            _results.popitem(last=False)
    return digest, found


def _sorter(sort):
    criteria = [(each.get("Field"), each.get("SortOrder", "asc")) for each in sort or []]
    for field, order in criteria:
        if field not in PATHS:
            raise invalid_input(f"SortCriteria has the Field {str(field)[:60]}, which is no attribute of a finding")
        if order not in ("asc", "desc"):
            raise invalid_input(f"SortCriteria has the SortOrder {str(order)[:40]}; it must be asc or desc")

    def in_order(findings):
        # Sorting is stable: the last criterion first.
        for field, order in reversed(criteria):
            findings = sorted(findings, key=lambda each, name=field: _sort_key(each, name), reverse=order == "desc")
        return findings

    return in_order


def _sort_key(finding, name):
    values = values_of(finding, name)
    if not values:
        return (0, 0, "")
    first = values[0]
    if name in DATES:
        return (1, parse_instant(first) or 0, "")
    if name in NUMBERS:
        return (1, first if isinstance(first, (int, float)) else 0, "")
    return (1, 0, str(first))


def write_token(digest, offset):
    return base64.urlsafe_b64encode(json.dumps([digest, offset]).encode()).decode()


def read_token(token, digest):
    """The offset of the next page; a token belongs to the filters and order it was made with."""
    if not token:
        return 0
    try:
        made_with, offset = json.loads(base64.urlsafe_b64decode(token.encode()))
    except (ValueError, TypeError) as error:
        raise invalid_input("NextToken is none that GetFindings gave out") from error
    if made_with != digest or not isinstance(offset, int) or offset < 0:
        raise invalid_input("NextToken belongs to other Filters or SortCriteria; they must not change between pages")
    return offset
