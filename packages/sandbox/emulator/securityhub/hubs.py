# SPDX-License-Identifier: Apache-2.0
"""The findings of each hub, and which hubs a caller sees. moto keeps whether a hub is enabled, and its members."""

import threading

from .requests import not_subscribed

LOCK = threading.RLock()
STATE = "_groundwork_hub"


class Hub:
    """Findings of one account in one Region, by (ProductArn, Id), in the order they came."""

    def __init__(self, account_id, region, enabled_at):
        self.account_id, self.region, self.enabled_at = account_id, region, enabled_at
        self.findings = {}
        self.version = 0

    def put(self, finding):
        """Findings are never changed in place: readers may still hold the former one."""
        self.findings[(str(finding.get("ProductArn")), str(finding.get("Id")))] = finding
        self.version += 1


def find_hub(account_id, region):
    """The hub, or None when it is not enabled. Disabling or resetting one forgets its findings."""
    from moto.securityhub.models import securityhub_backends

    backend = securityhub_backends[account_id][region]
    if not backend.enabled:
        return None
    hub = getattr(backend, STATE, None)
    if hub is None or hub.enabled_at != backend.enabled_at:
        hub = Hub(account_id, region, backend.enabled_at)
        setattr(backend, STATE, hub)
    return hub


def require_hub(account_id, region):
    hub = find_hub(account_id, region)
    if hub is None:
        raise not_subscribed(account_id)
    return hub


def enabled_regions(account_id):
    from moto.securityhub.models import securityhub_backends

    return [region for region, backend in list(securityhub_backends[account_id].items()) if backend.enabled]


def visible_hubs(account_id, region, linked_regions):
    """The caller's own hub first, then its other Regions and its member accounts in the same Regions."""
    from moto.securityhub.models import securityhub_backends

    own = require_hub(account_id, region)
    members = securityhub_backends[account_id][region].members
    enabled = [each for each, member in list(members.items()) if member.get("MemberStatus") == "ENABLED"]
    accounts = [account_id, *(each for each in enabled if each != account_id)]
    regions = [region, *linked_regions]
    hubs = [find_hub(each, where) for each in accounts for where in regions]
    return [own, *(hub for hub in hubs if hub is not None and hub is not own)]
