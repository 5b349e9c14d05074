# SPDX-License-Identifier: Apache-2.0
"""Finding aggregators: at most one for an account; its home Region sees the findings of the linked ones."""

import uuid

from ..handlers import OperationError
from .hubs import enabled_regions
from .requests import invalid_input

ALL = "ALL_REGIONS"
MODES = (ALL, "ALL_REGIONS_EXCEPT_SPECIFIED", "SPECIFIED_REGIONS")

_by_account = {}


def forget_all():
    _by_account.clear()


def find(account_id):
    return _by_account.get(account_id)


def require(account_id, arn):
    found = find(account_id)
    if found is None or found["FindingAggregatorArn"] != arn:
        raise OperationError("ResourceNotFoundException", f"There is no finding aggregator {arn}", 404)
    return found


def create(account_id, region, body):
    if find(account_id):
        raise OperationError("LimitExceededException", "The account has a finding aggregator already", 429)
    arn = f"arn:aws:securityhub:{region}:{account_id}:finding-aggregator/{uuid.uuid4()}"
    made = {"FindingAggregatorArn": arn, "FindingAggregationRegion": region, **_linking(body)}
    _by_account[account_id] = made
    return made


def update(account_id, region, body):
    found = _at_home(account_id, region, body.get("FindingAggregatorArn"))
    changed = {key: value for key, value in found.items() if key != "Regions"}
    _by_account[account_id] = {**changed, **_linking(body)}
    return _by_account[account_id]


def delete(account_id, region, arn):
    _at_home(account_id, region, arn)
    del _by_account[account_id]


def linked_regions(account_id, region):
    """The Regions whose findings this Region shows besides its own."""
    found = find(account_id)
    if found is None or found["FindingAggregationRegion"] != region:
        return []
    named = found.get("Regions", [])
    if found["RegionLinkingMode"] == "SPECIFIED_REGIONS":
        return [each for each in named if each != region]
    from moto.securityhub.models import securityhub_backends

    # A member may have a hub where the administrator has none.
    accounts = [account_id, *securityhub_backends[account_id][region].members]
    everywhere = {each for account in accounts for each in enabled_regions(account)}
    return sorted(everywhere - {region, *named})


def _at_home(account_id, region, arn):
    found = require(account_id, arn)
    if found["FindingAggregationRegion"] != region:
        raise invalid_input(f"The finding aggregator is changed in {found['FindingAggregationRegion']} only")
    return found


def _linking(body):
    mode, regions = body.get("RegionLinkingMode"), body.get("Regions")
    if mode not in MODES:
        raise invalid_input(f"RegionLinkingMode is {mode}; it must be {', '.join(MODES)}")
    if mode == ALL:
        if regions:
            raise invalid_input("Regions must not be given with ALL_REGIONS")
        return {"RegionLinkingMode": mode}
    if not regions:
        raise invalid_input(f"Regions must be given with {mode}")
    return {"RegionLinkingMode": mode, "Regions": list(regions)}
