# SPDX-License-Identifier: Apache-2.0
"""Create, Get, List, Update and DeleteFindingAggregator."""

from urllib.parse import unquote

from ..securityhub import aggregators
from ..securityhub.hubs import LOCK, require_hub
from ..securityhub.requests import ok, page_size, read_json, read_query


def install(emulator):
    operations = {
        "CreateFindingAggregator": create,
        "GetFindingAggregator": get,
        "ListFindingAggregators": list_all,
        "UpdateFindingAggregator": update,
        "DeleteFindingAggregator": delete,
    }
    for name, operation in operations.items():
        emulator.handlers.add(f"securityhub:{name}", _locked(operation))
    return aggregators.forget_all


def _locked(operation):
    def handle(call, environ, _ask_moto):
        with LOCK:
            require_hub(call.account_id, call.region)
            return ok(operation(call, environ))

    return handle


def create(call, environ):
    return aggregators.create(call.account_id, call.region, read_json(environ))


def get(call, environ):
    return aggregators.require(call.account_id, _arn(environ))


def list_all(call, environ):
    # An account has one at most: there is no second page.
    page_size(read_query(environ).get("MaxResults"), 100, 100)
    found = aggregators.find(call.account_id)
    listed = [{"FindingAggregatorArn": found["FindingAggregatorArn"]}] if found else []
    return {"FindingAggregators": listed}


def update(call, environ):
    return aggregators.update(call.account_id, call.region, read_json(environ))


def delete(call, environ):
    aggregators.delete(call.account_id, call.region, _arn(environ))
    return {}


def _arn(environ):
    """`/findingAggregator/get/<ARN>`: the ARN has a slash of its own."""
    return unquote(environ.get("PATH_INFO", "")).split("/", 3)[-1]
