# SPDX-License-Identifier: Apache-2.0
"""CreateAccount: takes the new account's id from the tag `sandbox:account-id`, so that the estate has fixed ids."""

import re
from contextvars import ContextVar

TAG = "sandbox:account-id"
ACCOUNT_ID = re.compile(r"^\d{12}$")
_wanted = ContextVar("wanted_account_id", default=None)


def install(_emulator):
    from moto.organizations import utils
    from moto.organizations.exceptions import InvalidInputException
    from moto.organizations.models import OrganizationsBackend

    moto_create_account = OrganizationsBackend.create_account
    moto_random_id = utils.make_random_account_id

    def create_account(self, **kwargs):
        tags = kwargs.get("Tags", [])
        wanted = next((tag["Value"] for tag in tags if tag["Key"] == TAG), None)
        if wanted is None:
            return moto_create_account(self, **kwargs)
        if not ACCOUNT_ID.match(wanted) or any(account.id == wanted for account in self.accounts):
            raise InvalidInputException(f"{TAG} must be a 12-digit id that no account has yet.")
        token = _wanted.set(wanted)
        try:
            kept = [tag for tag in tags if tag["Key"] != TAG]
            return moto_create_account(self, **{**kwargs, "Tags": kept})
        finally:
            _wanted.reset(token)

    OrganizationsBackend.create_account = create_account
    utils.make_random_account_id = lambda: _wanted.get() or moto_random_id()
