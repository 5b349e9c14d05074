# SPDX-License-Identifier: Apache-2.0
"""Filters of GetFindings: fields are ANDed, what must be is ORed within a field, what must not be is ANDed."""

import datetime
import functools

from .fields import BOOLEANS, DATES, MAPS, NUMBERS, PATHS, TEXT, values_of
from .requests import invalid_input

MAX_FIELDS, MAX_VALUES = 10, 20

MUST = {
    "EQUALS": lambda found, wanted: found == wanted,
    "PREFIX": lambda found, wanted: found.startswith(wanted),
    "CONTAINS": lambda found, wanted: wanted in found,
}
MUST_NOT = {
    "NOT_EQUALS": MUST["EQUALS"],
    "PREFIX_NOT_EQUALS": MUST["PREFIX"],
    "NOT_CONTAINS": MUST["CONTAINS"],
}
NUMBER_TESTS = {
    "Gte": lambda found, bound: found >= bound,
    "Lte": lambda found, bound: found <= bound,
    "Gt": lambda found, bound: found > bound,
    "Lt": lambda found, bound: found < bound,
    "Eq": lambda found, bound: found == bound,
}


def compile_filters(filters):
    """A function that says whether a finding matches; raises InvalidInputException for what AWS refuses."""
    filters = filters or {}
    if len(filters) > MAX_FIELDS:
        raise invalid_input(f"Filters has {len(filters)} attributes; at most {MAX_FIELDS} are allowed")
    tests = [_compile(name, values) for name, values in filters.items() if values]
    return lambda finding: all(test(finding) for test in tests)


def _compile(name, values):
    if name not in PATHS:
        raise invalid_input(f"The emulator does not filter by {name}; see emulator/securityhub/fields.py")
    if len(values) > MAX_VALUES:
        raise invalid_input(f"Filters.{name} has {len(values)} values; at most {MAX_VALUES} are allowed")
    makers = ((TEXT, _text), (DATES, _date), (NUMBERS, _number), (MAPS, _map), (BOOLEANS, _boolean))
    make = next(maker for names, maker in makers if name in names)
    return make(name, values)


def _split(name, values, known_must, known_must_not):
    must = [each for each in values if each.get("Comparison") in known_must]
    must_not = [each for each in values if each.get("Comparison") in known_must_not]
    if len(must) + len(must_not) != len(values):
        allowed = ", ".join([*known_must, *known_must_not])
        raise invalid_input(f"Filters.{name} has an unknown Comparison; it must be one of {allowed}")
    if must and any(each["Comparison"] == "NOT_EQUALS" for each in must_not):
        if any(each["Comparison"] == "EQUALS" for each in must):
            raise invalid_input(f"Filters.{name} has both EQUALS and NOT_EQUALS; a field takes one of them")
    return must, must_not


def _text(name, values):
    must, must_not = _split(name, values, MUST, MUST_NOT)

    def matches(finding):
        found = [str(value) for value in values_of(finding, name)]

        def meets(rule, tests):
            return any(tests[rule["Comparison"]](value, rule["Value"]) for value in found)

        if must and not any(meets(rule, MUST) for rule in must):
            return False
        return not any(meets(rule, MUST_NOT) for rule in must_not)

    return matches


def _map(name, values):
    must, must_not = _split(name, values, ("EQUALS",), ("NOT_EQUALS",))

    def matches(finding):
        found = values_of(finding, name)

        def has(rule):
            return any(each.get(rule["Key"]) == rule["Value"] for each in found if isinstance(each, dict))

        return (not must or any(map(has, must))) and not any(map(has, must_not))

    return matches


def _number(name, values):
    def within(found, rule):
        known = isinstance(found, (int, float))
        return known and all(NUMBER_TESTS[test](found, bound) for test, bound in rule.items() if test in NUMBER_TESTS)

    return lambda finding: any(within(found, rule) for found in values_of(finding, name) for rule in values)


def _boolean(name, values):
    wanted = [bool(rule.get("Value")) for rule in values]
    return lambda finding: (values_of(finding, name) or [False])[0] in wanted


def _date(name, values):
    spans = [_span(name, rule) for rule in values]

    def matches(finding):
        found = [instant for value in values_of(finding, name) if (instant := parse_instant(value)) is not None]
        return any(start <= each <= end for each in found for start, end in spans)

    return matches


def _span(name, rule):
    least, most = float("-inf"), float("inf")
    if "DateRange" in rule:
        return _range(name, rule["DateRange"], least, most)
    if not rule.get("Start") and not rule.get("End"):
        raise invalid_input(f"Filters.{name} needs Start, End or DateRange")
    bounds = []
    for key, default in (("Start", least), ("End", most)):
        instant = parse_instant(rule[key]) if rule.get(key) else default
        if instant is None:
            raise invalid_input(f"Filters.{name}.{key} is {str(rule[key])[:40]}; it must be an ISO 8601 instant")
        bounds.append(instant)
    return tuple(bounds)


def _range(name, span, least, most):
    days = span.get("Value")
    if not isinstance(days, int) or days < 0 or span.get("Unit") != "DAYS":
        raise invalid_input(f"Filters.{name}.DateRange needs a Value of whole days and the Unit DAYS")
    edge = datetime.datetime.now(datetime.timezone.utc).timestamp() - days * 86_400
    if span.get("Comparison", "WITHIN") == "OLDER_THAN":
        return least, edge
    return edge, most


def parse_instant(text):
    """Seconds since 1970, or None when the text is no instant."""
    return _parse(text) if isinstance(text, str) else None


@functools.lru_cache(maxsize=200_000)
def _parse(text):
    try:
        parsed = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=datetime.timezone.utc)
    return parsed.timestamp()
