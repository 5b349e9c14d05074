# SPDX-License-Identifier: Apache-2.0
"""Which account a caller is, and the role session it came by."""

import sys
import threading
from dataclasses import dataclass, field

MANAGEMENT_ACCOUNT = "100000000000"


@dataclass(frozen=True)
class Session:
    account_id: str
    role_arn: str
    session_name: str
    tags: dict = field(default_factory=dict)

    @property
    def arn(self):
        role = self.role_arn.split("/")[-1]
        return f"arn:aws:sts::{self.account_id}:assumed-role/{role}/{self.session_name}"


class Sessions:
    """Access keys handed out by AssumeRole."""

    def __init__(self):
        self._lock = threading.Lock()
        self._by_access_key = {}
        self.require_roles = False

    def add(self, access_key, session):
        with self._lock:
            self._by_access_key[access_key] = session

    def find(self, access_key):
        with self._lock:
            return self._by_access_key.get(access_key)

    def clear(self):
        with self._lock:
            self._by_access_key.clear()
            self.require_roles = False


SESSIONS = Sessions()


def account_of(access_key):
    session = SESSIONS.find(access_key)
    if session:
        return session.account_id
    from moto.iam.models import get_account_id_from

    return get_account_id_from(access_key)


def use_management_account_by_default():
    """Unknown credentials belong to the organization's management account, not to moto's 123456789012."""
    import moto.core
    import moto.core.models

    moto_default = moto.core.models.DEFAULT_ACCOUNT_ID
    for module in list(sys.modules.values()):
        if getattr(module, "DEFAULT_ACCOUNT_ID", None) == moto_default:
            module.DEFAULT_ACCOUNT_ID = MANAGEMENT_ACCOUNT
