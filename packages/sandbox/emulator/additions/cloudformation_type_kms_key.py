# SPDX-License-Identifier: Apache-2.0
"""AWS::KMS::Key."""

import json

from ..cloudformation.registry import ResourceType, resource_type, tag_list


def install(_emulator):
    resource_type("AWS::KMS::Key")(KmsKey)


class KmsKey(ResourceType):
    properties = frozenset(
        {
            "BypassPolicyLockoutSafetyCheck",
            "Description",
            "EnableKeyRotation",
            "Enabled",
            "KeyPolicy",
            "KeySpec",
            "KeyUsage",
            "MultiRegion",
            "Origin",
            "PendingWindowInDays",
            "RotationPeriodInDays",
            "Tags",
        }
    )
    fixed = frozenset({"KeySpec", "KeyUsage", "MultiRegion", "Origin"})

    def create(self, context, properties):
        kms = context.client("kms")
        given = {
            "Description": properties.get("Description"),
            "KeySpec": properties.get("KeySpec"),
            "KeyUsage": properties.get("KeyUsage"),
            "MultiRegion": _flag(properties, "MultiRegion", False) or None,
            "Origin": properties.get("Origin"),
            "Policy": _policy(properties),
            "Tags": tag_list(context.tags(properties), "TagKey", "TagValue"),
        }
        made = kms.create_key(**{key: value for key, value in given.items() if value is not None})
        key_id = made["KeyMetadata"]["KeyId"]
        context.made(key_id)
        self._set_rotation(kms, key_id, {}, properties)
        if not _flag(properties, "Enabled", True):
            kms.disable_key(KeyId=key_id)
        return key_id

    def update(self, context, physical_id, old, new):
        kms = context.client("kms")
        if old.get("Description") != new.get("Description"):
            kms.update_key_description(KeyId=physical_id, Description=new.get("Description", ""))
        if _policy(old) != _policy(new) and _policy(new):
            kms.put_key_policy(KeyId=physical_id, PolicyName="default", Policy=_policy(new))
        if _flag(new, "Enabled", True) != _flag(old, "Enabled", True):
            change = kms.enable_key if _flag(new, "Enabled", True) else kms.disable_key
            change(KeyId=physical_id)
        self._set_rotation(kms, physical_id, old, new)
        dropped = context.dropped_tags(old, new)
        if dropped:
            kms.untag_resource(KeyId=physical_id, TagKeys=dropped)
        tags = tag_list(context.tags(new), "TagKey", "TagValue")
        if tags:
            kms.tag_resource(KeyId=physical_id, Tags=tags)

    @staticmethod
    def _set_rotation(kms, key_id, old, new):
        before = (_flag(old, "EnableKeyRotation", False), old.get("RotationPeriodInDays"))
        wanted = (_flag(new, "EnableKeyRotation", False), new.get("RotationPeriodInDays"))
        if before == wanted:
            return
        if not wanted[0]:
            kms.disable_key_rotation(KeyId=key_id)
        elif wanted[1] is None:
            kms.enable_key_rotation(KeyId=key_id)
        else:
            kms.enable_key_rotation(KeyId=key_id, RotationPeriodInDays=int(wanted[1]))

    def delete(self, context, physical_id, properties):
        days = int(properties.get("PendingWindowInDays", 30))
        context.client("kms").schedule_key_deletion(KeyId=physical_id, PendingWindowInDays=days)

    def attributes(self, context, physical_id, properties):
        arn = f"arn:aws:kms:{context.region}:{context.account_id}:key/{physical_id}"
        return {"Arn": arn, "KeyId": physical_id}


def _flag(properties, name, default):
    return str(properties.get(name, default)).lower() == "true"


def _policy(properties):
    policy = properties.get("KeyPolicy")
    return json.dumps(policy) if isinstance(policy, dict) else policy
