# SPDX-License-Identifier: Apache-2.0
"""DescribeHub: reads the ARN from the query, and refuses as AWS does when the hub is not enabled."""

from ..handlers import OperationError
from ..securityhub.hubs import require_hub
from ..securityhub.requests import ok, read_query


def install(emulator):
    emulator.handlers.add("securityhub:DescribeHub", describe_hub)


def describe_hub(call, environ, _ask_moto):
    hub = require_hub(call.account_id, call.region)
    arn = f"arn:aws:securityhub:{call.region}:{call.account_id}:hub/default"
    asked = read_query(environ).get("HubArn", arn)
    if asked != arn:
        raise OperationError("ResourceNotFoundException", f"There is no hub {asked[:200]}", 404)
    return ok(
        {
            "HubArn": arn,
            "SubscribedAt": hub.enabled_at,
            "AutoEnableControls": True,
            "ControlFindingGenerator": "SECURITY_CONTROL",
        }
    )
