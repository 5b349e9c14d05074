# SPDX-License-Identifier: Apache-2.0
"""AssumeRole: keeps the session's name and tags for the request log, and refuses roles that do not exist."""

import re

from ..accounts import SESSIONS, Session

# Organizations makes this role in each account it creates; moto does not.
ALWAYS_THERE = "OrganizationAccountAccessRole"
ROLE_ARN = re.compile(r"^arn:aws[a-z-]*:iam::\d{12}:role/[\w+=,.@/-]+$")


def install(_emulator):
    from moto.core.exceptions import ServiceException
    from moto.iam.models import iam_backends
    from moto.sts.responses import TokenResponse

    class AccessDenied(ServiceException):
        code = "AccessDenied"

    class InvalidRoleArn(ServiceException):
        code = "ValidationError"

    moto_assume_role = TokenResponse.assume_role

    def assume_role(self):
        role_arn = self._get_param("RoleArn") or ""
        if not ROLE_ARN.match(role_arn):
            raise InvalidRoleArn(f"{role_arn} is invalid")
        if SESSIONS.require_roles and not _exists(iam_backends, role_arn):
            caller = SESSIONS.find(self.get_access_key())
            who = caller.arn if caller else f"arn:aws:iam::{self.current_account}:root"
            raise AccessDenied(f"User: {who} is not authorized to perform: sts:AssumeRole on resource: {role_arn}")
        answer = moto_assume_role(self)
        session = Session(
            account_id=role_arn.split(":")[4],
            role_arn=role_arn,
            session_name=self._get_param("RoleSessionName"),
            tags={tag["Key"]: tag["Value"] for tag in self._get_param("Tags", []) or []},
        )
        SESSIONS.add(answer.result["Credentials"].access_key_id, session)
        return answer

    TokenResponse.assume_role = assume_role


def _exists(iam_backends, role_arn):
    account_id, name = role_arn.split(":")[4], role_arn.split("/")[-1]
    if name == ALWAYS_THERE:
        return True
    return any(role.name == name for role in iam_backends[account_id]["aws"].roles.values())
