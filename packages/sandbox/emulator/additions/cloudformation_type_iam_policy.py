# SPDX-License-Identifier: Apache-2.0
"""AWS::IAM::Policy: one inline policy for roles, users and groups."""

import json

from ..cloudformation.registry import ResourceType, resource_type

KINDS = (("Roles", "role", "RoleName"), ("Users", "user", "UserName"), ("Groups", "group", "GroupName"))


def install(_emulator):
    resource_type("AWS::IAM::Policy")(IamPolicy)


class IamPolicy(ResourceType):
    properties = frozenset({"Groups", "PolicyDocument", "PolicyName", "Roles", "Users"})
    replaced_by = frozenset({"PolicyName"})

    def create(self, context, properties):
        self._put(context.client("iam"), properties)
        return context.generate_name()

    def update(self, context, physical_id, old, new):
        iam = context.client("iam")
        gone = {kind: [n for n in old.get(kind, []) if n not in new.get(kind, [])] for kind, _, _ in KINDS}
        self._drop(iam, {**gone, "PolicyName": old["PolicyName"]})
        self._put(iam, new)

    def delete(self, context, physical_id, properties):
        self._drop(context.client("iam"), properties)

    @staticmethod
    def _put(iam, properties):
        document = json.dumps(properties["PolicyDocument"])
        for kind, verb, argument in KINDS:
            for name in properties.get(kind, []):
                put = getattr(iam, f"put_{verb}_policy")
                put(PolicyName=properties["PolicyName"], PolicyDocument=document, **{argument: name})

    @staticmethod
    def _drop(iam, properties):
        for kind, verb, argument in KINDS:
            for name in properties.get(kind, []):
                delete = getattr(iam, f"delete_{verb}_policy")
                try:
                    delete(PolicyName=properties["PolicyName"], **{argument: name})
                except iam.exceptions.NoSuchEntityException:
                    pass  # The role went first and took its inline policies along.
