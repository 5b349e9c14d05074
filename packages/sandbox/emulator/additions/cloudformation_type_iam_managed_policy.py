# SPDX-License-Identifier: Apache-2.0
"""AWS::IAM::ManagedPolicy."""

import json

from ..cloudformation.registry import ResourceType, resource_type

KINDS = (("Roles", "role", "RoleName"), ("Users", "user", "UserName"), ("Groups", "group", "GroupName"))
ANSWERS = {"Roles": "PolicyRoles", "Users": "PolicyUsers", "Groups": "PolicyGroups"}
MAX_NAME = 128


def install(_emulator):
    resource_type("AWS::IAM::ManagedPolicy")(IamManagedPolicy)


class IamManagedPolicy(ResourceType):
    properties = frozenset({"Description", "Groups", "ManagedPolicyName", "Path", "PolicyDocument", "Roles", "Users"})
    replaced_by = frozenset({"Description", "ManagedPolicyName", "Path"})

    def create(self, context, properties):
        iam = context.client("iam")
        made = iam.create_policy(
            PolicyName=properties.get("ManagedPolicyName") or context.generate_name(MAX_NAME),
            PolicyDocument=json.dumps(properties["PolicyDocument"]),
            Path=properties.get("Path", "/"),
            Description=properties.get("Description", ""),
        )
        arn = made["Policy"]["Arn"]
        context.made(arn)
        self._attach(iam, arn, {}, properties)
        return arn

    def update(self, context, physical_id, old, new):
        iam = context.client("iam")
        if old["PolicyDocument"] != new["PolicyDocument"]:
            document = json.dumps(new["PolicyDocument"])
            iam.create_policy_version(PolicyArn=physical_id, PolicyDocument=document, SetAsDefault=True)
            self._delete_old_versions(iam, physical_id)
        self._attach(iam, physical_id, old, new)

    @staticmethod
    def _attach(iam, arn, old, new):
        for kind, verb, argument in KINDS:
            wanted, before = set(new.get(kind, [])), set(old.get(kind, []))
            for name in sorted(before - wanted):
                getattr(iam, f"detach_{verb}_policy")(PolicyArn=arn, **{argument: name})
            for name in sorted(wanted - before):
                getattr(iam, f"attach_{verb}_policy")(PolicyArn=arn, **{argument: name})

    @staticmethod
    def _delete_old_versions(iam, arn):
        for version in iam.list_policy_versions(PolicyArn=arn)["Versions"]:
            if not version["IsDefaultVersion"]:
                iam.delete_policy_version(PolicyArn=arn, VersionId=version["VersionId"])

    def delete(self, context, physical_id, properties):
        iam = context.client("iam")
        entities = iam.list_entities_for_policy(PolicyArn=physical_id)
        attached = {kind: [each[name] for each in entities[ANSWERS[kind]]] for kind, _, name in KINDS}
        self._attach(iam, physical_id, attached, {})
        self._delete_old_versions(iam, physical_id)
        iam.delete_policy(PolicyArn=physical_id)

    def attributes(self, context, physical_id, properties):
        policy = context.client("iam").get_policy(PolicyArn=physical_id)["Policy"]
        return {"PolicyArn": physical_id, "PolicyId": policy["PolicyId"]}
