# SPDX-License-Identifier: Apache-2.0
"""IAM with eleven accounts: managed policies are parsed once, and a caller's account is found without a search.

moto parses 1,500 managed policies for each account and partition, and walks all of them on every request.
"""

import copy

from .. import accounts

PARTITION = "aws"


def install(_emulator):
    from moto.iam import models

    moto_init_policies = models.IAMBackend._init_aws_policies
    parsed = []

    def init_policies(self):
        if not parsed:
            parsed.extend(moto_init_policies(self))
        return [copy.copy(policy) for policy in parsed]

    def account_of_access_key(access_key):
        session = accounts.SESSIONS.find(access_key)
        if session:
            return session.account_id
        for account_id, partitions in list(models.iam_backends.items()):
            if PARTITION in partitions.keys() and access_key in partitions[PARTITION].access_keys:
                return account_id
        return accounts.MANAGEMENT_ACCOUNT

    models.IAMBackend._init_aws_policies = init_policies
    models.get_account_id_from = account_of_access_key
