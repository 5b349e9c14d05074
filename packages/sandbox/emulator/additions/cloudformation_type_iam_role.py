# SPDX-License-Identifier: Apache-2.0
"""AWS::IAM::Role."""

import json

from ..cloudformation.registry import ResourceType, resource_type, tag_list

MAX_NAME = 64


def install(_emulator):
    resource_type("AWS::IAM::Role")(IamRole)


class IamRole(ResourceType):
    properties = frozenset(
        {
            "AssumeRolePolicyDocument",
            "Description",
            "ManagedPolicyArns",
            "MaxSessionDuration",
            "Path",
            "PermissionsBoundary",
            "Policies",
            "RoleName",
            "Tags",
        }
    )
    replaced_by = frozenset({"Path", "RoleName"})

    def create(self, context, properties):
        iam = context.client("iam")
        name = properties.get("RoleName") or context.generate_name(MAX_NAME)
        given = {
            "RoleName": name,
            "AssumeRolePolicyDocument": json.dumps(properties["AssumeRolePolicyDocument"]),
            "Tags": tag_list(context.tags(properties)),
        }
        for key in ("Description", "Path", "PermissionsBoundary"):
            if key in properties:
                given[key] = properties[key]
        if "MaxSessionDuration" in properties:
            given["MaxSessionDuration"] = int(properties["MaxSessionDuration"])
        iam.create_role(**given)
        context.made(name)
        self._set_policies(iam, name, {}, properties)
        return name

    def update(self, context, physical_id, old, new):
        iam = context.client("iam")
        document = json.dumps(new["AssumeRolePolicyDocument"])
        iam.update_assume_role_policy(RoleName=physical_id, PolicyDocument=document)
        duration = int(new.get("MaxSessionDuration", 3600))
        iam.update_role(RoleName=physical_id, Description=new.get("Description", ""), MaxSessionDuration=duration)
        if "PermissionsBoundary" in new:
            iam.put_role_permissions_boundary(RoleName=physical_id, PermissionsBoundary=new["PermissionsBoundary"])
        elif "PermissionsBoundary" in old:
            iam.delete_role_permissions_boundary(RoleName=physical_id)
        self._set_policies(iam, physical_id, old, new)
        dropped = context.dropped_tags(old, new)
        if dropped:
            iam.untag_role(RoleName=physical_id, TagKeys=dropped)
        if context.tags(new):
            iam.tag_role(RoleName=physical_id, Tags=tag_list(context.tags(new)))

    @staticmethod
    def _set_policies(iam, name, old, new):
        wanted = set(new.get("ManagedPolicyArns", []))
        before = set(old.get("ManagedPolicyArns", []))
        for arn in sorted(before - wanted):
            iam.detach_role_policy(RoleName=name, PolicyArn=arn)
        for arn in sorted(wanted - before):
            iam.attach_role_policy(RoleName=name, PolicyArn=arn)
        kept = {policy["PolicyName"] for policy in new.get("Policies", [])}
        for gone in {policy["PolicyName"] for policy in old.get("Policies", [])} - kept:
            iam.delete_role_policy(RoleName=name, PolicyName=gone)
        for policy in new.get("Policies", []):
            document = json.dumps(policy["PolicyDocument"])
            iam.put_role_policy(RoleName=name, PolicyName=policy["PolicyName"], PolicyDocument=document)

    def delete(self, context, physical_id, properties):
        iam = context.client("iam")
        for name in iam.list_role_policies(RoleName=physical_id)["PolicyNames"]:
            iam.delete_role_policy(RoleName=physical_id, PolicyName=name)
        for policy in iam.list_attached_role_policies(RoleName=physical_id)["AttachedPolicies"]:
            iam.detach_role_policy(RoleName=physical_id, PolicyArn=policy["PolicyArn"])
        iam.delete_role(RoleName=physical_id)

    def attributes(self, context, physical_id, properties):
        role = context.client("iam").get_role(RoleName=physical_id)["Role"]
        return {"Arn": role["Arn"], "RoleId": role["RoleId"]}
