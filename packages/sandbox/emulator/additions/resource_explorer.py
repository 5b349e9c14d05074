# SPDX-License-Identifier: Apache-2.0
"""Resource Explorer: indexes, views and ListResources. moto has none of it."""

import base64
import json
import threading
import uuid

from ..accounts import MANAGEMENT_ACCOUNT
from ..handlers import OperationError, read_body
from .config_aggregate_resources import GLOBAL, _global_rows
from .tagging_get_resources import _tagged

DEFAULT_PAGE, MAX_PAGE = 100, 1000
ORGANIZATION = "arn:aws:organizations:"
LOCK = threading.Lock()
INDEXES = {}  # (account, Region) → LOCAL or AGGREGATOR
VIEWS = {}  # ARN → view
DEFAULT_VIEWS = {}  # (account, Region) → ARN


def install(emulator):
    operations = (
        create_index,
        update_index_type,
        list_indexes,
        list_indexes_for_members,
        create_view,
        get_view,
        associate_default_view,
        get_default_view,
        list_resources,
    )
    for operation in operations:
        name = "".join(word.capitalize() for word in operation.__name__.split("_"))
        emulator.handlers.add(f"resource-explorer-2:{name}", _locked(operation))
    return forget_all


def forget_all():
    for each in (INDEXES, VIEWS, DEFAULT_VIEWS):
        each.clear()


def _locked(operation):
    def handle(call, environ, _ask_moto):
        with LOCK:
            answer = operation(call, json.loads(read_body(environ) or b"{}"))
        return "200 OK", [("Content-Type", "application/json")], json.dumps(answer).encode()

    return handle


def create_index(call, _body):
    place = (call.account_id, call.region)
    if place in INDEXES:
        raise OperationError("ConflictException", "There is an index in this Region", 409)
    INDEXES[place] = "LOCAL"
    return {"Arn": _arn(place, "index"), "State": "ACTIVE"}


def update_index_type(call, body):
    INDEXES[(call.account_id, call.region)] = body["Type"]
    return {"Arn": body["Arn"], "Type": body["Type"], "State": "ACTIVE"}


def list_indexes(call, _body):
    return {"Indexes": _indexes_of([call.account_id])}


def list_indexes_for_members(call, body):
    _require_management(call)
    return {"Indexes": _indexes_of(body["AccountIdList"])}


def _indexes_of(accounts):
    return [
        {"AccountId": account_id, "Region": region, "Arn": _arn((account_id, region), "index"), "Type": kind}
        for (account_id, region), kind in sorted(INDEXES.items())
        if account_id in accounts
    ]


def create_view(call, body):
    place = (call.account_id, call.region)
    if place not in INDEXES:
        raise OperationError("ValidationException", "There is no index in this Region")
    arn = _arn(place, f"view/{body['ViewName']}")
    scope = body.get("Scope", f"arn:aws:iam::{call.account_id}:root")
    if scope.startswith(ORGANIZATION):
        _require_management(call)
    VIEWS[arn] = {
        "ViewArn": arn,
        "Owner": call.account_id,
        "Scope": scope,
        "IncludedProperties": body.get("IncludedProperties", []),
        "Filters": body.get("Filters", {"FilterString": ""}),
    }
    return {"View": VIEWS[arn]}


def get_view(call, body):
    return {"View": _view(call, body["ViewArn"])}


def associate_default_view(call, body):
    _view(call, body["ViewArn"])
    DEFAULT_VIEWS[(call.account_id, call.region)] = body["ViewArn"]
    return {"ViewArn": body["ViewArn"]}


def get_default_view(call, _body):
    arn = DEFAULT_VIEWS.get((call.account_id, call.region))
    return {"ViewArn": arn} if arn else {}


def list_resources(call, body):
    arn = body.get("ViewArn") or DEFAULT_VIEWS.get((call.account_id, call.region))
    if not arn:
        raise OperationError("UnauthorizedException", "There is no default view in this Region", 401)
    view = _view(call, arn)
    with_tags = {"Name": "tags"} in view["IncludedProperties"]
    asked = body.get("Filters", {}).get("FilterString", "")
    asked = f"{view['Filters']['FilterString']} {asked}"
    found = [each for each in _resources(view, call.region, with_tags) if _matches(each, asked)]
    size = body.get("MaxResults", DEFAULT_PAGE)
    if not 1 <= size <= MAX_PAGE:
        raise OperationError("ValidationException", f"MaxResults is {size}; it must be from 1 to {MAX_PAGE}")
    start = int(base64.urlsafe_b64decode(body["NextToken"])) if body.get("NextToken") else 0
    token = base64.urlsafe_b64encode(str(start + size).encode()).decode()
    more = {"NextToken": token} if start + size < len(found) else {}
    return {"Resources": found[start : start + size], "ViewArn": arn, **more}


def _resources(view, view_region, with_tags):
    """What the view's Region knows: other Regions only through an aggregator index of the same account there."""
    is_account = not view["Scope"].startswith(ORGANIZATION)
    for (account_id, region), _kind in sorted(INDEXES.items()):
        if is_account and account_id != view["Owner"]:
            continue
        if region != view_region and INDEXES.get((account_id, view_region)) != "AGGREGATOR":
            continue
        found = dict(_tagged(account_id, region))
        found.setdefault(_arn((account_id, region), "index"), {})
        for arn, tags in sorted(found.items()):
            yield _resource(arn, account_id, region, tags if with_tags else None)
        if region == "us-east-1":
            # Tags of IAM are not indexed.
            for row in _global_rows(account_id):
                yield _resource(row["arn"], account_id, GLOBAL, None)


def _resource(arn, account_id, region, tags):
    data = [{"Key": key, "Value": value} for key, value in (tags or {}).items()]
    return {
        "Arn": arn,
        "OwningAccountId": account_id,
        "Region": region,
        "Service": arn.split(":")[2],
        "Properties": [{"Name": "tags", "Data": data}] if data else [],
    }


def _matches(resource, asked):
    values = {"accountid": resource["OwningAccountId"], "region": resource["Region"]}
    for term in asked.split():
        name, _, value = term.partition(":")
        if name not in values:
            raise OperationError("ValidationException", f"The emulator cannot filter by {name}")
        if values[name] != value:
            return False
    return True


def _view(call, arn):
    view = VIEWS.get(arn)
    if not view or view["Owner"] != call.account_id:
        raise OperationError("ResourceNotFoundException", "There is no such view", 404)
    return view


def _require_management(call):
    if call.account_id != MANAGEMENT_ACCOUNT:
        raise OperationError("AccessDeniedException", "Only the management account may do this", 403)


def _arn(place, name):
    account_id, region = place
    unique = uuid.uuid5(uuid.NAMESPACE_URL, "/".join([*place, name]))
    return f"arn:aws:resource-explorer-2:{region}:{account_id}:{name}/{unique}"
